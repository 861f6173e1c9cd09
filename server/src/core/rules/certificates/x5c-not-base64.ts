import { replace, replaceString } from '../../document/edits.ts';
import { encodeBase64 } from '../../encoding/base64url.ts';
import { pemBodies, type X5cFault, type X5cItem } from '../../key/x5c.ts';
import { certificate } from '../certificateSamples.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';

const reasons: Readonly<Record<X5cFault, string>> = {
  cut: 'is cut off',
  pem: 'is PEM',
  whitespace: 'contains whitespace',
  base64url: 'is base64url',
  character: 'contains an illegal character',
  padding: 'lacks padding',
};

const pem = `-----BEGIN CERTIFICATE-----\\n${certificate}\\n-----END CERTIFICATE-----\\n`;

export const x5cNotBase64 = defineRule({
  id: 'x5c-not-base64',
  group: 'certificates',
  severity: 'error',
  summary: 'An item of "x5c" is not plain base64',
  message: 'x5c[{i}] {reason}; use plain base64 of the DER',
  why: 'The certificates of "x5c" are the one place in a JWK with plain base64 instead of base64url: padded, on one line, without PEM armor. go-jose and rhonabwy refuse the key otherwise.',
  fix: 'Writes the certificate as plain base64 on one line.',
  specs: [rfc(7517, '4.7'), rfc(4648, '3.1'), rfc(4648, '3.2'), rfc(4648, '4')],
  fixAll: true,
  examples: {
    bad: [
      {
        title: 'base64url',
        text: `{${ecPublic},"x5c":[⟦"${certificate.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}"⟧]}`,
        fixed: `{${ecPublic},"x5c":["${certificate}"]}`,
      },
      { title: 'PEM', text: `{${ecPublic},"x5c":[⟦"${pem}"⟧]}`, fixed: `{${ecPublic},"x5c":["${certificate}"]}` },
      {
        title: 'Two certificates in one item',
        text: `{${ecPublic},"x5c":[⟦"${pem}${pem}"⟧]}`,
        fixed: `{${ecPublic},"x5c":["${certificate}", "${certificate}"]}`,
      },
      {
        title: 'Line breaks',
        text: `{${ecPublic},"x5c":[⟦"${certificate.slice(0, 64)}\\n${certificate.slice(64)}"⟧]}`,
        fixed: `{${ecPublic},"x5c":["${certificate}"]}`,
      },
      {
        title: 'No padding',
        text: `{${ecPublic},"x5c":[⟦"MAI"⟧]}`,
        fixed: `{${ecPublic},"x5c":["MAI="]}`,
      },
      { title: 'Text that is cut', text: `{${ecPublic},"x5c":[⟦"${certificate.slice(0, 60)}..."⟧]}` },
    ],
    good: [{ text: `{${ecPublic},"x5c":["${certificate}"]}` }],
  },
  key(key, report, { snippet }) {
    for (const item of key.certificates) {
      // Of a snippet one finding says that it was cut.
      if (item.fault === undefined || (snippet && item.fault === 'cut')) continue;
      report({ at: item.node, data: { i: item.index, reason: reasons[item.fault] }, fixes: () => plain(item) });
    }
  },
});

function plain({ node, der }: X5cItem): Fix[] {
  const title = 'Write as plain base64';
  const bodies = pemBodies(node.value);
  if (bodies.length > 1) {
    return [{ title, edits: [replace(node, bodies.map((body) => JSON.stringify(encodeBase64(body))).join(', '))] }];
  }
  return der === undefined ? [] : [{ title, edits: [replaceString(node, encodeBase64(der))] }];
}

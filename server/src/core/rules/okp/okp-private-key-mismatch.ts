import { replaceString } from '../../document/edits.ts';
import type { JsonString } from '../../document/json.ts';
import { areAPair } from '../../key/pair.ts';
import { ed448Key, x448Key } from '../numberSamples.ts';
import { relatedMember } from '../places.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { edPrivate, edPublic, xPrivate, xPublic } from '../samples.ts';

const other = edPublic.replace(/"x":"[^"]*"/, '"x":"1vwYaZ4Hnxh2uNn8SWOu0KGnpTJjEV8xoUqZyTzVS4M"');

export const okpPrivateKeyMismatch = defineRule({
  id: 'okp-private-key-mismatch',
  group: 'okp',
  severity: 'error',
  summary: 'The OKP private value belongs to another public key',
  message: '"d" does not belong to the public key "x"',
  why: 'Signatures do not verify with "x". go-jose, jwcrypto, Authlib and PyJWT take the pair as it is, and signing with Ed25519 and a wrong public key can reveal the private one.',
  fix: 'Replaces "x" by the public key of "d".',
  specs: [rfc(8037, '2'), rfc(8032, '5.1.5'), rfc(8032, '5.2.5'), rfc(7748, '6.1'), rfc(7748, '6.2')],
  changesThumbprint: true,
  examples: {
    bad: [
      {
        title: 'Ed25519',
        text: `{${other},${edPrivate.replace(/"d":(.*)/, '"d":⟦$1⟧')}}`,
        fixed: `{${edPublic},${edPrivate}}`,
      },
      {
        title: 'X25519',
        text: `{${xPublic},${edPrivate.replace(/"d":(.*)/, '"d":⟦$1⟧')}}`,
      },
    ],
    good: [
      { path: 'private.jwk', text: `{${edPublic},${edPrivate}}` },
      { path: 'private.jwk', text: `{${xPublic},${xPrivate}}` },
      { path: 'private.jwk', text: `{"kty":"OKP","crv":"Ed448",${JSON.stringify(ed448Key).slice(1)}` },
      { path: 'private.jwk', text: `{"kty":"OKP","crv":"X448",${JSON.stringify(x448Key).slice(1)}` },
    ],
  },
  about: ['private'],
  key(key, report) {
    const { okp } = key;
    const [x, d] = [key.string('x'), key.encoded.get('d')];
    if (okp === undefined || x === undefined || d === undefined) return;
    // Two spellings of one key are a finding of their own.
    const written = okp.canonicalX;
    if (written === undefined || d.octets === undefined) return;
    const fits = areAPair(key, [written, d.octets], () => (okp.derivedX ?? written) === written);
    if (fits !== false) return;
    report({
      at: d.node,
      related: relatedMember(key, 'x'),
      fixes: () => derive(x, okp.derivedX),
    });
  },
});

function derive(x: JsonString, derived: string | undefined): Fix[] {
  if (derived === undefined) return [];
  return [{ title: 'Replace x by the public key of d', edits: [replaceString(x, derived)] }];
}

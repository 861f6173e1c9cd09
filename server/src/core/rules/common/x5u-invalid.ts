import { replaceString } from '../../document/edits.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { parseUri, withHttps } from '../uris.ts';

export const x5uInvalid = defineRule({
  id: 'x5u-invalid',
  group: 'common',
  severity: 'error',
  summary: '"x5u" is not an https URI',
  message: '"x5u" {reason}',
  why: 'Whoever can change the certificate on its way decides which key is trusted, so the protocol must protect its integrity, and over HTTP that means TLS. This tool never fetches the address.',
  whenFine:
    'RFC 7517 asks for integrity protection, which another scheme may provide; any but http and https is a warning.',
  fix: 'Replaces http by https.',
  specs: [rfc(7517, '4.6')],
  examples: {
    bad: [
      {
        text: `{${ecPublic},"use":"sig","x5u":⟦"http://example.com/c.pem"⟧}`,
        fixed: `{${ecPublic},"use":"sig","x5u":"https://example.com/c.pem"}`,
      },
      { title: 'Not a URI', text: `{${ecPublic},"use":"sig","x5u":⟦"/c.pem"⟧}` },
      {
        title: 'Another scheme',
        text: `{${ecPublic},"use":"sig","x5u":⟦"ldap://example.com/cn=c"⟧}`,
        severity: 'warning',
      },
    ],
    good: [{ text: `{${ecPublic},"use":"sig","x5u":"https://example.com/c.pem"}` }],
  },
  about: ['x5u'],
  key(key, report) {
    const node = key.string('x5u');
    if (node === undefined) return;
    const scheme = parseUri(node.value)?.scheme;
    if (scheme === 'https') return;
    const https = scheme === 'http' ? withHttps(node.value) : undefined;
    report({
      at: node,
      data: { reason: scheme === undefined ? 'is not an absolute URI' : 'must use https' },
      severity: scheme === undefined || scheme === 'http' ? 'error' : 'warning',
      fixes: () => (https === undefined ? [] : [{ title: 'Use https', edits: [replaceString(node, https)] }]),
    });
  },
});

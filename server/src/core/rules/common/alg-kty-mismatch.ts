import { relatedMember } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { octSecret, rsaPublic } from '../samples.ts';

export const algKtyMismatch = defineRule({
  id: 'alg-kty-mismatch',
  group: 'common',
  severity: 'error',
  summary: 'The algorithm needs another key type',
  message: 'alg {alg} needs kty {needs}, not {kty}',
  why: 'The key can never be used: jose, WebCrypto, PyJWT and python-jose refuse it, and a library that only compares names is open to algorithm confusion.',
  whenFine: 'Content encryption algorithms are right for symmetric keys: RFC 7520 §5.6 has one.',
  specs: [
    rfc(7518, '3.1'),
    rfc(7518, '4.1'),
    rfc(7518, '5.1'),
    rfc(8037, '3'),
    { title: 'RFC 9964', url: 'https://www.rfc-editor.org/rfc/rfc9964' },
  ],
  examples: {
    bad: [{ text: `{${rsaPublic},"use":"sig","alg":⟦"ES256"⟧}` }],
    good: [{ title: 'A content encryption key (RFC 7520 §5.6)', text: `{${octSecret},"use":"enc","alg":"A256GCM"}` }],
  },
  key(key, report) {
    const { alg, algorithm, type } = key;
    if (alg === undefined || algorithm === undefined || type === undefined) return;
    if (algorithm.kty.length === 0 || algorithm.kty.includes(type.kty)) return;
    report({
      at: alg.node,
      data: { alg: algorithm.alg, needs: algorithm.kty.join(' or '), kty: type.kty },
      related: relatedMember(key, 'kty'),
    });
  },
});

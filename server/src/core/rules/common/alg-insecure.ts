import { replaceString } from '../../document/edits.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, octSecret, rsaPublic } from '../samples.ts';
import { fapi1Advanced, ianaAlgorithms, webCrypto } from '../sources.ts';

export const algInsecure = defineRule({
  id: 'alg-insecure',
  group: 'common',
  severity: 'warning',
  loudest: 'error',
  profiles: { fapi2: 'error', fapi1: 'error' },
  summary: 'The algorithm is prohibited or open to a known attack',
  message: 'alg "{alg}": {reason}',
  why: 'RSA1_5 is open to padding oracles and forbidden by FAPI. The algorithms IANA lists as prohibited must not be used in JOSE; WebCrypto exports keys that name them. No key belongs to "none", so a key that names it is an error.',
  whenFine:
    'WebCrypto exports AES-CBC and AES-CTR keys with these names: as long as such a key never meets JOSE, nothing is wrong. RSA1_5 may be needed to read old messages.',
  fix: 'Replaces RSA1_5 by RSA-OAEP-256.',
  specs: [
    rfc(7518, '3.6'),
    rfc(7518, '8.3'),
    rfc(8725, '3.2'),
    rfc(9864, '4.4'),
    ianaAlgorithms,
    webCrypto,
    fapi1Advanced('8.6.1'),
  ],
  examples: {
    bad: [
      {
        text: `{${rsaPublic},"use":"enc","alg":⟦"RSA1_5"⟧}`,
        fixed: `{${rsaPublic},"use":"enc","alg":"RSA-OAEP-256"}`,
      },
      { title: 'No key belongs to "none"', text: `{${rsaPublic},"use":"sig","alg":⟦"none"⟧}`, severity: 'error' },
      { title: 'Prohibited by IANA', text: `{${octSecret},"alg":⟦"A256CBC"⟧}` },
    ],
    good: [
      { text: `{${rsaPublic},"use":"enc","alg":"RSA-OAEP"}` },
      {
        title: 'On a key it cannot belong to, alg-kty-mismatch says so',
        text: `{${ecPublic},"use":"enc","alg":"RSA1_5"}`,
      },
    ],
  },
  about: ['odd-alg'],
  key({ alg, algorithm, type }, report) {
    if (alg === undefined || algorithm?.insecure === undefined) return;
    // A key that the algorithm cannot belong to has an error at the same place.
    if (type !== undefined && algorithm.kty.length > 0 && !algorithm.kty.includes(type.kty)) return;
    report({
      at: alg.node,
      data: { alg: algorithm.alg, reason: algorithm.insecure },
      severity: algorithm.alg === 'none' ? 'error' : 'warning',
      fixes: () =>
        algorithm.alg === 'RSA1_5'
          ? [{ title: 'Replace by "RSA-OAEP-256"', edits: [replaceString(alg.node, 'RSA-OAEP-256')] }]
          : [],
    });
  },
});

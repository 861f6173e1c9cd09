import { nameSpan } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPrivate, ecPublic } from '../samples.ts';
import { leakSeverity, privateHalf } from './leaks.ts';

export const privateKeyPlaintext = defineRule({
  id: 'private-key-plaintext',
  group: 'security',
  severity: 'hint',
  summary: 'The document holds an unencrypted private key',
  message: 'This document holds an unencrypted private key',
  why: 'Legitimate for key files, hence a hint, but RFC 7517 recommends to encrypt private keys, and a repository is no place for them. Teams turn this rule up to an error in continuous integration. In files that are no JWK documents the leak scan reports it as an error (docs/leaks.md).',
  whenFine:
    'A key file has to hold the key. The rule is a hint so that teams can turn it up where no key file should be.',
  specs: [rfc(7517, '9.2'), rfc(7517, '7')],
  examples: {
    bad: [
      {
        path: 'keys/private.jwk',
        text: `{${ecPublic},${ecPrivate.replace('"d"', '⟦"d"⟧')}}`,
      },
    ],
    good: [
      { title: 'A public key', path: 'keys/private.jwk', text: `{${ecPublic}}` },
      {
        title: 'An encrypted key',
        path: 'keys/private.jwk',
        text: '{"protected":"eyJhbGciOiJkaXIifQ","iv":"AA","ciphertext":"AA","tag":"AA"}',
      },
    ],
  },
  about: ['private'],
  key(key, report, context) {
    const [first] = privateHalf(key);
    if (first !== undefined && leakSeverity(context) === undefined) report({ at: nameSpan(first) });
  },
});

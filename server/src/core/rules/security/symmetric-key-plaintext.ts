import { nameSpan } from '../../document/tree.ts';
import { absencePlace } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, octSecret } from '../samples.ts';
import { leakSeverity } from './leaks.ts';

export const symmetricKeyPlaintext = defineRule({
  id: 'symmetric-key-plaintext',
  group: 'security',
  severity: 'off',
  summary: 'A symmetric key stands there unencrypted',
  message: 'This is an unencrypted symmetric key',
  why: 'A symmetric key is a secret as a whole, and a repository is no place for one. Off in JWK documents, where it is what one expects; the leak scan reports it in every other file (docs/leaks.md).',
  specs: [rfc(7517, '9.2'), rfc(7517, '7')],
  examples: {
    bad: [
      {
        path: 'keys/keys.jwks',
        levels: { 'symmetric-key-plaintext': 'warning' },
        text: `{"keys":[{${octSecret.replace('"k"', '⟦"k"⟧')}}]}`,
        severity: 'warning',
      },
    ],
    good: [
      {
        title: 'In a JWK document, unless it is switched on',
        path: 'keys/keys.jwks',
        text: `{"keys":[{${octSecret}}]}`,
      },
      { title: 'A public key', path: 'keys/key.jwk', text: `{${ecPublic}}` },
    ],
  },
  about: ['oct'],
  key(key, report, context) {
    if (key.type?.kty !== 'oct' || leakSeverity(context) !== undefined) return;
    const k = key.member('k');
    report({ at: k === undefined ? absencePlace(key) : nameSpan(k) });
  },
});

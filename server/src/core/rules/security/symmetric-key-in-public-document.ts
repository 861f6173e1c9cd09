import { nameSpan } from '../../document/tree.ts';
import { absencePlace } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, octSecret } from '../samples.ts';
import { oidcDiscovery } from '../sources.ts';
import { leakSeverity } from './leaks.ts';

const marked = octSecret.replace('"k"', '⟦"k"⟧');

export const symmetricKeyInPublicDocument = defineRule({
  id: 'symmetric-key-in-public-document',
  group: 'security',
  severity: 'error',
  summary: 'A public document holds a symmetric key',
  message: 'Symmetric key in a public JWK document',
  why: 'A symmetric key is a secret as a whole: whoever reads it can make the same MACs and open the same messages. The OpenID conformance suite fails such a set. In a document that is public only by its usual name (`jwks.json`) it is a warning, in test and example directories information.',
  whenFine:
    'A file that is not published in spite of its name: say so in `jwk.exposure`. In test and example directories it is information only.',
  fix: 'Removes the key from the set. Replace the key if the document was ever published.',
  specs: [oidcDiscovery('3'), rfc(7517, '9.2'), rfc(7800, '3.2')],
  examples: {
    bad: [
      {
        path: 'site/.well-known/jwks.json',
        text: `{"keys":[{${ecPublic}},{${marked}}]}`,
        fixed: `{"keys":[{${ecPublic}}]}`,
      },
      {
        title: 'Public only by its usual name',
        path: 'keys/jwks.json',
        text: `{"keys":[{${marked}},{${ecPublic}}]}`,
        severity: 'warning',
        fixed: `{"keys":[{${ecPublic}}]}`,
      },
      {
        title: 'In a test directory',
        path: 'test/.well-known/jwks.json',
        text: `{"keys":[{${ecPublic}},{${marked}}]}`,
        severity: 'information',
        fixed: `{"keys":[{${ecPublic}}]}`,
      },
    ],
    good: [
      { title: 'Nothing says the set is public', path: 'keys/keys.jwks', text: `{"keys":[{${octSecret}}]}` },
      { path: 'site/.well-known/jwks.json', text: `{"keys":[{${ecPublic}}]}` },
    ],
  },
  expectedInTests: true,
  about: ['oct'],
  key(key, report, context) {
    const severity = leakSeverity(context);
    if (key.type?.kty !== 'oct' || severity === undefined) return;
    const k = key.member('k');
    report({
      at: k === undefined ? absencePlace(key) : nameSpan(k),
      severity,
      fixes: () => [{ title: 'Remove the key', edits: 'remove-key' }],
    });
  },
});

import { publishedAt } from '../../key/knownExample.ts';
import { absencePlace } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, octSecret } from '../samples.ts';
import { mainValue } from './leaks.ts';

/** The default key of jwt.io's ES256 example: public knowledge, private half included. */
const jwtIo =
  '"kty":"EC","crv":"P-256","x":⟦"EVs_o5-uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf84"⟧,"y":"kGe5DgSIycKp8w9aJmoHhB1sB3QTugfnRWm5nU_TzsY"';

export const knownExampleKey = defineRule({
  id: 'known-example-key',
  group: 'security',
  severity: 'error',
  summary: 'A well-known example key, whose private half is published',
  message: 'Well-known example key ({source}): its private half is published',
  why: 'Everyone has the private half of the keys in the RFCs, in test vectors and in the jwt.io debugger. Such keys were found verifying licences in production code.',
  whenFine: 'Tests and documentation use the keys of the RFCs on purpose: in their directories it is information only.',
  specs: [rfc(7517, '9.1'), rfc(7517, '9.2'), rfc(7638, '7')],
  examples: {
    bad: [
      { title: "jwt.io's ES256 key", text: `{${jwtIo}}` },
      { title: 'An everyday secret', text: '{"kty":"oct","k":⟦"c2VjcmV0"⟧}' },
      { title: 'In a test directory', path: 'test/key.json', text: `{${jwtIo}}`, severity: 'information' },
    ],
    good: [{ title: 'A fresh key', text: `{${ecPublic}}` }, { text: `{${octSecret}}` }],
  },
  expectedInTests: true,
  key(key, report) {
    // The empty secret is on the list too, but oct-empty says it better.
    if (key.octets('k')?.length === 0) return;
    const source = publishedAt(key);
    if (source !== undefined) report({ at: mainValue(key) ?? absencePlace(key), data: { source } });
  },
});

import type { Key } from '../../key/key.ts';
import { someHave } from '../../key/tally.ts';
import { privateMembers } from '../../registry/keyTypes.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPrivate, ecPublic, edPrivate, edPublic, otherEcPublic } from '../samples.ts';
import { reportMinority } from './mixed.ts';

export const jwksMixedPublicPrivate = defineRule({
  id: 'jwks-mixed-public-private',
  group: 'set',
  severity: 'warning',
  summary: 'A set holds private and public keys',
  message: 'The set mixes private and public keys',
  why: "Nearly always the private members of one key were forgotten when the set was made for publication, or a private set is about to be published. jwt-framework's analyzer rates it high.",
  whenFine: 'A local store may hold its own key pairs beside the public keys of others.',
  specs: [rfc(7517, '9.2')],
  examples: {
    bad: [
      {
        path: 'keys/all.json',
        text: `{"keys":[{${ecPublic.replace('"EC"', '⟦"EC"⟧')},${ecPrivate}},{${otherEcPublic}},{${edPublic}}]}`,
      },
    ],
    good: [
      { path: 'keys/all.json', text: `{"keys":[{${ecPublic},${ecPrivate}},{${edPublic},${edPrivate}}]}` },
      { path: 'keys/all.json', text: `{"keys":[{${ecPublic}},{${edPublic}}]}` },
    ],
  },
  set(set, report) {
    if (set.exposure === 'public' || !someHave(set.keys, privateMembers)) return;
    const isPrivate = (key: Key): boolean | undefined =>
      key.type === undefined || key.type.kty === 'oct' ? undefined : key.isPrivate;
    reportMinority(set.keys, isPrivate, { sensitive: 'private', other: 'public' }, report);
  },
});

import { shownKid } from '../../key/secretKid.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, edPublic, otherEcPublic } from '../samples.ts';
import { federation } from '../sources.ts';
import { pairsOf } from './pairs.ts';
import { thumbprintKidFix } from './thumbprintKid.ts';

export const kidDuplicateDifferentKty = defineRule({
  id: 'kid-duplicate-different-kty',
  group: 'set',
  severity: 'information',
  profiles: {
    'oidc-op': 'error',
    'client-reg': 'error',
    federation: 'error',
    oid4vp: 'error',
    fapi2: 'warning',
    'smart-backend': 'warning',
  },
  summary: 'Two keys of different types have the same kid',
  message: '"kid" {kid} is also used by keys[{first}] of another key type',
  why: 'RFC 7517 names this one case as acceptable, for keys that applications regard as equivalent alternatives. The OpenID certification suite fails it all the same.',
  whenFine:
    'RFC 7517 §4.5 names this case as acceptable: an application that considers keys of different types equivalent may give them one `kid`.',
  fix: 'Sets the `kid` to the JWK thumbprint, which no other key has.',
  specs: [rfc(7517, '4.5'), federation('3.1.1')],
  examples: {
    bad: [
      {
        text: `{"keys":[{${ecPublic},"kid":"a"},{${edPublic},"kid":⟦"a"⟧}]}`,
        fixed: `{"keys":[{${ecPublic},"kid":"a"},{${edPublic},"kid":"205XGFEIwMoYxBXclhjiIimLTvzf3odd7r5bwQ5XMo0"}]}`,
      },
      {
        text: `{"keys":[{${ecPublic},"kid":"a"},{${edPublic},"kid":⟦"a"⟧}]}`,
        profiles: ['oidc-op'],
        severity: 'error',
      },
    ],
    good: [
      { text: `{"keys":[{${ecPublic},"kid":"a"},{${edPublic},"kid":"b"}]}` },
      {
        title: "Keys of one type are another rule's",
        text: `{"keys":[{${ecPublic},"kid":"a"},{${otherEcPublic},"kid":"a"}]}`,
      },
    ],
  },
  set(set, report) {
    for (const { first, later } of pairsOf(set, 'same-kid-other-type')) {
      const more = report({
        at: later.kid ?? later.object,
        key: later,
        data: {
          // Many keys may share one, of which few are shown: whose secrets it gives away is looked into for those.
          get kid() {
            return shownKid(later, first);
          },
          first: first.index,
        },
        related: [{ at: first.kid ?? first.object, key: first, message: `The kid of keys[${first.index}]` }],
        fixes: () => thumbprintKidFix(later, first),
      });
      if (!more) return;
    }
  },
});

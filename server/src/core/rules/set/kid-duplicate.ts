import { shownKid } from '../../key/secretKid.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, otherEcPublic } from '../samples.ts';
import { fapi2, federation, openId4Vp } from '../sources.ts';
import { displayWord } from '../../words.ts';
import { pairsOf } from './pairs.ts';
import { thumbprintKidFix } from './thumbprintKid.ts';

export const kidDuplicate = defineRule({
  id: 'kid-duplicate',
  group: 'set',
  severity: 'warning',
  loudest: 'error',
  profiles: {
    'oidc-op': 'error',
    'client-reg': 'error',
    federation: 'error',
    oid4vp: 'error',
    'smart-backend': 'error',
  },
  summary: 'Two different keys of one type have the same kid',
  message: '"kid" {kid} is already used by keys[{first}], which is a different {kty} key',
  why: 'A verifier that looks a key up by `kid` may pick the wrong one; jose reports several matching keys. When nothing else (`alg`, `use`) tells the two apart it is an error: signatures of one of them then fail to verify.',
  whenFine:
    'Keys that `alg` or `use` tells apart are found by verifiers that look at those too. The same key listed once for each certificate, as SMART Health Cards require, is not reported.',
  fix: 'Sets the `kid` to the JWK thumbprint, which no other key has.',
  specs: [rfc(7517, '4.5'), fapi2('5.4.3'), federation('3.1.1'), openId4Vp('5.1')],
  examples: {
    bad: [
      {
        title: 'Nothing tells the keys apart',
        text: `{"keys":[{${ecPublic},"kid":"a"},{${otherEcPublic},"kid":⟦"a"⟧}]}`,
        severity: 'error',
        fixed: `{"keys":[{${ecPublic},"kid":"a"},{${otherEcPublic},"kid":"OLV2EIG1u0T2ndlr_pkcP1fHzoIxYTYArmsn4VUeuIM"}]}`,
      },
      {
        title: 'One signs, the other encrypts',
        text: `{"keys":[{${ecPublic},"kid":"a","use":"sig"},{${otherEcPublic},"kid":⟦"a"⟧,"use":"enc"}]}`,
        fixed: `{"keys":[{${ecPublic},"kid":"a","use":"sig"},{${otherEcPublic},"kid":"OLV2EIG1u0T2ndlr_pkcP1fHzoIxYTYArmsn4VUeuIM","use":"enc"}]}`,
      },
    ],
    good: [
      { title: 'Case counts', text: `{"keys":[{${ecPublic},"kid":"a"},{${otherEcPublic},"kid":"A"}]}` },
      {
        title: 'The same key twice, once for each certificate',
        text: `{"keys":[{${ecPublic},"kid":"a","x5u":"https://a.example/1"},{${ecPublic},"kid":"a","x5u":"https://a.example/2"}]}`,
      },
    ],
  },
  set(set, report) {
    for (const { relation, first, later } of pairsOf(set, 'confusable', 'same-kid')) {
      const more = report({
        at: later.kid ?? later.object,
        key: later,
        data: {
          // Many keys may share one, of which few are shown: whose secrets it gives away is looked into for those.
          get kid() {
            return shownKid(later, first);
          },
          first: first.index,
          kty: displayWord(later.kty?.value ?? ''),
        },
        ...(relation === 'confusable' ? { severity: 'error' as const } : {}),
        related: [{ at: first.kid ?? first.object, key: first, message: `The kid of keys[${first.index}]` }],
        fixes: () => thumbprintKidFix(later, first),
      });
      if (!more) return;
    }
  },
});

import { allHave } from '../../key/tally.ts';
import { isMixedUse } from '../common/uses.ts';
import { absencePlace, addMembers } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, otherEcPublic, rsaPublic } from '../samples.ts';
import { federation, oidcDiscovery, oidcRegistration } from '../sources.ts';

const rsaWithoutUse = `${rsaPublic.replace('"RSA"', '⟦"RSA"⟧')},"alg":"RSA-OAEP-256"`;

export const useRequiredInMixedSet = defineRule({
  id: 'use-required-in-mixed-set',
  group: 'set',
  severity: 'hint',
  profiles: { 'oidc-op': 'error', 'client-reg': 'error', federation: 'error' },
  summary: 'A set with signing and encryption keys has a key without "use"',
  message: 'The set holds signing and encryption keys, so every key needs "use"',
  why: 'OpenID Connect, RFC 8414 and OpenID Federation require `use` on every key of a published set that holds both kinds; without it a recipient may encrypt to the signing key.',
  whenFine:
    'RFC 7517 leaves `use` optional: in a set that only your own software reads, other members may tell the keys apart.',
  fix: "Inserts the `use` that the key's `alg` implies.",
  specs: [oidcDiscovery('3'), oidcRegistration('2'), rfc(8414, '2'), federation('5.2.1')],
  examples: {
    bad: [
      {
        text: `{"keys":[{${ecPublic},"use":"sig"},{${rsaWithoutUse}}]}`,
        fixed: `{"keys":[{${ecPublic},"use":"sig"},{${rsaPublic},"alg":"RSA-OAEP-256","use":"enc"}]}`,
      },
      {
        text: `{"keys":[{${ecPublic},"use":"sig"},{${rsaWithoutUse}}]}`,
        profiles: ['oidc-op'],
        severity: 'error',
      },
    ],
    good: [
      {
        title: 'Signing keys only',
        text: `{"keys":[{${ecPublic},"alg":"ES256"},{${otherEcPublic}}]}`,
      },
    ],
  },
  absence: true,
  set(set, report) {
    if (allHave(set.keys, 'use') || !isMixedUse(set)) return;
    for (const key of set.keys) {
      if (key.has('use')) continue;
      const use = key.algorithm?.class;
      const more = report({
        at: absencePlace(key),
        key,
        fixes: () =>
          use === undefined
            ? []
            : [
                {
                  title: `Insert "use": "${use}"`,
                  edits: [addMembers(key, [['use', use]])],
                },
              ],
      });
      if (!more) return;
    }
  },
});

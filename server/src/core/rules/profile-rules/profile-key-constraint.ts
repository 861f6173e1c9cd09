import { absencePlace } from '../places.ts';
import type { Profile } from '../profiles.ts';
import { defineRule } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { smartHealthCards } from '../sources.ts';

interface Constraint {
  readonly profile: Profile;
  readonly member: 'kty' | 'use' | 'alg' | 'crv';
  readonly expected: string;
}

/** What each key of a set has to be under a profile. */
const constraints: readonly Constraint[] = [
  { profile: 'smart-health-cards', member: 'kty', expected: 'EC' },
  { profile: 'smart-health-cards', member: 'use', expected: 'sig' },
  { profile: 'smart-health-cards', member: 'alg', expected: 'ES256' },
  { profile: 'smart-health-cards', member: 'crv', expected: 'P-256' },
];

export const profileKeyConstraint = defineRule({
  id: 'profile-key-constraint',
  group: 'profiles',
  severity: 'off',
  needsProfile: true,
  profiles: { 'smart-health-cards': 'error' },
  summary: 'The profile requires another value of the member',
  message: '{profile} requires {member} = {expected}',
  why: "Verifiers of the ecosystem look for keys of one kind only: a SMART Health Card is signed with ES256 on P-256, and its validators report anything else in the issuer's set.",
  specs: [smartHealthCards],
  examples: {
    bad: [
      {
        title: 'No use and another algorithm',
        profiles: ['smart-health-cards'],
        text: `{"keys":[{${ecPublic.replace('"EC"', '⟦"EC"⟧')},"alg":⟦"ES384"⟧}]}`,
      },
    ],
    good: [
      { profiles: ['smart-health-cards'], text: `{"keys":[{${ecPublic},"use":"sig","alg":"ES256"}]}` },
      { title: 'Without the profile', text: `{"keys":[{${ecPublic},"alg":"ES384"}]}` },
    ],
  },
  key(key, report, { profiles }) {
    for (const { profile, member, expected } of constraints) {
      if (!profiles.has(profile)) continue;
      const term = key[member];
      // A member of the wrong type has its own finding.
      if (term === undefined ? key.has(member) : term.value === expected) continue;
      const data = { profile, member, expected };
      report(term === undefined ? { at: absencePlace(key), data, absence: true } : { at: term.node, data });
    }
  },
});

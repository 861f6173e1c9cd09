import { replaceString } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import type { Profile } from '../profiles.ts';
import { defineRule, type Fix } from '../rule.ts';
import { ecPublic, edPublic, rsaPublic } from '../samples.ts';
import { fapi1Advanced, fapi2 } from '../sources.ts';

interface Permission {
  readonly profile: Profile;
  /** As shown to people. */
  readonly permitted: string;
  readonly permits: (alg: string, key: Key) => boolean;
}

const permissions: readonly Permission[] = [
  {
    profile: 'fapi2',
    permitted: 'PS256, ES256, Ed25519, EdDSA with crv Ed25519',
    permits: (alg, key) =>
      ['PS256', 'ES256', 'Ed25519'].includes(alg) || (alg === 'EdDSA' && key.curve?.crv === 'Ed25519'),
  },
  { profile: 'fapi1', permitted: 'PS256, ES256', permits: (alg) => ['PS256', 'ES256'].includes(alg) },
];

export const profileAlgNotPermitted = defineRule({
  id: 'profile-alg-not-permitted',
  group: 'profiles',
  severity: 'off',
  needsProfile: true,
  profiles: { fapi2: 'error', fapi1: 'error' },
  summary: 'The profile does not permit the signature algorithm',
  message: '{profile} does not permit alg {alg} for signing (allowed: {permitted})',
  why: 'The profile lists the signature algorithms it allows, and its conformance tests reject keys with others. RSA keys can be used with PS256 as they are.',
  whenFine: 'Keys for encryption are not looked at, nor are keys without `alg`.',
  fix: 'Changes RS256 to PS256.',
  specs: [fapi2('5.4.1'), fapi1Advanced('8.6')],
  examples: {
    bad: [
      {
        title: 'RS256 under FAPI 2.0',
        profiles: ['fapi2'],
        text: `{${rsaPublic},"use":"sig","alg":⟦"RS256"⟧}`,
        fixed: `{${rsaPublic},"use":"sig","alg":"PS256"}`,
      },
      { title: 'EdDSA under FAPI 1', profiles: ['fapi1'], text: `{${edPublic},"use":"sig","alg":⟦"EdDSA"⟧}` },
    ],
    good: [
      { profiles: ['fapi2'], text: `{${rsaPublic},"use":"sig","alg":"PS256"}` },
      { profiles: ['fapi2'], text: `{${edPublic},"use":"sig","alg":"EdDSA"}` },
      { title: 'A key for encryption', profiles: ['fapi2'], text: `{${rsaPublic},"use":"enc","alg":"RSA-OAEP"}` },
      { title: 'Without the profile', text: `{${rsaPublic},"use":"sig","alg":"RS256"}` },
      { profiles: ['fapi1'], text: `{${ecPublic},"use":"sig","alg":"ES256"}` },
    ],
  },
  key(key, report, { profiles }) {
    const { algorithm, alg } = key;
    if (alg === undefined || algorithm?.class !== 'sig' || key.use?.value === 'enc') return;
    for (const { profile, permitted, permits } of permissions) {
      if (!profiles.has(profile) || permits(algorithm.alg, key)) continue;
      report({ at: alg.node, data: { profile, alg: algorithm.alg, permitted }, fixes: () => toPss(key) });
    }
  },
});

function toPss({ alg }: Key): Fix[] {
  return alg?.value === 'RS256' ? [{ title: 'Change alg to PS256', edits: [replaceString(alg.node, 'PS256')] }] : [];
}

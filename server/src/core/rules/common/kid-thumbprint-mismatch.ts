import { replaceString } from '../../document/edits.ts';
import { defineRule, rfc, type DocumentContext } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { federation, smartHealthCards } from '../sources.ts';

const someThumbprint = /^[A-Za-z0-9_-]{43}$/;

export const kidThumbprintMismatch = defineRule({
  id: 'kid-thumbprint-mismatch',
  group: 'common',
  severity: 'off',
  needsProfile: true,
  profiles: { federation: 'hint', 'smart-health-cards': 'error' },
  summary: '"kid" is not the JWK thumbprint, where it has to be',
  message: '"kid" is not the JWK thumbprint ({expected})',
  why: 'SMART Health Cards verifiers look a key up by its thumbprint and reject cards signed with another "kid"; OpenID Federation recommends it. Elsewhere a 43-character "kid" may be anything (Keycloak, Auth0 and Entra make such), so only these profiles check it.',
  whenFine:
    'A `kid` may be any text everywhere else; Keycloak, Auth0 and Entra use 43 characters that are no thumbprints.',
  fix: 'Replaces "kid" by the thumbprint.',
  specs: [rfc(7638, '3'), smartHealthCards, federation('3.1.1'), federation('8.7.2')],
  examples: {
    bad: [
      {
        title: 'SMART Health Cards',
        text: `{"keys":[{${ecPublic},"use":"sig","alg":"ES256","kid":⟦"my-key"⟧}]}`,
        profiles: ['smart-health-cards'],
        severity: 'error',
        fixed: `{"keys":[{${ecPublic},"use":"sig","alg":"ES256","kid":"MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo"}]}`,
      },
      {
        title: 'OpenID Federation, when it looks like a thumbprint',
        text: `{"keys":[{${ecPublic},"use":"sig","kid":⟦"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y"⟧}]}`,
        profiles: ['federation'],
        severity: 'hint',
        fixed: `{"keys":[{${ecPublic},"use":"sig","kid":"MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo"}]}`,
      },
    ],
    good: [
      {
        title: 'No profile',
        text: `{"keys":[{${ecPublic},"use":"sig","kid":"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y"}]}`,
      },
      {
        title: 'OpenID Federation does not mind other names',
        text: `{"keys":[{${ecPublic},"use":"sig","kid":"my-key"}]}`,
        profiles: ['federation'],
      },
    ],
  },
  key(key, report, context) {
    const { kid } = key;
    // A symmetric key's thumbprint is a hash of the secret: it is neither computed nor shown.
    if (kid === undefined || key.type?.kty === 'oct' || !applies(kid.value, context)) return;
    const { thumbprint } = key;
    if (thumbprint === undefined || kid.value === thumbprint) return;
    report({
      at: kid,
      data: { expected: thumbprint },
      fixes: () => [{ title: 'Replace by the JWK thumbprint', edits: [replaceString(kid, thumbprint)] }],
    });
  },
});

function applies(kid: string, { profiles }: DocumentContext): boolean {
  return profiles.has('smart-health-cards') || (profiles.has('federation') && someThumbprint.test(kid));
}

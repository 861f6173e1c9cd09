import type { Key } from '../../key/key.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, octSecret, xPublic } from '../samples.ts';
import { oidcDiscovery } from '../sources.ts';

/** Whether the key may serve to verify signatures; one of an unknown type may. */
function mayVerify(key: Key): boolean {
  return key.type?.kty !== 'oct' && key.purpose !== 'enc' && key.curve?.class !== 'enc';
}

export const jwksNoSigningKey = defineRule({
  id: 'jwks-no-signing-key',
  group: 'set',
  severity: 'off',
  profiles: { 'oidc-op': 'warning' },
  summary: "A provider's set has no key that verifies signatures",
  message: 'No key in this provider JWK Set can verify signatures',
  why: "A provider's set is there to publish the keys its tokens are signed with; without one, relying parties reject every ID token.",
  whenFine:
    'A set of encryption keys only is in order anywhere but at a provider, so the rule speaks under `oidc-op` alone.',
  specs: [oidcDiscovery('3'), rfc(8414, '2')],
  examples: {
    bad: [
      {
        title: 'Only an encryption key',
        path: 'op/.well-known/jwks.json',
        profiles: ['oidc-op'],
        severity: 'warning',
        text: `{"keys":⟦[{${ecPublic},"use":"enc"}]⟧}`,
      },
      {
        title: 'Only keys that cannot sign',
        path: 'op/.well-known/jwks.json',
        profiles: ['oidc-op'],
        severity: 'warning',
        text: `{"keys":⟦[{${xPublic}},{${octSecret}}]⟧}`,
      },
    ],
    good: [
      { path: 'op/.well-known/jwks.json', profiles: ['oidc-op'], text: `{"keys":[{${ecPublic}}]}` },
      { title: "Not a provider's set", path: 'op/.well-known/jwks.json', text: `{"keys":[{${ecPublic},"use":"enc"}]}` },
    ],
  },
  absence: true,
  set({ keys, holder }, report) {
    if (holder !== undefined && keys.length > 0 && !keys.some(mayVerify)) report({ at: holder });
  },
});

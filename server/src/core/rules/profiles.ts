/** Ecosystems whose rules are stricter than the RFCs; chosen by configuration only (rules.md §1). */

export interface ProfileInfo {
  readonly title: string;
  readonly source: string;
}

export const profiles = {
  'oidc-op': {
    title: 'The JWK Set an OpenID provider or authorization server serves',
    source: 'OIDC Discovery 1.0 §3, OIDC Core §10',
  },
  'client-reg': { title: 'Client metadata with jwks', source: 'OIDC Registration §2, RFC 7591 §2' },
  fapi2: { title: 'FAPI 2.0 Security Profile', source: 'FAPI 2.0 SP §5.4' },
  fapi1: { title: 'FAPI 1 Advanced', source: 'FAPI 1 Advanced §8.6, §8.11' },
  federation: {
    title: 'OpenID Federation entity keys and historical keys',
    source: 'OpenID Federation 1.0 §3.1.1, §5.2.1, §8.7',
  },
  oid4vp: { title: 'OpenID4VP verifier metadata', source: 'OpenID4VP 1.0 §5.1, §8.3' },
  'smart-health-cards': { title: 'Issuer sets of SMART Health Cards', source: 'SMART Health Cards, Protocol Details' },
  'smart-backend': {
    title: 'SMART App Launch asymmetric clients',
    source: 'SMART App Launch, Client Authentication: Asymmetric',
  },
} as const satisfies Readonly<Record<string, ProfileInfo>>;

export type Profile = keyof typeof profiles;

export const profileNames = Object.keys(profiles) as readonly Profile[];

/** Whether a name is a profile's; "rfc" is always active and needs no naming. */
export function isProfile(name: string): name is Profile {
  return Object.hasOwn(profiles, name);
}

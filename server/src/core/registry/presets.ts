/**
 * Sets that servers and clients are set up with, each made in one step. `alg` is left out where one key serves several
 * algorithms of its owner, or none that JOSE has a name for.
 */
import type { UseClass } from './algorithms.ts';
import type { CurveName } from './curves.ts';
import type { KeyTypeName } from './keyTypes.ts';

/** One key of a preset, or several alike; the names are those of generate's parameters. */
export interface PresetKey {
  readonly kty?: KeyTypeName | undefined;
  readonly crv?: CurveName | undefined;
  readonly bits?: number | undefined;
  readonly use?: UseClass | 'omit' | undefined;
  readonly alg?: string | undefined;
  readonly keyOps?: readonly string[] | undefined;
  readonly kid?: string | undefined;
  /** A kid that the owner looks the key up by; no strategy replaces it. */
  readonly kidText?: string | undefined;
  /** How many such keys; 1 where absent. */
  readonly count?: number | undefined;
}

export interface Preset {
  readonly title: string;
  readonly keys: readonly PresetKey[];
  readonly source: string;
}

/** Connect2id looks its secret keys up by these kids. */
const secret = (kidText: string, use: UseClass, alg: string): PresetKey => ({
  kty: 'oct',
  bits: 256,
  use,
  alg,
  kidText,
});

export const presets = {
  connect2id: {
    title: 'Keys of a Connect2id server',
    keys: [
      { kty: 'RSA', bits: 2048, use: 'sig', alg: 'omit' },
      { crv: 'P-256', use: 'sig' },
      { crv: 'P-384', use: 'sig' },
      { crv: 'P-521', use: 'sig' },
      { crv: 'secp256k1', use: 'sig' },
      // Its library knew the name EdDSA long before Ed25519.
      { crv: 'Ed25519', use: 'sig', alg: 'omit' },
      { kty: 'RSA', bits: 2048, use: 'enc', alg: 'omit' },
      { crv: 'P-256', use: 'enc', alg: 'omit' },
      { crv: 'P-384', use: 'enc', alg: 'omit' },
      { crv: 'P-521', use: 'enc', alg: 'omit' },
      // Access tokens are encrypted with it directly.
      { kty: 'oct', bits: 128, use: 'enc', alg: 'omit' },
      secret('hmac', 'sig', 'HS256'),
      // AES SIV is no algorithm of JOSE.
      secret('subject-encrypt', 'enc', 'omit'),
      secret('refresh-token-encrypt', 'enc', 'omit'),
    ],
    source: 'https://connect2id.com/products/server/docs/config/jwk-set',
  },
  oidc: {
    title: 'Keys of an OpenID provider that any client can use',
    keys: [
      { kty: 'RSA', bits: 2048, use: 'sig', alg: 'RS256' },
      { crv: 'P-256', use: 'sig', alg: 'ES256' },
      { kty: 'RSA', bits: 2048, use: 'enc', alg: 'RSA-OAEP-256' },
    ],
    source: 'OpenID Connect Core 1.0 §15.1 (RS256), §10.1, §10.2; Discovery 1.0 §3 (jwks_uri)',
  },
  fapi2: {
    title: 'Signing keys that the FAPI 2.0 Security Profile permits',
    keys: [
      { kty: 'RSA', bits: 2048, use: 'sig', alg: 'PS256' },
      { crv: 'P-256', use: 'sig', alg: 'ES256' },
      { crv: 'Ed25519', use: 'sig', alg: 'Ed25519' },
    ],
    source: 'FAPI 2.0 Security Profile §5.4.1; RFC 9864 §2.2 for the name Ed25519',
  },
  'smart-backend': {
    title: 'Keys of a SMART backend service, or another client that signs assertions',
    keys: [
      { kty: 'RSA', bits: 2048, use: 'sig', alg: 'RS384' },
      { crv: 'P-384', use: 'sig', alg: 'ES384' },
    ],
    source: 'SMART App Launch, Client Authentication: Asymmetric (RS384 and ES384, a kid for each key)',
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

export const presetNames = Object.keys(presets) as readonly PresetName[];

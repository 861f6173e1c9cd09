/** The key of a JWE, wrapped with one that is derived from a password: PBES2 (RFC 7518 §4.8). */
import { decodeBase64url } from '../encoding/base64url.ts';
import { concat, utf8 } from '../encoding/octets.ts';
import { aesKey } from './jweContent.ts';
import type { WebCrypto } from './operation.ts';

export const passwordAlgorithms = ['PBES2-HS256+A128KW', 'PBES2-HS384+A192KW', 'PBES2-HS512+A256KW'] as const;
export type PasswordAlgorithm = (typeof passwordAlgorithms)[number];

export function isPasswordAlgorithm(alg: string): alg is PasswordAlgorithm {
  return (passwordAlgorithms as readonly string[]).includes(alg);
}

/** Iterations that keep a host busy for seconds; who asks for more may only want to keep it busy. */
export const mostIterations = 10_000_000;

/** How a password becomes a key: `alg`, `p2s` and `p2c` of the header. */
export interface PasswordKey {
  readonly alg: PasswordAlgorithm;
  readonly salt: Uint8Array;
  readonly iterations: number;
}

/** The wrapped key. */
export async function wrapWithPassword(
  key: Uint8Array,
  password: string,
  how: PasswordKey,
  crypto: WebCrypto,
): Promise<Uint8Array> {
  const wrapping = await derivedKey(prepared(password), how, 'wrapKey', crypto);
  // What is wrapped must be a key of the host's; any kind that takes all lengths will do.
  const wrapped = await crypto.importKey('raw', key, carrier, true, ['sign']);
  return new Uint8Array(await crypto.wrapKey('raw', wrapped, wrapping, { name: 'AES-KW' }));
}

/** The key that was wrapped; undefined when the password is not the right one, or the wrapped key is damaged. */
export async function unwrapWithPassword(
  wrapped: Uint8Array,
  password: string,
  how: PasswordKey,
  crypto: WebCrypto,
): Promise<Uint8Array | undefined> {
  // What others encrypted may have been encrypted with the password as it was typed.
  for (const text of new Set([prepared(password), password])) {
    const unwrapping = await derivedKey(text, how, 'unwrapKey', crypto);
    const key = await crypto
      .unwrapKey('raw', wrapped, unwrapping, { name: 'AES-KW' }, carrier, true, ['sign'])
      .catch(() => undefined);
    if (key === undefined) continue;
    const { k } = (await crypto.exportKey('jwk', key)) as { readonly k?: unknown };
    return typeof k === 'string' ? decodeBase64url(k) : undefined;
  }
  return undefined;
}

const carrier = { name: 'HMAC', hash: 'SHA-256' };

/** One spelling for one password, whatever keyboard it was typed on (RFC 7518 §9, RFC 8265 §4.2.1). */
function prepared(password: string): string {
  return password.normalize('NFC');
}

async function derivedKey(
  password: string,
  { alg, salt, iterations }: PasswordKey,
  usage: string,
  crypto: WebCrypto,
): Promise<object> {
  const [, hash = '', bits = ''] = /^PBES2-HS(\d+)\+A(\d+)KW$/.exec(alg) ?? [];
  const base = await crypto.importKey('raw', utf8(password), { name: 'PBKDF2' }, false, ['deriveBits']);
  const full = concat(utf8(alg), Uint8Array.of(0), salt);
  const derived = await crypto.deriveBits(
    { name: 'PBKDF2', hash: `SHA-${hash}`, salt: full, iterations },
    base,
    Number(bits),
  );
  return aesKey(crypto, 'AES-KW', new Uint8Array(derived), [usage]);
}

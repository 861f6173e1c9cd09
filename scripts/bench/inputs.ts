/** The key sets that are measured: RSA-2048, P-256 and Ed25519 in turn, all keys different. */
import { createECDH, createPrivateKey, createPublicKey } from 'node:crypto';
import { modulus } from './moduli.ts';
import { SeededBytes } from './random.ts';

const random = new SeededBytes('keys');
const keys: Readonly<Record<string, string>>[] = [];
/** PKCS #8 of an Ed25519 key up to its seed (RFC 8410 §7): the one way to give Node the seed. */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * A set of that many keys, 2-space JSON.
 * @param variant makes every key text differ from those of other variants: nothing can be remembered from one to the next
 */
export function keySet(count: number, variant = 0): string {
  while (keys.length < count) keys.push(newKey(keys.length));
  const named = keys.slice(0, count).map((key, i) => ({ kid: `v${variant}-${i}`, ...key }));
  return JSON.stringify({ keys: named }, null, 2) + '\n';
}

/** The longest ordinary set of at most that many characters. */
export function keySetOfLength(length: number): string {
  const perKey = keySet(300).length / 300;
  let count = Math.floor(length / perKey);
  for (;;) {
    const text = keySet(count);
    if (text.length <= length) return text;
    count = Math.min(count - 1, Math.floor(count * (length / text.length)));
  }
}

export const rsaKey = (n: string): object => ({ kty: 'RSA', use: 'sig', alg: 'RS256', n, e: 'AQAB' });

function newKey(i: number): Readonly<Record<string, string>> {
  if (i % 3 === 0) return { ...rsaKey(modulus(i / 3)) };
  return i % 3 === 1 ? p256Key() : ed25519Key();
}

function p256Key(): Readonly<Record<string, string>> {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(random.take(32));
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((c) => c.toString('base64url')) as [string, string];
  return { kty: 'EC', use: 'sig', alg: 'ES256', crv: 'P-256', x, y };
}

function ed25519Key(): Readonly<Record<string, string>> {
  const key = Buffer.concat([ed25519Prefix, random.take(32)]);
  const { x } = createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' })).export({ format: 'jwk' });
  return { kty: 'OKP', use: 'sig', alg: 'Ed25519', crv: 'Ed25519', x: x as string };
}

/** JSON of that many characters that has nothing to do with keys, in the manner of a lock file. */
export function otherJson(length: number): string {
  const entries: string[] = [];
  for (let have = 0; have < length; have += (entries.at(-1) as string).length) {
    const i = entries.length;
    const hash = random.take(64).toString('base64');
    entries.push(
      `    "node_modules/package-${i}": {\n      "version": "1.${i}.0",\n      "license": "MIT",\n` +
        `      "integrity": "sha512-${hash}",\n      "engines": {\n        "node": ">=18"\n      }\n    }`,
    );
  }
  return `{\n  "name": "bench",\n  "packages": {\n${entries.join(',\n')}\n  }\n}\n`;
}

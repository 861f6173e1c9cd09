/** Keys that take more than others to check: the values of each are new, so that nothing can be remembered. */
import { createECDH } from 'node:crypto';
import { rsaKey } from './inputs.ts';
import { SeededBytes } from './random.ts';

const random = new SeededBytes('hostile');

const text = (octets: number): string => random.take(octets).toString('base64url');

/** A public RSA key with an odd modulus of that many octets, which nobody has the primes of; `first` begins it. */
export function rsaPublic(octets: number, first = 0xff): string {
  const n = oddNumber(octets);
  n[0] = first;
  return JSON.stringify(rsaKey(n.toString('base64url')));
}

/** An RSA key whose n is p·q, and whose other numbers do not fit. */
export function rsaPrivate(octets: number): string {
  const half = octets / 2;
  const [p, q] = [oddNumber(half), oddNumber(half)];
  const n = (BigInt(`0x${p.toString('hex')}`) * BigInt(`0x${q.toString('hex')}`)).toString(16);
  const modulus = Buffer.from(n.length % 2 === 0 ? n : `0${n}`, 'hex').toString('base64url');
  const primes = { p: p.toString('base64url'), q: q.toString('base64url') };
  return JSON.stringify({
    ...rsaKey(modulus),
    d: text(octets),
    ...primes,
    dp: text(half),
    dq: text(half),
    qi: text(half),
  });
}

/** An EC key whose d is another key's. */
export function ecPrivate(): string {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(random.take(32));
  const point = ecdh.getPublicKey();
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((c) => c.toString('base64url'));
  return JSON.stringify({ kty: 'EC', crv: 'P-256', x, y, d: text(32) });
}

/** Octets in the place of an OKP key's, with or without d; few of them are a point. */
export function okp(crv: string, octets: number, isPrivate: boolean): string {
  return JSON.stringify({ kty: 'OKP', crv, x: text(octets), ...(isPrivate ? { d: text(octets) } : {}) });
}

/** DER of a sequence of elements without content. */
export function emptyElements(length: number): string {
  const content = Buffer.alloc(Math.floor(length / 8) * 6);
  for (let i = 0; i < content.length; i += 2) content[i] = 5;
  const header = Buffer.from([0x30, 0x84, 0, 0, 0, 0]);
  header.writeUInt32BE(content.length, 2);
  return Buffer.concat([header, content]).toString('base64');
}

/** Every character of every string as an escape. */
export function escaped(json: string): string {
  const escape = (c: string): string => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return json.replace(/"([^"]*)"/g, (_, inner: string) => `"${inner.replace(/./g, escape)}"`);
}

function oddNumber(octets: number): Buffer {
  const bytes = random.take(octets);
  bytes[0] = (bytes[0] as number) | 0x80;
  bytes[octets - 1] = (bytes[octets - 1] as number) | 1;
  return bytes;
}

/** Secrets to look for, in every spelling they could get out in, and the search for them. */
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';

export type Jwk = Readonly<Record<string, string>>;

const privateNames: Readonly<Record<string, readonly string[]>> = {
  RSA: ['d', 'p', 'q', 'dp', 'dq', 'qi'],
  EC: ['d'],
  OKP: ['d'],
  oct: ['k'],
  AKP: ['priv'],
};

export function privateNamesOf(key: Jwk): readonly string[] {
  return privateNames[key.kty ?? ''] ?? [];
}

/** Keys made for this run, of every kind, whole and valid. */
export function makeKeys(): readonly Jwk[] {
  const exported = (pair: { privateKey: { export: (options: { format: 'jwk' }) => object } }, kid: string): Jwk => ({
    ...(pair.privateKey.export({ format: 'jwk' }) as Jwk),
    use: 'sig',
    kid,
  });
  const seed = randomBytes(32);
  const pub = Buffer.from(ml_dsa44.keygen(new Uint8Array(seed)).publicKey).toString('base64url');
  return [
    exported(generateKeyPairSync('rsa', { modulusLength: 2048 }), 'rsa-1'),
    exported(generateKeyPairSync('ec', { namedCurve: 'P-256' }), 'ec-1'),
    exported(generateKeyPairSync('ec', { namedCurve: 'P-521' }), 'ec-2'),
    exported(generateKeyPairSync('ed25519'), 'okp-1'),
    { ...exported(generateKeyPairSync('x25519'), 'okp-2'), use: 'enc' },
    { kty: 'oct', kid: 'oct-1', use: 'sig', alg: 'HS256', k: randomBytes(32).toString('base64url') },
    { kty: 'AKP', kid: 'akp-1', use: 'sig', alg: 'ML-DSA-44', pub, priv: seed.toString('base64url') },
  ];
}

function spellings(value: string): string[] {
  const octets = Buffer.from(value, 'base64url');
  const hex = octets.toString('hex');
  const digests = (['sha256', 'sha1', 'md5', 'sha384', 'sha512'] as const).flatMap((name) =>
    [octets, Buffer.from(value)].map((input) => createHash(name).update(input).digest()),
  );
  const fixed = [octets, ...digests].flatMap((o) => [
    o.toString('base64url'),
    o.toString('base64'),
    o.toString('hex'),
    o.toString('hex').toUpperCase(),
  ]);
  const pairs = hex.match(/../g) ?? [];
  return [
    value,
    ...fixed,
    pairs.join(':'),
    pairs.join(' '),
    BigInt(`0x${hex}`).toString(),
    [...octets].join(','),
    [...octets].join(', '),
    encodeURIComponent(octets.toString('base64')),
    Buffer.from(value).toString('base64url'),
    Buffer.from(value).toString('hex'),
  ];
}

/** RFC 7638 thumbprints of a symmetric key are hashes of its secret. */
function secretThumbprints(key: Jwk): string[] {
  if (key.kty !== 'oct') return [];
  const digest = createHash('sha256').update(JSON.stringify({ k: key.k, kty: 'oct' }));
  return [digest.copy().digest('base64url'), digest.digest('hex')];
}

/** Every stretch of some characters of every spelling of every secret of the keys. */
export class Secrets {
  private readonly parts = new Set<string>();
  private readonly part: number;

  /**
   * @param part how many characters of a secret in a row count as a part of it
   * @param more other texts that give a secret away
   */
  constructor(keys: readonly Jwk[], part = 12, more: readonly string[] = []) {
    this.part = part;
    for (const text of more) this.add(text);
    for (const key of keys) {
      for (const text of secretThumbprints(key)) this.add(text);
      for (const name of privateNamesOf(key)) {
        for (const text of spellings(key[name] ?? '')) this.add(text);
      }
    }
  }

  private add(text: string): void {
    const { part } = this;
    for (let i = 0; i + part <= text.length; i++) this.parts.add(text.slice(i, i + part));
  }

  /** Where the text gives a secret away, with what stands before it; undefined when it does not. */
  find(text: string): string | undefined {
    // Markdown escapes and JSON escapes must not hide one.
    return this.search(text) ?? this.search(text.replaceAll(/\\u[0-9a-f]{4}|\\/gi, ''));
  }

  private search(text: string): string | undefined {
    for (let i = 0; i + this.part <= text.length; i++) {
      // The keys are made for these tests: showing where one came out gives nothing away.
      if (this.begins(text, i)) return text.slice(Math.max(0, i - 120), i + 40);
    }
    return undefined;
  }

  private begins(text: string, at: number): boolean {
    return this.parts.has(text.slice(at, at + this.part));
  }

  /** How many stretches of the text are a secret, or a part of one. */
  count(text: string): number {
    let stretches = 0;
    let inside = false;
    for (let i = 0; i + this.part <= text.length; i++) {
      const begins = this.begins(text, i);
      if (begins && !inside) stretches++;
      inside = begins;
    }
    return stretches;
  }
}

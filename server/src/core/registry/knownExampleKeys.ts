/**
 * Keys whose private half is published: RFC examples, Wycheproof vectors, jwt.io's defaults, everyday HMAC secrets.
 * RFC 7638 SHA-256 thumbprints, and how the public members begin; no secrets.
 */
import table from './knownExampleKeys.json' with { type: 'json' };

interface KnownExample {
  /** Where it is published. */
  readonly source: string;
  /** The first six characters of `n`, `x` or `pub` in their canonical spelling; symmetric keys have none. */
  readonly begins?: string;
}

const examples: ReadonlyMap<string, KnownExample> = new Map(Object.entries<KnownExample>(table));

const beginningLength = 6;
const beginnings: ReadonlySet<string | undefined> = new Set([...examples.values()].map(({ begins }) => begins));

/**
 * Whether a key that is not symmetric may be on the list: false for nearly all that are not, without a hash.
 * @param material the key's public member in its canonical spelling
 */
export function mayBeKnownExample(material: string): boolean {
  return beginnings.has(material.slice(0, beginningLength));
}

/** Where the key with this canonical thumbprint is published, or undefined when it is not on the list. */
export function knownExampleSource(thumbprint: string): string | undefined {
  return examples.get(thumbprint)?.source;
}

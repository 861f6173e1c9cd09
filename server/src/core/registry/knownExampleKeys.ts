/**
 * Keys whose private half is published: RFC examples, Wycheproof vectors, jwt.io's defaults, everyday HMAC secrets.
 * RFC 7638 SHA-256 thumbprints only; no key material.
 */
import table from './knownExampleKeys.json' with { type: 'json' };

const sources: ReadonlyMap<string, string> = new Map(Object.entries(table));

/** Where the key with this canonical thumbprint is published, or undefined when it is not on the list. */
export function knownExampleSource(thumbprint: string): string | undefined {
  return sources.get(thumbprint);
}

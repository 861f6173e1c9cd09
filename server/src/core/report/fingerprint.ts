/**
 * What a finding is known by from one run to the next, whether lines move or other keys come and go: the rule, the
 * key, and the place within the key. Baselines and SARIF use the same. Never made of key material: of symmetric keys
 * only the ID counts, of others the thumbprint of the public half as well.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { toHex, utf8 } from '../encoding/octets.ts';
import type { Key } from '../key/key.ts';
import { visibleKid } from '../key/secretKid.ts';

export interface Identified {
  readonly rule: string;
  readonly key: Key | undefined;
  /** JSON Pointer of the place in the document or excerpt. */
  readonly pointer: string;
}

/** The fingerprints of a file's findings; they are in the order of the text, and of equal ones the n-th ends in `:n`. */
export function fingerprints(findings: readonly Identified[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const identity = identityOf(finding);
    const occurrence = (seen.get(identity) ?? 0) + 1;
    seen.set(identity, occurrence);
    return `${identity}:${occurrence}`;
  });
}

function identityOf({ rule, key, pointer }: Identified): string {
  const within = key === undefined ? pointer : pointer.replace(/^(?:\/[^/]*)*?\/keys\/\d+(?=\/|$)|^\/\d+(?=\/|$)/, '');
  return toHex(sha256(utf8(JSON.stringify([rule, ...nameOf(key), within])))).slice(0, 16);
}

/** Key ID and public thumbprint; of a key with neither its place in the set. */
function nameOf(key: Key | undefined): string[] {
  if (key === undefined) return [];
  const kid = visibleKid(key);
  const kty = key.type?.kty;
  // The thumbprint of a symmetric key is a hash of the secret.
  const thumbprint = kty === undefined || kty === 'oct' ? undefined : key.canonicalThumbprint;
  return kid === undefined && thumbprint === undefined ? [`#${key.index}`] : [kid ?? '', thumbprint ?? ''];
}

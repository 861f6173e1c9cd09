/** JWK thumbprints (RFC 7638), and thumbprint URIs (RFC 9278). */
import { sha256 } from '@noble/hashes/sha2.js';
import { encodeBase64url } from '../encoding/base64url.ts';
import { utf8 } from '../encoding/octets.ts';

/**
 * The JSON text a thumbprint hashes: the required members in lexicographic order without white space (RFC 7638 §3).
 * @param names member names in lexicographic order
 * @param valueOf text of each; undefined when the member is missing, which leaves no thumbprint
 */
export function thumbprintInput(
  names: readonly string[],
  valueOf: (name: string) => string | undefined,
): string | undefined {
  const parts: string[] = [];
  for (const name of names) {
    const value = valueOf(name);
    if (value === undefined) return undefined;
    parts.push(`"${name}":${JSON.stringify(value)}`);
  }
  return `{${parts.join(',')}}`;
}

/** base64url of the SHA-256 of the thumbprint input. */
export function sha256Thumbprint(input: string): string {
  return encodeBase64url(sha256(utf8(input)));
}

export const thumbprintUriPrefix = 'urn:ietf:params:oauth:jwk-thumbprint:';

/** The RFC 9278 URI of a SHA-256 thumbprint. */
export function thumbprintUri(thumbprint: string): string {
  return `${thumbprintUriPrefix}sha-256:${thumbprint}`;
}

/** How public a JWK or JWK Set is (rules.md §2.3); decided once for each. */
import { privateMembers } from '../registry/keyTypes.ts';
import type { JsonObject } from './json.ts';
import { isPrivateName, isPublicDirectory, isPublicName, isUsuallyPublic, type DocumentPath } from './names.ts';
import type { EmbeddedKey } from './role.ts';
import { has } from './tree.ts';

export type Exposure = 'public' | 'private' | 'public-content' | 'public-by-name' | 'unknown' | 'mixed';

const publicSiblings = [
  'redirect_uris',
  'client_name',
  'issuer',
  'authorization_endpoint',
  'token_endpoint',
  'iss',
  'credential_issuer',
  'grant_types',
];

/** Whether an object holds private or symmetric material, by member name alone. */
export function holdsSecret(key: JsonObject): boolean {
  return key.members.some((m) => privateMembers.includes(m.name.value));
}

/** Exposure of an embedded JWK or JWK Set: its slot and siblings tell, never the file's name. */
export function slotExposure(embedded: EmbeddedKey, inMetadata: boolean): Exposure {
  const { slot, host, hostSlot } = embedded;
  if (slot === 'jwks') return inMetadata || publicSiblings.some((n) => has(host, n)) ? 'public' : 'unknown';
  if (slot === 'publicKeyJwk' || slot === 'publicJwk' || slot === 'epk') return 'public';
  if (slot === 'privateKeyJwk' || slot === 'privateJwk') return 'private';
  const joseHeader = has(host, 'alg') && ['typ', 'kid', 'enc'].some((n) => has(host, n));
  return hostSlot === 'cnf' || joseHeader ? 'public' : 'unknown';
}

/** Exposure of a document that is a JWK or JWK Set itself: by its name, then by what its keys hold. */
export function documentExposure(path: DocumentPath, keys: readonly JsonObject[]): Exposure {
  const published = isPublicDirectory(path);
  if (isPrivateName(path) && !published) return 'private';
  if (published || isPublicName(path)) return 'public';
  const secret = keys.filter(holdsSecret).length;
  if (secret === 0) return 'public-content';
  if (isUsuallyPublic(path)) return 'public-by-name';
  return secret === keys.length ? 'unknown' : 'mixed';
}

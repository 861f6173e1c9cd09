/** How public a JWK or JWK Set is (rules.md §2.3); decided once for each. */
import type { Key } from '../key/key.ts';
import type { JsonObject } from './json.ts';
import { isPrivateName, isPublicDirectory, isPublicName, isUsuallyPublic, type DocumentPath } from './names.ts';
import { isServiceConfiguration, type EmbeddedKey } from './role.ts';

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

/** What the members around a slot say; found out once for each object, however many slots it has. */
interface Surroundings {
  readonly published: boolean;
  readonly joseHeader: boolean;
}

const known = new WeakMap<JsonObject, Surroundings>();

function surroundingsOf(host: JsonObject): Surroundings {
  let found = known.get(host);
  if (found === undefined) {
    const names = new Set(host.members.map((m) => m.name.value));
    found = {
      published: publicSiblings.some((n) => names.has(n)),
      joseHeader: names.has('alg') && ['typ', 'kid', 'enc'].some((n) => names.has(n)),
    };
    known.set(host, found);
  }
  return found;
}

/**
 * Exposure of an embedded JWK or JWK Set: its slot and siblings tell, never the file's name.
 * @param registered the slot is one of the metadata of a provider or client
 */
export function slotExposure({ slot, host, hostSlot }: EmbeddedKey, registered: boolean): Exposure {
  if (slot === 'jwks') return registered || surroundingsOf(host).published ? 'public' : 'unknown';
  if (slot === 'publicKeyJwk' || slot === 'publicJwk' || slot === 'epk') return 'public';
  if (slot === 'privateKeyJwk' || slot === 'privateJwk') return 'private';
  return hostSlot === 'cnf' || surroundingsOf(host).joseHeader ? 'public' : 'unknown';
}

/**
 * Exposure of keys held in a string. That is how services keep their own configuration: private storage, unless the
 * name, the metadata around it or the document's place says that it is published.
 * @param registered the member is one of the metadata of a provider or client
 */
export function heldExposure(e: EmbeddedKey, registered: boolean, path: DocumentPath): Exposure {
  if (registered && e.slot === 'jwks') return 'public';
  if (/private|secret/i.test(e.slot)) return 'private';
  if (/public/i.test(e.slot) || isPublicDirectory(path) || isPublicName(path)) return 'public';
  if (e.slot === 'jwks' && surroundingsOf(e.host).published && !isServiceConfiguration(e.host)) return 'public';
  return 'private';
}

/** Exposure of a document that is a JWK or JWK Set itself: by its name, then by what its keys hold. */
export function documentExposure(path: DocumentPath, keys: readonly Key[]): Exposure {
  const published = isPublicDirectory(path);
  if (isPrivateName(path) && !published) return 'private';
  if (published || isPublicName(path)) return 'public';
  const secret = keys.filter((key) => key.isPrivate).length;
  if (secret === 0) return 'public-content';
  if (isUsuallyPublic(path)) return 'public-by-name';
  return secret === keys.length ? 'unknown' : 'mixed';
}

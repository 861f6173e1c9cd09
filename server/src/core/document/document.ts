/** Text to the keys in it: what the document is, how public, and where each key stands. */
import { Key } from '../key/key.ts';
import { documentExposure, slotExposure, type Exposure } from './exposure.ts';
import { parseJson, type JsonArray, type JsonError, type JsonNode, type JsonObject } from './json.ts';
import { documentPath, type DocumentPath } from './names.ts';
import { decideRole, embeddedKeys, isJwkLike, mayHoldKeys, type MetadataKind, type Role } from './role.ts';
import { value } from './tree.ts';

/** Longer documents are not examined (rules.md §3.7): 4 MiB of UTF-16 units. */
export const maxDocumentLength = 4 * 1024 * 1024;

/** A JWK Set, wherever it stands in the document. */
export interface SetPart {
  readonly kind: 'set';
  /** The set object, or the lone JWK that its name makes a set; absent for a bare array. */
  readonly object: JsonObject | undefined;
  /** What holds the keys: the value of `keys` or the bare array; not an array when the document is faulty. */
  readonly holder: JsonNode | undefined;
  /** Every JWK of the set, in order; elements that are no objects are left out. */
  readonly keys: readonly Key[];
  readonly exposure: Exposure;
  /** The member the set is the value of; absent when it is the document. */
  readonly slot?: string;
  /** A payload of historical keys (OpenID Federation 1.0 §8.7.2), where expired and revoked keys belong. */
  readonly historical: boolean;
}

/** A JWK that stands alone. */
export interface KeyPart {
  readonly kind: 'key';
  readonly keys: readonly [Key];
  readonly exposure: Exposure;
  readonly slot?: string;
}

export type DocumentPart = SetPart | KeyPart;

export interface JwkDocument {
  readonly text: string;
  readonly path: DocumentPath;
  readonly role: Role;
  readonly metadata?: MetadataKind;
  /** Absent when the document cannot hold keys: then it was not read. */
  readonly root: JsonNode | undefined;
  readonly errors: readonly JsonError[];
  readonly parts: readonly DocumentPart[];
  /** Longer than {@link maxDocumentLength}: it could hold keys, but was not examined. */
  readonly tooLong: boolean;
}

export interface ReadOptions {
  /** Forces the role, as a user's setting for the file's glob does. */
  readonly role?: 'jwk' | 'jwks' | 'metadata' | 'other';
  /** Forces the exposure of a JWK or JWK Set document. */
  readonly exposure?: 'public' | 'private';
  readonly maxLength?: number;
}

/**
 * Reads a document. Never throws; what cannot be read is in `errors`.
 * @param text the whole text, with a byte order mark if the file has one
 * @param pathOrUri where the document is: its name and directories help decide role and exposure
 */
export function readDocument(text: string, pathOrUri: string, options: ReadOptions = {}): JwkDocument {
  const path = documentPath(pathOrUri);
  const none = { text, path, role: 'other', root: undefined, errors: [], parts: [], tooLong: false } as const;
  if (options.role === 'other' || (options.role === undefined && !mayHoldKeys(text, path))) return none;
  if (text.length > (options.maxLength ?? maxDocumentLength)) return { ...none, tooLong: true };
  const { root, errors } = parseJson(text);
  const decided = options.role === undefined ? decideRole(text, root, path) : forcedRole(options.role, root);
  const parts = partsOf(root, text, path, decided.role, options.exposure);
  return { text, path, ...decided, root, errors, parts, tooLong: false };
}

function forcedRole(
  role: 'jwk' | 'jwks' | 'metadata' | 'other',
  root: JsonNode | undefined,
): { role: Role; metadata?: MetadataKind } {
  if (role === 'metadata') return { role, metadata: 'other' };
  if (role === 'jwks' && root?.type === 'array') return { role: 'bare-array' };
  return { role };
}

function partsOf(
  root: JsonNode | undefined,
  text: string,
  path: DocumentPath,
  role: Role,
  forced: Exposure | undefined,
): DocumentPart[] {
  if (root === undefined || role === 'other') return [];
  if (role === 'bare-array')
    return root.type === 'array'
      ? [setPart(undefined, root, text, (keys) => forced ?? documentExposure(path, keys))]
      : [];
  if (root.type !== 'object') return [];
  if (role === 'jwk') return [keyPart(root, text, forced ?? documentExposure(path, [root]))];
  if (role === 'jwks')
    return [setPart(root, value(root, 'keys'), text, (keys) => forced ?? documentExposure(path, keys))];
  const embedded = embeddedKeys(root);
  const jwks = value(root, 'jwks');
  if (role === 'metadata' && jwks?.type === 'object' && !embedded.some((e) => e.node === jwks)) {
    embedded.push({ slot: 'jwks', node: jwks, host: root, hostSlot: undefined });
  }
  return embedded.map((e) => {
    const exposure = slotExposure(e, role === 'metadata' && e.host === root);
    if (e.slot === 'jwks') return { ...setPart(e.node, value(e.node, 'keys'), text, () => exposure), slot: e.slot };
    return { ...keyPart(e.node, text, exposure), slot: e.slot };
  });
}

function keyPart(object: JsonObject, text: string, exposure: Exposure): KeyPart {
  return { kind: 'key', keys: [new Key(object, text, 0)], exposure };
}

function setPart(
  object: JsonObject | undefined,
  holder: JsonNode | undefined,
  text: string,
  exposureOf: (keys: readonly JsonObject[]) => Exposure,
): SetPart {
  const objects = keyObjects(object, holder);
  const keys = objects.map(([index, node]) => new Key(node, text, index));
  for (const key of keys) key.siblings = keys;
  const historical = object !== undefined && value(object, 'iss') !== undefined && keys.some((key) => key.has('exp'));
  return { kind: 'set', object, holder, keys, exposure: exposureOf(objects.map(([, node]) => node)), historical };
}

/** The objects that are keys of the set, with their index; a set that is a lone JWK holds itself. */
function keyObjects(object: JsonObject | undefined, holder: JsonNode | undefined): [number, JsonObject][] {
  if (holder?.type === 'array') {
    return holder.items.flatMap((item, i): [number, JsonObject][] => (item.type === 'object' ? [[i, item]] : []));
  }
  if (holder?.type === 'object') {
    return holder.members.flatMap((m, i): [number, JsonObject][] => (isJwkLike(m.value) ? [[i, m.value]] : []));
  }
  return holder === undefined && isJwkLike(object) ? [[0, object]] : [];
}

/** The array that lists the set's keys, when the set is well formed so far. */
export function keysArray(part: SetPart): JsonArray | undefined {
  return part.holder?.type === 'array' ? part.holder : undefined;
}

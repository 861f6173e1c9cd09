/** What a document is (rules.md §2.1): decided by content first, by name only where content cannot tell. */
import { valueAliases } from '../registry/aliases.ts';
import { keyTypeNames, vendorKeyTypes } from '../registry/keyTypes.ts';
import { heldObject, type Held } from './held.ts';
import type { JsonArray, JsonNode, JsonObject } from './json.ts';
import { isMetadataName, isSetLikeName, isStrongKeyName, isStrongSetName, type DocumentPath } from './names.ts';
import { has, member, stringValue, value } from './tree.ts';

export type Role = 'jwk' | 'jwks' | 'bare-array' | 'metadata' | 'embedded' | 'other';
export type MetadataKind = 'op' | 'client' | 'other';

export interface RoleDecision {
  readonly role: Role;
  readonly metadata?: MetadataKind;
}

const ktyNames = new Set([...keyTypeNames, ...vendorKeyTypes].map((k) => k.toLowerCase()));
const ktyCompanions = ['n', 'e', 'crv', 'x', 'k', 'pub', 'kid', 'alg', 'use', 'key_ops', 'x5c'];

/** Whether an object is plainly meant as a JWK, complete or not. */
export function isJwkLike(node: JsonNode | undefined): node is JsonObject {
  return node?.type === 'object' && looksLikeJwk(node);
}

function looksLikeJwk(node: JsonObject): boolean {
  const kty = stringValue(node, 'kty');
  if (kty !== undefined) {
    const folded = kty.trim().toLowerCase();
    if (ktyNames.has(folded) || valueAliases.kty.has(folded)) return true;
    if (ktyCompanions.some((name) => has(node, name))) return true;
  }
  if (has(node, 'n') && has(node, 'e')) return true;
  if (has(node, 'crv') && has(node, 'x')) return true;
  if (has(node, 'k') && has(node, 'kid')) return true;
  if (value(node, 'x5c')?.type === 'array' && (has(node, 'kid') || has(node, 'x5t'))) return true;
  return has(node, 'pub') && (stringValue(node, 'alg') ?? '').startsWith('ML-');
}

/** Whether a `keys` array holds a JWK-like object, or at least one that states a key type. */
export function holdsKeys(array: JsonArray): boolean {
  return array.items.some((item) => item.type === 'object' && (has(item, 'kty') || isJwkLike(item)));
}

/** Decides the role; the first row of the table that matches wins. */
export function decideRole(text: string, root: JsonNode | undefined, path: DocumentPath): RoleDecision {
  const strongSet = isStrongSetName(path);
  const strongKey = isStrongKeyName(path);
  if (!/^\uFEFF?\s*(?:\/\/|\/\*|[{[])/.test(text.slice(0, 10_000)) || root === undefined) {
    return { role: strongSet ? 'jwks' : strongKey ? 'jwk' : 'other' };
  }
  if (root.type === 'array') {
    const like = root.items.filter((item) => isJwkLike(item)).length;
    if (like > 0 && (like === root.items.length || strongSet)) return { role: 'bare-array' };
    return { role: 'other' };
  }
  if (root.type !== 'object') return { role: 'other' };
  return decideObject(root, path, strongSet, strongKey);
}

function decideObject(root: JsonObject, path: DocumentPath, strongSet: boolean, strongKey: boolean): RoleDecision {
  if (has(root, 'ciphertext') && ['protected', 'recipients', 'iv'].some((n) => has(root, n))) return { role: 'other' };
  if (has(root, 'primaryKeyId')) return { role: 'other' };
  if (has(root, 'version') && (has(root, 'crypto') || has(root, 'Crypto'))) return { role: 'other' };
  const keys = value(root, 'keys');
  if (keys?.type === 'array' && !strongSet && isPreset(root, keys, path)) return { role: 'other' };
  if (keys?.type === 'array') {
    if (holdsKeys(keys) || strongSet || (keys.items.length === 0 && isSetLikeName(path))) return { role: 'jwks' };
  } else if (keys !== undefined) {
    if (keys.type === 'object' && keys.members.some((m) => isJwkLike(m.value))) return { role: 'jwks' };
    if (strongSet) return { role: 'jwks' };
  }
  if (isServiceConfiguration(root)) return { role: 'embedded' };
  const metadata = metadataKind(root, path);
  if (metadata !== undefined) return { role: 'metadata', metadata };
  if (isJwkLike(root)) return { role: strongSet ? 'jwks' : 'jwk' };
  if (strongSet && !has(root, '$schema') && !has(root, 'openapi')) return { role: 'jwks' };
  if (strongKey) return { role: 'jwk' };
  return { role: embeddedKeys(root).length > 0 ? 'embedded' : 'other' };
}

/** What a wish may say that no key does. */
const wishMembers = ['bits', 'keyOps', 'kidText', 'count'];
const presetMembers = ['kty', 'crv', 'use', 'alg', 'kid', ...wishMembers];

/**
 * Whether the document says which keys are to be made (docs/presets.md): it is no set, but has the same members. A set
 * may have a name too, and keys that lack all they need.
 */
function isPreset(root: JsonObject, keys: JsonArray, path: DocumentPath): boolean {
  const isKnown = (item: JsonNode): boolean =>
    item.type === 'object' && item.members.every((m) => presetMembers.includes(m.name.value));
  if (keys.items.length === 0 || !keys.items.every(isKnown)) return false;
  if (stringValue(root, '$schema')?.endsWith('preset.schema.json') === true) return true;
  return has(root, 'name') && (path.name.endsWith('.preset.json') || keys.items.some(isWish));
}

function isWish(item: JsonNode): boolean {
  if (item.type !== 'object') return false;
  // Of a wish the curve or the algorithm tells the key type.
  if (wishMembers.some((name) => has(item, name)) || !has(item, 'kty')) return true;
  return ['use', 'alg'].some((name) => stringValue(item, name) === 'omit');
}

const clientSigns = [
  'redirect_uris',
  'client_name',
  'token_endpoint_auth_method',
  'grant_types',
  'client_id',
  'application_type',
];

const providerSigns = ['issuer', 'authorization_endpoint', 'token_endpoint'];

/** Whose metadata a document is that somebody says is metadata: one sign is enough then. */
export function forcedMetadataKind(root: JsonNode | undefined, path: DocumentPath): MetadataKind {
  if (root?.type !== 'object') return 'other';
  const certain = metadataKind(root, path);
  if (certain !== undefined && certain !== 'other') return certain;
  if (providerSigns.some((n) => has(root, n))) return 'op';
  return clientSigns.some((n) => has(root, n)) ? 'client' : 'other';
}

function metadataKind(root: JsonObject, path: DocumentPath): MetadataKind | undefined {
  const source = ['jwks_uri', 'jwks', 'signed_jwks_uri'].some((n) => has(root, n));
  const provider = providerSigns.some((n) => has(root, n));
  if (provider && (source || isMetadataName(path))) return 'op';
  const asks =
    source ||
    root.members.some(
      ({ name: { value: n } }) =>
        n === 'token_endpoint_auth_method' ||
        n === 'request_object_signing_alg' ||
        n.endsWith('_encrypted_response_alg'),
    );
  if (!has(root, 'issuer') && !has(root, 'authorization_endpoint') && asks && clientSigns.some((n) => has(root, n))) {
    return 'client';
  }
  const jwks = value(root, 'jwks');
  if (has(root, 'jwks_uri') || jwks?.type === 'string' || (jwks?.type === 'object' && has(jwks, 'keys')))
    return 'other';
  return undefined;
}

/**
 * Whether the object is what a service keeps about itself or a client rather than a metadata document: its names are
 * in camel case and its `jwks` is a set written as text, which is how such services want it (Authlete).
 */
export function isServiceConfiguration(root: JsonObject): boolean {
  const names = root.members.map((m) => m.name.value);
  if (!names.some((n) => /[a-z][A-Z]/.test(n)) || names.some((n) => n.includes('_'))) return false;
  return heldKeys('jwks', value(root, 'jwks')) !== undefined;
}

/** A JWK or JWK Set inside a larger document, with the member it is the value of. */
export interface EmbeddedKey {
  readonly slot: string;
  readonly node: JsonObject;
  /** The object that has the member: its other members tell how public the slot is. */
  readonly host: JsonObject;
  /** Name of the member the host itself is the value of, if any. */
  readonly hostSlot: string | undefined;
  /** The string that holds it; absent for one that stands as an object. */
  readonly held?: Held;
}

const keySlots = new Set(['jwk', 'publicKeyJwk', 'privateKeyJwk', 'publicJwk', 'privateJwk', 'epk']);
const maxDepth = 32;

/** Every JWK and JWK Set inside the object, in document order; `jwks` of the root included. */
export function embeddedKeys(root: JsonObject): EmbeddedKey[] {
  const found: EmbeddedKey[] = [];
  const walk = (node: JsonNode | undefined, slot: string | undefined, depth: number): void => {
    if (node === undefined || depth > maxDepth) return;
    if (node.type === 'array') {
      for (const item of node.items) walk(item, slot, depth + 1);
    } else if (node.type === 'object') {
      for (const m of node.members) {
        const name = m.name.value;
        const held = heldKeys(name, m.value);
        if (isSlot(name, m.value)) found.push({ slot: name, node: m.value, host: node, hostSlot: slot });
        else if (held !== undefined) found.push({ slot: name, node: held.root, host: node, hostSlot: slot, held });
        else walk(m.value, name, depth + 1);
      }
    }
  };
  walk(root, undefined, 0);
  return found;
}

function isSlot(name: string, node: JsonNode | undefined): node is JsonObject {
  if (keySlots.has(name)) return isJwkLike(node);
  return name === 'jwks' && node?.type === 'object' && isSet(node);
}

/** Whether an object is a JWK Set with a key in it, wherever it stands. */
export function isSet(node: JsonObject): boolean {
  const keys = member(node, 'keys')?.value;
  return keys?.type === 'array' && keys.items.some((item) => isJwkLike(item));
}

/** The JWK or JWK Set that the string of a member so named holds. */
function heldKeys(name: string, node: JsonNode | undefined): Held | undefined {
  const held = heldObject(name, node);
  return held !== undefined && (isSet(held.root) || isJwkLike(held.root)) ? held : undefined;
}

/** No sign is longer. */
export const maxSign = 100;

/**
 * What only our documents have: a member's name, in single quotes or none as well (a slip to be reported), or one that
 * says that its string holds keys, whose own names are not seen in it. One pattern, shaped for speed: it is searched for
 * in every JSON text there is, and most have none.
 */
const sign =
  /"(?:k(?:ty|eys)?|jwks(?:_uri)?|signed_jwks_uri|x5c|crv|pub|e|token_endpoint_auth_method|request_object_signing_alg)"|kty'?\s{0,8}:|encrypted_response_alg"|[jJ][wW][kK][\w.$-]{0,32}"\s{0,8}:\s{0,8}"/;

/**
 * Whether a text can be any of our documents at all: one scan of it, so that other people's JSON costs no more.
 * A set or key by name is one even when nothing in it can be read.
 */
export function mayHoldKeys(text: string, path: DocumentPath): boolean {
  const named = isStrongSetName(path) || isStrongKeyName(path) || isMetadataName(path);
  return named || sign.test(text);
}

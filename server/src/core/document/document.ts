/** Text to the keys in it: what the document is, how public, and where each key stands. */
import { Key } from '../key/key.ts';
import type { Answers } from '../key/questions.ts';
import { newTallies, type Tallies } from '../key/tally.ts';
import type { TextChange } from './change.ts';
import type { Excerpt } from './excerpt.ts';
import { documentExposure, heldExposure, slotExposure, type Exposure } from './exposure.ts';
import { heldExcerpt } from './held.ts';
import { parseJson, type JsonArray, type JsonError, type JsonNode, type JsonObject } from './json.ts';
import { documentPath, type DocumentPath } from './names.ts';
import { KnownKeys, patchDocument } from './patch.ts';
import {
  decideRole,
  embeddedKeys,
  forcedMetadataKind,
  isJwkLike,
  isSet,
  maxSign,
  mayHoldKeys,
  type EmbeddedKey,
  type MetadataKind,
  type Role,
  type RoleDecision,
} from './role.ts';
import { preambleOf, snippetOf, withPreamble, type Snippet } from './snippet.ts';
import { value } from './tree.ts';

/** Longer documents are not examined (rules.md §3.7): 4 MiB of UTF-16 units. */
export const maxDocumentLength = 4 * 1024 * 1024;

/**
 * As much of a longer one as is searched for signs of keys, in UTF-16 units: who opens a big file that is about something
 * else should neither wait for us nor be told what we did not examine.
 */
const maxSearched = 64 * 1024;

/** A JWK Set, wherever it stands in the document. */
export interface SetPart {
  readonly kind: 'set';
  /** The document's text, or the excerpt's; offsets of the set's own nodes count in it, those of a key's in its text. */
  readonly text: string;
  /** The set object, or the lone JWK that its name makes a set; absent for a bare array. */
  readonly object: JsonObject | undefined;
  /** What holds the keys: the value of `keys` or the bare array; not an array when the document is faulty. */
  readonly holder: JsonNode | undefined;
  /** Every JWK of the set, in order; elements that are no objects are left out. */
  readonly keys: readonly Key[];
  /** So many of the keys, from the first on, can have findings that are shown; the engine's. */
  reach: number;
  readonly exposure: Exposure;
  /** The member the set is the value of; absent when it is the document. */
  readonly slot?: string;
  /** A payload of historical keys (OpenID Federation 1.0 §8.7.2), where expired and revoked keys belong. */
  readonly historical: boolean;
  /** What was asked about the keys together. */
  readonly answers: Answers;
  /** What the keys have in common. */
  readonly tallies: Tallies;
  /** As of {@link KeyPart}. */
  readonly excerpt?: Excerpt;
  /** As of {@link KeyPart}. */
  readonly errors?: readonly JsonError[];
  /** As of {@link KeyPart}. */
  family: readonly Key[];
}

/** A JWK that stands alone. */
export interface KeyPart {
  readonly kind: 'key';
  readonly keys: readonly [Key];
  readonly exposure: Exposure;
  readonly slot?: string;
  /** The text inside the document's that the part is read from, when it is not the document's own; see {@link Excerpt}. */
  readonly excerpt?: Excerpt;
  /** Syntax errors of that text, in its own offsets. */
  readonly errors?: readonly JsonError[];
  /** All keys whose secrets no message about this one may give away: those of the whole document. */
  family: readonly Key[];
}

export type DocumentPart = SetPart | KeyPart;

export interface JwkDocument {
  readonly text: string;
  readonly path: DocumentPath;
  readonly role: Role;
  readonly metadata?: MetadataKind;
  /**
   * Absent when the document cannot hold keys: then it was not read. The elements of a set are as they were first read:
   * where they stand now their {@link Key} knows.
   */
  readonly root: JsonNode | undefined;
  readonly errors: readonly JsonError[];
  readonly parts: readonly DocumentPart[];
  /** What shows that the document is only a snippet of one, pasted or cut. */
  readonly snippet: Snippet | undefined;
  /** Longer than {@link maxDocumentLength}: it was not examined. */
  readonly tooLong: boolean;
  /** Whether there is a sign of keys in it, or, when it is too long, in its beginning. */
  readonly hasSign: boolean;
  /** How many times in a row keys were taken over from an earlier version; 0 when all of it was read anew. */
  readonly generation: number;
}

/** The version of a document that was read before, and what has changed since. */
export interface EarlierVersion {
  readonly document: JwkDocument;
  readonly change: TextChange;
}

export interface ReadOptions {
  /** Forces the role, as a user's setting for the file's glob does. */
  readonly role?: 'jwk' | 'jwks' | 'metadata' | 'other';
  /** Forces the exposure of every key in the document, wherever it stands (rules.md §2.3, first row). */
  readonly exposure?: 'public' | 'private';
  /** {@link maxDocumentLength}, but for measuring. */
  readonly maxLength?: number;
}

/**
 * Reads a document. Never throws; what cannot be read is in `errors`.
 * @param text the whole text, with a byte order mark if the file has one
 * @param pathOrUri where the document is: its name and directories help decide role and exposure
 * @param earlier the last version, read with the same path and options; it must not be used any more afterwards,
 *   because its keys become those of the new version where the change has left them alone
 */
export function readDocument(
  text: string,
  pathOrUri: string,
  options: ReadOptions = {},
  earlier?: EarlierVersion,
): JwkDocument {
  const path = documentPath(pathOrUri);
  const tooLong = text.length > (options.maxLength ?? maxDocumentLength);
  const hasSign = options.role === undefined ? mayHold(text, path, tooLong, earlier) : options.role !== 'other';
  if (tooLong || !hasSign) {
    const nothing = { root: undefined, errors: [], parts: [], snippet: undefined } as const;
    return { text, path, role: 'other', ...nothing, tooLong, hasSign, generation: 0 };
  }
  const patched = earlier === undefined ? undefined : patchDocument(text, earlier, options.exposure);
  if (patched !== undefined) return patched;
  const preamble = preambleOf(text, path, options.role !== undefined);
  const from = preamble?.body ?? 0;
  const { root, errors: found } = parseJson(text, from);
  const errors = preamble === undefined ? found : withPreamble(preamble, found);
  const decided =
    options.role === undefined
      ? decideRole(text.slice(from, from + maxBeginning), root, path)
      : forcedRole(options.role, root, path);
  const known = new KnownKeys(earlier);
  const parts = partsOf(root, text, path, decided, options.exposure, known);
  if (parts.length > 1) makeFamily(parts);
  const snippet = snippetOf(text, decided.role, errors, preamble, parts);
  const { generation } = known;
  return { text, path, ...decided, root, errors, parts, snippet, tooLong, hasSign, generation };
}

/** As much of the text as tells how it begins. */
const maxBeginning = 10_000;

/** Puts the keys of the parts together as ones of which none may give the secret of another away. */
export function makeFamily(parts: readonly DocumentPart[]): void {
  const family = parts.flatMap((part) => part.keys);
  for (const part of parts) part.family = family;
}

/** Where a text without a sign of keys was changed, only what was put in can be one. */
function mayHold(text: string, path: DocumentPath, tooLong: boolean, earlier: EarlierVersion | undefined): boolean {
  if (tooLong) return mayHoldKeys(text.slice(0, maxSearched), path);
  const { document, change } = earlier ?? {};
  if (change === undefined || document?.hasSign !== false || document.tooLong) return mayHoldKeys(text, path);
  return mayHoldKeys(text.slice(Math.max(0, change.start - maxSign), change.newEnd + maxSign), path);
}

function forcedRole(
  role: 'jwk' | 'jwks' | 'metadata' | 'other',
  root: JsonNode | undefined,
  path: DocumentPath,
): RoleDecision {
  if (role === 'metadata') return { role, metadata: forcedMetadataKind(root, path) };
  // Keys are what it holds; that they stand in a bare array is a finding.
  if (root?.type === 'array' && role !== 'other') return { role: 'bare-array' };
  return { role };
}

function partsOf(
  root: JsonNode | undefined,
  text: string,
  path: DocumentPath,
  { role, metadata }: RoleDecision,
  forced: Exposure | undefined,
  known: KnownKeys,
): DocumentPart[] {
  if (root === undefined || role === 'other') return [];
  const ownExposure: ExposureOf = (keys) => forced ?? documentExposure(path, keys);
  if (role === 'bare-array') return root.type === 'array' ? [setPart(undefined, root, text, ownExposure, known)] : [];
  if (root.type !== 'object') return [];
  if (role === 'jwk') return [keyPart(root, text, ownExposure)];
  if (role === 'jwks') return [setPart(root, value(root, 'keys'), text, ownExposure, known)];
  const embedded = embeddedKeys(root);
  const jwks = value(root, 'jwks');
  if (role === 'metadata' && jwks?.type === 'object' && !embedded.some((e) => e.node === jwks)) {
    embedded.push({ slot: 'jwks', node: jwks, host: root, hostSlot: undefined });
    // The engine counts on parts in the order of the text.
    embedded.sort((a, b) => startOf(a) - startOf(b));
  }
  return embedded.flatMap((e): DocumentPart[] => {
    // Of a document that is neither's, the member is anybody's: a configuration may keep its private keys there.
    const registered = role === 'metadata' && metadata !== 'other' && e.host === root;
    if (e.held !== undefined) return heldPart(e, text, forced ?? heldExposure(e, registered, path), known);
    const exposure = forced ?? slotExposure(e, registered);
    return e.slot === 'jwks'
      ? [setPart(e.node, value(e.node, 'keys'), text, () => exposure, known, e)]
      : [keyPart(e.node, text, () => exposure, e)];
  });
}

function startOf({ node, held }: EmbeddedKey): number {
  return (held?.string ?? node).start;
}

/** A part that is read from a string of the document; a set by what it is, whatever its member is called. */
function heldPart(
  { slot, node, held }: EmbeddedKey,
  text: string,
  exposure: Exposure,
  known: KnownKeys,
): [] | [DocumentPart] {
  const excerpt = held === undefined ? undefined : heldExcerpt(text, held);
  if (held === undefined || excerpt === undefined) return [];
  const place = { slot, excerpt, errors: held.errors };
  return slot === 'jwks' || isSet(node)
    ? [setPart(node, value(node, 'keys'), held.text, () => exposure, known, place)]
    : [keyPart(node, held.text, () => exposure, place)];
}

/** Where a part stands that is not the document. */
type Place = Pick<KeyPart, 'slot' | 'excerpt' | 'errors'>;

function placeOf({ slot, excerpt, errors }: Place): Place {
  return {
    ...(slot === undefined ? {} : { slot }),
    ...(excerpt === undefined ? {} : { excerpt }),
    ...(errors === undefined ? {} : { errors }),
  };
}

function keyPart(object: JsonObject, text: string, exposureOf: ExposureOf, place: Place = {}): KeyPart {
  const key = new Key(object, text, 0);
  const part: KeyPart = { kind: 'key', keys: [key], exposure: exposureOf([key]), family: [key], ...placeOf(place) };
  key.putAt(part, 0, 0);
  return part;
}

type ExposureOf = (keys: readonly Key[]) => Exposure;

function setPart(
  object: JsonObject | undefined,
  holder: JsonNode | undefined,
  text: string,
  exposureOf: ExposureOf,
  known: KnownKeys,
  place: Place = {},
): SetPart {
  const [nodes, indexes] = keyObjects(object, holder);
  const knownKey = (node: JsonObject): Key | undefined => (place.excerpt === undefined ? known.take(node) : undefined);
  const keys = nodes.map((node, i) => knownKey(node) ?? new Key(node, text, indexes[i] as number));
  const part: SetPart = {
    kind: 'set',
    text,
    object,
    holder,
    keys,
    reach: keys.length,
    exposure: exposureOf(keys),
    historical: isHistorical(object, keys),
    answers: known.answersOf(place.slot),
    tallies: newTallies(),
    family: keys,
    ...placeOf(place),
  };
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as Key;
    key.putAt(part, indexes[i] as number, (nodes[i] as JsonObject).start - key.object.start);
  }
  return part;
}

export function isHistorical(object: JsonObject | undefined, keys: readonly Key[]): boolean {
  return object !== undefined && value(object, 'iss') !== undefined && keys.some((key) => key.has('exp'));
}

/**
 * Elements of a set beyond these are not read. A document of {@link maxDocumentLength} has no room for as many keys of
 * which nothing would be reported, and no more than 200 reports are shown.
 */
const maxKeys = 65_536;

/** The objects that are keys of the set, and the index of each; a set that is a lone JWK holds itself. */
function keyObjects(
  object: JsonObject | undefined,
  holder: JsonNode | undefined,
): readonly [nodes: readonly JsonObject[], indexes: readonly number[]] {
  const nodes: JsonObject[] = [];
  const indexes: number[] = [];
  const add = (node: JsonObject, index: number): void => {
    nodes.push(node);
    indexes.push(index);
  };
  if (holder?.type === 'array') {
    const { items } = holder;
    for (let i = 0; i < items.length && i < maxKeys; i++) {
      const item = items[i] as JsonNode;
      if (item.type === 'object') add(item, i);
    }
  } else if (holder?.type === 'object') {
    for (const [i, { value: node }] of holder.members.entries()) if (isJwkLike(node)) add(node, i);
  } else if (holder === undefined && isJwkLike(object)) add(object, 0);
  return [nodes, indexes];
}

/** The array that lists the set's keys, when the set is well formed so far. */
export function keysArray(part: SetPart): JsonArray | undefined {
  return part.holder?.type === 'array' ? part.holder : undefined;
}

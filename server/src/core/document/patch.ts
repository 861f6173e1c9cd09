/**
 * A new version of a document from the last one: what an edit has left alone is not read again. In a large set that
 * makes a keystroke cost one key.
 */
import { Key } from '../key/key.ts';
import { Answers } from '../key/questions.ts';
import { inheritSecrets, secretTexts } from '../key/secretKid.ts';
import { isHistorical, keysArray, type EarlierVersion, type JwkDocument, type SetPart } from './document.ts';
import { documentExposure, type Exposure } from './exposure.ts';
import { parseJson, type JsonArray, type JsonMember, type JsonNode, type JsonObject } from './json.ts';
import { isJwkLike } from './role.ts';
import { cutValue } from './snippet.ts';
import { has, lastStartingBefore } from './tree.ts';

/** Smaller sets are read as a whole: it costs nothing. */
const minKeys = 16;

/**
 * The new version when all that changed is inside one key of a set, and it is sound JSON before and after; otherwise
 * undefined, and nothing has been touched.
 * @param forced the exposure, where a setting decides it
 */
export function patchDocument(
  text: string,
  { document, change }: EarlierVersion,
  forced: Exposure | undefined,
): JwkDocument | undefined {
  const [part, another] = document.parts;
  if (part?.kind !== 'set' || another !== undefined || part.slot !== undefined) return undefined;
  const array = keysArray(part);
  if (array === undefined || document.errors.length > 0 || part.keys.length < minKeys) return undefined;
  // Every element is a key: those that are not would have to be moved as well.
  if (array.items.length !== part.keys.length) return undefined;
  // Strictly inside: what is put right before the brace is not the key's.
  const old = lastStartingBefore(part.keys, change.start - 1, (key) => key.start);
  if (old === undefined || change.oldEnd >= old.end) return undefined;
  const growth = change.newEnd - change.oldEnd;
  const key = readKey(text, old, growth);
  if (
    key === undefined ||
    has(key.object, 'kty') !== has(old.object, 'kty') ||
    isJwkLike(key.object) !== isJwkLike(old.object)
  )
    return undefined;

  array.items[old.index] = key.object;
  if (document.root !== undefined) moveAfter(document.root, array, growth);
  const keys = part.keys.slice();
  keys[old.index] = key;
  if (sameTexts(secretTexts(old), secretTexts(key))) inheritSecrets(keys, part.family);
  const next: SetPart = {
    ...part,
    text,
    keys,
    reach: keys.length,
    family: keys,
    exposure: exposureOf(document, part, old, key, forced),
    historical: isHistorical(part.object, keys),
  };
  next.tallies.kids.replace(old, key);
  next.tallies.materials.replace(old, key);
  key.putAt(next, old.index, old.start);
  for (const [i, other] of keys.entries()) {
    if (other !== key) other.putAt(next, i, i > old.index ? other.moved + growth : other.moved);
  }
  return { ...document, text, parts: [next], snippet: cutValue(text, [next]) };
}

/** The key as it is now, read on its own; undefined when it is no sound JSON object any more. */
function readKey(text: string, old: Key, growth: number): Key | undefined {
  const own = copy(text.slice(old.start, old.end + growth));
  const { root, errors } = parseJson(own);
  if (root?.type !== 'object' || errors.length > 0 || root.end !== own.length) return undefined;
  const key = new Key(root, own, old.index);
  key.inherit(old);
  return key;
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i]);
}

/** The same text in memory of its own: a slice would keep the whole version of the document alive. */
function copy(text: string): string {
  return ` ${text}`.slice(1);
}

function exposureOf({ path }: JwkDocument, part: SetPart, old: Key, key: Key, forced: Exposure | undefined): Exposure {
  if (forced !== undefined || old.isPrivate === key.isPrivate) return part.exposure;
  return documentExposure(
    path,
    part.keys.map((k) => (k === old ? key : k)),
  );
}

type Movable = { -readonly [P in keyof JsonNode]: JsonNode[P] };

/** Brings the places of what follows the array's elements in step: the ends of what encloses them, and what comes after. */
function moveAfter(root: JsonNode, array: JsonArray, growth: number): void {
  root.end += growth;
  if (root === array || root.type !== 'object') return;
  let after = false;
  for (const member of root.members) {
    if (after) moveMember(member, growth);
    if (member.value !== array) continue;
    after = true;
    array.end += growth;
  }
}

function moveMember({ name, value }: JsonMember, growth: number): void {
  move(name, growth);
  if (value !== undefined) move(value, growth);
}

/** Nesting is bounded by the parser. */
function move(node: JsonNode, growth: number): void {
  const movable: Movable = node;
  movable.start += growth;
  movable.end += growth;
  if (node.type === 'array') for (const item of node.items) move(item, growth);
  else if (node.type === 'object') for (const member of node.members) moveMember(member, growth);
}

/** Keys keep the version alive that they were read from: after so many the document is read as if for the first time. */
const maxGenerations = 16;

/** The keys of an earlier version that the change has left alone, by where they must stand now. */
export class KnownKeys {
  /** What the new version's generation is. */
  readonly generation: number;
  private readonly byStart = new Map<number, Key>();
  private readonly sets: SetPart[] = [];

  constructor(earlier: EarlierVersion | undefined) {
    this.generation =
      earlier === undefined || earlier.document.generation >= maxGenerations ? 0 : earlier.document.generation + 1;
    if (earlier === undefined) return;
    const { document, change } = earlier;
    this.sets = document.parts.filter((part) => part.kind === 'set');
    if (this.generation === 0) return;
    const growth = change.newEnd - change.oldEnd;
    for (const part of this.sets) {
      // Keys in a string count in the string's own text, whose offsets say nothing about the document's.
      if (part.excerpt !== undefined || keysArray(part) === undefined || part.keys.length < minKeys) continue;
      for (const key of part.keys) {
        if (key.end <= change.start) this.byStart.set(key.start, key);
        else if (key.start >= change.oldEnd) this.byStart.set(key.start + growth, key);
      }
    }
  }

  /** The key that the object is, read already. Its place is still to be said. */
  take(object: JsonObject): Key | undefined {
    const key = this.byStart.get(object.start);
    if (key === undefined || key.end - key.start !== object.end - object.start) return undefined;
    this.byStart.delete(object.start);
    return key;
  }

  /** What was asked of the set before. */
  answersOf(slot: string | undefined): Answers {
    return this.sets.find((set) => set.slot === slot)?.answers ?? new Answers();
  }
}

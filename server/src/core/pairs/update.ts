/** Brings a public set in step with its private one: edits of the public set that change only what they must. */
import { keysArray, readDocument, type JwkDocument } from '../document/document.ts';
import {
  appendItems,
  applyEdits,
  format,
  insertMembers,
  layoutOf,
  lineIndent,
  removeItems,
  removeMembers,
  replace,
  type TextEdit,
} from '../document/edits.ts';
import { parseJson, type JsonArray, type JsonNode, type JsonObject } from '../document/json.ts';
import { toValue, value } from '../document/tree.ts';
import type { Key } from '../key/key.ts';
import { publicHalf } from '../operations/publicHalf.ts';
import { comparePair, type Differing } from './compare.ts';

/** Where public halves go: a set, or a lone public key, which takes no other. */
export interface PublicPlace {
  /** The text the keys' offsets count in: of the document, or of the string that holds the set. */
  readonly text: string;
  readonly keys: readonly Key[];
  /** Absent for a lone key. */
  readonly array?: JsonArray;
}

export interface PairUpdate {
  readonly added: readonly Key[];
  /** Keys whose public half is missing from a lone key, which takes no other. */
  readonly left: readonly Key[];
  readonly changed: readonly Differing[];
  readonly removed: readonly Key[];
  /** Keys only the public set has, which stay. */
  readonly extra: readonly Key[];
  /** In the offsets of {@link PublicPlace.text}. */
  readonly edits: readonly TextEdit[];
}

/**
 * The keys of both must be where they were first read.
 * @param remove whether keys go that the private set does not have
 */
export function updatePair(own: readonly Key[], place: PublicPlace, remove: boolean): PairUpdate {
  const { missing, differing, unknown } = comparePair(own, place.keys);
  const { array, text } = place;
  const removed = remove && array !== undefined ? unknown : [];
  const added = array === undefined ? [] : missing;
  const halves = added.map((key) => toValue(halfOf(key)));
  const changes = differing.flatMap((one) => change(text, one));
  return {
    added,
    left: array === undefined ? missing : [],
    changed: differing,
    removed,
    extra: unknown.filter((key) => !removed.includes(key)),
    edits: array === undefined ? changes : [...changes, ...inArray(text, array, removed, halves)],
  };
}

function inArray(text: string, array: JsonArray, removed: readonly Key[], added: readonly unknown[]): TextEdit[] {
  const gone = new Set<JsonNode>(removed.map((key) => key.object));
  // Nothing is left to put a comma behind.
  if (added.length > 0 && array.items.every((item) => gone.has(item)))
    return [appendItems(text, { ...array, items: [] }, added)];
  return [...removeItems(array, [...gone]), ...(added.length === 0 ? [] : [appendItems(text, array, added)])];
}

/** The public half of a key as a tree of its own. */
function halfOf(key: Key): JsonObject | undefined {
  const { start, end } = key.object;
  const shifted = publicHalf(key).edits.map((e) => ({ ...e, start: e.start - start, end: e.end - start }));
  const { root } = parseJson(applyEdits(key.text.slice(start, end), shifted));
  return root?.type === 'object' ? root : undefined;
}

/** Makes the named members of the published key say what the private one says. */
function change(text: string, { own, published, members }: Differing): TextEdit[] {
  const half = halfOf(own);
  if (half === undefined) return [];
  const { object } = published;
  const [first] = object.members;
  const indent = first === undefined ? '' : lineIndent(text, first.name.start);
  const isTall = first !== undefined && text.slice(object.start, first.name.start).includes('\n');
  const json = (node: JsonNode): string =>
    isTall ? format(toValue(node), indent, layoutOf(text)) : JSON.stringify(toValue(node));
  const inserted: [string, string][] = [];
  const replaced: TextEdit[] = [];
  const gone = new Set<string>();
  for (const name of members) {
    const [wanted, there] = [value(half, name), value(object, name)];
    if (wanted === undefined) gone.add(name);
    else if (there === undefined) inserted.push([name, json(wanted)]);
    else replaced.push(replace(there, json(wanted)));
  }
  const removals = removeMembers(
    object,
    object.members.filter((m) => gone.has(m.name.value)),
  );
  return [...replaced, ...removals, ...(inserted.length === 0 ? [] : [insertMembers(text, object, inserted)])];
}

/**
 * Reads the document's text anew, as what it was taken for: the keys of one that was edited stand somewhere else than
 * where they were first read, and edits of a whole set need them all.
 */
export function readAnew({ text, path, role }: JwkDocument): JwkDocument {
  const name = [...path.directories, path.name].join('/');
  if (role === 'embedded') return readDocument(text, name);
  // An empty set is one whatever its name, as it is half of a pair.
  return readDocument(text, name, { role: role === 'bare-array' || role === 'other' ? 'jwks' : role });
}

/** Where public halves go in a document; undefined when it has no one place for them. */
export function publicPlace({ text, parts }: JwkDocument): PublicPlace | undefined {
  const sets = parts.filter((part) => part.kind === 'set');
  const [only] = parts;
  const part = sets.length === 1 ? sets[0] : parts.length === 1 ? only : undefined;
  if (part === undefined) return undefined;
  const own = part.excerpt?.text ?? text;
  if (part.kind === 'key') return { text: own, keys: part.keys };
  const array = keysArray(part);
  // A lone JWK under the name of a set.
  if (array === undefined) return part.holder === undefined ? { text: own, keys: part.keys } : undefined;
  return { text: own, keys: part.keys, array };
}

/** Edits of a place as edits of its document; undefined when they stand in a string that cannot be written back. */
export function toDocument(
  { parts }: JwkDocument,
  place: PublicPlace,
  edits: readonly TextEdit[],
): readonly TextEdit[] | undefined {
  const part = parts.find(({ keys }) => keys === place.keys);
  return part?.excerpt === undefined ? edits : part.excerpt.toOuterEdits?.(edits);
}

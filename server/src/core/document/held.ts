/**
 * JSON held in a string of a document: `"jwks": "{\\"keys\\":[…]}"` as services keep it in their configuration, or the
 * same in base64url. It is read like any text; where it stands is an {@link Excerpt}'s matter.
 */
import { base64Excerpt, jsonStringExcerpt, nestedExcerpt, type Excerpt } from './excerpt.ts';
import { parseJson, type JsonError, type JsonNode, type JsonObject, type JsonString } from './json.ts';

export interface Held {
  readonly string: JsonString;
  /** The JSON text. */
  readonly text: string;
  readonly root: JsonObject;
  readonly errors: readonly JsonError[];
  readonly base64: boolean;
}

/** Names of members whose strings may hold keys. */
const heldName = /jwk/i;

/** Read once, though asked for the role and for the parts. */
const kept = new WeakMap<JsonString, Held | 'nothing'>();

/** The object that the string of a member so named holds, whatever it is. */
export function heldObject(name: string, node: JsonNode | undefined): Held | undefined {
  if (node?.type !== 'string' || !heldName.test(name)) return undefined;
  let held = kept.get(node);
  if (held === undefined) kept.set(node, (held = read(node) ?? 'nothing'));
  return held === 'nothing' ? undefined : held;
}

function read(string: JsonString): Held | undefined {
  const base64 = !/^\s*\{/.test(string.value);
  const text = base64 ? decoded(string.value) : string.value;
  if (text === undefined) return undefined;
  const { root, errors } = parseJson(text);
  return root?.type === 'object' ? { string, text, root, errors, base64 } : undefined;
}

/** Base64 of something that begins with a brace; a compact token has dots, which base64 has not. */
function decoded(value: string): string | undefined {
  if (!/^\s*e[w-z]/.test(value)) return undefined;
  return base64Excerpt(value, { start: 0, end: value.length })?.text;
}

/** Where the held text stands in the document's; undefined where the string's own spelling leaves that open. */
export function heldExcerpt(text: string, { string, text: inner, base64 }: Held): Excerpt | undefined {
  const { start, end } = string;
  if (text[start] !== '"' || text[end - 1] !== '"' || end - start < 2) return undefined;
  const outer = jsonStringExcerpt(text, [{ start: start + 1, end: end - 1 }]);
  const nested = base64 ? base64Excerpt(outer.text, { start: 0, end: outer.text.length }) : undefined;
  const excerpt = nested === undefined ? outer : nestedExcerpt(outer, nested);
  return excerpt.text === inner ? excerpt : undefined;
}

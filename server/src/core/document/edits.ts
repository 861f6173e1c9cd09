/**
 * Minimal edits: each changes only what it must and leaves every other byte alone, keeping the indentation and the
 * spacing it finds. Offsets are those of the tree's text.
 */
import type { JsonArray, JsonMember, JsonNode, JsonObject, JsonString } from './json.ts';
import { memberEnd, type Span } from './tree.ts';

export interface TextEdit extends Span {
  readonly text: string;
}

/** The text with non-overlapping edits applied; an edit that overlaps an earlier one is left out. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) continue;
    result += text.slice(at, edit.start) + edit.text;
    at = edit.end;
  }
  return result + text.slice(at);
}

export function replace(span: Span, text: string): TextEdit {
  return { start: span.start, end: span.end, text };
}

export function replaceString(node: JsonNode, value: string): TextEdit {
  return replace(node, JSON.stringify(value));
}

export function rename(m: JsonMember, name: string): TextEdit {
  return replaceString(m.name, name);
}

/** Puts text before and after a value, which itself stays as it is. */
export function wrap(span: Span, before: string, after: string): TextEdit[] {
  return [
    { start: span.start, end: span.start, text: before },
    { start: span.end, end: span.end, text: after },
  ];
}

/** Removes every stretch of a string's own characters that matches; the token must have no escapes. */
export function removeInside(node: JsonString, pattern: RegExp): TextEdit[] {
  return [...node.value.matchAll(pattern)].map((match) => {
    const start = node.start + 1 + match.index;
    return { start, end: start + match[0].length, text: '' };
  });
}

/** Removes the members, and with each the comma that would be left over. */
export function removeMembers(object: JsonObject, removed: readonly JsonMember[]): TextEdit[] {
  const { members } = object;
  const gone = new Set(removed);
  return removeRuns(members.length, (i) => gone.has(members[i] as JsonMember), {
    start: (i) => (members[i] as JsonMember).name.start,
    end: (i) => memberEnd(members[i] as JsonMember),
  });
}

/** Removes the items of an array, and with each the comma that would be left over. */
export function removeItems(array: JsonArray, removed: readonly JsonNode[]): TextEdit[] {
  const { items } = array;
  const gone = new Set(removed);
  return removeRuns(items.length, (i) => gone.has(items[i] as JsonNode), {
    start: (i) => (items[i] as JsonNode).start,
    end: (i) => (items[i] as JsonNode).end,
  });
}

function removeRuns(
  count: number,
  isRemoved: (i: number) => boolean,
  at: { start: (i: number) => number; end: (i: number) => number },
): TextEdit[] {
  const edits: TextEdit[] = [];
  for (let first = 0; first < count; first++) {
    if (!isRemoved(first)) continue;
    let last = first;
    while (last + 1 < count && isRemoved(last + 1)) last++;
    if (last + 1 < count) edits.push({ start: at.start(first), end: at.start(last + 1), text: '' });
    else if (first > 0) edits.push({ start: at.end(first - 1), end: at.end(last), text: '' });
    else edits.push({ start: at.start(first), end: at.end(last), text: '' });
    first = last;
  }
  return edits;
}

/**
 * Inserts members (name and JSON text of the value) after `after`, or at the object's end, in the layout of the
 * object's other members.
 */
export function insertMembers(
  text: string,
  object: JsonObject,
  added: readonly (readonly [name: string, json: string])[],
  after: JsonMember | undefined = object.members.at(-1),
): TextEdit {
  const [first, second] = object.members;
  const colon = first?.value === undefined ? ': ' : between(text, first.name.end, first.value.start, /^\s*:\s*$/, ': ');
  const lines = added.map(([name, json]) => JSON.stringify(name) + colon + json);
  if (first === undefined || after === undefined) {
    return { start: object.start + 1, end: object.start + 1, text: lines.join(', ') };
  }
  const opening = text.slice(object.start + 1, first.name.start);
  const fallback = /^\s*\n\s*$/.test(opening) ? `,${opening}` : colon.endsWith(' ') ? ', ' : ',';
  const separator =
    second === undefined ? fallback : between(text, memberEnd(first), second.name.start, /^\s*,\s*$/, fallback);
  const at = memberEnd(after);
  return { start: at, end: at, text: lines.map((line) => separator + line).join('') };
}

/** Inserts a member before all others, in the layout of the object's other members. */
export function prependMember(text: string, object: JsonObject, name: string, json: string): TextEdit {
  const [first] = object.members;
  const { start, text: inserted } = insertMembers(text, object, [[name, json]], first);
  if (first === undefined) return { start, end: start, text: inserted };
  // As after the first member, with the separator at the other end.
  const lead = /^\s*,\s*/.exec(inserted)?.[0] ?? '';
  const at = first.name.start;
  return { start: at, end: at, text: inserted.slice(lead.length) + lead };
}

function between(text: string, from: number, to: number, pattern: RegExp, otherwise: string): string {
  const found = text.slice(from, to);
  return pattern.test(found) ? found : otherwise;
}

/** Line ending and one level of indentation as the document has them; two spaces and LF where it shows none. */
export interface Layout {
  readonly eol: '\n' | '\r\n';
  readonly indent: string;
}

export function layoutOf(text: string): Layout {
  const head = text.slice(0, 20_000);
  const eol = head.includes('\r\n') ? '\r\n' : '\n';
  const indent = /\n([\t ]+)\S/.exec(head)?.[1];
  return { eol, indent: indent === undefined ? '  ' : indent.startsWith('\t') ? '\t' : indent };
}

/** The white space a line begins with, up to the offset's first other character. */
export function lineIndent(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[\t ]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/**
 * Appends values to an array in its own layout: on lines of their own where the array's items are, else on its line.
 * Each value is indented by the document's own step.
 */
export function appendItems(text: string, array: JsonArray, values: readonly unknown[]): TextEdit {
  const layout = layoutOf(text);
  const last = array.items.at(-1);
  if (last === undefined) {
    const outer = lineIndent(text, array.start);
    const multiline = text.includes('\n');
    if (!multiline) return replace({ start: array.start, end: array.end }, JSON.stringify(values));
    const inner = outer + layout.indent;
    const body = values.map((v) => layout.eol + inner + format(v, inner, layout)).join(',');
    return replace({ start: array.start, end: array.end }, `[${body}${layout.eol}${outer}]`);
  }
  const lead = text.slice(array.start + 1, (array.items[0] as JsonNode).start);
  const ownLines = lead.includes('\n');
  const compact = !text.slice(last.start, last.end).includes('\n');
  const itemIndent = lineIndent(text, last.start);
  const written = values.map((v) => (compact ? compactLike(text, last, v) : format(v, itemIndent, layout)));
  const separator = ownLines ? `,${layout.eol}${itemIndent}` : compact ? gap(text, array) : ', ';
  return { start: last.end, end: last.end, text: written.map((w) => separator + w).join('') };
}

function gap(text: string, array: JsonArray): string {
  const [a, b] = array.items;
  if (a !== undefined && b !== undefined) return between(text, a.end, b.start, /^\s*,\s*$/, ', ');
  return text.includes(': ') ? ', ' : ',';
}

/** One-line JSON with or without spaces, as its neighbour is written. */
function compactLike(text: string, neighbour: JsonNode, v: unknown): string {
  const spaced = /":\s/.test(text.slice(neighbour.start, neighbour.end));
  if (!spaced) return JSON.stringify(v);
  return JSON.stringify(v, null, 1).replace(/\n\s*/g, ' ');
}

/** Indented JSON whose first line continues the current one and whose others start at `indent`. */
export function format(v: unknown, indent: string, layout: Layout): string {
  return JSON.stringify(v, null, layout.indent).replaceAll('\n', layout.eol + indent);
}

/** The string node when the node is one; a convenience for rules that only mend strings. */
export function asString(node: JsonNode | undefined): JsonString | undefined {
  return node?.type === 'string' ? node : undefined;
}

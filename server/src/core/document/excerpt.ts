/**
 * A text inside another: JSON as it stands in Markdown, in a string with escapes, or in base64. It is read like any
 * document; what is found in it, and what is to be changed, is carried back to the characters of the outer text.
 *
 * All offsets are UTF-16, ends exclusive.
 */
import { decodeBase64url, encodeBase64, encodeBase64url, toBase64url } from '../encoding/base64url.ts';
import { decodeUtf8, utf8 } from '../encoding/octets.ts';
import { applyEdits, type TextEdit } from './edits.ts';
import type { Span } from './tree.ts';

export type ExcerptEncoding = 'plain' | 'json-string' | 'base64' | 'base64url';

export interface Excerpt extends Span {
  /** The text that was found, decoded. */
  readonly text: string;
  /** How it is written; of several layers the innermost that is not plain. */
  readonly encoding: ExcerptEncoding;
  /** Where the character at the offset begins in the outer text; the length of `text` gives the stretch's end. */
  readonly toOuter: (offset: number) => number;
  /**
   * Edits of `text` as edits of the outer text, so that decoding what they leave gives what the edits make of `text`.
   * Absent where it cannot be written back.
   */
  readonly toOuterEdits?: (edits: readonly TextEdit[]) => readonly TextEdit[];
}

/** Where a stretch of the excerpt's text stands in the outer text. */
export function outerSpan(excerpt: Excerpt, { start, end }: Span): Span {
  return { start: excerpt.toOuter(start), end: excerpt.toOuter(end) };
}

/** The character of the excerpt's text that stands at the offset of the outer text, or the last one before it. */
export function toInner({ text, toOuter }: Excerpt, offset: number): number {
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (toOuter(middle) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Text that stands as it is in the outer one. */
export function plainExcerpt(outer: string, { start, end }: Span): Excerpt {
  return {
    text: outer.slice(start, end),
    start,
    end,
    encoding: 'plain',
    toOuter: (offset) => start + offset,
    toOuterEdits: (edits) => edits.map((e) => ({ start: start + e.start, end: start + e.end, text: e.text })),
  };
}

/**
 * The value of a JSON string, or of a string of another language with the same escapes; unknown escapes stand for the
 * character after the backslash, as the parser takes them.
 * @param segments the stretches between the quotes: one, or several where a program puts strings together
 */
export function jsonStringExcerpt(outer: string, segments: readonly Span[]): Excerpt {
  const start = segments[0]?.start ?? 0;
  const end = segments.at(-1)?.end ?? start;
  const { text, starts, sound } = unescape(outer, segments);
  const toOuter = (offset: number): number => starts?.[offset] ?? (starts === undefined ? start + offset : end);
  const excerpt: Excerpt = { text, start, end, encoding: 'json-string', toOuter };
  if (!sound) return excerpt;
  return {
    ...excerpt,
    toOuterEdits: (edits) =>
      edits.map((e) => ({ start: toOuter(e.start), end: toOuter(e.end), text: escapeJson(e.text) })),
  };
}

/** A text as it stands between the quotes of a JSON string. */
export function escapeJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const backslash = 0x5c;
const simpleEscapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

interface Unescaped {
  readonly text: string;
  /** Where each character begins, and the end; absent where each stands for itself, one after the other. */
  readonly starts: Uint32Array | undefined;
  /** Every escape is one of JSON's, so that what is put beside it cannot change what it means. */
  readonly sound: boolean;
}

function unescape(outer: string, segments: readonly Span[]): Unescaped {
  const [only] = segments;
  if (only !== undefined && segments.length === 1) {
    const text = outer.slice(only.start, only.end);
    if (!text.includes('\\')) return { text, starts: undefined, sound: true };
  }
  const starts = new Uint32Array(segments.reduce((sum, s) => sum + s.end - s.start, 1));
  let text = '';
  let length = 0;
  let sound = true;
  for (const { start, end } of segments) {
    for (let i = start; i < end;) {
      if (outer.charCodeAt(i) !== backslash) {
        const next = outer.indexOf('\\', i);
        const stop = next < 0 || next > end ? end : next;
        text += outer.slice(i, stop);
        while (i < stop) starts[length++] = i++;
        continue;
      }
      // A backslash at the very end stands for nothing, and nothing may be put behind it.
      if (i + 1 >= end) {
        sound = false;
        break;
      }
      const { value, size, known } = escapeAt(outer, i, end);
      sound &&= known;
      text += value;
      starts[length++] = i;
      i += size;
    }
  }
  starts[length] = segments.at(-1)?.end ?? 0;
  return { text, starts: starts.subarray(0, length + 1), sound };
}

function escapeAt(outer: string, at: number, end: number): { value: string; size: number; known: boolean } {
  const c = outer.charAt(at + 1);
  const simple = simpleEscapes[c];
  if (simple !== undefined) return { value: simple, size: 2, known: true };
  if (c === 'u' && at + 6 <= end) {
    const digits = outer.slice(at + 2, at + 6);
    if (/^[0-9a-fA-F]{4}$/.test(digits))
      return { value: String.fromCharCode(Number.parseInt(digits, 16)), size: 6, known: true };
  }
  return { value: c, size: 2, known: c === '"' || c === '\\' || c === '/' };
}

/**
 * Base64 text in either alphabet, padded or not, wrapped or not.
 * @returns undefined when it is not base64, or not of UTF-8
 */
export function base64Excerpt(outer: string, { start, end }: Span): Excerpt | undefined {
  const raw = outer.slice(start, end);
  const solid = toBase64url(raw);
  const octets = decodeBase64url(solid);
  if (octets === undefined) return undefined;
  const text = decodeUtf8(octets);
  if (text === undefined) return undefined;
  const standard = /[+/=]/.test(raw);
  const characterOf = placesOfSolid(raw, solid.length);
  const octetOf = octetsOf(text, octets.length);
  const toOuter = (offset: number): number =>
    offset >= text.length ? end : start + characterOf(Math.floor((octetOf(offset) * 8) / 6));
  return {
    text,
    start,
    end,
    encoding: standard ? 'base64' : 'base64url',
    toOuter,
    // Characters of base64 share octets, and what follows moves: it is written anew as a whole.
    toOuterEdits: (edits) => {
      if (edits.length === 0) return [];
      const octetsAfter = utf8(applyEdits(text, edits));
      return [{ start, end, text: standard ? encodeBase64(octetsAfter) : encodeBase64url(octetsAfter) }];
    },
  };
}

/** From the count of base64 characters to the place in the text with its line breaks. */
function placesOfSolid(raw: string, count: number): (index: number) => number {
  if (!/\s/.test(raw)) return (index) => index;
  const places = new Uint32Array(count);
  let at = 0;
  for (let i = 0; i < raw.length && at < count; i++) if (!/\s/.test(raw.charAt(i))) places[at++] = i;
  return (index) => places[index] ?? raw.length;
}

/** From UTF-16 offsets to offsets of octets. */
function octetsOf(text: string, octets: number): (offset: number) => number {
  if (text.length === octets) return (offset) => offset;
  const places = new Uint32Array(text.length + 1);
  let octet = 0;
  for (let i = 0; i < text.length; i++) {
    places[i] = octet;
    const c = text.charCodeAt(i);
    // The two halves of a surrogate pair are four octets together.
    octet += c < 0x80 ? 1 : c < 0x800 ? 2 : c >= 0xd800 && c < 0xe000 ? 2 : 3;
  }
  places[text.length] = octet;
  return (offset) => places[offset] ?? octet;
}

/** An excerpt of an excerpt's text, as an excerpt of the outer text. */
export function nestedExcerpt(outer: Excerpt, inner: Excerpt): Excerpt {
  const { toOuterEdits: ofOuter } = outer;
  const { toOuterEdits: ofInner } = inner;
  return {
    text: inner.text,
    ...outerSpan(outer, inner),
    encoding: inner.encoding === 'plain' ? outer.encoding : inner.encoding,
    toOuter: (offset) => outer.toOuter(inner.toOuter(offset)),
    ...(ofOuter === undefined || ofInner === undefined
      ? {}
      : { toOuterEdits: (edits: readonly TextEdit[]) => ofOuter(ofInner(edits)) }),
  };
}

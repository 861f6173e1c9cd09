/**
 * Strings that hold JSON with escaped quotes, in JSON and in source code, and such text without quotes around it, as
 * in environment files and logs. A text that is escaped twice holds a string that is escaped once.
 */
import { jsonStringExcerpt, type Excerpt } from '../document/excerpt.ts';
import type { Span } from '../document/tree.ts';
import type { Work } from './work.ts';

/** `kty` in quotes that are escaped; .NET and PHP write a quote as \u0022. */
const sign = /\\(["']|u0022)kty\\/g;

const backslash = 0x5c;
const newline = 0x0a;

/** @param skip whether what begins at the offset is known already */
export function stringsIn(text: string, skip: (offset: number) => boolean, work: Work): Excerpt[] {
  const found: Excerpt[] = [];
  let done = 0;
  for (const { 1: escaped, index } of text.matchAll(sign)) {
    if (index < done || skip(index)) continue;
    const segments = new Literal(text, escaped === "'" ? "'" : '"', done).around(index);
    const from = segments[0]?.start ?? index;
    done = segments.at(-1)?.end ?? index;
    work.characters += done - from;
    found.push(jsonStringExcerpt(text, segments));
  }
  return found;
}

/** A string literal as far as it can be told from the inside: up to quotes that are not escaped, or the line's ends. */
class Literal {
  private readonly text: string;
  private readonly quote: string;
  /** Nothing before this belongs to it. */
  private readonly floor: number;

  constructor(text: string, quote: string, floor: number) {
    this.text = text;
    this.quote = quote;
    this.floor = floor;
  }

  /** The stretches between the quotes, with those that the program puts before and after it. */
  around(at: number): Span[] {
    const segments = [{ start: this.startBefore(at), end: this.endAfter(at) }];
    for (let first = segments[0]; first !== undefined;) {
      const end = this.closingBefore(first.start - 1);
      first = end === undefined ? undefined : { start: this.startBefore(end), end };
      if (first !== undefined) segments.push(first);
    }
    segments.reverse();
    for (let last = segments.at(-1); last !== undefined;) {
      const start = this.openingAfter(last.end);
      last = start === undefined ? undefined : { start, end: this.endAfter(start) };
      if (last !== undefined) segments.push(last);
    }
    return segments;
  }

  private isEscaped(at: number): boolean {
    let before = at;
    while (before > this.floor && this.text.charCodeAt(before - 1) === backslash) before--;
    return (at - before) % 2 === 1;
  }

  private isDelimiter(at: number): boolean {
    return this.text[at] === this.quote && !this.isEscaped(at);
  }

  private startBefore(at: number): number {
    let start = at;
    while (start > this.floor && this.text.charCodeAt(start - 1) !== newline && !this.isDelimiter(start - 1)) start--;
    return start;
  }

  private endAfter(at: number): number {
    let end = at;
    for (; end < this.text.length && this.text.charCodeAt(end) !== newline; end++) {
      if (this.text.charCodeAt(end) === backslash) end++;
      else if (this.text[end] === this.quote) break;
    }
    return Math.min(end, this.text.length);
  }

  /** The closing quote of the string before, when `"…" + "…"` or `"…"⏎"…"` puts it before the one that opens at `at`. */
  private closingBefore(at: number): number | undefined {
    if (at <= this.floor || this.text[at] !== this.quote) return undefined;
    let i = at - 1;
    let joins = false;
    for (; i >= this.floor && at - i < maxGap; i--) {
      const c = this.text.charAt(i);
      if (joint.test(c)) joins = true;
      else if (c !== ' ' && c !== '\t') break;
    }
    return joins && i > this.floor && this.isDelimiter(i) ? i : undefined;
  }

  /** The place after the opening quote of the string that is put after the one that closes at `at`. */
  private openingAfter(at: number): number | undefined {
    if (this.text[at] !== this.quote) return undefined;
    let i = at + 1;
    let joins = false;
    for (; i < this.text.length && i - at < maxGap; i++) {
      const c = this.text.charAt(i);
      if (joint.test(c)) joins = true;
      else if (c !== ' ' && c !== '\t') break;
    }
    return joins && this.text[i] === this.quote ? i + 1 : undefined;
  }
}

/** What may stand between two strings that are one: operators of concatenation, and line breaks. */
const joint = /[+.&\\\r\n]/;
const maxGap = 200;

/**
 * Text to a JSON tree with offsets. Never throws and never gives up: every error is recorded, and reading goes on with
 * what can be made of the rest. Duplicate members are kept. Linear in the text, and without recursion, so that no
 * nesting can exhaust the stack.
 *
 * Our own because trees of the usual libraries cost five times as much (docs/ARCHITECTURE.md, "Parsing"); a property
 * test holds it against JSON.parse and jsonc-parser.
 */

import { wordAt } from './vocabulary.ts';

interface NodeBase {
  /** UTF-16 offsets into the parsed text; `end` is exclusive. */
  readonly start: number;
  end: number;
}
export interface JsonObject extends NodeBase {
  readonly type: 'object';
  readonly members: JsonMember[];
}
export interface JsonArray extends NodeBase {
  readonly type: 'array';
  readonly items: JsonNode[];
}
export interface JsonString extends NodeBase {
  readonly type: 'string';
  /** The text after unescaping. */
  readonly value: string;
  /** Whether the token has escapes, so that offsets inside the value are not offsets inside the token. */
  readonly escaped: boolean;
}
export interface JsonNumber extends NodeBase {
  readonly type: 'number';
  readonly value: number;
}
export interface JsonBoolean extends NodeBase {
  readonly type: 'boolean';
  readonly value: boolean;
}
export interface JsonNull extends NodeBase {
  readonly type: 'null';
}
/** A word that is no JSON value (NaN, undefined, …), kept so that its place is known. */
export interface JsonInvalid extends NodeBase {
  readonly type: 'invalid';
}
export type JsonNode = JsonObject | JsonArray | JsonString | JsonNumber | JsonBoolean | JsonNull | JsonInvalid;

export interface JsonMember {
  readonly name: JsonString;
  /** Absent when the text ends or breaks before the value. */
  value: JsonNode | undefined;
}

export type JsonErrorCode =
  | 'comment'
  | 'trailing-comma'
  | 'comma-expected'
  | 'colon-expected'
  | 'name-expected'
  | 'value-expected'
  | 'close-expected'
  | 'unexpected'
  | 'unquoted'
  | 'quotes'
  | 'ellipsis'
  | 'unterminated-string'
  | 'unterminated-comment'
  | 'control-character'
  | 'escape'
  | 'number'
  | 'too-deep'
  | 'trailing-text'
  | 'preamble';

export interface JsonError {
  readonly code: JsonErrorCode;
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** What to delete to mend it, where deleting mends it (comments, trailing commas). */
  readonly remove?: { readonly start: number; readonly end: number };
}

export interface JsonText {
  readonly root: JsonNode | undefined;
  /** At most {@link maxErrors}, in document order. */
  readonly errors: readonly JsonError[];
}

/** Errors beyond these are no use to anybody and would cost memory in a binary file. */
export const maxErrors = 100;

/** Deeper nesting than this has no place in a key document and would cost memory (RFC 8259 §9 allows a limit). */
export const maxDepth = 500;

const messages: Readonly<Record<JsonErrorCode, string>> = {
  comment: 'comments are not allowed in JSON',
  'trailing-comma': 'a comma must be followed by another value',
  'comma-expected': 'expected a comma',
  'colon-expected': 'expected a colon',
  'name-expected': 'expected a member name in double quotes',
  'value-expected': 'expected a value',
  'close-expected': 'the document ends before every { and [ is closed',
  unexpected: 'unexpected character',
  unquoted: 'names and text must be in double quotes',
  quotes: 'JSON uses double quotes',
  ellipsis: 'the document was cut here',
  'unterminated-string': 'the text has no closing double quote on its line',
  'unterminated-comment': 'comments are not allowed in JSON, and this one has no end',
  'control-character': 'control characters must be escaped inside text',
  escape: 'not a JSON escape sequence',
  number: 'not a JSON number',
  'too-deep': `values are nested more than ${maxDepth} deep; the rest was not read`,
  'trailing-text': 'text follows the end of the JSON value',
  preamble: 'text stands before the JSON value',
};

type Container = JsonObject | JsonArray;

/**
 * Reads the JSON value in `text` between the UTF-16 offsets `from` and `to`. A byte order mark at `from` is skipped.
 */
export function parseJson(text: string, from = 0, to = text.length): JsonText {
  return new Reader(text, from, to).read();
}

/** What the grammar allows next. */
const state = {
  value: 0,
  /** A value or the array's end (right after `[`). */
  firstItem: 1,
  /** A name or the object's end (right after `{`). */
  firstName: 2,
  /** A name (after a comma). */
  name: 3,
  colon: 4,
  /** A comma or the container's end. */
  separator: 5,
  done: 6,
} as const;
type State = (typeof state)[keyof typeof state];

const quote = 0x22;
const backslash = 0x5c;
const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Base64 in either alphabet: text that tools wrap, and that a line break inside does not end. */
const wrappable = /^[A-Za-z0-9+/=_ \t-]*$/;

class Reader {
  private readonly text: string;
  private readonly to: number;
  private at: number;
  private readonly errors: JsonError[] = [];
  private readonly stack: Container[] = [];
  private root: JsonNode | undefined;
  private next: State = state.value;
  /** Right after a `…`, which may stand for the comma too. */
  private afterCut = false;
  /** Where the last comma stands: what to delete when nothing follows it. */
  private lastComma = -1;

  constructor(text: string, from: number, to: number) {
    this.text = text;
    this.to = to;
    this.at = text.charCodeAt(from) === 0xfeff ? from + 1 : from;
  }

  read(): JsonText {
    for (;;) {
      this.skipBlanks();
      if (this.at >= this.to) break;
      if (this.next === state.done) {
        this.error('trailing-text', this.at, this.tokenEnd());
        return { root: this.root, errors: this.errors };
      }
      const c = this.text.charCodeAt(this.at);
      if (c === quote && this.expectsName()) this.plainMembers();
      else this.token(c);
    }
    if (this.root === undefined) this.error('value-expected', this.at, this.at);
    else if (this.stack.length > 0 && this.next !== state.done) this.error('close-expected', this.at, this.at);
    for (const open of this.stack) open.end = this.to;
    return { root: this.root, errors: this.errors };
  }

  private error(code: JsonErrorCode, start: number, end: number, remove?: { start: number; end: number }): void {
    if (this.errors.length >= maxErrors) return;
    this.errors.push({ code, message: messages[code], start, end, ...(remove === undefined ? {} : { remove }) });
  }

  private skipBlanks(): void {
    while (this.at < this.to) {
      const c = this.text.charCodeAt(this.at);
      if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) this.at++;
      else if (c === 0x2f) {
        if (!this.skipComment()) return;
      } else return;
    }
  }

  private skipComment(): boolean {
    const second = this.text.charCodeAt(this.at + 1);
    const start = this.at;
    if (second === 0x2f) {
      let end = start;
      while (end < this.to && this.text.charCodeAt(end) !== 0x0a && this.text.charCodeAt(end) !== 0x0d) end++;
      this.at = end;
      this.error('comment', start, end, { start, end });
      return true;
    }
    if (second === 0x2a) {
      const close = this.text.indexOf('*/', start + 2);
      const terminated = close >= 0 && close + 2 <= this.to;
      const end = terminated ? close + 2 : this.to;
      this.at = end;
      // Without its end nobody knows what of the rest is comment: deleting all of it would mend nothing.
      if (terminated) this.error('comment', start, end, { start, end });
      else this.error('unterminated-comment', start, end);
      return true;
    }
    return false;
  }

  private token(c: number): void {
    switch (c) {
      case 0x7b: // {
      case 0x5b: // [
        return this.open(c);
      case 0x7d: // }
      case 0x5d: // ]
        return this.close(c);
      case 0x2c: // ,
        return this.comma();
      case 0x3a: // :
        if (this.next === state.colon) this.next = state.value;
        else this.error('unexpected', this.at, this.at + 1);
        this.at++;
        return;
      case quote:
      case 0x27: // '
        return this.stringToken();
      default:
        return this.word();
    }
  }

  /** Makes the grammar ready for a name or value where something else was due, reporting what is missing. */
  private before(start: number, end: number): void {
    if (this.next === state.separator) {
      if (!this.afterCut) this.error('comma-expected', start, end);
      this.next = this.top()?.type === 'object' ? state.name : state.value;
    } else if (this.next === state.colon) {
      this.error('colon-expected', start, end);
      this.next = state.value;
    }
  }

  private top(): Container | undefined {
    return this.stack[this.stack.length - 1];
  }

  private expectsName(): boolean {
    return this.next === state.firstName || this.next === state.name;
  }

  /** Puts a value where it belongs; containers go on the stack. */
  private put(node: JsonNode): void {
    this.afterCut = false;
    const top = this.top();
    if (top === undefined) this.root = node;
    else if (top.type === 'array') top.items.push(node);
    else {
      const member = top.members[top.members.length - 1];
      if (member !== undefined) member.value = node;
    }
    if (node.type === 'object' || node.type === 'array') {
      this.stack.push(node);
      this.next = node.type === 'object' ? state.firstName : state.firstItem;
    } else this.next = this.stack.length === 0 ? state.done : state.separator;
  }

  private open(c: number): void {
    const start = this.at++;
    this.before(start, start + 1);
    if (this.expectsName()) {
      this.error('name-expected', start, start + 1);
      this.nameless(start);
    }
    if (this.stack.length >= maxDepth) {
      this.error('too-deep', start, start + 1);
      this.next = state.done;
      this.at = this.to;
      return;
    }
    this.put(
      c === 0x7b
        ? { type: 'object', start, end: start + 1, members: [] }
        : { type: 'array', start, end: start + 1, items: [] },
    );
  }

  /** A member with an empty name of no extent, for a value that stands where a name was due. */
  private nameless(at: number): void {
    const top = this.top();
    if (top?.type !== 'object') return;
    top.members.push({ name: { type: 'string', start: at, end: at, value: '', escaped: false }, value: undefined });
    this.next = state.value;
  }

  private close(c: number): void {
    const start = this.at++;
    const wanted = c === 0x7d ? 'object' : 'array';
    const top = this.top();
    if (top === undefined) {
      this.error('unexpected', start, start + 1);
      return;
    }
    if (top.type !== wanted) {
      // A bracket that closes an outer container closes the inner ones too; any other is passed over.
      const closesOuter = this.stack.length > 1 && this.stack[this.stack.length - 2]?.type === wanted;
      this.error('unexpected', start, start + 1);
      if (!closesOuter) return;
      top.end = start;
      this.stack.pop();
    } else if (this.next === state.name || (this.next === state.value && top.type === 'array')) {
      this.error('trailing-comma', start, start + 1, { start: this.lastComma, end: this.lastComma + 1 });
    } else if (this.next === state.value || this.next === state.colon) {
      this.error(this.next === state.colon ? 'colon-expected' : 'value-expected', start, start + 1);
    }
    const closed = this.stack.pop();
    if (closed !== undefined) closed.end = start + 1;
    this.next = this.stack.length === 0 ? state.done : state.separator;
  }

  private comma(): void {
    const start = this.at++;
    const top = this.top();
    if (top === undefined) {
      this.error('unexpected', start, start + 1);
      return;
    }
    if (this.next !== state.separator) {
      const code = this.expectsName()
        ? 'name-expected'
        : this.next === state.colon
          ? 'colon-expected'
          : 'value-expected';
      this.error(code, start, start + 1);
    }
    this.lastComma = start;
    this.next = top.type === 'object' ? state.name : state.value;
  }

  private stringToken(): void {
    const start = this.at;
    const node = this.scanString();
    this.before(start, node.end);
    if (this.expectsName()) this.name(node);
    else this.put(node);
  }

  private name(node: JsonString): void {
    this.afterCut = false;
    const top = this.top();
    if (top?.type !== 'object') return;
    top.members.push({ name: node, value: undefined });
    this.next = state.colon;
  }

  /**
   * Reads the members from here on as long as names and values are texts without anything special: nearly all are. One
   * loop, which the runtime has compiled long before it has all that {@link token} calls.
   */
  private plainMembers(): void {
    const { text, to } = this;
    const top = this.top() as JsonObject;
    let { at } = this;
    for (;;) {
      const nameEnd = plainEnd(text, at + 1, to);
      if (nameEnd < 0) return this.goOn(at, state.name, true);
      const name = plainString(text, at, nameEnd);
      this.afterCut = false;
      const read: JsonMember = { name, value: undefined };
      top.members.push(read);
      at = nameEnd + 1;
      if (at >= to || text.charCodeAt(at) !== 0x3a) return this.goOn(at, state.colon);
      at = blanksEnd(text, at + 1, to);
      const valueEnd = at < to && text.charCodeAt(at) === quote ? plainEnd(text, at + 1, to) : -1;
      if (valueEnd < 0) return this.goOn(at, state.value);
      read.value = plainString(text, at, valueEnd);
      at = valueEnd + 1;
      if (at >= to || text.charCodeAt(at) !== 0x2c) return this.goOn(at, state.separator);
      this.lastComma = at;
      at = blanksEnd(text, at + 1, to);
      if (at >= to || text.charCodeAt(at) !== quote) return this.goOn(at, state.name);
    }
  }

  /** Leaves the rest to {@link token}; the text that is here at once, because nothing else could be told of it. */
  private goOn(at: number, next: State, isText = false): void {
    this.at = at;
    this.next = next;
    if (isText) this.stringToken();
  }

  private scanString(): JsonString {
    const { text, to } = this;
    const start = this.at;
    const close = text.charCodeAt(start);
    if (close !== quote) this.error('quotes', start, start + 1);
    let i = start + 1;
    let escaped = false;
    for (; i < to; i++) {
      const c = text.charCodeAt(i);
      if (c === close) break;
      if (c === backslash) {
        escaped = true;
        i++;
      } else if (c < 0x20) {
        if (c === 0x0a || c === 0x0d) {
          const end = wrappable.test(text.slice(start + 1, i)) ? this.wrappedEnd(i, close) : -1;
          if (end < 0) return this.unterminated(start, i, escaped);
          this.error('control-character', i, i + 1);
          i = end - 1;
        } else this.error('control-character', i, i + 1);
      }
    }
    if (i >= to) return this.unterminated(start, to, escaped);
    this.at = i + 1;
    return this.string(start, i + 1, start + 1, i, escaped);
  }

  private unterminated(start: number, end: number, escaped: boolean): JsonString {
    // Without a closing quote the rest of the line is text; commas and brackets at its end most likely are not.
    let last = end;
    while (last > start + 1 && /[\s,}\]]/.test(this.text[last - 1] as string)) last--;
    this.error('unterminated-string', start, last);
    this.at = last;
    return this.string(start, last, start + 1, last, escaped);
  }

  /** The place of the closing quote when all up to it is wrapped base64 text, or -1. */
  private wrappedEnd(from: number, close: number): number {
    let blank = true;
    for (let i = from; i < this.to; i++) {
      const c = this.text.charCodeAt(i);
      if (c === close) return blank ? -1 : i;
      blank &&= c <= 0x20;
      const wrapped =
        (c >= 0x30 && c <= 0x39) ||
        ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a) ||
        c === 0x2b ||
        c === 0x2f ||
        c === 0x3d ||
        c === 0x2d ||
        c === 0x5f ||
        c === 0x20 ||
        c === 0x0a ||
        c === 0x0d ||
        c === 0x09;
      if (!wrapped) return -1;
    }
    return -1;
  }

  private string(start: number, end: number, from: number, to: number, escaped: boolean): JsonString {
    const value = escaped ? this.unescape(this.text.slice(from, to), from) : wordAt(this.text, from, to);
    return { type: 'string', start, end, value, escaped };
  }

  private unescape(raw: string, from: number): string {
    let value = '';
    let plain = 0;
    for (let i = raw.indexOf('\\'); i >= 0; i = raw.indexOf('\\', i)) {
      value += raw.slice(plain, i);
      const c = raw[i + 1];
      const simple = c === undefined ? undefined : escapes[c];
      if (simple !== undefined) {
        value += simple;
        i += 2;
      } else if (c === 'u' && /^[0-9a-fA-F]{4}$/.test(raw.slice(i + 2, i + 6))) {
        value += String.fromCharCode(Number.parseInt(raw.slice(i + 2, i + 6), 16));
        i += 6;
      } else {
        this.error('escape', from + i, from + Math.min(i + 2, raw.length));
        value += c ?? '';
        i += 2;
      }
      plain = i;
    }
    return value + raw.slice(plain);
  }

  /** End of the run of characters that are neither blank nor JSON punctuation. */
  private tokenEnd(): number {
    let end = this.at;
    for (; end < this.to; end++) {
      const c = this.text.charCodeAt(end);
      if (c <= 0x20 || c === quote || c === 0x2c || c === 0x3a || (c | 0x20) === 0x7b || (c | 0x20) === 0x7d) break;
    }
    return Math.max(end, this.at + 1);
  }

  private word(): void {
    const start = this.at;
    const end = this.tokenEnd();
    this.at = end;
    const word = end - start > 1024 ? '' : this.text.slice(start, end);
    if (/^(?:\u2026|\.{2,})$/.test(word)) {
      // What was cut may be a value, a name, or any number of members: nothing is put in its place.
      this.error('ellipsis', start, end);
      if (this.next === state.value && this.top()?.type === 'object') this.put({ type: 'invalid', start, end });
      else if (this.next !== state.colon) this.next = this.stack.length === 0 ? this.next : state.separator;
      this.afterCut = true;
      return;
    }
    this.before(start, end);
    if (this.expectsName()) {
      this.error('unquoted', start, end);
      this.name({ type: 'string', start, end, value: word, escaped: false });
      return;
    }
    this.put(this.literal(word, start, end));
  }

  private literal(word: string, start: number, end: number): JsonNode {
    if (word === 'true' || word === 'false') return { type: 'boolean', start, end, value: word === 'true' };
    if (word === 'null') return { type: 'null', start, end };
    // A number of more than 1,024 digits is read from the text itself: its value is infinite or zero anyway.
    const digits = word === '' ? this.text.slice(start, end) : word;
    if (numberPattern.test(digits)) return { type: 'number', start, end, value: Number(digits) };
    this.error(/^[-+.\d]/.test(digits) ? 'number' : 'unquoted', start, end);
    return { type: 'invalid', start, end };
  }
}

/** The place of the closing quote of a text that needs no second look, or -1. */
function plainEnd(text: string, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    const c = text.charCodeAt(i);
    if (c === quote) return i;
    if (c < 0x20 || c === backslash) return -1;
  }
  return -1;
}

/** @param end where the closing quote stands */
function plainString(text: string, start: number, end: number): JsonString {
  return { type: 'string', start, end: end + 1, value: wordAt(text, start + 1, end), escaped: false };
}

function blanksEnd(text: string, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const c = text.charCodeAt(at);
    if (c !== 0x20 && c !== 0x0a && c !== 0x0d && c !== 0x09) break;
    at++;
  }
  return at;
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};

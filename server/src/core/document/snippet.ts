/**
 * What people paste from documentation and terminals: an answer with its status line and headers, a command or a
 * sentence before the JSON, and sets that were cut with an ellipsis. The document says once what it is, and what is
 * whole in it is read like any other.
 */
import { isCutValue } from '../key/encoded.ts';
import type { Key } from '../key/key.ts';
import type { DocumentPart } from './document.ts';
import type { JsonError } from './json.ts';
import { isDocumentName, isStrongKeyName, isStrongSetName, type DocumentPath } from './names.ts';
import type { Role } from './role.ts';
import { lastStartingBefore, type Span } from './tree.ts';

/** Why a document is no more than a snippet, and where that shows. */
export interface Snippet extends Span {
  readonly kind: 'response' | 'text' | 'cut';
}

/** What stands before the JSON. */
export interface Preamble extends Span {
  readonly kind: 'response' | 'text';
  /** Where the JSON begins. */
  readonly body: number;
}

/** Nobody pastes more headers than this. */
const maxPreamble = 64 * 1024;

const json = /^\uFEFF?\s*(?:\/\/|\/\*|[{[])/;
const statusLine = /^(?:< )?HTTP\/\d(?:\.\d)? \d{3}\b/;
const command = /^(?:[$>%#] ?)?(?:curl|wget|http|https|xh|GET|POST|PUT|HEAD) \S/;
/** Words, or the mark of a heading, a quotation or a block of code. */
const prose = /^(?:\p{L}|[#>*`])/u;
/** Nothing of it stands in a sentence, but in programs, other formats, and JSON that begins in its middle. */
const code = /[{}[\]<=;"]/;
/** The JSON on lines of its own; after a command also behind it. */
const bodyOnLine = /^[\t ]*(?:\{\s{0,200}(?:["}\u2026]|\.{3})|\[\s{0,200}\{)/m;
const bodyAnywhere = /\{\s{0,200}"/;

/**
 * The stretch before the JSON, when it is an HTTP response's head, or, where there is no doubt that the text is meant
 * to be a key document, a command or prose.
 * @param certain the role is forced
 */
export function preambleOf(text: string, path: DocumentPath, certain: boolean): Preamble | undefined {
  if (json.test(text.slice(0, 10_000))) return undefined;
  const head = text.slice(0, maxPreamble);
  const start = head.search(/[^\s\uFEFF]/);
  if (start < 0) return undefined;
  const lead = head.slice(start);
  const isPasted = !path.name.includes('.') || path.name === 'stdin.json';
  if (statusLine.test(lead)) {
    return certain || isPasted || isDocumentName(path) ? found('response', start, bodyIn(lead)) : undefined;
  }
  if (!certain && !isPasted && !isStrongSetName(path) && !isStrongKeyName(path)) return undefined;
  if (command.test(lead)) return found('text', start, bodyIn(lead));
  const body = prose.test(lead) ? lead.search(bodyOnLine) : -1;
  return body < 0 || code.test(lead.slice(0, body)) ? undefined : found('text', start, body);

  function found(kind: Preamble['kind'], from: number, at: number): Preamble | undefined {
    if (at < 0) return undefined;
    const before = lead.slice(0, at).trimEnd();
    const blanks = /^\s*/.exec(lead.slice(before.length))?.[0].length ?? 0;
    return { kind, start: from, end: from + before.length, body: from + before.length + blanks };
  }
}

function bodyIn(lead: string): number {
  const onLine = lead.search(bodyOnLine);
  return onLine >= 0 ? onLine : lead.search(bodyAnywhere);
}

/** The errors of a text with something before its JSON; what comes after it, a prompt or the page's next lines, counts as the same. */
export function withPreamble(preamble: Preamble, errors: readonly JsonError[]): JsonError[] {
  const { start, end } = preamble;
  const own: JsonError = { code: 'preamble', message: 'text stands before the JSON', start, end };
  return [own, ...errors.filter((error) => error.code !== 'trailing-text')];
}

/** Whether an error is where somebody cut the text: a bare ellipsis, or one in a comment. */
export function isCut({ code: errorCode, start, end }: JsonError, text: string): boolean {
  if (errorCode === 'ellipsis') return true;
  return (
    errorCode === 'comment' && /^\/[/*]\s{0,20}(?:\u2026|\.{3})/.test(text.slice(start, Math.min(end, start + 30)))
  );
}

/** Errors that say no more than that the text is a snippet. */
export function isOfSnippet(error: JsonError, text: string): boolean {
  if (error.code === 'preamble' || isCut(error, text)) return true;
  // Cut at its end, with all that would have closed, or where a comma waits for what was left out.
  if (error.code !== 'close-expected' && error.code !== 'trailing-comma') return false;
  return /(?:\u2026|\.{3})\s{0,100}(?:\*\/\s{0,100})?$/.test(text.slice(Math.max(0, error.start - 220), error.start));
}

/** What makes the document a snippet, the first thing first; undefined for most documents. */
export function snippetOf(
  text: string,
  role: Role,
  errors: readonly JsonError[],
  preamble: Preamble | undefined,
  parts: readonly DocumentPart[],
): Snippet | undefined {
  if (preamble !== undefined) return { kind: preamble.kind, start: preamble.start, end: preamble.end };
  // The host file of an embedded key has a language of its own: nothing is said of it, only of the values in its keys.
  if (role === 'embedded') return undefined;
  const error = errors.find((e) => isCut(e, text));
  if (error !== undefined) return { kind: 'cut', start: error.start, end: error.end };
  return cutValue(text, parts);
}

/** Ellipses in texts of other kinds are not looked at one by one. */
const maxEllipses = 100;

/**
 * The first key value that somebody cut with the typographic ellipsis, which no placeholder is typed with. Three dots
 * are one (value-placeholder), unless something else shows that the document is a snippet.
 */
export function cutValue(text: string, parts: readonly DocumentPart[]): Snippet | undefined {
  let at = text.indexOf('\u2026');
  for (let n = 0; at >= 0 && n < maxEllipses; n++, at = text.indexOf('\u2026', at + 1)) {
    for (const part of parts) {
      if (part.excerpt !== undefined) continue;
      const key = lastStartingBefore(part.keys, at, ({ start }) => start);
      if (key !== undefined && at < key.end && isInCutValue(key, at - key.moved))
        return { kind: 'cut', start: at, end: at + 1 };
    }
  }
  return undefined;
}

function isInCutValue(key: Key, at: number): boolean {
  const has = ({ start, end, value }: { start: number; end: number; value: string }): boolean =>
    start < at && at < end && isCutValue(value) && /[\w+/-]{4}/.test(value);
  return key.encodedValues.some(({ node }) => has(node)) || key.certificates.some(({ node }) => has(node));
}

/** Whether keys of the part may have been cut. */
export function isSnippet(document: { readonly snippet: Snippet | undefined }, part: DocumentPart): boolean {
  return document.snippet !== undefined || (part.errors?.some(({ code: c }) => c === 'ellipsis') ?? false);
}

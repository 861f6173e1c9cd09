/** JSON in base64 or base64url: properties of a configuration, values of a Kubernetes Secret, headers of tokens. */
import { base64Excerpt, type Excerpt } from '../document/excerpt.ts';
import type { Span } from '../document/tree.ts';
import type { Work } from './work.ts';

/** `{` or `[`, and the quote, brace or white space that follows, at the beginning of a word. */
const sign = /(?<![A-Za-z0-9])(?:ey[AJ]|ew[0ok]|W3s|Wy[AJ]|Ww[0ok])/g;

const run = /[A-Za-z0-9+/_-]*={0,2}/y;
/** A line of nothing but base64, after a line of it. */
const nextLine = /\r?\n[ \t]{0,200}([A-Za-z0-9+/_-]+={0,2})[ \t]{0,200}(?=[\r\n]|$)/y;

/** Shorter ones hold no key: `{"kty":"oct","k":"…"}` alone is longer. */
const minLength = 32;
/** Lines of wrapped base64 are longer; words that stand on a line of their own are not. */
const minWrapped = 40;
/** So many beginnings are tried in one run of base64 characters: `/` and `-` may stand before the first. */
const maxTries = 3;

/** Whether base64 of JSON can be in the text: one search of it. */
export function mayHoldTokens(text: string): boolean {
  return text.search(sign) >= 0;
}

/** @param skip whether what begins at the offset is known already */
export function tokensIn(text: string, skip: (offset: number) => boolean, work: Work): Excerpt[] {
  const found: Excerpt[] = [];
  let end = 0;
  let tries = 0;
  // Lines that were read together in vain, and how often.
  let together = { end: 0, tries: 0 };
  for (const { index } of text.matchAll(sign)) {
    if (index < end && tries >= maxTries) continue;
    if (index >= end) tries = 0;
    if (skip(index)) continue;
    tries++;
    const line = { start: index, end: matchEnd(run, text, index) ?? index };
    const isTried = index < together.end && together.tries >= maxTries;
    const wrapped = isTried ? line : wrappedAt(text, line, work);
    let excerpt = decode(text, wrapped, work);
    end = wrapped.end;
    if (excerpt === undefined && wrapped.end > line.end) {
      // What stands on the next line may be no part of it after all.
      together = { end: wrapped.end, tries: index < together.end ? together.tries + 1 : 1 };
      excerpt = decode(text, line, work);
    }
    if (excerpt !== undefined) end = excerpt.end;
    if (excerpt === undefined) continue;
    found.push(excerpt);
    tries = maxTries;
  }
  return found;
}

function decode(text: string, span: Span, work: Work): Excerpt | undefined {
  work.characters += span.end - span.start;
  const excerpt = span.end - span.start < minLength ? undefined : base64Excerpt(text, span);
  // A key, or base64 in which one may be again.
  return excerpt !== undefined && (excerpt.text.includes('kty') || mayHoldTokens(excerpt.text)) ? excerpt : undefined;
}

/** The lines that follow, each as long as the one before it but for the last. */
function wrappedAt(text: string, { start, end: first }: Span, work: Work): Span {
  let end = first;
  let width = end - start;
  while (width >= minWrapped) {
    const next = matchEnd(nextLine, text, end);
    if (next === undefined) break;
    const length = text.slice(end, next).trim().length;
    end = next;
    width = length < width ? 0 : length;
  }
  work.characters += end - first;
  return { start, end };
}

function matchEnd(pattern: RegExp, text: string, at: number): number | undefined {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

/** Whether the token is a part of a JWS or JWE in compact form: the key in its header is not stored, but sent. */
export function isInCompactToken(text: string, { start, end }: Span): boolean {
  return /^\.[\w-]/.test(text.slice(end, end + 2)) || /[\w-]\.$/.test(text.slice(Math.max(0, start - 2), start));
}

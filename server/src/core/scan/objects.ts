/**
 * Objects with a `kty` member that stand as they are in a text of any kind: JSON, JavaScript with bare or
 * single-quoted names, Python. Braces are matched without regard to quotes, because in Markdown and source code an
 * apostrophe is no quote; where that goes wrong, the tolerant parser finds the object's end.
 */
import { parseJson } from '../document/json.ts';
import type { Span } from '../document/tree.ts';
import type { Work } from './work.ts';

/**
 * Values with braces in them, which do not count; braces; and `kty` as the name of a member. Escaped quotes are another
 * layer's.
 */
const token =
  /(?<=[\s,:{[(])"[^"\\\n{}]{0,200}[{}][^"\\\n]{0,200}"(?=\s{0,20}[,}\]])|[{}]|(?<![\w$\\-])(["'`]?)kty\1\s{0,20}:/g;

/** No JWK is longer: where a brace is not closed, the search ends here. */
const maxLength = 64 * 1024;

/** Nor shorter: `{kty:'oct',k:'…'}` with eight octets is longer. */
const minLength = 24;

/** Objects with `kty` in objects with `kty`, at most so deep: each level reads the same characters again. */
const maxNesting = 4;

interface Opening {
  readonly start: number;
  end: number | undefined;
  isKey: boolean;
  /** Keys on the deepest way down, itself included. */
  height: number;
}

/**
 * @param skip whether what begins at the offset is known already
 * @returns the objects in the order of the text; nested ones too
 */
export function objectsIn(text: string, skip: (offset: number) => boolean, work: Work): Span[] {
  if (!text.includes('kty')) return [];
  const keys = openings(text).filter((o) => o.height <= maxNesting && !skip(o.start));
  work.characters += text.length;
  return keys.flatMap((opening, i) => {
    const span = extent(text, opening, keys[i + 1]?.start ?? text.length, work);
    return span === undefined || span.end - span.start < minLength ? [] : [span];
  });
}

/** The braces around each `kty`, in the order of the text. */
function openings(text: string): Opening[] {
  const stack: Opening[] = [];
  const found: Opening[] = [];
  for (const { 0: matched, index } of text.matchAll(token)) {
    if (matched === '{') stack.push({ start: index, end: undefined, isKey: false, height: 0 });
    else if (matched === '}') {
      const closed = stack.pop();
      if (closed === undefined) continue;
      closed.end = index + 1;
      const around = stack.at(-1);
      if (around !== undefined) around.height = Math.max(around.height, closed.height + (around.isKey ? 1 : 0));
    } else {
      const around = stack.at(-1);
      if (around === undefined || around.isKey) continue;
      around.isKey = true;
      around.height++;
      found.push(around);
    }
  }
  return found.sort((a, b) => a.start - b.start);
}

/** The object as the parser reads it: up to the matching brace, or beyond it when that one stood in a string. */
function extent(text: string, { start, end }: Opening, next: number, work: Work): Span | undefined {
  // An object that does not close must not be read again and again: it ends where the next begins.
  const furthest = Math.min(start + maxLength, next);
  const first = end === undefined ? furthest : Math.min(end, start + maxLength);
  const read = parse(text, start, first, work);
  if (read === undefined || read.closed || furthest <= first) return read?.span;
  const again = parse(text, start, furthest, work);
  return again?.closed === true ? again.span : read.span;
}

function parse(text: string, start: number, end: number, work: Work): { span: Span; closed: boolean } | undefined {
  work.characters += end - start;
  const { root, errors } = parseJson(text, start, end);
  if (root?.type !== 'object') return undefined;
  return { span: { start, end: root.end }, closed: !errors.some(({ code }) => code === 'close-expected') };
}

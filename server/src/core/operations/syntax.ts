/** What is wrong with a document's syntax, for operations that go on with what could be read, and those that do not. */
import type { JwkDocument } from '../document/document.ts';
import { positionsIn } from '../report/positions.ts';
import { count } from '../text.ts';

/** A place where the text is not JSON; line and column count from 1, in UTF-16. */
export interface SyntaxFault {
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** How many faults a document has, those of texts held in its strings among them, and where the first is. */
export interface SyntaxFaults {
  readonly count: number;
  readonly first: SyntaxFault;
}

/** Undefined for a document that is sound JSON (RFC 8259). */
export function syntaxFaults({ text, errors, parts }: JwkDocument): SyntaxFaults | undefined {
  const held = parts.flatMap(({ excerpt, errors: inner = [] }) =>
    inner.map(({ start, message }) => ({ start: excerpt?.toOuter(start) ?? start, message })),
  );
  const all = [...errors, ...held];
  const [first] = all;
  if (first === undefined) return undefined;
  const earliest = all.reduce((a, b) => (b.start < a.start ? b : a), first);
  const { line, character } = positionsIn(text)(earliest.start);
  return { count: all.length, first: { line: line + 1, column: character + 1, message: earliest.message } };
}

/** That what is told of the keys is not all there may be to tell, in one line without a full stop. */
export function syntaxLine({ count: n, first }: SyntaxFaults): string {
  const place = `${n === 1 ? '' : 'the first '}at line ${first.line}, column ${first.column} (${first.message})`;
  return `Not valid JSON: ${count(n, 'syntax error')}, ${place}; only what could be read is told here`;
}

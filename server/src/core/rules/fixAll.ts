/** `source.fixAll.jwk`: every fix that keeps the same key and needs no thought, in as few passes as it takes. */
import { readDocument, type ReadOptions } from '../document/document.ts';
import { applyEdits, type TextEdit } from '../document/edits.ts';
import type { LintConfiguration } from './configuration.ts';
import { rules as table } from './index.ts';
import { lint } from './run.ts';

/** One mended value can bring a second fault to light (white space, then the wrong alphabet); more layers there are not. */
const maxPasses = 5;

/**
 * Edits that apply every fix marked `fixAll`.
 * @returns edits of `text` that do not overlap; none when there is nothing to mend
 */
export function fixAll(
  text: string,
  pathOrUri: string,
  configuration: LintConfiguration,
  now: number,
  options: ReadOptions = {},
): TextEdit[] {
  let current = text;
  let first: TextEdit[] = [];
  for (let pass = 0; pass < maxPasses; pass++) {
    const edits = withoutOverlaps(passEdits(current, pathOrUri, configuration, now, options));
    if (edits.length === 0) return pass <= 1 ? first : [difference(text, current)];
    if (pass === 0) first = edits;
    current = applyEdits(current, edits);
  }
  return [difference(text, current)];
}

function passEdits(
  text: string,
  path: string,
  configuration: LintConfiguration,
  now: number,
  options: ReadOptions,
): TextEdit[] {
  // Only these rules, and all they find: a limit on what is shown must not decide what is mended.
  const off = Object.fromEntries(table.filter((r) => r.fixAll !== true).map((r) => [r.id, 'off' as const]));
  const only = { ...configuration, rules: { ...configuration.rules, ...off } };
  return lint(readDocument(text, path, options), only, now, Infinity).flatMap(
    (finding) => finding.fixes()[0]?.edits ?? [],
  );
}

function withoutOverlaps(edits: readonly TextEdit[]): TextEdit[] {
  const kept: TextEdit[] = [];
  for (const edit of [...edits].sort((a, b) => a.start - b.start || a.end - b.end)) {
    const last = kept.at(-1);
    if (last === undefined || edit.start >= last.end) kept.push(edit);
  }
  return kept;
}

/** The one edit between what the two texts have in common at their ends. */
function difference(before: string, after: string): TextEdit {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start: head, end: before.length - tail, text: after.slice(head, after.length - tail) };
}

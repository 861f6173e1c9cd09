/** What holds of the findings on any text whatsoever. */
import assert from 'node:assert/strict';
import { readDocument, type JwkDocument } from '../../server/src/core/document/document.ts';
import { applyEdits, type TextEdit } from '../../server/src/core/document/edits.ts';
import type { Span } from '../../server/src/core/document/tree.ts';
import { aspectsOf } from '../../server/src/core/key/aspects.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import type { Profile } from '../../server/src/core/rules/profiles.ts';
import { exampleNow, severityRank } from '../../server/src/core/rules/rule.ts';
import { maxFindings, mayConcern, type Finding } from '../../server/src/core/rules/run.ts';
import { lintText } from './lint.ts';

export interface LintOptions {
  readonly path: string;
  readonly profiles?: readonly Profile[];
}

/** Reads and lints the text twice and holds everything that comes of it against the text. */
export function assertSound(text: string, options: LintOptions): readonly Finding[] {
  const findings = lintText(text, options);
  assert.deepEqual(findings.map(outline), lintText(text, options).map(outline), 'the second time is another');
  assert.ok(findings.length <= maxFindings, `${findings.length} findings`);
  const document = readDocument(text, options.path);
  assertUnconcerned(document, options);
  const sound = document.errors.length === 0;
  for (const [i, finding] of findings.entries()) {
    const { id } = finding.rule;
    assertInside(text, finding, id);
    for (const related of finding.related) assertInside(text, related, `${id}, related`);
    assert.doesNotMatch(finding.message, /\{\w+\}|undefined|\[object/, id);
    const previous = findings[i - 1];
    assert.ok(previous === undefined || compare(previous, finding) <= 0, `${id} is out of order`);
    for (const { title, edits } of finding.fixes()) assertFix(text, edits, `${id}, "${title}"`, sound, options);
  }
  return findings;
}

/** Rules that are not asked about a key would have said nothing of it. */
function assertUnconcerned({ parts }: JwkDocument, { profiles = [] }: LintOptions): void {
  const common = { now: exampleNow, profiles: new Set(profiles), blocklist: undefined, syntaxReported: false } as const;
  for (const { keys, kind, slot, exposure } of parts) {
    const context = { ...common, inSet: kind === 'set', slot, exposure, historical: false, snippet: false };
    for (const key of keys) {
      const aspects = aspectsOf(key);
      for (const rule of rules) {
        if (!mayConcern(rule, aspects)) rule.key?.(key, () => assert.fail(`${rule.id} was not asked`), context);
      }
    }
  }
}

/** What a finding says, to compare it with another run's. */
function outline({ rule, start, end, severity, message }: Finding): string {
  return `${start}-${end} ${severity} ${rule.id} ${message}`;
}

function compare(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || severityRank(a.severity) - severityRank(b.severity);
}

function assertInside(text: string, { start, end }: Span, name: string): void {
  assert.ok(0 <= start && start <= end && end <= text.length, `${name} at ${start}-${end} of ${text.length}`);
}

/** Re-reading a long text for each of two hundred fixes would say little and take long. */
const maxReread = 20_000;

function assertFix(text: string, edits: readonly TextEdit[], name: string, sound: boolean, options: LintOptions): void {
  assert.ok(edits.length > 0, `${name} does nothing`);
  const inOrder = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const [i, edit] of inOrder.entries()) {
    assertInside(text, edit, name);
    assert.ok((inOrder[i - 1]?.end ?? 0) <= edit.start, `${name} has overlapping edits`);
  }
  if (text.length > maxReread) return;
  const fixed = applyEdits(text, edits);
  const { errors } = readDocument(fixed, options.path);
  if (sound) assert.deepEqual(errors, [], `${name} breaks the JSON`);
  lintText(fixed, options);
}

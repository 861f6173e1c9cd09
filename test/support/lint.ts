/** Linting as the rule tests want it: example in, findings out. */
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import type { Key } from '../../server/src/core/key/key.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { exampleNow, type Blocklist, type Example } from '../../server/src/core/rules/rule.ts';
import { lint, type Finding } from '../../server/src/core/rules/run.ts';

/** A block list of thumbprints. */
export function blocklistOf(thumbprints: readonly string[] | undefined): Blocklist | undefined {
  if (thumbprints === undefined) return undefined;
  const listed = new Set(thumbprints);
  return { name: 'test list', has: (key: Key) => listed.has(key.canonicalThumbprint ?? '') };
}

/** The name an example has when it states none: sets and single keys are told apart by their content. */
export function pathOf(example: Example): string {
  return example.path ?? (/^\W*"keys"/.test(example.text.replace(/[⟦⟧]/g, '')) ? 'set.json' : 'key.json');
}

export function lintText(text: string, example: Omit<Example, 'text'> & { path: string }): Finding[] {
  const configuration = {
    ...defaultConfiguration,
    profiles: new Set(example.profiles),
    blocklist: blocklistOf(example.blocklist),
  };
  return lint(readDocument(text, example.path), configuration, example.now ?? exampleNow);
}

/** The text after the finding's n-th fix. */
export function applyFix(text: string, finding: Finding, n = 0): string {
  const fix = finding.fixes()[n];
  if (fix === undefined) throw new Error(`${finding.rule.id} offers no fix ${n}`);
  return applyEdits(text, fix.edits);
}

/** Linting as the rule tests want it: example in, findings out. */
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { readDocument, type JwkDocument } from '../../server/src/core/document/document.ts';
import type { Key } from '../../server/src/core/key/key.ts';
import { finish } from '../../server/src/core/math/integers.ts';
import { defaultConfiguration, type LintConfiguration } from '../../server/src/core/rules/configuration.ts';
import { exampleNow, type Blocklist, type Counterpart, type Example } from '../../server/src/core/rules/rule.ts';
import { lint, maxFindings, openQuestions, type Finding } from '../../server/src/core/rules/run.ts';

/** A block list of thumbprints. */
export function blocklistOf(thumbprints: readonly string[] | undefined): Blocklist | undefined {
  if (thumbprints === undefined) return undefined;
  const listed = new Set(thumbprints);
  return { name: 'test list', has: (key: Key) => listed.has(key.canonicalThumbprint ?? '') };
}

/** The name an example has when it states none: sets and single keys are told apart by their content. */
export function pathOf(example: Pick<Example, 'path' | 'text'>): string {
  return example.path ?? (/^\W*"keys"/.test(example.text.replace(/[⟦⟧]/g, '')) ? 'set.json' : 'key.json');
}

/** What an example says of its document besides the text. */
type Circumstances = Pick<Example, 'profiles' | 'blocklist' | 'now' | 'levels' | 'counterpart'> & {
  readonly path: string;
};

/** Answers by question: the same primes are in many documents, and take long to prove. */
const known = new Map<string, unknown>();

/** As `lintFully`, with every question answered once. */
export function lintKnowing(
  document: JwkDocument,
  configuration: LintConfiguration,
  now: number,
  counterparts: readonly Counterpart[] = [],
): Finding[] {
  for (;;) {
    const findings = lint(document, configuration, now, maxFindings, counterparts);
    const open = openQuestions(document);
    if (open.length === 0) return findings;
    for (const { question, answers } of open) {
      const name = [question.kind, ...question.inputs.map(String)].join();
      if (!known.has(name)) known.set(name, finish(question.answer()));
      answers.give(question, known.get(name));
    }
  }
}

export function lintText(text: string, example: Circumstances): Finding[] {
  const configuration = {
    ...defaultConfiguration,
    profiles: new Set(example.profiles),
    rules: example.levels ?? {},
    blocklist: blocklistOf(example.blocklist),
  };
  return lintKnowing(
    readDocument(text, example.path),
    configuration,
    example.now ?? exampleNow,
    counterpartsOf(example),
  );
}

function counterpartsOf({ counterpart, path: ownName }: Circumstances): Counterpart[] {
  if (counterpart === undefined) return [];
  const { side, path, text } = counterpart;
  return [{ side, name: path, ownName, document: readDocument(text, path) }];
}

/** The text after the finding's n-th fix; the other document's, when the fix changes that one. */
export function applyFix(text: string, finding: Finding, n = 0): string {
  const fix = finding.fixes()[n];
  if (fix === undefined) throw new Error(`${finding.rule.id} offers no fix ${n}`);
  return applyEdits(fix.other?.document.text ?? text, fix.edits);
}

/** What is found after the finding's n-th fix, in whichever document it changes. */
export function lintFixed(text: string, example: Circumstances, finding: Finding, n: number): Finding[] {
  const fixed = applyFix(text, finding, n);
  const { counterpart } = example;
  if (counterpart === undefined || finding.fixes()[n]?.other === undefined) return lintText(fixed, example);
  return lintText(text, { ...example, counterpart: { ...counterpart, text: fixed } });
}

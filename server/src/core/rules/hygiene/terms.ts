/** The values from closed vocabularies, for the two rules that correct them. */
import { replaceString } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import type { Term, TermState } from '../../key/term.ts';
import type { Report, Reporter } from '../rule.ts';
import { displayWord } from '../../words.ts';

/** A finding, with its correction, for each value in that state. */
export function correctTerms(key: Key, state: TermState, report: Reporter): void {
  const terms = [key.kty, key.crv, key.alg, key.use, ...key.keyOps];
  for (const term of terms) if (term?.state === state) report(correction(term));
}

function correction({ node, raw, value }: Term): Report {
  return {
    at: node,
    data: { value: displayWord(raw), to: value },
    fixes: () => [{ title: `Replace by "${value}"`, edits: [replaceString(node, value)] }],
  };
}

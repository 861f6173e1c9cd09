/** The public half of one key of a document, as a value. */
import { applyEdits } from '../document/edits.ts';
import { parseJson, type JsonObject } from '../document/json.ts';
import { toValue } from '../document/tree.ts';
import type { Key } from '../key/key.ts';
import { list, quoted } from '../text.ts';
import { displayWord } from '../words.ts';
import { keyLabel } from './documents.ts';
import type { Jwk } from './newKey.ts';
import { warning, type Note } from './operation.ts';
import { isSymmetric, publicHalf } from './publicHalf.ts';

/** The key as it stands, private members and all. */
export function wholeJwk(key: Key): Jwk {
  return toValue(key.object) as Jwk;
}

/**
 * Whether the key holds anything that is not for everybody: private and symmetric members, and what may be one under
 * another name.
 */
export function isForOwner(key: Key): boolean {
  if (isSymmetric(key)) return true;
  const { removed, revealing, unknown } = publicHalf(key);
  return removed.length + revealing.length + unknown.length > 0;
}

/** As {@link publicHalf} leaves it, and what besides private members had to go. */
export function publicJwk(key: Key): { readonly jwk: Jwk; readonly notes: readonly Note[] } {
  const { start, end } = key.object;
  const { edits, revealing, unknown } = publicHalf(key);
  const own = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
  const root = parseJson(applyEdits(key.text.slice(start, end), own)).root as JsonObject;
  const gone = [...revealing, ...unknown];
  const notes = gone.map((name) => quoted(displayWord(name)));
  return {
    jwk: toValue(root) as Jwk,
    notes:
      notes.length === 0
        ? []
        : [warning(`${list(notes)} of ${keyLabel(key)} left out: nobody can tell that it is public`)],
  };
}

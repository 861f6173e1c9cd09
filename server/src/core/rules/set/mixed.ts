/** Sets that hold keys of two kinds. */
import type { Key } from '../../key/key.ts';
import { absencePlace } from '../places.ts';
import type { Reporter } from '../rule.ts';

/**
 * One finding at the first key of the kind there are fewer of; of the more sensitive kind when there are as many.
 * @param isSensitive undefined for a key that is of neither kind
 */
export function reportMinority(
  keys: readonly Key[],
  isSensitive: (key: Key) => boolean | undefined,
  words: { readonly sensitive: string; readonly other: string },
  report: Reporter,
): void {
  let firstSensitive: Key | undefined;
  let firstOther: Key | undefined;
  let balance = 0;
  for (const key of keys) {
    const sensitive = isSensitive(key);
    if (sensitive === undefined) continue;
    if (sensitive) firstSensitive ??= key;
    else firstOther ??= key;
    balance += sensitive ? 1 : -1;
  }
  if (firstSensitive === undefined || firstOther === undefined) return;
  const reported = balance <= 0 ? firstSensitive : firstOther;
  const across = reported === firstSensitive ? firstOther : firstSensitive;
  const word = across === firstOther ? words.other : words.sensitive;
  report({
    at: absencePlace(reported),
    key: reported,
    related: [{ at: absencePlace(across), key: across, message: `keys[${across.index}] is ${word}` }],
  });
}

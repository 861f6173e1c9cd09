/** Sets that hold keys of two kinds. */
import type { Key } from '../../key/key.ts';
import { absencePlace } from '../places.ts';
import type { Reporter } from '../rule.ts';

/**
 * One finding at the first key of the kind there are fewer of; of the more sensitive kind when there are as many.
 * @param keys those that are of one of the two kinds
 */
export function reportMinority(
  keys: readonly Key[],
  isSensitive: (key: Key) => boolean,
  words: { readonly sensitive: string; readonly other: string },
  report: Reporter,
): void {
  const sensitive = keys.filter(isSensitive);
  const others = keys.filter((key) => !isSensitive(key));
  const [firstSensitive] = sensitive;
  const [firstOther] = others;
  if (firstSensitive === undefined || firstOther === undefined) return;
  const reported = sensitive.length <= others.length ? firstSensitive : firstOther;
  const across = reported === firstSensitive ? firstOther : firstSensitive;
  const word = across === firstOther ? words.other : words.sensitive;
  report({
    at: absencePlace(reported),
    key: reported,
    related: [{ at: absencePlace(across), key: across, message: `keys[${across.index}] is ${word}` }],
  });
}

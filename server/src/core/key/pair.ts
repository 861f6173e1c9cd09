/** Whether the two halves of an EC or OKP key belong together. */
import type { Key } from './key.ts';
import { atOnce, type Input } from './questions.ts';

/**
 * Keys of a set that are checked at once. Multiplying a point takes a millisecond, as long as a hundred public keys
 * take: in sets of more private keys than people write by hand the rest is looked into afterwards.
 */
const checkedAtOnce = 12;

/**
 * @param inputs what the answer depends on
 * @returns undefined when it is still to be found out
 */
export function areAPair(key: Key, inputs: readonly Input[], check: () => boolean): boolean | undefined {
  if (key.index < checkedAtOnce) return check();
  return key.ask({ kind: 'pair', inputs: [key.curve?.crv ?? '', ...inputs], answer: () => atOnce(check) });
}

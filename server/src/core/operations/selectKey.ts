/** Which of a document's keys an operation is about. */
import type { Key } from '../key/key.ts';
import { visibleKid } from '../key/secretKid.ts';
import { list, quoted } from '../text.ts';
import { OperationError } from './operation.ts';

/** How a key is named: by its kid, by its place in the set counted from 0, or both; neither where there is one key. */
export interface KeyName {
  readonly key?: string | undefined;
  readonly index?: number | undefined;
}

/**
 * The one key that is meant.
 * @param question what to say where no name is given and there are several, such as "Say which key to sign"
 * @throws OperationError (`usage`) when no key or more than one is meant
 */
export function selectKey(keys: readonly Key[], { key: kid, index }: KeyName, question: string): Key {
  if (index !== undefined) {
    const there = keys.filter((k) => k.index === index);
    const meant = there.filter((k) => kid === undefined || k.kid?.value === kid);
    const [key] = meant;
    if (there.length === 0) throw new OperationError('usage', `The set has no key at ${index}`);
    if (key === undefined) throw new OperationError('usage', `keys[${index}] does not have kid ${quoted(kid ?? '')}`);
    // A document may hold several sets.
    if (meant.length > 1)
      throw new OperationError('usage', `${meant.length} sets have a key at ${index}; name the key by its kid`);
    return key;
  }
  const found = kid === undefined ? keys : keys.filter((key) => key.kid?.value === kid);
  const [key] = found;
  if (key !== undefined && found.length === 1) return key;
  const kids = [...new Set(keys.flatMap((k) => visibleKid(k) ?? []))].map(quoted);
  const there = kids.length === 0 ? 'its keys have no kid; name the key by its index' : `it has ${list(kids)}`;
  if (kid === undefined) {
    throw new OperationError(
      'usage',
      keys.length === 0 ? 'The set has no key yet; generate one' : `${question}: ${there}`,
    );
  }
  if (key !== undefined)
    throw new OperationError('usage', `${found.length} keys have kid ${quoted(kid)}; name the key by its index`);
  throw new OperationError('usage', `The set has no key with kid ${quoted(kid)}; ${there}`);
}

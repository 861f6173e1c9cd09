/** What several rules about use, key_ops and alg share. */
import type { SetPart } from '../../document/document.ts';
import type { Key } from '../../key/key.ts';
import type { Term } from '../../key/term.ts';
import { keyOperations, type KeyOperation } from '../../registry/uses.ts';

/** Whether the set has signing and encryption keys, so that each of them needs "use". */
export function isMixedUse({ keys }: SetPart): boolean {
  return keys.some((key) => key.useClass === 'sig') && keys.some((key) => key.useClass === 'enc');
}

/** The operation an item of key_ops names, when it is a known one. */
export function operationOf(term: Term): KeyOperation | undefined {
  return keyOperations.get(term.value);
}

/** Whether the operation is outside what `use` allows; an unregistered use or operation is not compared. */
export function contradictsUse(key: Key, term: Term): boolean {
  const use = key.use?.value;
  const operation = operationOf(term);
  return operation !== undefined && (use === 'sig' || use === 'enc') && operation.class !== use;
}

/** Whether a key is one whose private half is published. */
import { knownExampleSource, mayBeKnownExample } from '../registry/knownExampleKeys.ts';
import type { Key } from './key.ts';

/** Where the key is published, or undefined when it is not on the list. */
export function publishedAt(key: Key): string | undefined {
  // Most keys are told from all on the list by a look; a hash of each would take as long as its other checks.
  if (key.type?.kty !== 'oct' && !mayBeKnownExample(key.material ?? '')) return undefined;
  const thumbprint = key.canonicalThumbprint;
  return thumbprint === undefined ? undefined : knownExampleSource(thumbprint);
}

/** JWKs wherever they are in a text: as they stand, in strings with escapes, in base64, and in one within the other. */
import { nestedExcerpt, plainExcerpt, type Excerpt } from '../document/excerpt.ts';
import { objectsIn } from './objects.ts';
import { stringsIn } from './strings.ts';
import { isInCompactToken, mayHoldTokens, tokensIn } from './tokens.ts';
import type { Work } from './work.ts';

/** A JWK, or what looks like one by its `kty`. */
export interface FoundKey extends Excerpt {
  /** It stands in a header or payload of a JWS or JWE. */
  readonly inToken: boolean;
}

/** Whether there can be a key in the text at all: two searches of it, so that other files cost no more. */
export function mayHoldKeyAnywhere(text: string): boolean {
  return text.includes('kty') || mayHoldTokens(text);
}

/** A string in a string in a string in base64 is as deep as anybody goes. */
const maxLayers = 4;

/**
 * Finds every object with a `kty` member, each one alone: an object of a set as well as one within another. Takes time
 * linear in the text.
 * @param skip whether what begins at the offset of the text is known already
 * @param work counts what is done
 */
export function findKeys(
  text: string,
  skip: (offset: number) => boolean = () => false,
  work: Work = { characters: 0 },
): FoundKey[] {
  const byStart = new Map<number, FoundKey>();
  // What two layers find, such as base64 within a string, is one key.
  for (const key of search(text, skip, maxLayers, work)) {
    const known = byStart.get(key.start);
    if (known === undefined || known.end < key.end) byStart.set(key.start, key);
  }
  return [...byStart.values()].sort((a, b) => a.start - b.start);
}

const never = (): boolean => false;

function search(text: string, skip: (offset: number) => boolean, layers: number, work: Work): FoundKey[] {
  const found: FoundKey[] = objectsIn(text, skip, work).map((span) => ({
    ...plainExcerpt(text, span),
    inToken: false,
  }));
  if (layers === 0) return found;
  const add = (excerpt: Excerpt, inToken: boolean): void => {
    for (const key of search(excerpt.text, never, layers - 1, work))
      found.push({ ...nestedExcerpt(excerpt, key), inToken: inToken || key.inToken });
  };
  for (const string of stringsIn(text, skip, work)) add(string, false);
  for (const token of tokensIn(text, skip, work)) add(token, isInCompactToken(text, token));
  return found;
}

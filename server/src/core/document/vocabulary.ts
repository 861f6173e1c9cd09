/**
 * The words of key documents. The parser takes these for the texts it finds in a document: what every key says is then
 * one text in memory, which the tables of the registry find without hashing it anew.
 */
import { algorithms } from '../registry/algorithms.ts';
import { curveNames } from '../registry/curves.ts';
import { keyTypeNames } from '../registry/keyTypes.ts';
import { members } from '../registry/members.ts';
import { uses } from '../registry/uses.ts';

const slots = 1024;
/** Longest of the words that are found. */
const maxWord = 12;

/** Told from three characters: a word that has another's slot is read from the text like any other. */
function slotOf(length: number, first: number, middle: number, last: number): number {
  return (length * 67 + first * 5 + middle * 19 + last * 131) & (slots - 1);
}

const words: (string | undefined)[] = new Array<string | undefined>(slots).fill(undefined);
for (const word of [
  'AQAB',
  ...algorithms.keys(),
  ...curveNames,
  ...uses.keys(),
  ...keyTypeNames,
  ...members.keys(),
  'keys',
]) {
  if (word.length <= maxWord) {
    words[
      slotOf(word.length, word.charCodeAt(0), word.charCodeAt(word.length >> 1), word.charCodeAt(word.length - 1))
    ] = word;
  }
}

/** The part of the text, as `slice` gives it. */
export function wordAt(text: string, from: number, to: number): string {
  const length = to - from;
  if (length > maxWord || length === 0) return text.slice(from, to);
  const word =
    words[slotOf(length, text.charCodeAt(from), text.charCodeAt(from + (length >> 1)), text.charCodeAt(to - 1))];
  return word?.length === length && text.startsWith(word, from) ? word : text.slice(from, to);
}

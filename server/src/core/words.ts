/**
 * Values that should be words of a vocabulary, and member names, as messages and reports may show them. A secret
 * pasted in such a place is no word: it is told by its looks, and only its length is shown (rules.md §3.6).
 */
import { display } from './text.ts';

/** A run of this many characters of the base64 alphabets is no word when there is a digit among them. */
const longRun = 32;
/** From so many on letters and digits in disorder are none either. */
const shortRun = 16;
/** How many neighbours are of different kinds: a quarter in "SHA256withRSAandMGF1", half in random characters. */
const disorder = 0.36;

/** Octets one by one: hex digits with colons, a list of numbers. */
const octetList = /(?:\b[0-9a-f]{1,3}(?:[:;-]|,?\s+|,)){7}/i;

function isRun(run: string): boolean {
  return run.length >= longRun && /\d/.test(run);
}

/** Letters and digits that change between the kinds as no word does; a capital before small letters is none of it. */
function isDisordered(run: string): boolean {
  if (run.length < shortRun) return false;
  const kinds = run.replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a').replace(/\d/g, '0');
  let changes = 0;
  for (let i = 1; i < kinds.length; i++) {
    if (kinds[i] !== kinds[i - 1] && kinds.slice(i - 1, i + 1) !== 'Aa') changes++;
  }
  return changes > disorder * (run.length - 1);
}

/** Whether a text that should be a word may be key material instead. */
export function mayBeKeyMaterial(text: string): boolean {
  if (text.length < shortRun) return false;
  if (octetList.test(text) || text.includes('PRIVATE KEY')) return true;
  // In a URI a slash parts words; elsewhere it is a character of base64.
  const runs = /^[a-z][a-z0-9+.-]*:/i.test(text) ? /[A-Za-z0-9_=-]+/g : /[A-Za-z0-9+/_=-]+/g;
  if ((text.match(runs) ?? []).some(isRun)) return true;
  return (text.match(/[A-Za-z0-9]+/g) ?? []).some(isDisordered);
}

/** The word itself, unescaped, or what stands in for a text that may be key material. */
export function visibleWord(text: string): string {
  return mayBeKeyMaterial(text) ? `(${text.length} characters, not shown)` : text;
}

/** The word as {@link display} shows it. */
export function displayWord(text: string): string {
  return display(visibleWord(text));
}

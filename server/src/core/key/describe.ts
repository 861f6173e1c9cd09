/** A key in a few words, for outlines, hovers and reports; never any of its material. */
import { display } from '../text.ts';
import type { Key } from './key.ts';
import { visibleTerm } from './secretKid.ts';
import type { Term } from './term.ts';

/** "RSA 2048", "EC P-256", "oct 256", "AKP ML-DSA-44"; what is known of it. */
export function keyKind(key: Key): string {
  const kty = key.kty === undefined ? 'no kty' : word(key, key.kty);
  switch (key.type?.kty) {
    case 'RSA':
    case 'oct':
      return key.bits === undefined ? kty : `${kty} ${key.bits}`;
    case 'EC':
    case 'OKP':
      return key.crv === undefined ? kty : `${kty} ${word(key, key.crv)}`;
    case 'AKP':
      return key.alg === undefined ? kty : `${kty} ${word(key, key.alg)}`;
    default:
      return kty;
  }
}

/** One line: kind, use, alg, and whether it holds private material. */
export function describeKey(key: Key): string {
  const words = [keyKind(key)];
  if (key.use !== undefined) words.push(word(key, key.use));
  if (key.alg !== undefined && key.type?.kty !== 'AKP') words.push(word(key, key.alg));
  if (key.isPrivate) words.push(key.type?.kty === 'oct' ? 'secret' : 'private');
  return words.join(' · ');
}

function word(key: Key, term: Term): string {
  return display(visibleTerm(key, term));
}

/** A key in a few words, for outlines, hovers and reports; never any of its material. */
import { displayWord } from '../words.ts';
import type { Key } from './key.ts';

/** "RSA 2048", "EC P-256", "oct 256", "AKP ML-DSA-44"; what is known of it. */
export function keyKind(key: Key): string {
  const kty = displayWord(key.kty?.raw ?? 'no kty');
  switch (key.type?.kty) {
    case 'RSA':
    case 'oct':
      return key.bits === undefined ? kty : `${kty} ${key.bits}`;
    case 'EC':
    case 'OKP':
      return key.crv === undefined ? kty : `${kty} ${displayWord(key.crv.raw)}`;
    case 'AKP':
      return key.alg === undefined ? kty : `${kty} ${displayWord(key.alg.raw)}`;
    default:
      return kty;
  }
}

/** One line: kind, use, alg, and whether it holds private material. */
export function describeKey(key: Key): string {
  const words = [keyKind(key)];
  if (key.use !== undefined) words.push(displayWord(key.use.raw));
  if (key.alg !== undefined && key.type?.kty !== 'AKP') words.push(displayWord(key.alg.raw));
  if (key.isPrivate) words.push(key.type?.kty === 'oct' ? 'secret' : 'private');
  return words.join(' · ');
}

import type { Rule } from '../rule.ts';
import { octContainsEncodedKey } from './oct-contains-encoded-key.ts';
import { octEmpty } from './oct-empty.ts';
import { octKeyTooShort } from './oct-key-too-short.ts';
import { octKeyWrongLength } from './oct-key-wrong-length.ts';
import { octLowEntropy } from './oct-low-entropy.ts';

export const octRules: readonly Rule[] = [
  octEmpty,
  octKeyTooShort,
  octKeyWrongLength,
  octLowEntropy,
  octContainsEncodedKey,
];

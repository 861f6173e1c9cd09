import type { Rule } from '../rule.ts';
import { okpPrivateKeyMismatch } from './okp-private-key-mismatch.ts';
import { okpPublicKeyInvalid } from './okp-public-key-invalid.ts';
import { okpValueLength } from './okp-value-length.ts';

export const okpRules: readonly Rule[] = [okpValueLength, okpPrivateKeyMismatch, okpPublicKeyInvalid];

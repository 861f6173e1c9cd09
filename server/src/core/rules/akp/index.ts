import type { Rule } from '../rule.ts';
import { akpLegacyMembers } from './akp-legacy-members.ts';
import { akpPrivateKeyMismatch } from './akp-private-key-mismatch.ts';
import { akpValueLength } from './akp-value-length.ts';

export const akpRules: readonly Rule[] = [akpValueLength, akpPrivateKeyMismatch, akpLegacyMembers];

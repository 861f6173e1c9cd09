import type { Rule } from '../rule.ts';

export const rsaRules: readonly Rule[] = [];

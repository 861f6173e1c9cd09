import type { Rule } from '../rule.ts';

export const okpRules: readonly Rule[] = [];

import type { Rule } from '../rule.ts';

export const akpRules: readonly Rule[] = [];

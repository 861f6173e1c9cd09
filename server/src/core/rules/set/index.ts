import type { Rule } from '../rule.ts';

export const setRules: readonly Rule[] = [];

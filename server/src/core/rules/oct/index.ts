import type { Rule } from '../rule.ts';

export const octRules: readonly Rule[] = [];

import type { Rule } from '../rule.ts';

export const ecRules: readonly Rule[] = [];

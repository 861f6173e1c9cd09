import type { Rule } from '../rule.ts';

export const certificatesRules: readonly Rule[] = [];

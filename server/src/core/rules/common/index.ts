import type { Rule } from '../rule.ts';

export const commonRules: readonly Rule[] = [];

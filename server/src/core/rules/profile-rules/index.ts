import type { Rule } from '../rule.ts';

export const profilesRules: readonly Rule[] = [];

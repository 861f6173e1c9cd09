import type { Rule } from '../rule.ts';
import { foreignMember } from './foreign-member.ts';
import { memberNameCase } from './member-name-case.ts';
import { memberNameSimilar } from './member-name-similar.ts';
import { valueAlias } from './value-alias.ts';
import { valueWrongCase } from './value-wrong-case.ts';

export const hygieneRules: readonly Rule[] = [
  memberNameCase,
  memberNameSimilar,
  valueWrongCase,
  valueAlias,
  foreignMember,
];

import type { Rule } from '../rule.ts';
import { duplicateMember } from './duplicate-member.ts';
import { jsonByteOrderMark } from './json-byte-order-mark.ts';
import { jsonSyntax } from './json-syntax.ts';
import { memberEmpty } from './member-empty.ts';
import { memberType } from './member-type.ts';

export const structureRules: readonly Rule[] = [
  jsonSyntax,
  jsonByteOrderMark,
  duplicateMember,
  memberType,
  memberEmpty,
];

import type { Rule } from '../rule.ts';
import { jsonSyntax } from './json-syntax.ts';

export const structureRules: readonly Rule[] = [jsonSyntax];

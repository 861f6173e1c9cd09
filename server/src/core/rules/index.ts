/** THE table: every rule, by group, in the order of the catalogue. A new rule is one file and one line in its group's index. */
import { akpRules } from './akp/index.ts';
import { certificatesRules } from './certificates/index.ts';
import { commonRules } from './common/index.ts';
import { ecRules } from './ec/index.ts';
import { encodingRules } from './encoding/index.ts';
import { hygieneRules } from './hygiene/index.ts';
import { metadataRules } from './metadata/index.ts';
import { octRules } from './oct/index.ts';
import { okpRules } from './okp/index.ts';
import { profilesRules } from './profile-rules/index.ts';
import type { Rule } from './rule.ts';
import { rsaRules } from './rsa/index.ts';
import { securityRules } from './security/index.ts';
import { setRules } from './set/index.ts';
import { structureRules } from './structure/index.ts';

export const rules: readonly Rule[] = [
  ...structureRules,
  ...setRules,
  ...commonRules,
  ...encodingRules,
  ...rsaRules,
  ...ecRules,
  ...okpRules,
  ...octRules,
  ...akpRules,
  ...certificatesRules,
  ...hygieneRules,
  ...securityRules,
  ...metadataRules,
  ...profilesRules,
];

export const rulesById: ReadonlyMap<string, Rule> = new Map(rules.map((rule) => [rule.id, rule]));

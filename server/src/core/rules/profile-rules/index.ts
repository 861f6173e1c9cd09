import type { Rule } from '../rule.ts';
import { profileAlgNotPermitted } from './profile-alg-not-permitted.ts';
import { profileKeyConstraint } from './profile-key-constraint.ts';

export const profilesRules: readonly Rule[] = [profileAlgNotPermitted, profileKeyConstraint];

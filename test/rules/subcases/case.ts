/** A sub-case the text of a rule names (rules.md §4, §5.6), with everything that is expected of it. */
import type { Example, Severity } from '../../../server/src/core/rules/rule.ts';

export interface SubCase extends Omit<Example, 'fixed' | 'severity'> {
  readonly title: string;
  /** Of each finding; the rule's own when left out. */
  readonly severity?: Severity;
  /** The whole text of the first finding. */
  readonly message?: string;
  /** The text after each fix of the first finding, in the order they are offered. */
  readonly fixed?: readonly string[];
  /** What stands at the other places the first finding names. */
  readonly related?: readonly string[];
}

/** By rule. A case without marks expects silence. */
export type SubCases = Readonly<Record<string, readonly SubCase[]>>;

/** A JWK Set of those keys, given as their members. */
export function setOf(...keys: readonly string[]): string {
  return `{"keys":[${keys.map((key) => `{${key}}`).join(',')}]}`;
}

/** The members with another value for one of them, a finding's marks around it. */
export function withValue(members: string, name: string, value: string): string {
  const token = new RegExp(`"${name}":"[^"]*"`);
  if (!token.test(members)) throw new Error(`no "${name}" in ${members}`);
  return members.replace(token, () => `"${name}":${value}`);
}

/** Which rules apply to a document and how loud; one frozen value per document. */
import type { Blocklist, Level } from './rule.ts';
import type { Profile } from './profiles.ts';

export interface LintConfiguration {
  readonly profiles: ReadonlySet<Profile>;
  /** Levels set by rule id; they beat every profile and sub-case. */
  readonly rules: Readonly<Partial<Record<string, Level>>>;
  /** Whether leak rules become information in test and example directories. */
  readonly attenuateTests: boolean;
  readonly blocklist: Blocklist | undefined;
  /** Whether the editor reports the document's JSON syntax itself. */
  readonly syntaxReported?: boolean;
}

export const defaultConfiguration: LintConfiguration = {
  profiles: new Set(),
  rules: {},
  attenuateTests: true,
  blocklist: undefined,
};

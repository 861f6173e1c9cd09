/** What a rule is. One file a rule; the table of all of them is index.ts. */
import type { Exposure } from '../document/exposure.ts';
import type { DocumentPart, JwkDocument, SetPart } from '../document/document.ts';
import type { Span } from '../document/tree.ts';
import type { TextEdit } from '../document/edits.ts';
import type { Aspect } from '../key/aspects.ts';
import type { Key } from '../key/key.ts';
import type { Profile } from './profiles.ts';

export type Severity = 'error' | 'warning' | 'information' | 'hint';
/** A severity, or not reported at all. */
export type Level = Severity | 'off';

const severityOrder: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** 0 for error to 3 for hint: smaller is more severe. */
export function severityRank(severity: Severity): number {
  return severityOrder.indexOf(severity);
}

/** The catalogue's groups (docs/rules/README.md). */
export type Group =
  | 'structure'
  | 'set'
  | 'common'
  | 'encoding'
  | 'rsa'
  | 'ec'
  | 'okp'
  | 'oct'
  | 'akp'
  | 'certificates'
  | 'hygiene'
  | 'security'
  | 'metadata'
  | 'profiles';

/** A document that shows the rule; `path` matters where role or exposure depend on it. */
export interface Example {
  readonly title?: string;
  /** The document's text. In a bad example `⟦…⟧` encloses each stretch this rule reports, and nothing else. */
  readonly text: string;
  /** Name the document is taken to have; "key.jwk" or "jwks.json" by content when left out. */
  readonly path?: string;
  readonly profiles?: readonly Profile[];
  /** Thumbprints the document is checked against as a block list. */
  readonly blocklist?: readonly string[];
  /** Levels set as a user would, by rule id. */
  readonly levels?: Readonly<Partial<Record<string, Level>>>;
  /** Clock, seconds since 1970; {@link exampleNow} when left out. */
  readonly now?: number;
  /** Severity the findings have, when not the rule's own. */
  readonly severity?: Severity;
  /** Bad examples: the text after the rule's first fix, when it has one to show; the other's, where that is mended. */
  readonly fixed?: string;
  /** The other document of the pair the example is one of. */
  readonly counterpart?: { readonly side: PairSide; readonly path: string; readonly text: string };
}

/** 2026-11-20T00:00:00Z, the clock of examples and fixtures that name none. */
export const exampleNow = 1_795_132_800;

export interface Spec {
  /** As cited: "RFC 7518 §6.3.1.1". */
  readonly title: string;
  readonly url: string;
}

export interface Rule {
  /** Kebab-case statement of the fault; never renamed. */
  readonly id: string;
  readonly group: Group;
  /** Severity of the main case; "off" when only profiles or sub-cases report it. */
  readonly severity: Level;
  /** Severity under each profile that changes it. */
  readonly profiles?: Readonly<Partial<Record<Profile, Level>>>;
  /** What is wrong, in one line without placeholders. */
  readonly summary: string;
  /** The finding's text; `{name}` is filled in from the report's data. */
  readonly message: string;
  /** Why it matters: who breaks, and how. Markdown. */
  readonly why: string;
  /** What is right in spite of the rule, and what the rule takes care not to report; for the documentation. Markdown. */
  readonly whenFine?: string;
  /** What the fixes do, for the documentation; absent when the rule has none. */
  readonly fix?: string;
  readonly specs: readonly Spec[];
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
  /** The fix keeps the same key and needs no thought: part of `source.fixAll.jwk` (rules.md §3.5). */
  readonly fixAll?: true;
  /** Reports that something is absent, which a text with syntax errors cannot prove (rules.md §3.3, 1). */
  readonly absence?: true;
  /** Becomes information in test and example directories (rules.md §3.4). */
  readonly expectedInTests?: true;
  /** The fix changes how the key is spelt, hence its thumbprint: a kid made from it is offered an update. */
  readonly changesThumbprint?: true;

  /** How loud it can be by itself, where that is louder than {@link severity}. */
  readonly loudest?: Severity;
  /** It has nothing to say as long as no profile is chosen. */
  readonly needsProfile?: true;

  /** What a key has at least one of when `key` has something to say of it: it is asked of no other. */
  readonly about?: readonly Aspect[];
  /**
   * Checks one key. Depends on the key's own text and the context alone, so that the outcome can be kept for as long
   * as both stay the same.
   */
  readonly key?: (key: Key, report: Reporter, context: KeyContext) => void;
  /** Checks the keys of a set against each other; linear in their number. */
  readonly set?: (set: SetPart, report: Reporter, context: DocumentContext) => void;
  /** Checks the document around the keys. */
  readonly document?: (document: JwkDocument, report: Reporter, context: WholeContext) => void;
}

/**
 * Takes what a rule has found. Called, not yielded to: sixty generators a key would cost more than the checks.
 * @returns whether more of what the rule has to say can be shown, as long as it reports in the order of the text: it need
 * not go on otherwise
 */
export type Reporter = (finding: Report) => boolean;

/** What a rule has found. */
export interface Report {
  /** What is marked in the editor. */
  readonly at: Span;
  /** Fills the message's placeholders. Never private or symmetric material, nor a part or hash of it. */
  readonly data?: Readonly<Record<string, string | number>>;
  /** Severity of this sub-case, when not the rule's. */
  readonly severity?: Severity;
  /** Other places, in the offsets of `key`'s text; of the report's own key when left out. */
  readonly related?: readonly {
    readonly at: Span;
    readonly message: string;
    readonly key?: Key;
    /** The document the place is in, when it is the other one of a pair. */
    readonly other?: Counterpart;
  }[];
  /**
   * The key a set or document rule reports on; a key rule's own key otherwise. Places and edits count in the offsets of
   * its text, and in those of the document where there is no key.
   */
  readonly key?: Key;
  /** The part whose text the places and edits of a document rule count in, when it is not the document's. */
  readonly part?: DocumentPart;
  readonly tags?: readonly ('unnecessary' | 'deprecated')[];
  /** Says that something is absent, as {@link Rule.absence}, where other reports of the rule do not. */
  readonly absence?: true;
  /** Called only when somebody asks what can be done. */
  readonly fixes?: () => readonly Fix[];
}

export interface Fix {
  /** What it does, as an imperative: "Remove the padding". */
  readonly title: string;
  /** The obvious choice; true unless said otherwise. */
  readonly preferred?: boolean;
  /** Edits in the offsets of the key's text; "remove-key" takes the whole key out of its set. */
  readonly edits: readonly TextEdit[] | 'remove-key';
  /** The key whose text the edits count in, when it is not the one reported on. */
  readonly key?: Key;
  /** The edits count in the text of a whole document: this one's, or that of the other of a pair. */
  readonly whole?: 'document' | Counterpart;
}

/** What a check may know besides the texts. Everything here is a parameter: rules have no clock of their own. */
export interface DocumentContext {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly now: number;
  readonly profiles: ReadonlySet<Profile>;
  /** The list of compromised keys, when one is configured. */
  readonly blocklist: Blocklist | undefined;
  /** Whether somebody else reports the document's own syntax errors; what is inside its strings is ours all the same. */
  readonly syntaxReported: boolean;
}

export type PairSide = 'private' | 'public';

/** The other document of a linked pair of a private set and its public one (docs/pairs.md). */
export interface Counterpart {
  /** What the other document is; the one at hand is the opposite. */
  readonly side: PairSide;
  /** What messages call the other document, and the one at hand. */
  readonly name: string;
  readonly ownName: string;
  /** As it is now: it must not be used after its text has changed. */
  readonly document: JwkDocument;
}

/** What a check of the whole document may know. */
export interface WholeContext extends DocumentContext {
  /** Documents this one is linked with, as far as they could be read. */
  readonly counterparts: readonly Counterpart[];
}

export interface Blocklist {
  readonly name: string;
  /** Whether the list names the key. */
  readonly has: (key: Key) => boolean;
}

export interface KeyContext extends DocumentContext {
  /** Whether the key is an element of a JWK Set. */
  readonly inSet: boolean;
  /** The member the key or its set is the value of, when it is not the document itself. */
  readonly slot: string | undefined;
  readonly exposure: Exposure;
  /** In a payload of historical keys, where expired and revoked keys belong. */
  readonly historical: boolean;
  /** In a snippet of a document, where values are cut short and one finding says so. */
  readonly snippet: boolean;
}

/** Identity, for its types: a rule that lacks something does not compile. */
export function defineRule(rule: Rule): Rule {
  return rule;
}

/** Links to the sections a rule cites: rfc(7517, '4.5'). */
export function rfc(number: number, section?: string): Spec {
  return section === undefined
    ? { title: `RFC ${number}`, url: `https://www.rfc-editor.org/rfc/rfc${number}` }
    : { title: `RFC ${number} §${section}`, url: `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}` };
}

export function spec(title: string, url: string): Spec {
  return { title, url };
}

export type { DocumentPart };

/**
 * The leak scan of one text: private and symmetric keys and known published keys that stand outside of JWK documents.
 * The rules are those of documents; here is decided which of them speak, and how loud.
 */
import { makeFamily, readDocument, type JwkDocument, type ReadOptions } from '../document/document.ts';
import { outerSpan } from '../document/excerpt.ts';
import { documentPath, isPrivateName, isPublicDirectory, isTestPath, type DocumentPath } from '../document/names.ts';
import { lastStartingBefore, type Span } from '../document/tree.ts';
import type { Key } from '../key/key.ts';
import { publishedAt } from '../key/knownExample.ts';
import { oncePer } from '../maps.ts';
import { memberBits } from '../registry/members.ts';
import type { LintConfiguration } from '../rules/configuration.ts';
import { rules } from '../rules/index.ts';
import type { Level } from '../rules/rule.ts';
import { lint, maxFindings, type Finding, type ShownFinding } from '../rules/run.ts';
import { findKeys, mayHoldKeyAnywhere, type FoundKey } from './find.ts';
import { holdsMaterial } from './material.ts';

type Levels = Readonly<Partial<Record<string, Level>>>;

type Condition = (key: Key, found: FoundKey) => boolean;

/** The rules of the scan, and what they need to be true of the key besides. */
const leakRules: ReadonlyMap<string, Condition> = new Map<string, Condition>([
  ['private-key-in-public-document', holdsMaterial],
  ['private-key-plaintext', holdsMaterial],
  ['symmetric-key-in-public-document', holdsMaterial],
  ['symmetric-key-plaintext', holdsMaterial],
  ['x5c-contains-private-key', () => true],
  // A token's header shows the key it was signed with: a published one is used there, but not kept.
  ['known-example-key', (key, found) => !found.inToken || holdsMaterial(key)],
  ['compromised-key', () => true],
]);

/** Rules that are quiet in JWK documents, because keys belong there; anywhere else they state a leak. */
const quietInDocuments = ['private-key-plaintext', 'symmetric-key-plaintext'] as const;

const silenced: Levels = Object.fromEntries(rules.filter(({ id }) => !leakRules.has(id)).map(({ id }) => [id, 'off']));

/** A finding in the offsets of the outer text. */
export interface Leak {
  readonly finding: ShownFinding;
  readonly key: Key;
  /** JSON text the key was read from, and where it stands. */
  readonly found: FoundKey;
  /** The key's JSON as a document, which `key` is part of. */
  readonly document: JwkDocument;
  /** The finding's place within that document. */
  readonly inner: Span;
}

export interface ScanOptions {
  readonly read: ReadOptions;
  readonly lint: LintConfiguration;
}

/**
 * Finds the leaks of a text of any kind.
 * @param document the same text read as a document: what it holds as such is not reported again
 * @param pathOrUri where the text is: public directories, directories of secrets and of tests have severities of their own
 * @param now seconds since 1970-01-01T00:00:00Z
 * @param max as many as are found, the first ones
 */
export function findLeaks(
  document: JwkDocument,
  pathOrUri: string,
  options: ScanOptions,
  now: number,
  max = maxFindings,
): Leak[] {
  // Who says that a file holds no keys is believed.
  if (options.read.role === 'other' || document.tooLong || isPlain(document)) return [];
  const path = documentPath(pathOrUri);
  const isPublic = options.read.exposure === undefined ? isPublicDirectory(path) : options.read.exposure === 'public';
  const configuration: LintConfiguration = {
    ...options.lint,
    rules: { ...levelsFor(path, options.lint), ...options.lint.rules, ...silenced },
  };
  const isLinted = isWithin(keysOf(document));
  // In a string that holds a set the search goes through the whole string for what is not linted.
  const unknown = findKeys(document.text, isLinted).filter(({ start }) => !isLinted(start));
  const read = unknown.map((found) => ({
    found,
    document: readDocument(found.text, pathOrUri, { role: 'jwk', exposure: isPublic ? 'public' : 'private' }),
  }));
  // A key ID may give away the secret of any key of the text.
  makeFamily(read.flatMap((r) => r.document.parts));
  const leaks: Leak[] = [];
  for (const { found, document: own } of read) {
    leaks.push(...leaksOf(found, own, configuration, now));
    if (leaks.length >= max) break;
  }
  return leaks.slice(0, max);
}

/** White space and the punctuation of a set before, between and after keys. */
const plainStart = /^\uFEFF?\s*(?:\{\s*"keys"\s*:\s*)?\[?\s*$/;
const plainMiddle = /^\s*,\s*$/;
const plainEnd = /^\s*\]?\s*\}?\s*$/;

/** Whether the text is nothing but a JWK or JWK Set: nothing is left to search, and most documents are so. */
function isPlain({ text, parts }: JwkDocument): boolean {
  const [part] = parts;
  if (part === undefined || parts.length > 1 || part.excerpt !== undefined || part.slot !== undefined) return false;
  let at = 0;
  for (const key of part.keys) {
    const { start, end } = key;
    if (foreignSpans(key).length > 0) return false;
    if (!(at === 0 ? plainStart : plainMiddle).test(text.slice(at, start))) return false;
    at = end;
  }
  return at > 0 && plainEnd.test(text.slice(at));
}

function leaksOf(found: FoundKey, document: JwkDocument, configuration: LintConfiguration, now: number): Leak[] {
  if (!document.parts.some((part) => part.keys.some((key) => mayLeak(key, configuration)))) return [];
  return lint(document, configuration, now).flatMap((finding): Leak[] => {
    const { key } = finding;
    if (key === undefined || leakRules.get(finding.rule.id)?.(key, found) !== true) return [];
    const inner = { start: finding.start, end: finding.end };
    const { rule, severity, tags } = finding;
    const shown = { ...outerSpan(found, inner), rule, severity, message: messageOf(finding, found), key, tags };
    return [{ finding: { ...shown, related: [], fixes: () => [] }, key, found, document, inner }];
  });
}

/** Whether a rule can have anything to say of the key; most of what merely has a `kty` is done with here. */
function mayLeak(key: Key, { blocklist }: LintConfiguration): boolean {
  if (holdsMaterial(key) || key.has('x5c') || blocklist?.has(key) === true) return true;
  return publishedAt(key) !== undefined;
}

/** Base64 hides from people that a key is there. */
function messageOf({ message }: Finding, { encoding }: FoundKey): string {
  return encoding === 'base64' || encoding === 'base64url' ? `${message} (written in ${encoding})` : message;
}

/**
 * The levels of the rules that are quiet in documents: information in directories of tests and examples, a warning
 * where the name says that secrets are kept there, an error anywhere else.
 */
function levelsFor(path: DocumentPath, { attenuateTests }: LintConfiguration): Levels {
  const level = attenuateTests && isTestPath(path) ? 'information' : isPrivateName(path) ? 'warning' : 'error';
  return Object.fromEntries(quietInDocuments.map((id) => [id, level]));
}

/**
 * The configuration for JWK documents of a directory that is scanned for leaks: symmetric keys are reported there too,
 * as a hint, like private ones.
 */
export const withLeakRules = oncePer((configuration: LintConfiguration): LintConfiguration => {
  return { ...configuration, rules: { 'symmetric-key-plaintext': 'hint', ...configuration.rules } };
});

/** What the leak rules say of a JWK document's own keys. */
export interface DocumentLeaks {
  /** What linting the document says too. */
  readonly linted: readonly Finding[];
  /** What only the scan says. */
  readonly further: readonly Finding[];
}

/** The leak rules on a JWK document's own keys. */
export function leaksOfDocument(document: JwkDocument, configuration: LintConfiguration, now: number): DocumentLeaks {
  const run = (of: LintConfiguration): Finding[] => lint(document, { ...of, rules: { ...of.rules, ...silenced } }, now);
  const linted = run(configuration);
  const rulesOf = new Set(linted.map(({ rule }) => rule));
  return { linted, further: run(withLeakRules(configuration)).filter(({ rule }) => !rulesOf.has(rule)) };
}

/** Where the keys stand that are linted as parts of the document, without what is in them and is not. */
function keysOf(document: JwkDocument): readonly Span[] {
  return document.parts.flatMap((part) => part.keys.flatMap(lintedSpans)).sort((a, b) => a.start - b.start);
}

function lintedSpans(key: Key): Span[] {
  const spans: Span[] = [];
  let { start } = key;
  for (const foreign of foreignSpans(key)) {
    spans.push({ start, end: foreign.start });
    start = foreign.end;
  }
  return [...spans, { start, end: key.end }];
}

/** The values of members that say nothing of the key (RFC 7517 §4): other keys can be in them. */
function foreignSpans(key: Key): Span[] {
  if (!key.hasOtherNames) return [];
  return key.object.members.flatMap(({ name, value }) => {
    const holds = value?.type === 'object' || value?.type === 'array' || value?.type === 'string';
    if (!holds || memberBits.has(name.value)) return [];
    return mayHoldKeyAnywhere(key.text.slice(value.start, value.end)) ? [key.placed(value)] : [];
  });
}

function isWithin(spans: readonly Span[]): (offset: number) => boolean {
  return (offset) => offset < (lastStartingBefore(spans, offset, ({ start }) => start)?.end ?? 0);
}

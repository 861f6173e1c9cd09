/**
 * The engine: runs the table over a document and gives findings with absolute offsets.
 *
 * Keys are checked one by one, and what is found is kept relative to the key's start: a key that only moved need not
 * be checked again.
 */
import { isTestPath } from '../document/names.ts';
import type { DocumentPart, JwkDocument } from '../document/document.ts';
import { keysArray } from '../document/document.ts';
import { applyEdits, removeItems, replaceString, type TextEdit } from '../document/edits.ts';
import { parseJson } from '../document/json.ts';
import type { Span } from '../document/tree.ts';
import { Key } from '../key/key.ts';
import type { LintConfiguration } from './configuration.ts';
import { rules as table } from './index.ts';
import type { DocumentContext, Fix, Group, KeyContext, Level, Report, Rule, Severity } from './rule.ts';
import { fill } from '../text.ts';

export interface Finding extends Span {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly message: string;
  readonly related: readonly (Span & { readonly message: string })[];
  readonly tags: readonly ('unnecessary' | 'deprecated')[];
  readonly key: Key | undefined;
  readonly part: DocumentPart | undefined;
  /** What can be done about it, as edits of the document's text; computed at each call. */
  readonly fixes: () => readonly ResolvedFix[];
}

export interface ResolvedFix {
  readonly title: string;
  readonly preferred: boolean;
  readonly edits: readonly TextEdit[];
}

/** At most so many findings a document; errors are kept first (rules.md §3.3). */
export const maxFindings = 200;

const severityOrder: readonly Severity[] = ['error', 'warning', 'information', 'hint'];

/** 0 for error to 3 for hint: smaller is more severe. */
export function severityRank(severity: Severity): number {
  return severityOrder.indexOf(severity);
}

/**
 * Everything wrong with the document, in the order of its text.
 * @param now seconds since 1970-01-01T00:00:00Z
 * @param max findings beyond these are left out, the least severe first
 */
export function lint(
  document: JwkDocument,
  configuration: LintConfiguration,
  now: number,
  max = maxFindings,
): Finding[] {
  const steps = lintSteps(document, configuration, now, max);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** As {@link lint}, a key at a time: whoever runs it can let others have a turn, or stop. */
export function* lintSteps(
  document: JwkDocument,
  configuration: LintConfiguration,
  now: number,
  max = maxFindings,
): Generator<undefined, Finding[]> {
  if (document.role === 'other') return [];
  const active = activeRules(document, configuration);
  const context: DocumentContext = { now, profiles: configuration.profiles, blocklist: configuration.blocklist };
  let findings: Finding[] = [];
  const add = (rule: Rule, report: Report, part: DocumentPart | undefined, key: Key | undefined): void => {
    const severity = active.level(rule, report);
    if (severity === 'off') return;
    findings.push(toFinding(rule, severity, report, part, report.key ?? key));
    // A document of nothing but faults would otherwise hold far more than anybody is shown.
    if (findings.length >= 50 * max) findings = limit(findings, max);
  };
  for (const rule of active.document)
    for (const r of rule.document(document, context)) add(rule, r, undefined, undefined);
  for (const part of document.parts) {
    if (part.kind === 'set')
      for (const rule of active.set) for (const r of rule.set(part, context)) add(rule, r, part, undefined);
    const keyContext = contextOf(part, context);
    for (const key of part.keys) {
      for (const rule of active.keyRules(key)) for (const r of rule.key(key, keyContext)) add(rule, r, part, key);
      yield;
    }
  }
  return limit(findings, max);
}

function contextOf(part: DocumentPart, context: DocumentContext): KeyContext {
  return {
    ...context,
    inSet: part.kind === 'set',
    slot: part.slot,
    exposure: part.exposure,
    historical: part.kind === 'set' && part.historical,
  };
}

type With<K extends 'key' | 'set' | 'document'> = Rule & Required<Pick<Rule, K>>;

interface ActiveRules {
  /** The rules that can have something to say of the key. */
  readonly keyRules: (key: Key) => readonly With<'key'>[];
  readonly set: readonly With<'set'>[];
  readonly document: readonly With<'document'>[];
  readonly level: (rule: Rule, report: Report) => Level;
}

function activeRules(document: JwkDocument, configuration: LintConfiguration): ActiveRules {
  const broken = document.errors.length > 0;
  const attenuate = configuration.attenuateTests && isTestPath(document.path);
  const active = table.filter((rule) => configuration.rules[rule.id] !== 'off' && !(broken && rule.absence === true));
  return {
    keyRules: byConcern(active.filter((rule): rule is With<'key'> => rule.key !== undefined)),
    set: active.filter((rule): rule is With<'set'> => rule.set !== undefined),
    document: active.filter((rule): rule is With<'document'> => rule.document !== undefined),
    level: (rule, report) => levelOf(rule, report.severity, configuration, attenuate),
  };
}

/** Groups whose rules speak of some keys only: half of all rules need not be asked about any one key. */
const concerns: Readonly<Partial<Record<Group, (key: Key) => boolean>>> = {
  rsa: (key) => key.type?.kty === 'RSA',
  ec: (key) => key.type?.kty === 'EC' || key.type?.kty === 'OKP',
  okp: (key) => key.type?.kty === 'OKP',
  oct: (key) => key.type?.kty === 'oct',
  akp: (key) => key.type?.kty === 'AKP',
  certificates: hasCertificate,
};

function hasCertificate(key: Key): boolean {
  return key.has('x5c') || key.has('x5t') || key.has('x5t#S256');
}

/** Sorts the rules once for each sort of key a document has. */
function byConcern(rules: readonly With<'key'>[]): (key: Key) => readonly With<'key'>[] {
  const lists = new Map<string, readonly With<'key'>[]>();
  return (key) => {
    const sort = `${key.type?.kty ?? ''} ${hasCertificate(key)}`;
    let list = lists.get(sort);
    if (list === undefined) {
      list = rules.filter((rule) => concerns[rule.group]?.(key) ?? true);
      lists.set(sort, list);
    }
    return list;
  };
}

/** The severity a report has: set by the user, else the loudest of its sub-case and the active profiles. */
export function levelOf(
  rule: Rule,
  subCase: Severity | undefined,
  configuration: LintConfiguration,
  attenuate: boolean,
): Level {
  const chosen = configuration.rules[rule.id];
  if (chosen !== undefined) return chosen;
  const overlays = [...configuration.profiles].flatMap((profile) => rule.profiles?.[profile] ?? []);
  if (overlays.includes('off')) return 'off';
  const levels = [subCase ?? rule.severity, ...overlays].filter((level): level is Severity => level !== 'off');
  const loudest = levels.sort((a, b) => severityRank(a) - severityRank(b))[0] ?? 'off';
  return attenuate && rule.expectedInTests === true && loudest !== 'off' ? 'information' : loudest;
}

function toFinding(
  rule: Rule,
  severity: Severity,
  report: Report,
  part: DocumentPart | undefined,
  key: Key | undefined,
): Finding {
  return {
    rule,
    severity,
    start: report.at.start,
    end: report.at.end,
    message: fill(rule.message, report.data),
    related: (report.related ?? []).map(({ at, message }) => ({ start: at.start, end: at.end, message })),
    tags: report.tags ?? [],
    key,
    part,
    fixes: () => resolveFixes(rule, report, part, key),
  };
}

function limit(findings: Finding[], max: number): Finding[] {
  const byPlace = (a: Finding, b: Finding): number =>
    a.start - b.start || a.end - b.end || severityRank(a.severity) - severityRank(b.severity);
  if (findings.length > max) {
    findings.sort((a, b) => severityRank(a.severity) - severityRank(b.severity) || byPlace(a, b));
    findings.length = max;
  }
  return findings.sort(byPlace);
}

function resolveFixes(rule: Rule, report: Report, part: DocumentPart | undefined, key: Key | undefined): ResolvedFix[] {
  return (report.fixes?.() ?? []).flatMap((fix): ResolvedFix[] => {
    const edits = fixEdits(fix, part, key);
    if (edits === undefined) return [];
    const resolved = { title: fix.title, preferred: fix.preferred ?? true, edits };
    const withKid = rule.changesThumbprint === true && key !== undefined ? updateKid(key, resolved) : undefined;
    return withKid === undefined ? [resolved] : [resolved, withKid];
  });
}

function fixEdits(fix: Fix, part: DocumentPart | undefined, key: Key | undefined): readonly TextEdit[] | undefined {
  if (fix.edits !== 'remove-key') return fix.edits;
  const array = part?.kind === 'set' ? keysArray(part) : undefined;
  return array === undefined || key === undefined ? undefined : removeItems(array, [key.object]);
}

/**
 * The same fix, and the kid brought in step: offered where the kid was the thumbprint of the text before the fix.
 * Never the preferred one, because tokens in circulation name the old kid.
 */
function updateKid(key: Key, fix: ResolvedFix): ResolvedFix | undefined {
  const { kid } = key;
  // The thumbprint of a symmetric key is a hash of the secret: a kid made from it is not renewed.
  if (key.type?.kty === 'oct' || kid === undefined || kid.value !== key.thumbprint) return undefined;
  const { start, end } = key.object;
  const shifted = fix.edits.map((e) => ({ ...e, start: e.start - start, end: e.end - start }));
  const text = applyEdits(key.text.slice(start, end), shifted);
  const { root } = parseJson(text);
  const thumbprint = root?.type === 'object' ? new Key(root, text, 0).thumbprint : undefined;
  if (thumbprint === undefined || thumbprint === kid.value) return undefined;
  return {
    title: `${fix.title} and update kid`,
    preferred: false,
    edits: [...fix.edits, replaceString(kid, thumbprint)],
  };
}

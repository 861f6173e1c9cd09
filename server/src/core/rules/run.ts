/**
 * The engine: runs the table over a document.
 *
 * Keys are checked one by one, and what is found in a key is kept with it for as long as neither its text nor what its
 * rules may know changes: after an edit only the edited key is checked again, and the rules about the whole set.
 */
import { isTestPath } from '../document/names.ts';
import type { DocumentPart, JwkDocument } from '../document/document.ts';
import { maxErrors } from '../document/json.ts';
import { isCut, isSnippet } from '../document/snippet.ts';
import { aspectsOf, maskOf } from '../key/aspects.ts';
import type { Key } from '../key/key.ts';
import type { Answers, Question } from '../key/questions.ts';
import { secretsOf } from '../key/secretKid.ts';
import { getOrAdd, oncePer } from '../maps.ts';
import { finish } from '../math/integers.ts';
import type { LintConfiguration } from './configuration.ts';
import { Finding } from './finding.ts';
import { rules as table } from './index.ts';
import {
  severityRank,
  type Counterpart,
  type DocumentContext,
  type Group,
  type KeyContext,
  type Level,
  type Report,
  type Reporter,
  type Rule,
  type Severity,
  type WholeContext,
} from './rule.ts';

export { Finding, type ResolvedFix, type ShownFinding } from './finding.ts';

/** At most so many findings a document; errors are kept first (rules.md §3.3). */
export const maxFindings = 200;

/**
 * Everything wrong with the document, in the order of its text, as far as it can be told in passing: questions that
 * take time are noted ({@link openQuestions}).
 * @param now seconds since 1970-01-01T00:00:00Z
 * @param max findings beyond these are left out, the least severe first
 * @param counterparts the documents it is linked with, as they are now
 */
export function lint(
  document: JwkDocument,
  configuration: LintConfiguration,
  now: number,
  max = maxFindings,
  counterparts: readonly Counterpart[] = [],
): Finding[] {
  const steps = lintSteps(document, configuration, now, max, counterparts);
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
  counterparts: readonly Counterpart[] = [],
): Generator<undefined, Finding[]> {
  if (document.role === 'other') return [];
  const active = activeRules(configuration);
  const broken = cannotProveAbsence(document);
  // A set written as text where metadata wants an object is still to be put in place: what it lacks is said then.
  const isBroken = (part: DocumentPart | undefined): boolean =>
    broken || (part?.excerpt !== undefined && (document.role === 'metadata' || (part.errors?.length ?? 0) > 0));
  const attenuate = configuration.attenuateTests && isTestPath(document.path);
  const context: WholeContext = {
    now,
    profiles: configuration.profiles,
    blocklist: configuration.blocklist,
    syntaxReported: configuration.syntaxReported === true,
    counterparts,
  };
  const shortlist = new Shortlist(max);
  // A text with syntax errors cannot prove that something is absent (rules.md §3.3, 1).
  const isShowable = (finding: Finding): boolean => !finding.isAbsence || !isBroken(finding.part);
  const add = (finding: Finding): void => {
    if (isShowable(finding)) shortlist.add(finding);
  };
  const collect = (part: DocumentPart | undefined): Collector =>
    new Collector(configuration, attenuate, max, part, add);

  for (const rule of active.document) rule.document(document, collect(undefined).by(rule), context);
  for (const part of document.parts) {
    const circumstances = new Circumstances(part, context, configuration, attenuate, isSnippet(document, part));
    const found = new KeyFindings(configuration, attenuate, max);
    let reach = 0;
    for (const key of part.keys) {
      // Keys come in the order of the text: what is found in later ones could not be shown.
      if (shortlist.hopeless === 0) break;
      reach++;
      const outcome = kept(key, circumstances);
      if (outcome !== undefined) {
        for (const finding of outcome.findings) if (isShowable(finding)) shortlist.addOfKey(finding);
        continue;
      }
      const findings = check(key, active, circumstances, found, shortlist.hopeless);
      for (const finding of findings) if (isShowable(finding)) shortlist.addOfKey(finding);
      yield;
    }
    // After the keys: by then they have read what they are compared by.
    if (part.kind === 'set') {
      part.reach = reach;
      part.answers.begin();
      for (const rule of active.set) rule.set(part, collect(part).by(rule), context);
    }
  }
  return shortlist.result();
}

/**
 * Whether the text has errors with which something may only seem to be missing (rules.md §3.3, 1). The host of an
 * embedded key may have comments and trailing commas: it is whole all the same, unless a comment says what was left out.
 */
function cannotProveAbsence({ role, errors, text }: JwkDocument): boolean {
  if (role !== 'embedded' || errors.length >= maxErrors) return errors.length > 0;
  return errors.some((e) => (e.code !== 'comment' && e.code !== 'trailing-comma') || isCut(e, text));
}

/** As {@link lint}, with every question answered, however long that takes. */
export function lintFully(
  document: JwkDocument,
  configuration: LintConfiguration,
  now: number,
  max = maxFindings,
): Finding[] {
  for (;;) {
    const findings = lint(document, configuration, now, max);
    const open = openQuestions(document);
    if (open.length === 0) return findings;
    for (const { question, answers } of open) answers.give(question, finish(question.answer()));
  }
}

/** What is still to be found out about the document before all its findings are known, and where to put the answer. */
export function openQuestions(document: JwkDocument): { readonly question: Question; readonly answers: Answers }[] {
  const found: { question: Question; answers: Answers }[] = [];
  const collect = (answers: Answers | undefined): void => {
    for (const question of answers?.open ?? []) found.push({ question, answers: answers as Answers });
  };
  for (const part of document.parts) {
    for (const key of part.keys) collect(key.answers);
    if (part.kind === 'set') collect(part.answers);
  }
  return found;
}

/** What key rules may know besides the key, and what decides their severities. */
class Circumstances implements KeyContext {
  readonly profiles: DocumentContext['profiles'];
  readonly blocklist: DocumentContext['blocklist'];
  readonly inSet: boolean;
  readonly slot: string | undefined;
  readonly exposure: KeyContext['exposure'];
  readonly historical: boolean;
  readonly snippet: boolean;
  readonly syntaxReported: boolean;
  readonly configuration: LintConfiguration;
  readonly attenuate: boolean;
  readonly time: number;
  private askedTime = false;

  constructor(
    part: DocumentPart,
    context: DocumentContext,
    configuration: LintConfiguration,
    attenuate: boolean,
    snippet: boolean,
  ) {
    this.snippet = snippet;
    this.profiles = context.profiles;
    this.blocklist = context.blocklist;
    this.syntaxReported = context.syntaxReported;
    this.inSet = part.kind === 'set';
    this.slot = part.slot;
    this.exposure = part.exposure;
    this.historical = part.kind === 'set' && part.historical;
    this.configuration = configuration;
    this.attenuate = attenuate;
    this.time = context.now;
  }

  get now(): number {
    this.askedTime = true;
    return this.time;
  }

  /** Whether a rule has looked at the clock since this was last called. */
  takeAskedTime(): boolean {
    const asked = this.askedTime;
    this.askedTime = false;
    return asked;
  }

  /** Whether rules would judge alike under both, as long as they do not look at the clock. */
  equals(other: Circumstances): boolean {
    return (
      this === other ||
      (this.configuration === other.configuration &&
        this.attenuate === other.attenuate &&
        this.inSet === other.inSet &&
        this.slot === other.slot &&
        this.exposure === other.exposure &&
        this.historical === other.historical &&
        this.snippet === other.snippet)
    );
  }
}

/** What the key rules have found in one key, and what that depends on. */
interface Outcome {
  readonly findings: readonly Finding[];
  circumstances: Circumstances;
  /** The time, when a rule has looked at the clock. */
  readonly time: number | undefined;
  /** The secrets of the set, when a message depends on whether it would give one away. */
  readonly secrets: ReadonlySet<string> | undefined;
  /** The position in the set, when something depends on it. */
  readonly index: number | undefined;
  /** How many questions had been answered. */
  readonly answers: number;
}

/** What depends on the clock is believed for so many seconds: an edit of a large set need not check all certificates. */
const freshSeconds = 60;

/** What was found in the key before, when it is still true. */
function kept(key: Key, circumstances: Circumstances): Outcome | undefined {
  const outcome = key.outcome as Outcome | undefined;
  if (outcome?.circumstances.equals(circumstances) !== true) return undefined;
  if (outcome.answers !== (key.answers?.version ?? 0)) return undefined;
  if (outcome.index !== undefined && outcome.index !== key.index) return undefined;
  if (outcome.time !== undefined && Math.abs(circumstances.time - outcome.time) >= freshSeconds) return undefined;
  if (outcome.secrets !== undefined && outcome.secrets !== secretsOf(key.part?.family ?? [key])) return undefined;
  outcome.circumstances = circumstances;
  return outcome;
}

const nothing: readonly Finding[] = [];

/** @param hopeless rank of severity: what is no louder could not be shown, and is not looked for */
function check(
  key: Key,
  active: ActiveRules,
  circumstances: Circumstances,
  found: KeyFindings,
  hopeless: number,
): readonly Finding[] {
  found.begin(key);
  key.answers?.begin();
  circumstances.takeAskedTime();
  key.takeAskedSiblings();
  key.takeAskedIndex();
  const rules = active.keyRules(key);
  const worthwhile = hopeless > quietest ? rules : found.louderThan(hopeless, rules);
  for (const rule of worthwhile) rule.key(key, found.by(rule), circumstances);
  const findings = found.end();
  const isWhole = worthwhile.length === rules.length && !found.isCut;
  const outcome = {
    findings,
    circumstances,
    time: circumstances.takeAskedTime() ? circumstances.time : undefined,
    index: key.takeAskedIndex() ? key.index : undefined,
    secrets: key.takeAskedSiblings() ? secretsOf(key.siblings) : undefined,
    answers: key.answers?.version ?? 0,
  } satisfies Outcome;
  // What was left out could be shown after an edit elsewhere.
  key.outcome = isWhole ? outcome : undefined;
  key.settle();
  return findings;
}

/** Makes findings of what rules report. One for many rules: a function a rule would cost more than most rules do. */
class Collector {
  private readonly configuration: LintConfiguration;
  private readonly attenuate: boolean;
  private readonly max: number;
  private readonly levels: Levels;
  private readonly part: DocumentPart | undefined;
  private readonly into: (finding: Finding) => void;
  private rule: Rule | undefined;
  /** How many of the rule's reports were as loud as it can be. */
  private loud = 0;
  protected key: Key | undefined = undefined;

  constructor(
    configuration: LintConfiguration,
    attenuate: boolean,
    max: number,
    part: DocumentPart | undefined,
    into: (finding: Finding) => void,
  ) {
    this.configuration = configuration;
    this.attenuate = attenuate;
    this.max = max;
    this.levels = levelsOf(configuration, attenuate);
    this.part = part;
    this.into = into;
  }

  /** What the rule calls; good until the next rule's turn. */
  by(rule: Rule): Reporter {
    this.rule = rule;
    this.loud = 0;
    return this.take;
  }

  /** The rank of the loudest that the rule can report. */
  protected loudestRank(rule: Rule): number {
    const level = this.levelOf(rule, rule.loudest);
    return level === 'off' ? Infinity : severityRank(level);
  }

  private levelOf(rule: Rule, subCase: Severity | undefined): Level {
    const ofRule = getOrAdd(this.levels, rule, () => new Map<Severity | undefined, Level>());
    return getOrAdd(ofRule, subCase, () => levelOf(rule, subCase, this.configuration, this.attenuate));
  }

  private readonly take = (report: Report): boolean => {
    const rule = this.rule as Rule;
    const severity = this.levelOf(rule, report.severity);
    if (severity === 'off') return true;
    this.into(new Finding(rule, severity, report, report.part ?? this.part, report.key ?? this.key));
    if (severityRank(severity) === this.loudestRank(rule)) this.loud++;
    return this.loud < this.max || this.leaveOut();
  };

  /** Tells the rule that it need not go on. */
  protected leaveOut(): boolean {
    return false;
  }
}

/** The findings of one key after the other. */
class KeyFindings extends Collector {
  private findings: Finding[] | undefined = undefined;
  /** Whether a rule was told that it need not go on. */
  isCut = false;
  private rank = Infinity;
  private readonly louder = new Map<readonly With<'key'>[], readonly With<'key'>[]>();

  constructor(configuration: LintConfiguration, attenuate: boolean, max: number) {
    super(configuration, attenuate, max, undefined, (finding) => {
      finding.together = this.findings ??= [];
      this.findings.push(finding);
    });
  }

  begin(key: Key): void {
    this.key = key;
    this.findings = undefined;
    this.isCut = false;
  }

  /** Of the rules of a sort of key those that can report something louder. */
  louderThan(rank: number, rules: readonly With<'key'>[]): readonly With<'key'>[] {
    if (rank !== this.rank) this.louder.clear();
    this.rank = rank;
    return getOrAdd(this.louder, rules, () => rules.filter((rule) => this.loudestRank(rule) < rank));
  }

  protected override leaveOut(): boolean {
    this.isCut = true;
    return super.leaveOut();
  }

  /** Nearly all keys have none, and share it. */
  end(): readonly Finding[] {
    return this.findings ?? nothing;
  }
}

type With<K extends 'key' | 'set' | 'document'> = Rule & Required<Pick<Rule, K>>;

interface ActiveRules {
  /** The rules that can have something to say of the key. */
  readonly keyRules: (key: Key) => readonly With<'key'>[];
  readonly set: readonly With<'set'>[];
  readonly document: readonly With<'document'>[];
}

const activeRules = oncePer(({ rules, profiles }: LintConfiguration): ActiveRules => {
  const on = table.filter(
    ({ id, needsProfile }) => rules[id] !== 'off' && (needsProfile !== true || profiles.size > 0),
  );
  return {
    keyRules: byConcern(on.filter((rule): rule is With<'key'> => rule.key !== undefined)),
    set: on.filter((rule): rule is With<'set'> => rule.set !== undefined),
    document: on.filter((rule): rule is With<'document'> => rule.document !== undefined),
  };
});

/** Groups whose rules speak of some keys only. */
const concerns: Readonly<Partial<Record<Group, number>>> = {
  rsa: maskOf(['RSA']),
  ec: maskOf(['EC', 'OKP']),
  okp: maskOf(['OKP']),
  oct: maskOf(['oct']),
  akp: maskOf(['AKP']),
  certificates: maskOf(['certificates']),
};

/** Whether the rule can have something to say of a key with these aspects. */
export function mayConcern({ group, about }: Rule, aspects: number): boolean {
  const concern = concerns[group];
  if (concern !== undefined && (aspects & concern) === 0) return false;
  return about === undefined || (aspects & maskOf(about)) !== 0;
}

/** A document has few sorts of keys, unless somebody wants to make it many. */
const maxSorts = 500;

/** Chooses the rules once for each sort of key there is. */
function byConcern(rules: readonly With<'key'>[]): (key: Key) => readonly With<'key'>[] {
  const lists = new Map<number, readonly With<'key'>[]>();
  return (key) => {
    const aspects = aspectsOf(key);
    let list = lists.get(aspects);
    if (list === undefined) {
      list = rules.filter((rule) => mayConcern(rule, aspects));
      if (lists.size >= maxSorts) lists.clear();
      lists.set(aspects, list);
    }
    return list;
  };
}

/** Severities that were worked out: a document may have thousands of reports of one rule. */
type Levels = Map<Rule, Map<Severity | undefined, Level>>;

/** Outside tests and in them. */
const levels = oncePer((_: LintConfiguration): readonly [Levels, Levels] => [new Map(), new Map()]);

function levelsOf(configuration: LintConfiguration, attenuate: boolean): Levels {
  const [outside, inTests] = levels(configuration);
  return attenuate ? inTests : outside;
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

/** Rank of hints. */
const quietest = severityRank('hint');

/** The findings that are shown: the loudest, and of those as loud the first. Never holds many more than that. */
class Shortlist {
  private readonly max: number;
  private findings: Finding[] = [];
  /** How many there were of keys that are as loud as each rank, or louder. */
  private readonly ofKeys = [0, 0, 0, 0];
  /** Once the list was cut, the last that stayed: what does not come before it has no chance. */
  private last: Finding | undefined;

  constructor(max: number) {
    this.max = max;
  }

  add(finding: Finding): void {
    if (this.last !== undefined && byWeight(finding, this.last) > 0) return;
    this.findings.push(finding);
    if (this.findings.length >= 4 * this.max) this.cut();
  }

  /** The rank from which on nothing of later keys can be shown: as many are there that are as loud. */
  hopeless = Infinity;

  /** As {@link add}, of a key: keys come in the order of the text. */
  addOfKey(finding: Finding): void {
    for (let rank = severityRank(finding.severity); rank <= quietest; rank++) {
      const count = (this.ofKeys[rank] ?? 0) + 1;
      this.ofKeys[rank] = count;
      if (count >= this.max) this.hopeless = Math.min(this.hopeless, rank);
    }
    this.add(finding);
  }

  /** What is shown, in the order of the text. */
  result(): Finding[] {
    if (this.findings.length > this.max) this.cut();
    return this.findings.sort(byPlace);
  }

  private cut(): void {
    this.findings.sort(byWeight);
    this.findings.length = this.max;
    this.last = this.findings.at(-1);
  }
}

function byPlace(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || severityRank(a.severity) - severityRank(b.severity);
}

function byWeight(a: Finding, b: Finding): number {
  return severityRank(a.severity) - severityRank(b.severity) || byPlace(a, b);
}

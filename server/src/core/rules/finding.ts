/** What a rule has found, as it stands in the document: message, severity, place, and what can be done about it. */
import { keysArray, type DocumentPart } from '../document/document.ts';
import { applyEdits, removeItems, replaceString, type TextEdit } from '../document/edits.ts';
import { outerSpan } from '../document/excerpt.ts';
import { parseJson } from '../document/json.ts';
import type { Span } from '../document/tree.ts';
import { Key } from '../key/key.ts';
import { secretTexts, withoutSecrets } from '../key/secretKid.ts';
import { fill } from '../text.ts';
import { severityRank, type Counterpart, type Fix, type Report, type Rule, type Severity } from './rule.ts';

export interface RelatedPlace extends Span {
  readonly message: string;
  /** The document the place is in, when it is the other one of a pair. */
  readonly other?: Counterpart;
}

export interface ResolvedFix {
  readonly title: string;
  readonly preferred: boolean;
  /** In the offsets of the document. */
  readonly edits: readonly TextEdit[];
  /** The document that is changed, when it is the other one of a pair; the edits count in its text. */
  readonly other?: Counterpart;
}

/** What reports tell of a finding. */
export interface ShownFinding extends Span {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly message: string;
  readonly key: Key | undefined;
  readonly related: readonly RelatedPlace[];
  readonly tags: readonly ('unnecessary' | 'deprecated')[];
  readonly fixes: () => readonly ResolvedFix[];
}

/**
 * One finding. Its key may move while the finding stays true, so places are worked out when they are asked for: they
 * are those of the document's latest version.
 */
export class Finding implements ShownFinding {
  readonly rule: Rule;
  readonly severity: Severity;
  /** The key it is about; undefined for findings about the set or the document. */
  readonly key: Key | undefined;
  /** What the rules found in the same key, in their order; nothing for findings that are of no key. */
  together: readonly Finding[] = [];
  private readonly report: Report;
  private readonly ownPart: DocumentPart | undefined;
  private keptMessage: string | undefined;

  /**
   * @param part where a finding without a key belongs to
   * @param key the key the report's offsets count in; in the document's without one
   */
  constructor(rule: Rule, severity: Severity, report: Report, part: DocumentPart | undefined, key: Key | undefined) {
    this.rule = rule;
    this.severity = severity;
    this.key = key;
    this.report = report;
    this.ownPart = part;
  }

  /** Whether it says that something is absent. */
  get isAbsence(): boolean {
    return this.rule.absence === true || this.report.absence === true;
  }

  get message(): string {
    return (this.keptMessage ??= fill(this.rule.message, this.withoutSecrets(this.report.data)));
  }

  /** Whatever rules fill in: a word they repeat may be a secret of the key (rules.md §3.6). */
  private withoutSecrets(data: Report['data']): Report['data'] {
    const { key } = this;
    if (key === undefined || data === undefined || secretTexts(key).length === 0) return data;
    return Object.fromEntries(
      Object.entries(data).map(([name, v]) => [name, typeof v === 'string' ? withoutSecrets(key, v) : v]),
    );
  }

  private shown(text: string): string {
    return this.key === undefined ? text : withoutSecrets(this.key, text);
  }

  get part(): DocumentPart | undefined {
    return this.key?.part ?? this.ownPart;
  }

  get start(): number {
    return this.placed(this.report.at, this.key).start;
  }
  get end(): number {
    return this.placed(this.report.at, this.key).end;
  }

  get related(): readonly RelatedPlace[] {
    return (this.report.related ?? []).map(
      ({ at, message, other, key = other === undefined ? this.key : undefined }) => ({
        ...(other === undefined ? this.placed(at, key) : (key?.placed(at) ?? at)),
        message: this.shown(message),
        ...(other === undefined ? {} : { other }),
      }),
    );
  }

  get tags(): readonly ('unnecessary' | 'deprecated')[] {
    return this.report.tags ?? [];
  }

  /** What can be done about it; computed at each call. */
  fixes(): readonly ResolvedFix[] {
    return (this.report.fixes?.() ?? []).flatMap((fix): ResolvedFix[] => {
      const found = this.resolve(fix);
      if (found === undefined) return [];
      const resolved = found.preferred && this.isOutdone(fix) ? { ...found, preferred: false } : found;
      const withKid = this.rule.changesThumbprint === true ? this.updatingKid(fix) : undefined;
      return withKid === undefined ? [resolved] : [resolved, withKid];
    });
  }

  /**
   * Whether a finding about the same value, that weighs more or comes first, rewrites the same text its own way. One
   * value has one obvious fix: "signature" on a key for encryption is to become "enc", although "sig" is what it says.
   */
  private isOutdone(fix: Fix): boolean {
    const own = this.together.indexOf(this);
    return this.together.some((other, i) => {
      if (other.rule === this.rule || !isSame(other.report.at, this.report.at)) return false;
      const weight = severityRank(other.severity) - severityRank(this.severity);
      if (weight > 0 || (weight === 0 && i > own)) return false;
      return (other.report.fixes?.() ?? []).some((theirs) => theirs.preferred !== false && rewritesSame(theirs, fix));
    });
  }

  private placed(at: Span, key: Key | undefined): Span {
    const { excerpt } = this.part ?? {};
    return key?.placed(at) ?? (excerpt === undefined ? at : outerSpan(excerpt, at));
  }

  private resolve(fix: Fix): ResolvedFix | undefined {
    if (fix.whole !== undefined && fix.edits !== 'remove-key') {
      const { title, preferred = true, edits, whole } = fix;
      return { title: this.shown(title), preferred, edits, ...(whole === 'document' ? {} : { other: whole }) };
    }
    const own = fix.edits === 'remove-key' ? this.removal() : moveEdits(fix.edits, fix.key ?? this.key);
    const edits = own === undefined ? undefined : this.toDocument(own);
    return edits === undefined ? undefined : { title: this.shown(fix.title), preferred: fix.preferred ?? true, edits };
  }

  /** The fix, and the kid brought in step with the thumbprint it changes. */
  private updatingKid(fix: Fix): ResolvedFix | undefined {
    const edits = kidUpdate(fix, this.key);
    if (edits === undefined) return undefined;
    return this.resolve({ title: `${fix.title} and update kid`, preferred: false, edits });
  }

  /** Edits of the text the part was read from as edits of the document; undefined where they cannot be written back. */
  private toDocument(edits: readonly TextEdit[]): readonly TextEdit[] | undefined {
    const { excerpt } = this.part ?? {};
    return excerpt === undefined ? edits : excerpt.toOuterEdits?.(edits);
  }

  private removal(): readonly TextEdit[] | undefined {
    const { key, part } = this;
    const array = part?.kind === 'set' ? keysArray(part) : undefined;
    if (array === undefined || part === undefined || key === undefined) return undefined;
    // The array's own elements are as they were first read: these stand where they stand now.
    const places = new Map(
      part.keys.map(({ index, object, moved }) => [index, { start: object.start + moved, end: object.end + moved }]),
    );
    const items = array.items.map((item, i) => ({ ...item, ...places.get(i) }));
    return removeItems({ ...array, items }, items.slice(key.index, key.index + 1));
  }
}

function isSame(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}

/** Whether both replace some of the same characters: what only inserts can stand beside anything. */
function rewritesSame({ edits: a }: Fix, { edits: b }: Fix): boolean {
  if (a === 'remove-key' || b === 'remove-key') return false;
  return a.some((x) => b.some((y) => Math.max(x.start, y.start) < Math.min(x.end, y.end)));
}

function moveEdits(edits: readonly TextEdit[], key: Key | undefined): readonly TextEdit[] {
  const by = key?.moved ?? 0;
  return by === 0 ? edits : edits.map((edit) => ({ ...edit, start: edit.start + by, end: edit.end + by }));
}

/**
 * The same fix, and the kid brought in step: offered where the kid was the thumbprint of the text before the fix.
 * Never the preferred one, because tokens in circulation name the old kid.
 */
function kidUpdate(fix: Fix, key: Key | undefined): readonly TextEdit[] | undefined {
  const kid = key?.kid;
  // The thumbprint of a symmetric key is a hash of the secret: a kid made from it is not renewed.
  if (key === undefined || key.type?.kty === 'oct' || kid === undefined || kid.value !== key.thumbprint)
    return undefined;
  if (fix.edits === 'remove-key') return undefined;
  const { start, end } = key.object;
  const shifted = fix.edits.map((e) => ({ ...e, start: e.start - start, end: e.end - start }));
  const text = applyEdits(key.text.slice(start, end), shifted);
  const { root } = parseJson(text);
  const thumbprint = root?.type === 'object' ? new Key(root, text, 0).thumbprint : undefined;
  if (thumbprint === undefined || thumbprint === kid.value) return undefined;
  return [...fix.edits, replaceString(kid, thumbprint)];
}

/** What a run over files has found, as data: the formats are made of this one shape. */
import type { JwkDocument } from '../document/document.ts';
import type { Exposure } from '../document/exposure.ts';
import type { Role } from '../document/role.ts';
import { pointerAt } from '../document/tree.ts';
import type { Key } from '../key/key.ts';
import { visibleKid, visibleTerm, withoutSecrets } from '../key/secretKid.ts';
import type { Severity } from '../rules/rule.ts';
import type { ShownFinding } from '../rules/run.ts';
import { ruleUrl } from '../rules/links.ts';
import { mayBeKeyMaterial } from '../words.ts';
import type { Leak } from '../scan/leaks.ts';
import { fingerprints } from './fingerprint.ts';
import { positionsIn, type Position } from './positions.ts';

export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly offset: number;
  readonly length: number;
  /** JSON Pointer (RFC 6901) of the member or value the finding begins at; of what holds it, where the name is no word. */
  readonly pointer: string;
  readonly key: { readonly index: number; readonly kid: string | null; readonly kty: string | null } | null;
  readonly fixes: readonly { readonly title: string; readonly preferred: boolean }[];
  readonly help: string;
  /** What the finding is known by from one run to the next. */
  readonly fingerprint: string;
}

export interface ReportedFile {
  readonly path: string;
  readonly role: Role;
  /** Of the document's first key or set; null when it holds none. */
  readonly exposure: Exposure | null;
  readonly findings: readonly ReportedFinding[];
}

export interface Summary {
  /** Files that were examined. */
  readonly files: number;
  /** Of those, documents that are or hold keys. */
  readonly documents: number;
  readonly error: number;
  readonly warning: number;
  readonly information: number;
  readonly hint: number;
  /** Findings with a fix. */
  readonly fixable: number;
  /** Findings that the baseline accepts, and that are in no file; absent without a baseline. */
  readonly accepted?: number;
  /** Files that were passed over, with the reason. */
  readonly skipped: readonly { readonly path: string; readonly reason: string }[];
  /** Files that could not be read, with the reason. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
}

/** The whole run. A change of shape that breaks readers changes the version. */
export interface LintReport {
  readonly version: 1;
  readonly files: readonly ReportedFile[];
  readonly summary: Summary;
}

/** One document's findings, and the leaks of the text around its keys. */
export function reportFile(
  path: string,
  document: JwkDocument,
  findings: readonly ShownFinding[],
  leaks: readonly Leak[] = [],
): ReportedFile {
  const position = positionsIn(document.text);
  const placed = [
    ...findings.map((finding) => ({ finding, pointer: pointerAt(document.root, finding.start) })),
    ...leaks.map(({ finding, document: own, inner }) => ({ finding, pointer: pointerAt(own.root, inner.start) })),
  ].sort((a, b) => a.finding.start - b.finding.start);
  const known = fingerprints(placed.map(({ finding: f, pointer }) => ({ rule: f.rule.id, key: f.key, pointer })));
  return {
    path,
    role: document.role,
    exposure: document.parts[0]?.exposure ?? null,
    findings: placed.map(({ finding, pointer }, i) => ({
      rule: finding.rule.id,
      severity: finding.severity,
      message: finding.message,
      range: { start: position(finding.start), end: position(finding.end) },
      offset: finding.start,
      length: finding.end - finding.start,
      pointer: shownPointer(pointer, finding.key),
      key:
        finding.key === undefined
          ? null
          : {
              index: finding.key.index,
              kid: visibleKid(finding.key) ?? null,
              kty: finding.key.kty === undefined ? null : visibleTerm(finding.key, finding.key.kty),
            },
      fixes: finding.fixes().map(({ title, preferred }) => ({ title, preferred })),
      help: ruleUrl(finding.rule.id),
      fingerprint: known[i] ?? '',
    })),
  };
}

/** The pointer, as far as the names in it may be shown. */
function shownPointer(pointer: string, key: Key | undefined): string {
  const names = pointer.split('/');
  const hidden = names.findIndex((token) => {
    const name = token.replaceAll('~1', '/');
    return mayBeKeyMaterial(name) || (key !== undefined && withoutSecrets(key, name) !== name);
  });
  return hidden < 0 ? pointer : names.slice(0, hidden).join('/');
}

/** Puts files and their counts together. */
export function lintReport(
  files: readonly ReportedFile[],
  rest: Pick<Summary, 'files' | 'accepted' | 'skipped' | 'unreadable'>,
): LintReport {
  const findings = files.flatMap((file) => file.findings);
  const count = (severity: Severity): number => findings.filter((f) => f.severity === severity).length;
  return {
    version: 1,
    files,
    summary: {
      files: rest.files,
      documents: files.filter((file) => file.role !== 'other').length,
      error: count('error'),
      warning: count('warning'),
      information: count('information'),
      hint: count('hint'),
      fixable: findings.filter((f) => f.fixes.length > 0).length,
      ...(rest.accepted === undefined ? {} : { accepted: rest.accepted }),
      skipped: rest.skipped,
      unreadable: rest.unreadable,
    },
  };
}

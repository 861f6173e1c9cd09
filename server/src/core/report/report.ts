/** What a run over files has found, as data: the formats are made of this one shape. */
import type { JwkDocument } from '../document/document.ts';
import type { Exposure } from '../document/exposure.ts';
import type { Role } from '../document/role.ts';
import { pointerAt } from '../document/tree.ts';
import { visibleKid } from '../key/secretKid.ts';
import type { Severity } from '../rules/rule.ts';
import type { Finding } from '../rules/run.ts';
import { ruleUrl } from '../rules/links.ts';
import { positionsIn, type Position } from './positions.ts';

export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly range: { readonly start: Position; readonly end: Position };
  readonly offset: number;
  readonly length: number;
  /** JSON Pointer (RFC 6901) of the member or value the finding begins at. */
  readonly pointer: string;
  readonly key: { readonly index: number; readonly kid: string | null; readonly kty: string | null } | null;
  readonly fixes: readonly { readonly title: string; readonly preferred: boolean }[];
  readonly help: string;
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

/** One document's findings. */
export function reportFile(path: string, document: JwkDocument, findings: readonly Finding[]): ReportedFile {
  const position = positionsIn(document.text);
  return {
    path,
    role: document.role,
    exposure: document.parts[0]?.exposure ?? null,
    findings: findings.map((finding) => ({
      rule: finding.rule.id,
      severity: finding.severity,
      message: finding.message,
      range: { start: position(finding.start), end: position(finding.end) },
      offset: finding.start,
      length: finding.end - finding.start,
      pointer: pointerAt(document.root, finding.start),
      key:
        finding.key === undefined
          ? null
          : { index: finding.key.index, kid: visibleKid(finding.key) ?? null, kty: finding.key.kty?.raw ?? null },
      fixes: finding.fixes().map(({ title, preferred }) => ({ title, preferred })),
      help: ruleUrl(finding.rule.id),
    })),
  };
}

/** Puts files and their counts together. */
export function lintReport(
  files: readonly ReportedFile[],
  rest: Pick<Summary, 'files' | 'skipped' | 'unreadable'>,
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
      skipped: rest.skipped,
      unreadable: rest.unreadable,
    },
  };
}

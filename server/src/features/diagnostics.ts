/** Findings as LSP diagnostics (rules.md §3.8). */
import {
  DiagnosticSeverity,
  DiagnosticTag,
  type Diagnostic,
  type DiagnosticRelatedInformation,
  type Range,
} from 'vscode-languageserver';
import type { Span } from '../core/document/tree.ts';
import { ruleUrl } from '../core/rules/links.ts';
import type { Severity } from '../core/rules/rule.ts';
import type { ShownFinding } from '../core/rules/run.ts';
import type { LinkedDocument, Snapshot } from '../documents.ts';

export const source = 'jwk';

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const tags = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;

/** What findings are placed in. */
type Placed = Pick<Snapshot, 'uri' | 'text'>;

export function rangeOf(snapshot: Pick<Placed, 'text'>, span: Span): Range {
  return { start: snapshot.text.positionAt(span.start), end: snapshot.text.positionAt(span.end) };
}

export function toDiagnostic(snapshot: Placed, finding: ShownFinding): Diagnostic {
  const diagnostic: Diagnostic = {
    range: rangeOf(snapshot, finding),
    severity: severities[finding.severity],
    code: finding.rule.id,
    codeDescription: { href: ruleUrl(finding.rule.id) },
    source,
    message: finding.message,
  };
  if (finding.tags.length > 0) diagnostic.tags = finding.tags.map((tag) => tags[tag]);
  if (finding.related.length > 0) {
    diagnostic.relatedInformation = finding.related.map((related): DiagnosticRelatedInformation => {
      // Whatever a finding was given as its counterpart came from the server.
      const { uri, text } = (related.other as LinkedDocument | undefined) ?? snapshot;
      return { location: { uri, range: rangeOf({ text }, related) }, message: related.message };
    });
  }
  return diagnostic;
}

/**
 * All diagnostics of a document; a document too long to examine says so in one of information.
 * @param pause called between keys now and then; what it throws ends the work
 */
export async function diagnosticsOf(snapshot: Snapshot, pause: () => Promise<void>): Promise<Diagnostic[]> {
  const { tooLong, hasSign } = snapshot.document;
  if (tooLong) return hasSign ? [notExamined(snapshot)] : [];
  const findings = await snapshot.findingsInTurns(pause);
  return findings.map((finding) => toDiagnostic(snapshot, finding));
}

function notExamined(snapshot: Snapshot): Diagnostic {
  return {
    range: rangeOf(snapshot, { start: 0, end: 0 }),
    severity: DiagnosticSeverity.Information,
    code: 'document-too-long',
    source,
    message: 'This document is longer than 4 MiB; its keys were not examined',
  };
}

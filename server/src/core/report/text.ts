/** The report for people: by file, one finding a line, a summary at the end. */
import type { Severity } from '../rules/rule.ts';
import { count, fill } from '../text.ts';
import type { LintReport, ReportedFile, ReportedFinding, Summary } from './report.ts';

/** Marks a text with a colour or leaves it as it is. */
export type Paint = (style: 'red' | 'yellow' | 'blue' | 'dim' | 'bold' | 'underline', text: string) => string;

const codes = { bold: 1, dim: 2, underline: 4, red: 31, yellow: 33, blue: 34 } as const;

export const ansi: Paint = (style, text) => `\u001b[${codes[style]}m${text}\u001b[0m`;
export const plain: Paint = (_, text) => text;

const colour = { error: 'red', warning: 'yellow', information: 'blue', hint: 'dim' } as const;

export function textReport(report: LintReport, paint: Paint = plain): string {
  const files = report.files.filter((file) => file.findings.length > 0).map((file) => fileText(file, paint));
  return [...files, summaryText(report.summary, paint), ''].join('\n');
}

function fileText(file: ReportedFile, paint: Paint): string {
  // Lines and columns of people are counted from 1.
  const place = ({ range: { start } }: ReportedFinding): string => `${start.line + 1}:${start.character + 1}`;
  const placeWidth = Math.max(...file.findings.map((f) => place(f).length));
  const severityWidth = Math.max(...file.findings.map((f) => f.severity.length));
  const lines = file.findings.map((f) => {
    const severity = paint(colour[f.severity], f.severity.padEnd(severityWidth));
    return `  ${paint('dim', place(f).padStart(placeWidth))}  ${severity}  ${f.message}  ${paint('dim', f.rule)}`;
  });
  // A file's name may hold what makes a terminal say something else; it is escaped, not cut.
  return [paint('underline', fill('{path}', { path: file.path })), ...lines, ''].join('\n');
}

function summaryText(summary: Summary, paint: Paint): string {
  const examined = `${count(summary.documents, 'key document')} in ${count(summary.files, 'file')}`;
  const severities: readonly Severity[] = ['error', 'warning', 'information', 'hint'];
  const found = severities.filter((s) => summary[s] > 0).map((s) => paint(colour[s], severityCount(s, summary[s])));
  const fixable = summary.fixable === 0 ? '' : `; ${summary.fixable} with a fix`;
  const accepted = (summary.accepted ?? 0) === 0 ? '' : `; ${summary.accepted} accepted by the baseline`;
  return found.length === 0
    ? `No findings: ${examined}${accepted}`
    : `${paint('bold', found.join(', '))} (${examined}${fixable}${accepted})`;
}

function severityCount(severity: Severity, n: number): string {
  return severity === 'information' ? `${n} information` : count(n, severity);
}

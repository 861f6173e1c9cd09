import type { LintReport } from './report.ts';

/** The report as JSON: indented, with a line break at its end. */
export function jsonReport(report: LintReport): string {
  return `${JSON.stringify(report, null, 2)}\n`;
}

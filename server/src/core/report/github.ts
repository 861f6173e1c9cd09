/** Workflow commands of GitHub Actions, one annotation a finding. */
import type { Severity } from '../rules/rule.ts';
import type { LintReport } from './report.ts';

const command = {
  error: 'error',
  warning: 'warning',
  information: 'notice',
  hint: 'notice',
} as const satisfies Readonly<Record<Severity, string>>;

const escapeData = (text: string): string =>
  text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const escapeProperty = (text: string): string => escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');

/** Lines and columns count from 1; `endColumn` is allowed on one line only. */
export function githubReport(report: LintReport): string {
  const lines = report.files.flatMap((file) =>
    file.findings.map(({ range: { start, end }, severity, rule, message }) => {
      const properties = {
        file: file.path,
        line: start.line + 1,
        endLine: end.line + 1,
        col: start.character + 1,
        ...(start.line === end.line ? { endColumn: Math.max(end.character, start.character) + 1 } : {}),
        title: `${rule} (${severity})`,
      };
      const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
      return `::${command[severity]} ${list.join(',')}::${escapeData(message)}\n`;
    }),
  );
  return lines.join('');
}

/** SARIF 2.1.0 (OASIS), as code scanning services read it. */
import type { Log, ReportingConfiguration, ReportingDescriptor, Result, Run } from 'sarif';
import { ruleUrl } from '../rules/links.ts';
import type { Level, Rule, Severity } from '../rules/rule.ts';
import type { LintReport, ReportedFile } from './report.ts';

type SarifLevel = NonNullable<ReportingConfiguration['level']>;

const levels: Readonly<Record<Level, SarifLevel>> = {
  error: 'error',
  warning: 'warning',
  information: 'note',
  hint: 'note',
  off: 'none',
};

export interface Tool {
  readonly version: string;
  readonly rules: readonly Rule[];
}

/**
 * The log of one run. Paths are relative to `SRCROOT`, which is the working directory.
 * Results carry fingerprints, so that they are known again (fingerprint.ts); never of key material.
 */
export function sarifLog(report: LintReport, tool: Tool): Log {
  const ruleIndex = new Map(tool.rules.map((rule, i) => [rule.id, i]));
  const run: Run = {
    tool: {
      driver: {
        name: 'jwk',
        informationUri: 'https://github.com/vscode-jwk/vscode-jwk',
        semanticVersion: tool.version,
        rules: tool.rules.map(descriptor),
      },
    },
    columnKind: 'utf16CodeUnits',
    originalUriBaseIds: { SRCROOT: { description: { text: 'The directory the command was run in.' } } },
    artifacts: report.files.map((file) => ({
      location: location(file),
      // Of files in which only leaks were found nothing is known.
      ...(file.role === 'other' ? {} : { mimeType: 'application/json' }),
    })),
    invocations: [
      {
        executionSuccessful: report.summary.unreadable.length === 0,
        toolExecutionNotifications: [
          ...report.summary.unreadable.map((f) => ({
            level: 'error' as const,
            message: { text: `${f.path}: ${f.reason}` },
          })),
          ...report.summary.skipped.map((f) => ({
            level: 'note' as const,
            message: { text: `${f.path}: ${f.reason}` },
          })),
        ],
      },
    ],
    results: report.files.flatMap((file, artifact) => fileResults(file, artifact, ruleIndex)),
  };
  return { version: '2.1.0', $schema: 'https://json.schemastore.org/sarif-2.1.0.json', runs: [run] };
}

export function sarifReport(report: LintReport, tool: Tool): string {
  return `${JSON.stringify(sarifLog(report, tool), null, 2)}\n`;
}

function descriptor(rule: Rule): ReportingDescriptor {
  return {
    id: rule.id,
    shortDescription: { text: `${rule.summary}.` },
    fullDescription: { text: rule.why },
    helpUri: ruleUrl(rule.id),
    help: {
      text: `${rule.why} See ${rule.specs.map((s) => s.title).join(', ')}.`,
      markdown: `${rule.why}\n\nSee ${rule.specs.map((s) => `[${s.title}](${s.url})`).join(', ')}.`,
    },
    defaultConfiguration: rule.severity === 'off' ? { enabled: false } : { level: levels[rule.severity] },
    properties: {
      tags: [rule.group],
      ...(rule.severity === 'off' ? {} : { 'problem.severity': problemSeverity[rule.severity] }),
    },
  };
}

/** GitHub's words for the severity of a rule that is no security rule. */
const problemSeverity: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  information: 'recommendation',
  hint: 'recommendation',
};

function fileResults(file: ReportedFile, artifact: number, ruleIndex: ReadonlyMap<string, number>): Result[] {
  return file.findings.map((finding) => {
    const { start, end } = finding.range;
    return {
      ruleId: finding.rule,
      ruleIndex: ruleIndex.get(finding.rule) ?? -1,
      level: levels[finding.severity],
      message: { text: finding.message },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { ...location(file), index: artifact },
            region: {
              startLine: start.line + 1,
              startColumn: start.character + 1,
              endLine: end.line + 1,
              endColumn: end.character + 1,
              charOffset: finding.offset,
              charLength: finding.length,
            },
          },
          ...(finding.pointer === ''
            ? {}
            : { logicalLocations: [{ fullyQualifiedName: finding.pointer, kind: 'member' }] }),
        },
      ],
      partialFingerprints: { 'jwkFinding/v1': finding.fingerprint },
    };
  });
}

function location(file: ReportedFile): { uri: string; uriBaseId?: string } {
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(file.path)) return { uri: file.path };
  const uri = file.path.split('/').map(encodeURIComponent).join('/');
  return file.path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: 'SRCROOT' };
}

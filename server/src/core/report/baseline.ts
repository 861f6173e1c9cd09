/** Baselines: findings that are known and accepted (docs/leaks.md). They hold no key material. */
import { toValue } from '../document/tree.ts';
import { parseJson } from '../document/json.ts';
import { isRecord } from '../record.ts';
import { count } from '../text.ts';
import type { ReportedFile, ReportedFinding } from './report.ts';

export interface BaselineEntry {
  readonly rule: string;
  /** The file, with forward slashes, relative to the baseline's directory. */
  readonly path: string;
  readonly fingerprint: string;
  /** For readers. */
  readonly kid?: string;
}

/** Reads a baseline. @returns what is wrong with it when it is none */
export function parseBaseline(
  text: string,
): { readonly entries: readonly BaselineEntry[] } | { readonly problem: string } {
  const { root, errors } = parseJson(text);
  if (errors.length > 0) return { problem: 'it is not valid JSON' };
  const value = toValue(root);
  if (!isRecord(value) || value.version !== 1) return { problem: '"version" is not 1' };
  const { findings } = value;
  if (!Array.isArray(findings)) return { problem: '"findings" is not a list' };
  const entries = (findings as readonly unknown[]).filter(isEntry);
  const wrong = findings.length - entries.length;
  return wrong === 0 ? { entries } : { problem: `${count(wrong, 'finding')} without rule, path or fingerprint` };
}

function isEntry(value: unknown): value is BaselineEntry {
  return isRecord(value) && ['rule', 'path', 'fingerprint'].every((name) => typeof value[name] === 'string');
}

/** @param pathOf the path of a file as the baseline is to have it */
export function writeBaseline(files: readonly ReportedFile[], pathOf: (file: string) => string): string {
  const findings = files
    .flatMap((file) => file.findings.map((finding) => entryOf(finding, pathOf(file.path))))
    .sort((a, b) => compare(a.path, b.path) || compare(a.rule, b.rule) || compare(a.fingerprint, b.fingerprint));
  return `${JSON.stringify({ version: 1, findings }, null, 2)}\n`;
}

function entryOf({ rule, fingerprint, key }: ReportedFinding, path: string): BaselineEntry {
  return { rule, path, fingerprint, ...(key?.kid == null ? {} : { kid: key.kid }) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export interface Accepted {
  /** The files with the findings that are left. */
  readonly files: readonly ReportedFile[];
  readonly accepted: number;
  /** Entries that no finding matches. */
  readonly stale: readonly BaselineEntry[];
}

/** Takes the accepted findings out. */
export function acceptBaseline(
  files: readonly ReportedFile[],
  entries: readonly BaselineEntry[],
  pathOf: (file: string) => string,
): Accepted {
  const open = new Map(entries.map((entry) => [nameOf(entry), entry]));
  const known = new Set(open.keys());
  let accepted = 0;
  const left = files.map((file) => {
    const path = pathOf(file.path);
    const findings = file.findings.filter((finding) => {
      const name = nameOf({ rule: finding.rule, path, fingerprint: finding.fingerprint });
      open.delete(name);
      return !known.has(name);
    });
    accepted += file.findings.length - findings.length;
    return { ...file, findings };
  });
  return { files: left, accepted, stale: [...open.values()] };
}

function nameOf({ rule, path, fingerprint }: BaselineEntry): string {
  return JSON.stringify([rule, path, fingerprint]);
}

/** `jwk lint`: files, directories and standard input, checked and reported. */
import { statSync } from 'node:fs';
import path from 'node:path';
import { Option, type Command } from 'commander';
import { readDocument } from '../../core/document/document.ts';
import { documentPath, isDocumentName } from '../../core/document/names.ts';
import { githubReport } from '../../core/report/github.ts';
import { jsonReport } from '../../core/report/json.ts';
import { lintReport, reportFile, type LintReport, type ReportedFile } from '../../core/report/report.ts';
import { sarifReport } from '../../core/report/sarif.ts';
import { ansi, plain, textReport } from '../../core/report/text.ts';
import { rules } from '../../core/rules/index.ts';
import { isProfile, profileNames, type Profile } from '../../core/rules/profiles.ts';
import type { Counterpart, Severity } from '../../core/rules/rule.ts';
import { lint, maxFindings } from '../../core/rules/run.ts';
import { mayHoldKeyAnywhere } from '../../core/scan/find.ts';
import { findLeaks, withLeakRules } from '../../core/scan/leaks.ts';
import { unknownProfile } from '../../configuration.ts';
import { Proofs } from '../../proofs.ts';
import { nodeHost } from '../host.ts';
import { FileError, readStdin, readText, toFileError, walk, type FileText } from '../files.ts';
import { readPlainFile } from '../linkedFile.ts';
import { loadBaseline, saveBaseline, withoutAccepted, type BaselineOptions } from './baseline.ts';
import {
  configName,
  judge,
  loadSettings,
  slashes,
  stdinName,
  type Judged,
  type RunOptions,
  type SettingsOf,
} from './config.ts';
import { exit, internal, out, tell, UsageError } from './io.ts';
import { version } from './version.ts';

const severities = ['error', 'warning', 'information', 'hint'] as const satisfies readonly Severity[];

interface LintOptions extends RunOptions, BaselineOptions {
  readonly format: 'text' | 'json' | 'sarif' | 'github';
  readonly as?: string;
  readonly now: number;
  readonly failOn: Severity;
  /** Leave out the checks that take long. */
  readonly quick: boolean;
  /** False with --no-leaks. */
  readonly leaks: boolean;
}

export const lintName = 'lint';

export function addLint(program: Command): void {
  program
    .command(lintName)
    .summary('check JWKs, JWK Sets and the documents that hold them')
    .description('Check JWKs, JWK Sets and the documents that hold them.')
    .argument('<path...>', 'files, directories, or - for standard input')
    .addOption(
      new Option('--format <format>', 'how findings are written')
        .choices(['text', 'json', 'sarif', 'github'])
        .default('text'),
    )
    .addOption(
      new Option(
        '--profile <profile>',
        `rules of an ecosystem besides the RFCs; may be given several times: ${profileNames.join(', ')}`,
      )
        .argParser(addProfile)
        .default([], 'none'),
    )
    .option('--config <file>', `settings (default: ${configName} in the working directory, when it is there)`)
    .addOption(
      new Option('--exposure <exposure>', 'take every document as public or private').choices(['public', 'private']),
    )
    .option('--as <path>', 'name that decides role and exposure of the one document given')
    .addOption(
      new Option('--now <time>', 'time to check validity against: ISO 8601 or seconds since 1970')
        .argParser(readTime)
        .default(Date.now() / 1000, 'the clock'),
    )
    .option(
      '--blocklist <file>',
      "compromised keys: RFC 7638 thumbprints, one a line, # for comments, or badkeys' blocklist.dat",
    )
    .option(
      '--quick',
      'leave out the checks that take long: primality, signatures of certificates, ML-DSA pairs',
      false,
    )
    .addOption(
      new Option('--fail-on <severity>', 'least severity that makes the exit code 1')
        .choices(severities)
        .default('error'),
    )
    .option('--no-leaks', 'do not look for keys in files that are no JWK documents')
    .option('--baseline <file>', 'findings that are known and accepted')
    .option('--write-baseline <file>', 'write all findings there, to be accepted from now on')
    .addHelpText(
      'after',
      `
In a directory, *.json, *.jwk, *.jwks, jwks, .well-known/* and OpenID configurations are checked as documents. All
other text files are searched for private, symmetric and published keys, in strings and base64 too; a key there is an
error, in a directory of tests information. .git, node_modules and what git ignores are left out. Files over 4 MiB,
binary and UTF-16 files are passed over there; named, they count as files that cannot be read.

Examples:
  jwk lint public/.well-known/jwks.json
  jwk lint --profile oidc-op --fail-on warning .
  curl -s https://example.com/jwks.json | jwk lint --as public/jwks.json -
  jwk lint --format sarif . > jwk.sarif
  jwk lint --write-baseline jwk.baseline.json .
  jwk lint --baseline jwk.baseline.json .

Exit codes:
  0  nothing found at or above --fail-on, or all of it accepted by the baseline
  1  findings
  2  wrong usage, a file that cannot be read, or a faulty config file or baseline`,
    )
    .action(async (paths: readonly string[], options: LintOptions) => {
      process.exitCode = await runLint(paths, options);
    });
}

function addProfile(name: string, before: readonly Profile[]): readonly Profile[] {
  if (name === 'rfc') return before;
  if (!isProfile(name)) throw new UsageError(`--profile: ${unknownProfile(name)}`);
  return [...before, name];
}

function readTime(text: string): number {
  const seconds = /^-?\d+(?:\.\d+)?$/.test(text)
    ? Number(text)
    : /^\d{4}-\d\d/.test(text)
      ? Date.parse(text) / 1000
      : NaN;
  if (!Number.isFinite(seconds))
    throw new UsageError('--now takes ISO 8601 (2026-11-20T00:00:00Z) or seconds since 1970');
  return seconds;
}

/** A document to check: where it is, and whether its path was typed or found in a directory. */
interface Target {
  readonly path: string;
  readonly named: boolean;
  /** Whether it is checked as a document; otherwise it is only searched for leaks. */
  readonly isDocument: boolean;
}

interface Outcome {
  readonly files: ReportedFile[];
  examined: number;
  readonly skipped: { path: string; reason: string }[];
  readonly unreadable: { path: string; reason: string }[];
  /** A file that was to be checked was not: linting failed, or it was named and passed over. */
  incomplete: boolean;
}

async function runLint(paths: readonly string[], options: LintOptions): Promise<number> {
  if (options.as !== undefined && paths.length > 1)
    throw new UsageError('--as names one document, but several paths are given');
  const settingsOf = await loadSettings(options);
  const baseline = await loadBaseline(options);
  const outcome: Outcome = { files: [], examined: 0, skipped: [], unreadable: [], incomplete: false };
  const unreadable = (error: FileError): void => {
    outcome.unreadable.push({ path: slashes(error.path), reason: error.message });
    tell(`jwk: ${slashes(error.path)}: ${error.message}`);
  };
  const seen = new Set<string>();
  for await (const target of targets(paths, options, unreadable)) {
    // A file named twice, or named and found, is examined once.
    const identity = target.path === '-' ? '-' : path.resolve(target.path);
    if (seen.has(identity)) continue;
    seen.add(identity);
    await lintTarget(target, options, settingsOf, outcome, unreadable);
  }
  const { files, accepted } = withoutAccepted(outcome.files, baseline, options, inScope(paths));
  if (options.writeBaseline !== undefined) await saveBaseline(outcome.files, options.writeBaseline);
  const report = lintReport(files, {
    files: outcome.examined,
    ...(accepted === undefined ? {} : { accepted }),
    skipped: outcome.skipped,
    unreadable: outcome.unreadable,
  });
  out(write(report, options.format));
  if (outcome.unreadable.length > 0 || outcome.incomplete) return exit.usage;
  // What was just accepted is no reason to fail.
  if (options.writeBaseline !== undefined) return exit.done;
  const limit = severities.indexOf(options.failOn);
  return severities.slice(0, limit + 1).some((s) => report.summary[s] > 0) ? exit.findings : exit.done;
}

/** Whether a file is one of the paths, or in one of them. */
function inScope(paths: readonly string[]): (file: string) => boolean {
  const given = paths.filter((p) => p !== '-').map((p) => path.resolve(p));
  return (file) => given.some((p) => file === p || file.startsWith(p.endsWith(path.sep) ? p : p + path.sep));
}

const isDocument = (file: string): boolean => isDocumentName(documentPath(file));

async function* targets(
  paths: readonly string[],
  { as, leaks }: LintOptions,
  unreadable: (error: FileError) => void,
): AsyncGenerator<Target> {
  for (const given of paths) {
    if (given === '-') {
      yield { path: '-', named: true, isDocument: true };
      continue;
    }
    try {
      if (!statSync(given).isDirectory()) {
        yield { path: given, named: true, isDocument: true };
        continue;
      }
    } catch (error) {
      const told = toFileError(given, error);
      if (!(told instanceof FileError)) throw told;
      unreadable(told);
      continue;
    }
    if (as !== undefined) throw new UsageError('--as names one document, but a directory is given');
    for await (const found of walk(given, leaks ? () => true : isDocument, unreadable))
      yield { path: found, named: false, isDocument: isDocument(found) };
  }
}

async function lintTarget(
  target: Target,
  options: LintOptions,
  settingsOf: SettingsOf,
  outcome: Outcome,
  unreadable: (error: FileError) => void,
): Promise<void> {
  const shown = target.path === '-' ? (options.as ?? stdinName) : target.path;
  let read: FileText;
  try {
    read = target.path === '-' ? await readStdin() : readText(target.path);
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    unreadable(error);
    return;
  }
  if ('skipped' in read) {
    // Pictures and programs are not worth a word.
    if (read.binary === true && !target.isDocument) return;
    outcome.skipped.push({ path: slashes(shown), reason: read.skipped });
    // Who names a file wants it checked: "No findings" would be taken for the answer.
    if (target.named) outcome.incomplete = true;
    tell(`jwk: ${slashes(shown)}: ${read.skipped}`);
    return;
  }
  outcome.examined++;
  if (!target.isDocument && !mayHoldKeyAnywhere(read.text)) return;
  try {
    const named = options.as ?? (target.path === '-' ? undefined : target.path);
    const judged = judge(named, settingsOf);
    const counterparts = target.isDocument ? await counterpartsOf(judged, settingsOf) : [];
    const file = await lintText(read.text, shown, judged, target, options, counterparts);
    if (target.named || file.role !== 'other' || file.findings.length > 0) outcome.files.push(file);
  } catch (error) {
    outcome.incomplete = true;
    tell(`jwk: ${slashes(shown)}: internal error (${internal(error)}); please report it`);
  }
}

/** Remembers what took long to find out, for keys that are in several files. */
const proofs = new Proofs(nodeHost());

async function lintText(
  text: string,
  shown: string,
  { path: judged, settings }: Judged,
  target: Target,
  { leaks, now, quick, baseline, writeBaseline }: LintOptions,
  counterparts: readonly Counterpart[],
): Promise<ReportedFile> {
  const max = baseline === undefined && writeBaseline === undefined ? maxFindings : maxCompared;
  const document = readDocument(text, judged, target.isDocument ? settings.read : { role: 'other' });
  const configuration = leaks && !target.named ? withLeakRules(settings.lint) : settings.lint;
  const findings = quick
    ? lint(document, configuration, now, max, counterparts)
    : await proofs.lintFully(document, configuration, now, counterparts, max);
  const leaked = leaks ? findLeaks(document, judged, settings, now, max) : [];
  if (findings.length >= max || leaked.length >= max) {
    tell(`jwk: ${slashes(shown)}: ${max} findings are reported; there may be more`);
  }
  return reportFile(slashes(shown), document, findings, leaked);
}

/** With a baseline what is accepted must not stand in the way of what is new. */
const maxCompared = 100_000;

/** The documents that one is linked with in the config file; those that cannot be read are passed over. */
async function counterpartsOf({ settings: { links, base } }: Judged, settingsOf: SettingsOf): Promise<Counterpart[]> {
  const found: Counterpart[] = [];
  for (const { side, path: linked, name, ownName } of links) {
    const file = path.resolve(base, linked);
    const text = await readPlainFile(file, base).catch((error: unknown) => {
      if (!(error instanceof FileError)) throw error;
      return undefined;
    });
    if (text === undefined) continue;
    const { path: judged, settings } = judge(file, settingsOf);
    found.push({ side, name, ownName, document: readDocument(text, judged, settings.read) });
  }
  return found;
}

function write(report: LintReport, format: LintOptions['format']): string {
  switch (format) {
    case 'json':
      return jsonReport(report);
    case 'sarif':
      return sarifReport(report, { version, rules });
    case 'github':
      return githubReport(report);
    case 'text': {
      const colours = process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb';
      return textReport(report, colours ? ansi : plain);
    }
  }
}

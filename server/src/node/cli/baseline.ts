/** `jwk lint --baseline` and `--write-baseline`: the files of accepted findings. */
import { lstat } from 'node:fs/promises';
import path from 'node:path';
import { acceptBaseline, parseBaseline, writeBaseline, type BaselineEntry } from '../../core/report/baseline.ts';
import type { ReportedFile } from '../../core/report/report.ts';
import { readText, writeFiles } from '../files.ts';
import { slashes } from './config.ts';
import { tell, UsageError } from './io.ts';

export interface BaselineOptions {
  readonly baseline?: string;
  readonly writeBaseline?: string;
}

/**
 * Reads the baseline that was named, if one was; and makes sure that nothing else is where one is to be written.
 * @throws UsageError when it is none
 * @throws FileError when it cannot be read
 */
export async function loadBaseline(options: BaselineOptions): Promise<readonly BaselineEntry[]> {
  if (options.writeBaseline !== undefined) await requireReplaceable(options.writeBaseline);
  if (options.baseline === undefined) return [];
  const parsed = readBaseline(options.baseline);
  if ('problem' in parsed) throw new UsageError(`${options.baseline} is no baseline: ${parsed.problem}`);
  return parsed.entries;
}

function readBaseline(file: string): ReturnType<typeof parseBaseline> {
  const read = readText(file);
  return 'text' in read ? parseBaseline(read.text.replace(/^\uFEFF/, '')) : { problem: read.skipped };
}

/** A slip in the command line must not cost a file. */
async function requireReplaceable(file: string): Promise<void> {
  const isThere = await lstat(file).then(
    () => true,
    () => false,
  );
  if (isThere && 'problem' in readBaseline(file))
    throw new UsageError(`${file} is there and no baseline; nothing was written`);
}

export interface Remaining {
  readonly files: readonly ReportedFile[];
  /** Absent without a baseline. */
  readonly accepted?: number;
}

/**
 * Takes out what the baseline accepts, and tells of its entries that match nothing any more.
 * @param isInScope whether a file would have been examined in this run, were it there
 */
export function withoutAccepted(
  files: readonly ReportedFile[],
  entries: readonly BaselineEntry[],
  { baseline }: BaselineOptions,
  isInScope: (file: string) => boolean,
): Remaining {
  if (baseline === undefined) return { files };
  const base = path.dirname(path.resolve(baseline));
  const { files: left, accepted, stale } = acceptBaseline(files, entries, relativeTo(base));
  const gone = stale.filter((entry) => isInScope(path.resolve(base, entry.path)));
  if (gone.length > 0) {
    tell(
      `jwk: ${slashes(baseline)}: ${gone.length === 1 ? 'an entry matches' : `${gone.length} entries match`} nothing:`,
    );
    for (const { rule, path: file } of gone) tell(`  ${file}: ${rule}`);
    tell('  write the baseline anew with --write-baseline');
  }
  return { files: left, accepted };
}

/**
 * Writes all findings as a baseline, whole or not at all.
 * @throws FileError when it cannot be written
 */
export async function saveBaseline(files: readonly ReportedFile[], file: string): Promise<void> {
  const text = writeBaseline(files, relativeTo(path.dirname(path.resolve(file))));
  await writeFiles([{ path: file, content: text, secret: false }], true);
  const findings = files.reduce((sum, { findings: own }) => sum + own.length, 0);
  tell(`jwk: ${slashes(file)}: ${findings} ${findings === 1 ? 'finding is' : 'findings are'} accepted from now on`);
}

/** The path a baseline in that directory has for a file; that of standard input is its name. */
function relativeTo(base: string): (file: string) => string {
  return (file) => slashes(path.relative(base, path.resolve(file)));
}

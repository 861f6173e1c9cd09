/** The configuration of a run: the config file, the block list, and what the options add. */
import path from 'node:path';
import {
  appendItems,
  applyEdits,
  format,
  insertMembers,
  layoutOf,
  lineIndent,
  replace,
  type TextEdit,
} from '../../core/document/edits.ts';
import { parseJson } from '../../core/document/json.ts';
import { toValue, value } from '../../core/document/tree.ts';
import { oncePer } from '../../core/maps.ts';
import { writeDocument } from '../../core/operations/documents.ts';
import { readPairPath } from '../../core/pairs/path.ts';
import { positionsIn } from '../../core/report/positions.ts';
import { readBlocklist } from '../../core/rules/blocklist.ts';
import type { LintConfiguration } from '../../core/rules/configuration.ts';
import type { Profile } from '../../core/rules/profiles.ts';
import type { Blocklist } from '../../core/rules/rule.ts';
import {
  configurationFor,
  emptyConfiguration,
  parseConfiguration,
  type Configuration,
  type DocumentSettings,
  type Pair,
} from '../../configuration.ts';
import { FileError, readText, repositoryOf, requireUtf8, type FileToWrite } from '../files.ts';
import { readList } from '../linkedFile.ts';
import { UsageError } from './io.ts';

export const configName = 'jwk.config.json';

export interface RunOptions {
  readonly config?: string;
  readonly profile: readonly Profile[];
  readonly exposure?: 'public' | 'private';
  readonly blocklist?: string;
}

/** What one document of the run is read and linted with. */
export interface RunSettings extends DocumentSettings {
  /** The directory that links count from: the config file's. */
  readonly base: string;
}

/** The settings of each document of the run, by its path. */
export type SettingsOf = (file: string) => RunSettings;

/**
 * @throws UsageError when the config file or the block list is faulty
 * @throws FileError when one cannot be read
 */
export async function loadSettings(options: RunOptions): Promise<SettingsOf> {
  const { configuration, base } = loadConfig(options.config);
  const listPath =
    options.blocklist ??
    (configuration.blocklist === undefined ? undefined : path.resolve(base, configuration.blocklist));
  const blocklist = listPath === undefined ? undefined : await loadBlocklist(listPath);
  const settingsOf = settingsFrom(configuration, base, blocklist);
  const withProfiles = oncePer((lint: LintConfiguration): LintConfiguration => {
    return { ...lint, profiles: new Set([...lint.profiles, ...options.profile]) };
  });
  return (file) => {
    const settings = settingsOf(file);
    return {
      ...settings,
      read: { ...settings.read, ...(options.exposure === undefined ? {} : { exposure: options.exposure }) },
      lint: withProfiles(settings.lint),
    };
  };
}

/**
 * What the config file in the working directory says of documents that are not linted; the block list is not read.
 * @throws UsageError when the config file is faulty
 * @throws FileError when it cannot be read
 */
export function loadReadSettings(): SettingsOf {
  const { configuration, base } = loadConfig(undefined);
  return settingsFrom(configuration, base, undefined);
}

function settingsFrom(configuration: Configuration, base: string, blocklist: Blocklist | undefined): SettingsOf {
  return (file) => {
    // Globs are relative to the config file's directory; files outside of it are matched by their whole path.
    const relative = path.relative(base, path.resolve(file));
    const shown = relative.startsWith('..') || path.isAbsolute(relative) ? path.resolve(file) : relative;
    return { ...configurationFor(configuration, slashes(shown), blocklist), base };
  };
}

/** How standard input is called where nobody gave it a name. */
export const stdinName = 'stdin.json';

/** What decides the role and exposure of one document. */
export interface Judged {
  /**
   * The path whose directories tell how public a document is, the same wherever the command is run: from the root of
   * the repository, or the whole path outside of one.
   */
  readonly path: string;
  readonly settings: RunSettings;
}

/**
 * Judges a document by its name, for every command alike: what lint takes for public, no other command takes for
 * private.
 * @param named its path or the name it is to be judged by; undefined for standard input without one
 */
export function judge(named: string | undefined, settingsOf: SettingsOf): Judged {
  const settings = settingsOf(named ?? stdinName);
  if (named === undefined) return { path: stdinName, settings };
  const whole = path.resolve(named);
  const repository = repositoryOf(path.dirname(whole));
  return { path: slashes(repository === undefined ? whole : `/${path.relative(repository, whole)}`), settings };
}

export function slashes(file: string): string {
  return file.split(path.sep).join('/');
}

/**
 * The config file in the working directory with the pair added, made where there is none; undefined when it has the
 * pair already.
 * @throws UsageError when the config file is faulty, or a file is none it could name
 * @throws FileError when it cannot be read
 */
export function linking(own: string, published: string): FileToWrite | undefined {
  const { configuration } = loadConfig(undefined);
  const pair: Pair = { private: fromConfig(own), public: fromConfig(published) };
  if (pair.private === pair.public) throw new UsageError(`${own} cannot be both files of a pair`);
  if (configuration.pairs.some((p) => p.private === pair.private && p.public === pair.public)) return undefined;
  const read = ifThere(() => readText(configName));
  if (read === undefined) return { path: configName, content: writeDocument({ pairs: [pair] }), secret: false };
  if ('skipped' in read) throw new UsageError(`${configName}: ${read.skipped}`);
  const { text, octets } = read;
  requireUtf8(configName, octets, text);
  return { path: configName, content: applyEdits(text, pairEdits(text, pair)), secret: false, previous: octets };
}

/** A path as the config file in the working directory names it. */
function fromConfig(file: string): string {
  const relative = path.relative(process.cwd(), path.resolve(file));
  if (relative === '' || relative === '..' || relative.startsWith(`..${path.sep}`) || path.isAbsolute(relative))
    throw new UsageError(`${file} is outside of the working directory, from which ${configName} counts its paths`);
  const read = readPairPath(slashes(relative));
  if ('path' in read) return read.path;
  throw new UsageError(
    `${file} cannot be named in ${configName}: backslashes and a beginning like "c:" mean more there`,
  );
}

function pairEdits(text: string, pair: Pair): TextEdit[] {
  const { root } = parseJson(text);
  if (root?.type !== 'object') throw new UsageError(`${configName} is not an object`);
  const pairs = value(root, 'pairs');
  if (pairs?.type === 'array') return [appendItems(text, pairs, [pair])];
  const layout = layoutOf(text);
  const [first] = root.members;
  if (first === undefined) return [replace(root, format({ pairs: [pair] }, '', layout))];
  const isTall = text.slice(root.start, first.name.start).includes('\n');
  const json = isTall ? format([pair], lineIndent(text, first.name.start), layout) : JSON.stringify([pair]);
  return [pairs === undefined ? insertMembers(text, root, [['pairs', json]]) : replace(pairs, json)];
}

function loadConfig(named: string | undefined): { configuration: Configuration; base: string } {
  const file = named ?? configName;
  const read = named === undefined ? ifThere(() => readText(file)) : readText(file);
  if (read === undefined) return { configuration: emptyConfiguration, base: process.cwd() };
  if ('skipped' in read) throw new UsageError(`${file}: ${read.skipped}`);
  const { text } = read;
  const { root, errors } = parseJson(text.replace(/^\uFEFF/, ''));
  const [error] = errors;
  if (error !== undefined) {
    const { line, character } = positionsIn(text)(error.start);
    throw new UsageError(`${file}:${line + 1}:${character + 1} is not valid JSON: ${error.message}`);
  }
  const { config, problems } = parseConfiguration(toValue(root), true);
  if (problems.length > 0)
    throw new UsageError(`${file} has ${problems.length === 1 ? 'a mistake' : 'mistakes'}`, problems);
  return { configuration: config, base: path.dirname(path.resolve(file)) };
}

/** Undefined where there is no such file. */
function ifThere<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileError && error.message.startsWith('there is no')) return undefined;
    throw error;
  }
}

async function loadBlocklist(file: string): Promise<Blocklist | undefined> {
  const { blocklist, problems } = readBlocklist(await readList(file), path.basename(file));
  if (problems.length > 0) throw new UsageError(`${file} is no block list`, problems);
  return blocklist;
}

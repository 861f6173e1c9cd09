/**
 * Settings: unknown JSON, from an editor's `jwk` section or a jwk.config.json, to what one document is read and
 * linted with. Used by the language server and the command line alike. Nothing here throws: what is wrong is told and
 * left out.
 */
import type { ReadOptions } from './core/document/document.ts';
import { readPairPath } from './core/pairs/path.ts';
import { oncePer } from './core/maps.ts';
import { isRecord } from './core/record.ts';
import type { LintConfiguration } from './core/rules/configuration.ts';
import { rulesById } from './core/rules/index.ts';
import { isProfile, profileNames, type Profile } from './core/rules/profiles.ts';
import type { Blocklist, Level, PairSide } from './core/rules/rule.ts';
import { list, quoted } from './core/text.ts';
import { compileGlob, type Glob } from './globs.ts';

type Levels = Readonly<Partial<Record<string, Level>>>;

interface Mapping<T> {
  readonly files: Glob;
  readonly value: T;
}

interface Override {
  readonly files: readonly Glob[];
  readonly profiles: readonly Profile[] | undefined;
  readonly rules: Levels;
}

/** A private set and the public one made from it: paths from the folder or configuration file, without `.` and `..`. */
export interface Pair {
  readonly private: string;
  readonly public: string;
}

/** What a document is linked with. */
export interface Link {
  /** What the other document is. */
  readonly side: PairSide;
  /** The other document's path, as in {@link Pair}. */
  readonly path: string;
  /** What messages call the other document, and the one at hand. */
  readonly name: string;
  readonly ownName: string;
}

/** The settings of a workspace or run, checked. */
export interface Configuration {
  readonly profiles: readonly Profile[];
  readonly rules: Levels;
  readonly exposure: readonly Mapping<'public' | 'private'>[];
  readonly roles: readonly Mapping<'jwk' | 'jwks' | 'metadata' | 'other'>[];
  /** Path of the block list, to be read by whoever has a file system. */
  readonly blocklist: string | undefined;
  readonly overrides: readonly Override[];
  readonly attenuateTests: boolean;
  /** Whether editors show commands above keys and sets. */
  readonly codeLens: boolean;
  readonly pairs: readonly Pair[];
}

/** What one document is read and linted with. */
export interface DocumentSettings {
  readonly read: ReadOptions;
  readonly lint: LintConfiguration;
  readonly codeLens: boolean;
  readonly links: readonly Link[];
}

export const emptyConfiguration: Configuration = {
  profiles: [],
  rules: {},
  exposure: [],
  roles: [],
  blocklist: undefined,
  overrides: [],
  attenuateTests: true,
  codeLens: true,
  pairs: [],
};

const levels = ['off', 'hint', 'information', 'warning', 'error'] as const satisfies readonly Level[];
const exposures = ['public', 'private'] as const;
const roles = ['jwk', 'jwks', 'metadata', 'other'] as const;
const settingNames = [
  ...['profiles', 'rules', 'exposure', 'roles', 'blocklist', 'overrides', 'attenuateTests'],
  'pairs',
] as const;

/**
 * Reads `{ profiles, rules, exposure, roles, blocklist, overrides, attenuateTests, pairs }` (rules.md §3.9).
 * @param strict whether unknown settings are problems: a config file has no others, an editor's section may
 * @returns the usable part, and a line for each mistake
 */
export function parseConfiguration(input: unknown, strict = false): { config: Configuration; problems: string[] } {
  const problems: string[] = [];
  if (input === undefined || input === null) return { config: emptyConfiguration, problems };
  if (!isRecord(input)) return { config: emptyConfiguration, problems: ['The settings are not an object'] };
  if (strict) problems.push(...unknownNames(input, [...settingNames, '$schema'], 'setting'));
  const { attenuateTests, blocklist } = input;
  if (attenuateTests !== undefined && typeof attenuateTests !== 'boolean')
    problems.push('"attenuateTests" must be true or false');
  // Editors send an empty text for a path that is not set.
  if (blocklist !== undefined && blocklist !== null && typeof blocklist !== 'string')
    problems.push('"blocklist" must be the path of a file');
  const config: Configuration = {
    profiles: readProfiles(input.profiles, 'profiles', problems) ?? [],
    rules: readLevels(input.rules, 'rules', problems),
    exposure: readMappings(input.exposure, 'exposure', exposures, problems),
    roles: readMappings(input.roles, 'roles', roles, problems),
    blocklist: typeof blocklist === 'string' && blocklist !== '' ? blocklist : undefined,
    overrides: readOverrides(input.overrides, problems),
    attenuateTests: attenuateTests !== false,
    codeLens: readCodeLens(input.codeLens, problems),
    pairs: readPairs(input.pairs, problems),
  };
  return { config, problems };
}

/**
 * The settings for one document.
 * @param path its path or URI; a leading slash in a glob stands for the beginning of it
 * @param blocklist the block list, where one is configured and was read
 */
export function configurationFor(config: Configuration, path: string, blocklist?: Blocklist): DocumentSettings {
  const exposure = config.exposure.find((m) => m.files(path))?.value;
  const role = config.roles.find((m) => m.files(path))?.value;
  return {
    read: { ...(exposure === undefined ? {} : { exposure }), ...(role === undefined ? {} : { role }) },
    lint: lintFor(config, path, blocklist),
    codeLens: config.codeLens,
    links: config.pairs.length === 0 ? [] : linksOf(config.pairs, path),
  };
}

/** By the overrides that hold. */
const lintBy = oncePer((_: Configuration) => new Map<string, LintConfiguration>());

/** One object for all documents with the same: the engine keeps with it which rules there are to ask. */
function lintFor(config: Configuration, path: string, blocklist: Blocklist | undefined): LintConfiguration {
  const overrides = config.overrides.filter((o) => o.files.some((matches) => matches(path)));
  const known = lintBy(config);
  const holding = overrides.map((o) => config.overrides.indexOf(o)).join();
  let lint = known.get(holding);
  if (lint?.blocklist !== blocklist || lint === undefined) {
    const profiles = overrides.reduce<readonly Profile[]>((inherited, o) => o.profiles ?? inherited, config.profiles);
    const rules: Levels = Object.assign({}, config.rules, ...overrides.map((o) => o.rules)) as Levels;
    lint = { profiles: new Set(profiles), rules, attenuateTests: config.attenuateTests, blocklist };
    known.set(holding, lint);
  }
  return lint;
}

/** @param path as it is held against globs, from the folder: with or without a leading slash */
function linksOf(pairs: readonly Pair[], path: string): Link[] {
  const own = path.replace(/^\//, '');
  return pairs.flatMap((pair): Link[] => [
    ...(pair.private === own ? [{ side: 'public' as const, path: pair.public, ...namesOf(pair.public, own) }] : []),
    ...(pair.public === own ? [{ side: 'private' as const, path: pair.private, ...namesOf(pair.private, own) }] : []),
  ]);
}

/** By their names, or by their paths where they have the same name. */
function namesOf(path: string, ownPath: string): Pick<Link, 'name' | 'ownName'> {
  const last = (of: string): string => of.slice(of.lastIndexOf('/') + 1);
  return last(path) === last(ownPath) ? { name: path, ownName: ownPath } : { name: last(path), ownName: last(ownPath) };
}

function readProfiles(value: unknown, where: string, problems: string[]): readonly Profile[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) {
    problems.push(`"${where}" must be a list of profiles`);
    return undefined;
  }
  const found: Profile[] = [];
  for (const name of value as readonly unknown[]) {
    if (typeof name === 'string' && isProfile(name)) found.push(name);
    else if (name !== 'rfc')
      problems.push(`"${where}": ${unknownProfile(typeof name === 'string' ? name : JSON.stringify(name))}`);
  }
  return found;
}

/** "There is no profile …", with what may have been meant. */
export function unknownProfile(name: string): string {
  return `there is no profile ${quoted(name)}${didYouMean(name, profileNames, `; there are rfc, ${list(profileNames)}`)}`;
}

function readLevels(value: unknown, where: string, problems: string[]): Levels {
  const found: Record<string, Level> = {};
  if (value === undefined || value === null) return found;
  if (!isRecord(value)) {
    problems.push(`"${where}" must be an object: rule to ${list(levels)}`);
    return found;
  }
  problems.push(...unknownNames(value, [...rulesById.keys()], 'rule', where));
  for (const [id, level] of Object.entries(value)) {
    if (!rulesById.has(id)) continue;
    // null and "default" leave the rule as it is, so that a broader setting can be undone.
    if (level === null || level === 'default') continue;
    if (isOneOf(level, levels)) found[id] = level;
    else problems.push(`"${where}.${id}" must be one of ${list(levels)}`);
  }
  return found;
}

function readMappings<T extends string>(
  value: unknown,
  where: string,
  values: readonly T[],
  problems: string[],
): Mapping<T>[] {
  if (value === undefined || value === null) return [];
  if (!isRecord(value)) {
    problems.push(`"${where}" must be an object: glob to ${list(values)}`);
    return [];
  }
  return Object.entries(value).flatMap(([pattern, to]) => {
    const files = readGlob(pattern, where, problems);
    if (!isOneOf(to, values)) problems.push(`"${where}": ${quoted(pattern)} must be one of ${list(values)}`);
    return files !== undefined && isOneOf(to, values) ? [{ files, value: to }] : [];
  });
}

function readOverrides(value: unknown, problems: string[]): Override[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.push('"overrides" must be a list of { files, profiles, rules }');
    return [];
  }
  return (value as readonly unknown[]).flatMap((entry, i) => {
    const where = `overrides[${i}]`;
    if (!isRecord(entry)) {
      problems.push(`"${where}" must be an object with files, profiles and rules`);
      return [];
    }
    problems.push(...unknownNames(entry, ['files', 'profiles', 'rules'], 'setting', where));
    const { files } = entry;
    const patterns: unknown = typeof files === 'string' ? [files] : files;
    if (!Array.isArray(patterns) || patterns.length === 0 || !patterns.every((p) => typeof p === 'string')) {
      problems.push(`"${where}.files" must be a glob or a list of globs`);
      return [];
    }
    return [
      {
        files: patterns.flatMap((p) => readGlob(p, `${where}.files`, problems) ?? []),
        profiles: readProfiles(entry.profiles, `${where}.profiles`, problems),
        rules: readLevels(entry.rules, `${where}.rules`, problems),
      },
    ];
  });
}

/** `codeLens.enabled`: of editors only. */
function readCodeLens(value: unknown, problems: string[]): boolean {
  const enabled = isRecord(value) ? (value.enabled ?? true) : true;
  if (typeof enabled !== 'boolean') problems.push('"codeLens.enabled" must be true or false');
  return enabled !== false;
}

function readPairs(value: unknown, problems: string[]): Pair[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.push('"pairs" must be a list of { private, public }');
    return [];
  }
  return (value as readonly unknown[]).flatMap((entry, i) => {
    const where = `pairs[${i}]`;
    if (!isRecord(entry)) {
      problems.push(`"${where}" must be an object with private and public`);
      return [];
    }
    problems.push(...unknownNames(entry, ['private', 'public'], 'setting', where));
    const [own, published] = [
      readPath(entry.private, `${where}.private`, problems),
      readPath(entry.public, `${where}.public`, problems),
    ];
    if (own === undefined || published === undefined) return [];
    if (own === published) {
      problems.push(`"${where}" must name two files`);
      return [];
    }
    return [{ private: own, public: published }];
  });
}

function readPath(value: unknown, where: string, problems: string[]): string | undefined {
  if (typeof value !== 'string' || value === '') {
    problems.push(`"${where}" must be the path of a file`);
    return undefined;
  }
  const read = readPairPath(value);
  if ('path' in read) return read.path;
  problems.push(`"${where}": ${quoted(value)} ${read.problem}`);
  return undefined;
}

function readGlob(pattern: string, where: string, problems: string[]): Glob | undefined {
  try {
    return compileGlob(pattern);
  } catch (error) {
    problems.push(
      `"${where}": ${quoted(pattern)} is no glob: ${error instanceof SyntaxError ? error.message : 'it cannot be read'}`,
    );
    return undefined;
  }
}

function isOneOf<T extends string>(value: unknown, values: readonly T[]): value is T {
  return typeof value === 'string' && (values as readonly string[]).includes(value);
}

function unknownNames(
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  what: string,
  where?: string,
): string[] {
  const lead = where === undefined ? '' : `"${where}": `;
  return Object.keys(given)
    .filter((name) => !known.includes(name))
    .map((name) => `${lead}there is no ${what} ${quoted(name)}${didYouMean(name, known)}`);
}

function didYouMean(name: string, known: readonly string[], otherwise = ''): string {
  const [best] = known
    .map((k) => [distance(name.toLowerCase(), k.toLowerCase()), k] as const)
    .sort((a, b) => a[0] - b[0]);
  if (best === undefined || best[0] > Math.max(2, Math.floor(name.length / 4))) return otherwise;
  return `; did you mean ${quoted(best[1])}?`;
}

/** Levenshtein distance; names are short. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const change = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

/**
 * Runs bundles with what V8 compiled of them the last time, for Node 20, which cannot keep that itself (from 22.1 on
 * `module.enableCompileCache` does). A bundle of its own: bin/jwk.cjs loads it where it is needed.
 *
 * Kept is code alone, never what it worked on. V8 trusts what it is given, so an entry is used only when it is undamaged,
 * made by this very Node of this very file, and in a directory that nobody else can write to or replace.
 */
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** Of shorter files an entry costs more than compiling them does. */
const minLength = 16 * 1024;

/** Before V8's data stand a check sum of them and zeros: V8 takes data at multiples of 8 octets. */
const headerLength = 8;

const wrapper = '(function (exports, require, module, __filename, __dirname) { ';

type Wrapped = (
  exports: object,
  require: NodeJS.Require,
  module: { exports: object },
  file: string,
  folder: string,
) => void;

/**
 * Runs a CommonJS file and the ones it requires by relative paths in the same directory.
 * @param path absolute
 * @param requireOther how modules of Node are required
 * @returns the file's exports
 * @throws what reading or running the files throws; that nothing can be kept is no error
 */
export function runFromCache(path: string, requireOther: (id: string) => unknown): object {
  const cache = cacheDirectory();
  const toKeep = new Map<string, Script>();
  const modules = new Map<string, { exports: object }>();
  const folder = dirname(path);
  const run = (file: string): object => {
    const known = modules.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    const script = compile(file);
    modules.set(file, module);
    const require = (id: string): unknown => (id.startsWith('./') ? run(join(folder, id)) : requireOther(id));
    (script.runInThisContext() as Wrapped).call(
      module.exports,
      module.exports,
      require as NodeJS.Require,
      module,
      file,
      folder,
    );
    return module.exports;
  };
  const compile = (filename: string): Script => {
    const source = readFileSync(filename);
    const wrapped = `${wrapper}${source.toString()}\n})`;
    const placed = { filename, columnOffset: -wrapper.length };
    if (cache === undefined || source.length < minLength) return new Script(wrapped, placed);
    // V8 keeps the file's name too: of a copy elsewhere the entry is another.
    const key = crc32(filename, crc32(source)).toString(16).padStart(8, '0');
    const entry = join(cache, `${basename(filename, '.cjs')}-${key}`);
    const cachedData = readEntry(entry);
    const script = new Script(wrapped, { ...placed, ...(cachedData === undefined ? {} : { cachedData }) });
    if (script.cachedDataRejected !== false) toKeep.set(entry, script);
    return script;
  };
  process.once('exit', (code) => {
    // Who only mistyped an option has had little compiled.
    if (code === 2) return;
    for (const [entry, script] of toKeep) writeEntry(entry, script);
  });
  return run(path);
}

/** The directory, made where it is not there; undefined where nothing is to be kept or not safely. */
function cacheDirectory(): string | undefined {
  const { env, version, arch } = process;
  // What is covered must be compiled; and Node 21 has no check sums.
  const isUnwanted = Boolean(env.NODE_DISABLE_COMPILE_CACHE) || Boolean(env.NODE_V8_COVERAGE);
  const user = process.getuid?.();
  // Windows does not tell whose a directory is.
  if (isUnwanted || user === undefined || typeof crc32 !== 'function') return undefined;
  const { NODE_COMPILE_CACHE: named = '' } = env;
  const parent = named === '' ? tmpdir() : named;
  const directory = join(parent, `jwk-compile-cache-${version}-${arch}-${user}`);
  return unlessFails(() => {
    // Who can write to the parent could put another directory in the place of ours, unless it is sticky.
    const around = statSync(parent);
    const isSafe =
      (around.uid === 0 || around.uid === user) && ((around.mode & 0o022) === 0 || (around.mode & 0o1000) !== 0);
    if (!isSafe) return undefined;
    if (!existsSync(directory)) mkdirSync(directory, { mode: 0o700 });
    const own = lstatSync(directory);
    return own.isDirectory() && own.uid === user && (own.mode & 0o077) === 0 ? directory : undefined;
  });
}

/** Whatever goes wrong with the cache, the program runs without it. */
function unlessFails<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

function readEntry(entry: string): Buffer | undefined {
  return unlessFails(() => {
    const kept = readFileSync(entry);
    const data = kept.subarray(headerLength);
    return data.length > 0 && kept.readUInt32LE() === crc32(data) ? data : undefined;
  });
}

/** At the end of the run: by then V8 has compiled what a run needs. */
function writeEntry(entry: string, script: Script): void {
  const written = `${entry}.${process.pid}`;
  unlessFails(() => {
    const data = script.createCachedData();
    const header = Buffer.alloc(headerLength);
    header.writeUInt32LE(crc32(data));
    writeFileSync(written, Buffer.concat([header, data]), { flag: 'wx', mode: 0o600 });
    renameSync(written, entry);
  });
  // Not there unless that failed.
  unlessFails(() => {
    rmSync(written, { force: true });
  });
}

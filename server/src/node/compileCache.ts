/**
 * Runs bundles with what V8 compiled of them the last time, for Node 20, which cannot keep that itself (from 22.1 on
 * `module.enableCompileCache` does). A bundle of its own: bin/jwk.cjs loads it where it is needed.
 *
 * Kept is code alone, never what it worked on. V8 trusts what it is given, so an entry is used only when it is undamaged,
 * made by this very Node of this very source, and in a directory that nobody else can write to.
 */
import { lstatSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';

/** Of shorter files an entry costs more than compiling them does. */
const minLength = 16 * 1024;

/** Before V8's data stand a check sum of them and zeros: V8 takes data at multiples of 8 octets. */
const headerLength = 8;

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
    // As Node's own loader: on one line, so that positions in traces stay in theirs.
    const wrapped = `(function (exports, require, module, __filename, __dirname) { ${source.toString()}\n})`;
    if (cache === undefined || source.length < minLength) return new Script(wrapped, { filename });
    const entry = join(cache, `${basename(filename, '.cjs')}-${checkSum(source)}`);
    const cachedData = readEntry(entry);
    const script = new Script(wrapped, { filename, ...(cachedData === undefined ? {} : { cachedData }) });
    if (script.cachedDataRejected !== false) toKeep.set(entry, script);
    return script;
  };
  process.once('exit', () => {
    for (const [entry, script] of toKeep) writeEntry(entry, script);
  });
  return run(path);
}

/** The directory, made where it is not there; undefined where nothing is to be kept or not safely. */
function cacheDirectory(): string | undefined {
  const { env, version, arch } = process;
  // As Node does; and Node 21 has no check sums.
  const isUnwanted = Boolean(env.NODE_DISABLE_COMPILE_CACHE) || Boolean(env.NODE_V8_COVERAGE);
  if (isUnwanted || typeof crc32 !== 'function') return undefined;
  const user = process.getuid?.();
  const { NODE_COMPILE_CACHE: named = '' } = env;
  const parent = named === '' ? tmpdir() : named;
  const directory = join(parent, ['jwk-compile-cache', version, arch, ...(user === undefined ? [] : [user])].join('-'));
  return unlessFails(() => {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const stat = lstatSync(directory);
    const isOurs = stat.isDirectory() && (user === undefined || (stat.uid === user && (stat.mode & 0o077) === 0));
    return isOurs ? directory : undefined;
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

function checkSum(data: Buffer): string {
  return crc32(data).toString(16).padStart(8, '0');
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

/** What is kept of a run for the next one is our code, undamaged, and nobody else's; and never what it worked on. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { buildCli, jwk, root, workspace } from './support.ts';

const loader = path.join(root, 'server/dist/compileCache.cjs');

/** A program long enough to be kept, that says its word through another piece. */
function program(word: string): string {
  return `const { say } = require('./other.cjs');\nsay('${word}');\n//${'x'.repeat(20_000)}\n`;
}

const other = "exports.say = (word) => console.log(require('node:path').posix.join('said', word));";

function files(...words: readonly string[]): Record<string, string> {
  return { 'other.cjs': other, ...Object.fromEntries(words.map((word) => [`${word}.cjs`, program(word)])) };
}

type Workspace = ReturnType<typeof workspace>;

/** One that others cannot write to, whatever the umask is: in another nothing is kept. */
function makeDirectory(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o755 });
}

/** Runs the program; its temporary files go into `tmp`. */
function run(w: Workspace, word: string, env: Readonly<Record<string, string>> = {}): string {
  makeDirectory(w.at('tmp'));
  const script = `require(${JSON.stringify(loader)}).runFromCache(${JSON.stringify(w.at(`${word}.cjs`))}, require)`;
  const { stdout, stderr } = spawnSync(process.execPath, ['-e', script], {
    env: { PATH: process.env.PATH, TMPDIR: w.at('tmp'), TEMP: w.at('tmp'), ...env },
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** The directory in `tmp` that entries are kept in, and they. */
function kept(w: Workspace, parent = 'tmp'): { directory: string; entries: string[] } {
  const [name = ''] = readdirSync(w.at(parent));
  const directory = path.join(w.at(parent), name);
  return { directory, entries: name === '' ? [] : readdirSync(directory).map((n) => path.join(directory, n)) };
}

// Nothing is kept on Windows, which does not tell whose a directory is.
const skip = process.platform === 'win32';

describe('compiled code kept for the next run', { skip }, () => {
  before(buildCli);

  const inWorkspace =
    (work: (w: Workspace) => void | Promise<void>, ...words: readonly string[]) =>
    async () => {
      const w = workspace(files(...words));
      try {
        await work(w);
      } finally {
        w.remove();
      }
    };

  it(
    'is one file for each long one, for this user alone, and is left as it is by the next run',
    inWorkspace((w) => {
      assert.equal(run(w, 'one'), 'said/one\n');
      const { directory, entries } = kept(w);
      assert.equal(entries.length, 1);
      const [entry = ''] = entries;
      const modes = [directory, entry].map((file) => statSync(file).mode & 0o777);
      assert.deepEqual(modes, [0o700, 0o600]);
      const { ino, mtimeMs } = statSync(entry);
      assert.equal(run(w, 'one'), 'said/one\n');
      assert.deepEqual(kept(w).entries, entries);
      assert.deepEqual([statSync(entry).ino, statSync(entry).mtimeMs], [ino, mtimeMs]);
    }, 'one'),
  );

  it(
    'is what the next run executes',
    inWorkspace(
      (w) => {
        run(w, 'one');
        const [one = ''] = kept(w).entries;
        run(w, 'two');
        const two = kept(w).entries.find((entry) => entry !== one) ?? '';
        // V8 tells two sources of the same length by nothing: what runs is what was kept.
        writeFileSync(one, readFileSync(two));
        assert.equal(run(w, 'one'), 'said/two\n');
      },
      'one',
      'two',
    ),
  );

  it(
    'is made anew of another source',
    inWorkspace((w) => {
      run(w, 'one');
      writeFileSync(w.at('one.cjs'), program('two'));
      assert.equal(run(w, 'one'), 'said/two\n');
      assert.equal(kept(w).entries.length, 2);
    }, 'one'),
  );

  it(
    'is not used and made anew when it is damaged, wherever',
    inWorkspace((w) => {
      run(w, 'one');
      const [entry = ''] = kept(w).entries;
      const sound = readFileSync(entry);
      const flipped = (at: number): Buffer => {
        const copy = Buffer.from(sound);
        copy.writeUInt8(copy.readUInt8(at) ^ 0x10, at);
        return copy;
      };
      const damaged = [
        ...[0, 3, 8, 12, 40, sound.length >> 1, sound.length - 1].map(flipped),
        sound.subarray(0, 0),
        sound.subarray(0, 7),
        sound.subarray(0, 8),
        sound.subarray(0, sound.length >> 1),
        Buffer.alloc(sound.length),
        // V8 would run this one, which says another word.
        Buffer.from(sound.toString('latin1').replaceAll('one', 'xne'), 'latin1'),
      ];
      for (const [i, data] of damaged.entries()) {
        writeFileSync(entry, data);
        assert.equal(run(w, 'one'), 'said/one\n', `damage ${i}`);
        assert.deepEqual(kept(w).entries, [entry]);
        assert.equal(readFileSync(entry).length, sound.length, `damage ${i} mended`);
      }
    }, 'one'),
  );

  it(
    'is kept where NODE_COMPILE_CACHE says, and not at all when it is not wanted',
    inWorkspace((w) => {
      for (const name of ['NODE_DISABLE_COMPILE_CACHE', 'NODE_V8_COVERAGE']) {
        assert.equal(run(w, 'one', { [name]: w.at('coverage') }), 'said/one\n');
        assert.deepEqual(readdirSync(w.at('tmp')), []);
      }
      // Node itself keeps things there too, from 22.1 on.
      makeDirectory(w.at('named/here'));
      run(w, 'one', { NODE_COMPILE_CACHE: w.at('named/here') });
      assert.deepEqual(readdirSync(w.at('tmp')), []);
      assert.ok(readdirSync(w.at('named/here')).some((name) => name.startsWith('jwk-compile-cache-')));
    }, 'one'),
  );

  it(
    'is neither read nor written in a directory others can write to, through a link, or where there can be none',
    inWorkspace(
      (w) => {
        run(w, 'one');
        run(w, 'two');
        const { directory, entries } = kept(w);
        const [one = '', two = ''] = entries;
        // Used, they would say the wrong word.
        const [first, second] = [readFileSync(one), readFileSync(two)];
        writeFileSync(one, second);
        writeFileSync(two, first);
        assert.equal(run(w, 'one'), 'said/two\n');
        chmodSync(directory, 0o770);
        assert.equal(run(w, 'one'), 'said/one\n');
        chmodSync(directory, 0o700);
        // Nor where others could put another directory in its place.
        chmodSync(w.at('tmp'), 0o777);
        assert.equal(run(w, 'one'), 'said/one\n');
        chmodSync(w.at('tmp'), 0o1777);
        assert.equal(run(w, 'one'), 'said/two\n');
        makeDirectory(w.at('linked'));
        symlinkSync(directory, path.join(w.at('linked'), path.basename(directory)));
        assert.equal(run(w, 'one', { NODE_COMPILE_CACHE: w.at('linked') }), 'said/one\n');
        assert.equal(run(w, 'one', { NODE_COMPILE_CACHE: w.at('one.cjs') }), 'said/one\n');
        assert.equal(readdirSync(directory).length, 2);
      },
      'one',
      'two',
    ),
  );

  it(
    'leaves an error what it is, and where',
    inWorkspace((w) => {
      assert.match(run(w, 'none'), /ENOENT.*none\.cjs/);
      writeFileSync(w.at('throws.cjs'), "throw new Error('thrown at once')");
      assert.match(run(w, 'throws'), /throws\.cjs:1\n[^]*Error: thrown at once/);
    }),
  );

  it(
    'is of the file itself, not of a copy elsewhere',
    inWorkspace((w) => {
      mkdirSync(w.at('copy'));
      for (const name of ['one.cjs', 'other.cjs']) writeFileSync(w.at(`copy/${name}`), readFileSync(w.at(name)));
      run(w, 'one');
      run(w, 'copy/one');
      assert.equal(kept(w).entries.length, 2);
    }, 'one'),
  );

  it('asks of the bundle nothing that its loader has not', () => {
    const dist = path.dirname(loader);
    const pieces = readdirSync(dist).filter((name) => /^cli(?:-.*)?\.cjs$/.test(name));
    assert.ok(pieces.length > 3);
    for (const name of pieces) {
      const text = readFileSync(path.join(dist, name), 'utf8');
      assert.doesNotMatch(text, /\bimport\(|\brequire\.(?!apply)|\bmodule\.(?!exports)|^#!/, name);
    }
  });

  it(
    'holds nothing of the keys that were checked',
    inWorkspace(async (w) => {
      const d = '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE';
      const key = {
        kty: 'EC',
        crv: 'P-256',
        x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
        y: 'AAAA',
        kid: 'kept',
        d,
      };
      writeFileSync(w.at('private.jwk'), JSON.stringify(key));
      const env = { TMPDIR: w.at('tmp'), TEMP: w.at('tmp') };
      makeDirectory(w.at('tmp'));
      const { code, stdout } = await jwk(['lint', w.at('private.jwk')], { env });
      assert.equal(code, 1, stdout);
      const all = readdirSync(w.at('tmp'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));
      assert.ok(all.length > 0);
      for (const secret of [d, d.slice(10, 26), 'kept"', 'private.jwk']) {
        assert.ok(!all.some((data) => data.includes(secret) || data.includes(Buffer.from(secret, 'utf16le'))), secret);
      }
    }),
  );
});

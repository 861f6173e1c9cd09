/** What the command line reads and writes: where a key may go, and that nothing is lost on the way. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import type { JsonWebKey } from 'node:crypto';
import { existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { FileError, writeFiles } from '../../server/src/node/files.ts';
import { bin, buildCli, goodKey, goodSet, jwk, workspace } from './support.ts';

before(buildCli);

const emptySet = '{"keys":[]}';
const secretSet = `${JSON.stringify({ keys: [{ ...goodKey, d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A' }] }, null, 2)}\n`;
const onUnix = process.platform !== 'win32';

describe('how public a set is', () => {
  it('is told by the directory, wherever the command is run', async () => {
    const w = workspace({ '.well-known/jwks.json': emptySet });
    const { code, stdout } = await jwk(['generate', '--crv', 'Ed25519', '--into', 'jwks.json'], {
      cwd: w.at('.well-known'),
    });
    assert.equal(code, 0);
    assert.ok((JSON.parse(stdout) as JsonWebKey).d !== undefined);
    assert.doesNotMatch(readFileSync(w.at('.well-known/jwks.json'), 'utf8'), /"d"/);
    w.remove();
  });

  it('is told by the config file, and a role too', async () => {
    const config = JSON.stringify({ exposure: { 'c/ids.jwks': 'public' }, roles: { 'x.json': 'jwks' } });
    const w = workspace({ 'jwk.config.json': config, 'c/ids.jwks': emptySet, 'x.json': '{"keys":[]}' });
    const { code } = await jwk(['generate', '--crv', 'Ed25519', '--into', 'c/ids.jwks'], { cwd: w.path });
    assert.equal(code, 0);
    assert.doesNotMatch(readFileSync(w.at('c/ids.jwks'), 'utf8'), /"d"/);
    assert.equal((await jwk(['inspect', 'x.json'], { cwd: w.path })).code, 0);
    w.remove();
  });

  it('stops a command when the config file is faulty', async () => {
    const w = workspace({ 'jwk.config.json': '{"exposure":{"a.jwks":"secret"}}', 'a.jwks': emptySet });
    const { code, stderr } = await jwk(['generate', '--crv', 'Ed25519', '--into', 'a.jwks'], { cwd: w.path });
    assert.equal(code, 2);
    assert.match(stderr, /jwk\.config\.json has a mistake/);
    assert.equal(readFileSync(w.at('a.jwks'), 'utf8'), emptySet);
    w.remove();
  });

  it('messages name the file as it was typed', async () => {
    const w = workspace({ 'sub/a.jwks': '{"keys":[\n}' });
    const { stderr } = await jwk(['rotate', 'sub/a.jwks'], { cwd: w.path });
    assert.match(stderr, /^jwk: sub\/a\.jwks:2 is not valid JSON/);
    w.remove();
  });
});

describe('one file named twice', () => {
  const cases: readonly (readonly string[])[] = [
    ['generate', '--crv', 'Ed25519', '--into', 's.jwks', '-o', 's.jwks', '--force'],
    ['generate', '--crv', 'Ed25519', '--into', 's.jwks', '-o', './../here/s.jwks', '--force'],
    ['rotate', 'public.jwks', '--index', '0', '--public', 'public.jwks', '--key-apart'],
    ['generate', '--crv', 'Ed25519', '-o', 'a', '--public-output', 'a', '--force'],
    ['generate', '--crv', 'Ed25519', '-o', 'new', '--public-output', './new'],
  ];
  for (const args of cases) {
    it(args.join(' '), async () => {
      const files = { 'here/s.jwks': secretSet, 'here/public.jwks': goodSet, 'here/a': 'mine' };
      const w = workspace(files);
      const { code, stdout, stderr } = await jwk(args, { cwd: w.at('here') });
      assert.deepEqual([code, stdout], [2, ''], stderr);
      assert.match(stderr, /is named twice.*nothing was written/);
      for (const [name, text] of Object.entries(files)) assert.equal(readFileSync(w.at(name), 'utf8'), text);
      assert.deepEqual(readdirSync(w.at('here')).sort(), ['a', 'public.jwks', 's.jwks']);
      w.remove();
    });
  }
});

describe('files that are not UTF-8', () => {
  it('are not changed, and the line is named', async () => {
    const latin = Buffer.from('{"keys":[\n{"kty":"OKP","kid":"caf\u00e9"}\n]}', 'latin1');
    const w = workspace({ 's.private.jwks': latin });
    const { code, stdout, stderr } = await jwk(['generate', '--crv', 'Ed25519', '--into', 's.private.jwks'], {
      cwd: w.path,
    });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /jwk: s\.private\.jwks: line 2 is not UTF-8.*nothing was written/);
    assert.deepEqual(readFileSync(w.at('s.private.jwks')), latin);
    w.remove();
  });
});

describe('several files', () => {
  const octets = (text: string): Uint8Array => Buffer.from(text);
  const failure = async (writing: Promise<void>): Promise<string> => {
    const error: unknown = await writing.then(
      () => undefined,
      (e: unknown) => e,
    );
    assert.ok(error instanceof FileError, String(error));
    return error.message;
  };

  it('none is replaced when one was changed meanwhile', async () => {
    const w = workspace({ a: '1', b: 'other' });
    const message = await failure(
      writeFiles(
        [
          { path: w.at('a'), content: '2', previous: octets('1'), secret: false },
          { path: w.at('b'), content: '2', previous: octets('1'), secret: false },
        ],
        false,
      ),
    );
    assert.equal(message, 'it was changed by somebody else meanwhile; nothing was written');
    assert.equal(readFileSync(w.at('a'), 'utf8'), '1');
    assert.deepEqual(readdirSync(w.path), ['a', 'b']);
    w.remove();
  });

  it('a failure in the middle names what is written already', async () => {
    const w = workspace();
    const message = await failure(
      writeFiles(
        [
          { path: w.at('a'), content: '2', secret: false },
          { path: w.at('b'), content: '2', secret: false },
        ],
        false,
        () => {
          writeFileSync(w.at('b'), 'mine');
          return Promise.resolve();
        },
      ),
    );
    assert.equal(message, `it exists already; --force replaces it; written already: ${w.at('a')}`);
    assert.deepEqual(readdirSync(w.path), ['a', 'b']);
    assert.equal(readFileSync(w.at('b'), 'utf8'), 'mine');
    w.remove();
  });

  it('octets count where a file is compared with what it was', async () => {
    const w = workspace({ a: Buffer.from([0x7b, 0xff, 0x7d]) });
    await failure(
      writeFiles([{ path: w.at('a'), content: '{}', previous: Buffer.from([0x7b, 0xfe, 0x7d]), secret: false }], false),
    );
    w.remove();
  });
});

describe('a secret for standard output', () => {
  it('is written before the set is changed', { skip: !existsSync('/dev/full') && 'there is no /dev/full' }, () => {
    const w = workspace({ 'pub.jwks': goodSet });
    const { status, stderr } = spawnSync(process.execPath, [bin, 'rotate', 'pub.jwks', '--key-apart'], {
      cwd: w.path,
      stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
    });
    assert.equal(status, 2);
    assert.match(stderr.toString(), /standard output: no space left on the disk; nothing was written\n$/);
    assert.equal(readFileSync(w.at('pub.jwks'), 'utf8'), goodSet);
    assert.deepEqual(readdirSync(w.path), ['pub.jwks']);
    w.remove();
  });
});

describe('files that are no documents', () => {
  it('are unreadable when named, and passed over when found', async () => {
    const w = workspace({
      'u.jwks': Buffer.from(`\uFEFF${goodSet}`, 'utf16le'),
      'b.json': Buffer.from([0x7b, 0, 1]),
      'big.json': Buffer.alloc(5_000_000, ' '),
    });
    for (const name of ['u.jwks', 'b.json', 'big.json']) {
      const { code, stdout } = await jwk(['lint', '--format', 'json', name], { cwd: w.path });
      assert.equal(code, 2, name);
      assert.equal((JSON.parse(stdout) as { summary: { skipped: unknown[] } }).summary.skipped.length, 1);
    }
    assert.equal((await jwk(['lint', '.'], { cwd: w.path })).code, 0);
    assert.equal((await jwk(['lint', '-'], { input: Buffer.from([0x7b, 0, 1]) })).code, 2);
    w.remove();
  });

  it(
    'devices and pipes are read up to the limit',
    { skip: !existsSync('/dev/zero') && 'there is no /dev/zero' },
    async () => {
      const endless = await jwk(['lint', '/dev/zero']);
      assert.equal(endless.code, 2);
      assert.match(endless.stderr, /jwk: \/dev\/zero: not examined/);
      const w = workspace({ 'a.jwks': goodSet });
      const piped = spawnSync('bash', ['-c', `"${process.execPath}" "${bin}" thumbprint <(cat a.jwks)`], {
        cwd: w.path,
      });
      assert.match(piped.stdout.toString(), /^[\w-]{43} {2}good\n$/);
      w.remove();
    },
  );

  it('names with control characters are shown escaped', { skip: !onUnix && 'not a name on Windows' }, async () => {
    const long = 'a'.repeat(100);
    const w = workspace({ [`${long}\u001b[2J.jwk`]: '{"kty":"RSA"}' });
    const { stdout } = await jwk(['lint', '.'], { cwd: w.path });
    assert.match(stdout, new RegExp(`${long}\\\\u001b\\[2J\\.jwk\n`));
    w.remove();
  });
});

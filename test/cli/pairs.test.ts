/** Linked pairs and ignored private files on the command line (G5, G8). */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { ecPrivate, ecPublic, edPrivate, edPublic } from '../../server/src/core/rules/samples.ts';
import { buildCli, jwk, workspace } from './support.ts';

before(buildCli);

const set = (...keys: string[]): string => `{"keys":[${keys.map((k) => `{${k}}`).join(',')}]}\n`;
const privateText = set(
  `${ecPublic},${ecPrivate},"kid":"a","use":"sig"`,
  `${edPublic},${edPrivate},"kid":"b","use":"sig"`,
);
const drifted = set(`${ecPublic},"kid":"a","use":"sig"`);
const inStep = set(`${ecPublic},"kid":"a","use":"sig"`, `${edPublic},"kid":"b","use":"sig"`);
const config = (pairs: unknown): string => `${JSON.stringify({ pairs }, null, 2)}\n`;
const pair = { private: 'keys/own.private.jwks', public: 'public/jwks.json' };
const secrets = [ecPrivate, edPrivate].map((member) => /:"([^"]+)"/.exec(member)?.[1] ?? '');

const files = { [pair.private]: privateText, [pair.public]: drifted, 'jwk.config.json': config([pair]) };

interface Found {
  readonly files: { path: string; findings: { rule: string; message: string; fixes: { title: string }[] }[] }[];
}

async function drift(cwd: string, ...args: string[]): Promise<[string, string, string | undefined][]> {
  const { stdout } = await jwk(['lint', '--format', 'json', ...args], { cwd });
  for (const secret of secrets) assert.equal(stdout.includes(secret), false);
  return (JSON.parse(stdout) as Found).files.flatMap(({ path, findings }) =>
    findings
      .filter((f) => f.rule === 'public-set-drifted')
      .map((f): [string, string, string | undefined] => [path, f.message, f.fixes[0]?.title]),
  );
}

describe('jwk lint and pairs', () => {
  it('reports drift of both files, whichever is named', async () => {
    const w = workspace(files);
    const title = 'Update jwks.json from own.private.jwks';
    const own = [pair.private, 'Out of step with jwks.json: this key is not there', title] as const;
    const published = [
      pair.public,
      'Out of step with own.private.jwks: the public half of kid "b" is not here',
      title,
    ] as const;
    assert.deepEqual(await drift(w.path, pair.private), [own]);
    assert.deepEqual(await drift(w.path, '--quick', pair.public), [published]);
    assert.deepEqual(await drift(w.path, '.'), [own, published]);
    const { code } = await jwk(['lint', '--fail-on', 'warning', pair.public], { cwd: w.path });
    assert.equal(code, 1);
    w.remove();
  });

  it('counts paths from the config file, and passes over what is not there', async () => {
    const w = workspace({ 'deep/own.jwks': privateText, 'deep/pub.jwks': drifted, 'deep/c.json': config([]) });
    writeFileSync(w.at('deep/c.json'), config([{ private: 'own.jwks', public: 'pub.jwks' }]));
    assert.equal((await drift(w.path, '--config', 'deep/c.json', 'deep/own.jwks')).length, 1);
    writeFileSync(w.at('deep/c.json'), config([{ private: 'own.jwks', public: 'gone.jwks' }]));
    assert.deepEqual(await drift(w.path, '--config', 'deep/c.json', 'deep/own.jwks'), []);
    w.remove();
  });

  const posix = { skip: process.platform === 'win32' ? 'symbolic links and pipes are for administrators' : false };

  it('reads no file outside of the directory by way of a link, and waits for no pipe', posix, async () => {
    const w = workspace({ 'in/own.jwks': privateText, 'out/pub.jwks': drifted });
    writeFileSync(w.at('in/jwk.config.json'), config([{ private: 'own.jwks', public: 'pub.jwks' }]));
    symlinkSync(w.at('out/pub.jwks'), w.at('in/pub.jwks'));
    assert.deepEqual(await drift(w.at('in'), 'own.jwks'), []);
    rmSync(w.at('in/pub.jwks'));
    execFileSync('mkfifo', [w.at('in/pub.jwks')]);
    assert.deepEqual(await drift(w.at('in'), 'own.jwks'), []);
    rmSync(w.at('in/pub.jwks'));
    writeFileSync(w.at('in/real.jwks'), drifted);
    symlinkSync('real.jwks', w.at('in/pub.jwks'));
    assert.equal((await drift(w.at('in'), 'own.jwks')).length, 1);
    w.remove();
  });

  it('says what is wrong with the setting', async () => {
    const w = workspace({ 'a.jwks': drifted, 'jwk.config.json': config([{ private: '../a.jwks', publc: 'b' }]) });
    const { code, stderr } = await jwk(['lint', 'a.jwks'], { cwd: w.path });
    assert.equal(code, 2);
    assert.equal(
      stderr,
      [
        'jwk: jwk.config.json has mistakes',
        '  "pairs[0]": there is no setting "publc"; did you mean "public"?',
        '  "pairs[0].private": "../a.jwks" must be a path inside of the folder',
        '  "pairs[0].public" must be the path of a file',
        '',
      ].join('\n'),
    );
    w.remove();
  });
});

describe('jwk update-public', () => {
  it('mends the public file in place, and then nothing is left to say', async () => {
    const w = workspace(files);
    const { code, stdout, stderr } = await jwk(['update-public', pair.private, '--public', pair.public], {
      cwd: w.path,
    });
    assert.deepEqual(
      [code, stdout, stderr],
      [0, 'added: the public half of keys[1] (kid "b")\n', `written: ${pair.public}\n`],
    );
    assert.equal(readFileSync(w.at(pair.public), 'utf8'), inStep);
    assert.deepEqual(await drift(w.path, '.'), []);
    const again = await jwk(['update-public', pair.private, '--public', pair.public], { cwd: w.path });
    assert.deepEqual([again.code, again.stdout, again.stderr], [0, 'The public set is in step\n', '']);
    w.remove();
  });

  it('removes what only the public set has when it is told to', async () => {
    const w = workspace({ 'own.jwks': set(`${ecPublic},${ecPrivate},"kid":"a"`), 'jwks.json': inStep });
    const args = ['update-public', 'own.jwks', '--public', 'jwks.json', '--json'];
    const report = async (...more: string[]): Promise<unknown> =>
      (JSON.parse((await jwk([...args, ...more], { cwd: w.path })).stdout) as { report: unknown }).report;
    assert.deepEqual(await report(), {
      added: [],
      changed: [{ kid: 'a', members: ['use'] }],
      removed: [],
      extra: ['b'],
    });
    assert.deepEqual(await report('--remove'), { added: [], changed: [], removed: ['b'], extra: [] });
    assert.equal(readFileSync(w.at('jwks.json'), 'utf8'), set(`${ecPublic},"kid":"a"`));
    w.remove();
  });

  it('refuses a public set with private keys, and needs one', async () => {
    const w = workspace({ 'own.jwks': privateText });
    const swapped = await jwk(['update-public', 'own.jwks', '--public', 'own.jwks'], { cwd: w.path });
    assert.equal(swapped.code, 1);
    assert.equal(
      swapped.stderr,
      'jwk: own.jwks holds private or symmetric material: mend that first, or name the two the other way round\n',
    );
    assert.equal((await jwk(['update-public', 'own.jwks'], { cwd: w.path })).code, 2);
    w.remove();
  });
});

describe('--link', () => {
  it('makes a configuration file, or adds to it, once', async () => {
    const w = workspace({ [pair.private]: privateText });
    mkdirSync(w.at('public'));
    const args = ['public', pair.private, '-o', pair.public, '--link'];
    const made = await jwk(args, { cwd: w.path });
    assert.equal(made.code, 0, made.stderr);
    assert.match(made.stderr, /written: public\/jwks\.json\nwritten: jwk\.config\.json\n$/);
    assert.equal(readFileSync(w.at('jwk.config.json'), 'utf8'), config([pair]));
    assert.deepEqual(await drift(w.path, '.'), []);
    const again = await jwk([...args, '--force'], { cwd: w.path });
    assert.doesNotMatch(again.stderr, /jwk\.config/);
    const other = await jwk(['public', pair.private, '-o', 'other.json', '--link'], { cwd: w.path });
    assert.equal(other.code, 0);
    assert.equal(
      readFileSync(w.at('jwk.config.json'), 'utf8'),
      config([pair, { private: pair.private, public: 'other.json' }]),
    );
    w.remove();
  });

  it('leaves every other byte of the configuration file alone', async () => {
    const written = { private: 'a.jwks', public: 'b.jwks' };
    const cases: readonly (readonly [string, string])[] = [
      ['{"rules":{}}', `{"rules":{},"pairs":${JSON.stringify([written])}}`],
      ['{}\n', config([written])],
      [
        '{\r\n\t"rules" : { },\r\n\t"profiles" : [ ]\r\n}',
        '{\r\n\t"rules" : { },\r\n\t"profiles" : [ ],\r\n\t"pairs" : [\r\n\t\t{\r\n\t\t\t"private": "a.jwks",\r\n\t\t\t"public": "b.jwks"\r\n\t\t}\r\n\t]\r\n}',
      ],
      ['{"pairs":null}', `{"pairs":${JSON.stringify([written])}}`],
    ];
    for (const [text, expected] of cases) {
      const w = workspace({ 'a.jwks': privateText, 'jwk.config.json': text });
      const { code, stderr } = await jwk(['public', 'a.jwks', '-o', 'b.jwks', '--link'], { cwd: w.path });
      assert.equal(code, 0, stderr);
      assert.equal(readFileSync(w.at('jwk.config.json'), 'utf8'), expected);
      w.remove();
    }
  });

  it('writes nothing where the pair cannot be named', async () => {
    const w = workspace({ 'in/a.jwks': privateText, 'in/jwk.config.json': '{"pairs":1}', 'out/a.jwks': privateText });
    const faulty = await jwk(['public', 'a.jwks', '-o', 'b.jwks', '--link'], { cwd: w.at('in') });
    assert.match(faulty.stderr, /"pairs" must be a list of \{ private, public \}/);
    const outside = await jwk(['public', '../in/a.jwks', '-o', 'b.jwks', '--link'], { cwd: w.at('out') });
    assert.match(outside.stderr, /\.\.\/in\/a\.jwks is outside of the working directory/);
    const streamed = await jwk(['public', '-', '-o', 'b.jwks', '--link'], { cwd: w.at('out'), input: privateText });
    assert.match(streamed.stderr, /--link needs both files/);
    const single = await jwk(['generate', '--alg', 'ES256', '-o', 'b.jwk', '--link'], { cwd: w.at('out') });
    assert.match(
      single.stderr,
      /--link needs both files: -o for the private keys, --public-output for the public ones/,
    );
    const same = await jwk(['public', 'a.jwks', '-o', './a.jwks', '--force', '--link'], { cwd: w.at('out') });
    assert.match(same.stderr, /a\.jwks cannot be both files of a pair/);
    for (const { code, stdout } of [faulty, outside, streamed, single, same]) assert.deepEqual([code, stdout], [2, '']);
    assert.deepEqual(readdirSync(w.at('in')), ['a.jwks', 'jwk.config.json']);
    assert.deepEqual(readdirSync(w.at('out')), ['a.jwks']);
    w.remove();
  });

  it('writes no name that every later run would refuse', async () => {
    const w = workspace({ 'a.jwks': privateText });
    // Under Windows a backslash leads to a directory, which is not there.
    for (const file of ['prod:keys.jwks', ...(process.platform === 'win32' ? [] : ['a\\b.jwks'])]) {
      const { code, stdout, stderr } = await jwk(['public', 'a.jwks', '-o', file, '--link'], { cwd: w.path });
      assert.deepEqual([code, stdout], [2, '']);
      assert.ok(stderr.startsWith(`jwk: ${file} cannot be named in jwk.config.json: backslashes and`), stderr);
    }
    assert.deepEqual(readdirSync(w.path), ['a.jwks']);
    w.remove();
  });

  it('links the two files of a generated key', async () => {
    const w = workspace();
    const args = ['generate', '--alg', 'ES256', '-o', 'a.private.jwk', '--public-output', 'a.public.jwk', '--link'];
    assert.equal((await jwk(args, { cwd: w.path })).code, 0);
    assert.deepEqual(await drift(w.path, '.'), []);
    const text = readFileSync(w.at('a.public.jwk'), 'utf8');
    writeFileSync(w.at('a.public.jwk'), text.replace('"sig"', '"enc"'));
    assert.deepEqual(
      (await drift(w.path, '.')).map(([path, message]) => `${path}: ${message}`),
      [
        'a.private.jwk: Out of step with a.public.jwk: "use" differs there',
        'a.public.jwk: Out of step with a.private.jwk: "use" differs there',
      ],
    );
    w.remove();
  });
});

/** Git's index with these files (gitformat-index(5), version 2). */
function gitIndex(...files: string[]): Buffer {
  const head = Buffer.from('DIRC\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(files.length, 8);
  const entries = files.sort().map((file) => {
    const entry = Buffer.alloc((62 + file.length + 8) & ~7);
    entry.writeUInt16BE(file.length, 60);
    entry.write(file, 62);
    return entry;
  });
  return Buffer.concat([head, ...entries, Buffer.alloc(20)]);
}

describe('--gitignore', () => {
  const repository = (more: Record<string, string | Buffer> = {}): ReturnType<typeof workspace> => {
    const w = workspace({ '.git/HEAD': 'ref: refs/heads/main\n', ...more });
    mkdirSync(w.at('keys'), { recursive: true });
    return w;
  };
  const generate = ['generate', '--crv', 'Ed25519', '-o', 'keys/a.jwk'];

  it("adds the private file to the repository's .gitignore, wherever the command runs", async () => {
    const w = repository({ '.gitignore': 'dist' });
    const { code, stderr } = await jwk(['generate', '--crv', 'Ed25519', '-o', 'a.jwk', '--gitignore'], {
      cwd: w.at('keys'),
    });
    assert.equal(code, 0, stderr);
    assert.equal(readFileSync(w.at('.gitignore'), 'utf8'), 'dist\n/keys/a.jwk\n');
    assert.doesNotMatch(stderr, /warning/);
    assert.match(stderr, /written: \.\.\/\.gitignore\nwritten: a\.jwk\n$/);
    w.remove();
  });

  it('makes one, and leaves one alone that ignores the file', async () => {
    const w = repository();
    await jwk([...generate, '--public-output', 'keys/a.pub.jwk', '--gitignore'], { cwd: w.path });
    assert.equal(readFileSync(w.at('.gitignore'), 'utf8'), '/keys/a.jwk\n');
    writeFileSync(w.at('.gitignore'), 'keys/\n');
    const { stderr } = await jwk([...generate, '--force', '--gitignore'], { cwd: w.path });
    assert.equal(readFileSync(w.at('.gitignore'), 'utf8'), 'keys/\n');
    assert.doesNotMatch(stderr, /gitignore/);
    w.remove();
  });

  it('is named by a warning where it was not given', async () => {
    const w = repository({ 'keys/set.jwks': '{"keys":[]}' });
    const warning = (file: string): string =>
      `warning: ${file} holds secret keys and git does not ignore it; --gitignore adds it to .gitignore\n`;
    assert.ok((await jwk(generate, { cwd: w.path })).stderr.includes(warning('keys/a.jwk')));
    const into = await jwk(['generate', '--crv', 'Ed25519', '--into', 'keys/set.jwks'], { cwd: w.path });
    assert.ok(into.stderr.includes(warning('keys/set.jwks')));
    writeFileSync(w.at('.gitignore'), '*.jwk\n');
    assert.doesNotMatch((await jwk([...generate, '--force'], { cwd: w.path })).stderr, /warning/);
    const outside = workspace();
    assert.doesNotMatch(
      (await jwk(['generate', '--crv', 'Ed25519', '-o', 'a.jwk'], { cwd: outside.path })).stderr,
      /warn/,
    );
    outside.remove();
    w.remove();
  });

  const tracked = (file: string, command: string): string =>
    `warning: ${file} holds secret keys and git tracks it, whatever .gitignore says: ${command} ends that and leaves the file; what was committed stays in the history\n`;

  it('says of a file that git tracks what ends that, and changes nothing of what git knows', async () => {
    const w = repository({ 'a b.jwk': '', '.git/index': gitIndex('a b.jwk', 'keys/a.jwk') });
    const index = readFileSync(w.at('.git/index'));
    const plain = await jwk([...generate], { cwd: w.path });
    assert.ok(
      plain.stderr.startsWith(
        `warning: keys/a.jwk holds secret keys and git does not ignore it; --gitignore adds it to .gitignore\n${tracked('keys/a.jwk', 'git rm --cached keys/a.jwk')}OKP Ed25519`,
      ),
      plain.stderr,
    );
    const ignoring = await jwk([...generate, '--force', '--gitignore'], { cwd: w.path });
    assert.ok(ignoring.stderr.includes(tracked('keys/a.jwk', 'git rm --cached keys/a.jwk')), ignoring.stderr);
    assert.equal(readFileSync(w.at('.gitignore'), 'utf8'), '/keys/a.jwk\n');
    const again = await jwk([...generate, '--force', '--gitignore'], { cwd: w.path });
    assert.ok(again.stderr.includes(tracked('keys/a.jwk', 'git rm --cached keys/a.jwk')), again.stderr);
    assert.equal(readFileSync(w.at('.gitignore'), 'utf8'), '/keys/a.jwk\n');
    const here = await jwk(['generate', '--crv', 'Ed25519', '-o', 'a.jwk', '--force'], { cwd: w.at('keys') });
    assert.ok(here.stderr.includes(tracked('a.jwk', 'git rm --cached a.jwk')), here.stderr);
    if (process.platform !== 'win32') {
      const outside = await jwk(['generate', '--crv', 'Ed25519', '--force', '-o', w.at('a b.jwk')]);
      const command = `git -C ${w.path} rm --cached 'a b.jwk'`;
      assert.ok(outside.stderr.includes(tracked(w.at('a b.jwk'), command)), outside.stderr);
    }
    assert.deepEqual(readFileSync(w.at('.git/index')), index);
    w.remove();
  });

  it('finds the index of a linked worktree, and claims nothing of one that it cannot read', async () => {
    const w = workspace({ 'main/worktrees/w/index': gitIndex('a.jwk'), 'w/.git': 'gitdir: ../main/worktrees/w\n' });
    const args = ['generate', '--crv', 'Ed25519', '--force', '-o', 'a.jwk'];
    const found = await jwk(args, { cwd: w.at('w') });
    assert.ok(found.stderr.includes(tracked('a.jwk', 'git rm --cached a.jwk')), found.stderr);
    writeFileSync(w.at('main/worktrees/w/index'), 'DIRC, but no index');
    const unread = await jwk(args, { cwd: w.at('w') });
    assert.deepEqual([unread.code, unread.stderr.includes('tracks')], [0, false]);
    w.remove();
  });

  it("obeys the main worktree's own patterns in a linked one, and so does lint", async () => {
    const w = workspace({
      'main/.git/info/exclude': '*.jwk\n',
      'main/.git/worktrees/w/commondir': '../..\n',
      'w/.git': 'gitdir: ../main/.git/worktrees/w\n',
      'w/broken.jwk': '{',
    });
    const { stderr } = await jwk(['generate', '--crv', 'Ed25519', '-o', 'a.jwk'], { cwd: w.at('w') });
    assert.doesNotMatch(stderr, /warning/);
    const lint = await jwk(['lint', '.'], { cwd: w.at('w') });
    assert.deepEqual([lint.code, lint.stdout], [0, 'No findings: 0 key documents in 0 files\n']);
    w.remove();
  });

  it('needs a file', async () => {
    const { code, stdout, stderr } = await jwk(['generate', '--crv', 'Ed25519', '--gitignore']);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, /--gitignore is for a file with private keys; say with -o where they go/);
  });
});

/** `jwk lint` against the bundle: formats, exit codes, configuration, directories, bad input. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, openSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { githubReport } from '../../server/src/core/report/github.ts';
import { lintReport } from '../../server/src/core/report/report.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { bin, buildCli, goodKey, goodSet, jwk, workspace } from './support.ts';

before(buildCli);

/** One error (a syntax slip) and one finding with a key: a set that is broken in a stable way. */
const broken =
  '{\n  "keys": [\n    {"kty": "OKP", "use": "sig", "alg": "Ed25519", "kid": "a", "crv": "Ed25519", "x": "HssAjC_QnZrOaAO-P0DFTh8UfumzmKAXmpsm-X9jpOM="},\n  ]\n}\n';
const help = 'https://github.com/vscode-jwk/vscode-jwk/blob/main/docs/rules';

interface JsonReport {
  readonly version: number;
  readonly files: readonly {
    path: string;
    role: string;
    exposure: string;
    findings: readonly { rule: string; severity: string; key: unknown }[];
  }[];
  readonly summary: Readonly<Record<string, unknown>>;
}

const report = (text: string): JsonReport => JSON.parse(text) as JsonReport;
const found = (text: string): string[] =>
  report(text).files.flatMap((f) => f.findings.map((x) => `${f.path} ${x.rule} ${x.severity}`));

describe('formats', () => {
  const files = { 'public/jwks.json': broken, 'public/good.jwks': goodSet };

  it('text', async () => {
    const w = workspace(files);
    const { code, stdout, stderr } = await jwk(['lint', '.'], { cwd: w.path });
    assert.match(
      stdout,
      /^public\/jwks\.json\n {2}3:\d+ {2}error {2}.* {2}base64url-padding\n {4}4:3 {2}error {2}JSON syntax: .* {2}json-syntax\n\n2 errors \(2 key documents in 2 files; 2 with a fix\)\n$/,
    );
    assert.deepEqual([code, stderr], [1, '']);
    w.remove();
  });

  it('json', async () => {
    const w = workspace(files);
    const { code, stdout } = await jwk(['lint', '--format', 'json', 'public/jwks.json', 'public/good.jwks'], {
      cwd: w.path,
    });
    assert.equal(code, 1);
    const { version, files: reported, summary } = report(stdout);
    assert.equal(version, 1);
    const offset = broken.indexOf('="}');
    const [padding, syntax] = reported[0]?.findings ?? [];
    const column = offset - broken.lastIndexOf('\n', offset) - 1;
    assert.deepEqual(padding, {
      rule: 'base64url-padding',
      severity: 'error',
      message: (padding as { message?: string } | undefined)?.message,
      range: { start: { line: 2, character: column }, end: { line: 2, character: column + 1 } },
      offset,
      length: 1,
      pointer: '/keys/0/x',
      key: { index: 0, kid: 'a', kty: 'OKP' },
      fixes: [{ title: 'Remove the padding', preferred: true }],
      help: `${help}/base64url-padding.md`,
      fingerprint: (padding as { fingerprint?: string } | undefined)?.fingerprint,
    });
    assert.deepEqual([syntax?.rule, syntax?.key], ['json-syntax', null]);
    assert.deepEqual(
      reported.map((f) => [f.path, f.role, f.exposure, f.findings.length]),
      [
        ['public/jwks.json', 'jwks', 'public', 2],
        ['public/good.jwks', 'jwks', 'public', 0],
      ],
    );
    assert.deepEqual(summary, {
      files: 2,
      documents: 2,
      error: 2,
      warning: 0,
      information: 0,
      hint: 0,
      fixable: 2,
      skipped: [],
      unreadable: [],
    });
    w.remove();
  });

  it('sarif', async () => {
    const w = workspace(files);
    const { code, stdout } = await jwk(['lint', '--format', 'sarif', '.'], { cwd: w.path });
    assert.equal(code, 1);
    const log = JSON.parse(stdout) as {
      version: string;
      runs: {
        columnKind: string;
        tool: { driver: { rules: { id: string; helpUri: string }[] } };
        results: Record<string, unknown>[];
        artifacts: unknown[];
      }[];
    };
    const [run] = log.runs;
    assert.ok(run !== undefined);
    assert.deepEqual([log.version, run.columnKind, run.artifacts.length], ['2.1.0', 'utf16CodeUnits', 2]);
    assert.deepEqual(
      run.tool.driver.rules.map((r) => r.id),
      rules.map((r) => r.id),
    );
    const offset = broken.indexOf('="}');
    const column = offset - broken.lastIndexOf('\n', offset);
    assert.deepEqual(run.results[0], {
      ruleId: 'base64url-padding',
      ruleIndex: rules.findIndex((r) => r.id === 'base64url-padding'),
      level: 'error',
      message: run.results[0]?.message,
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'public/jwks.json', uriBaseId: 'SRCROOT', index: 1 },
            region: {
              startLine: 3,
              startColumn: column,
              endLine: 3,
              endColumn: column + 1,
              charOffset: offset,
              charLength: 1,
            },
          },
          logicalLocations: [{ fullyQualifiedName: '/keys/0/x', kind: 'member' }],
        },
      ],
      partialFingerprints: run.results[0]?.partialFingerprints,
    });
    w.remove();
  });

  it('sarif fingerprints stay when a key moves, and tell two findings apart', async () => {
    const prints = async (text: string): Promise<string[]> => {
      const { stdout } = await jwk(['lint', '--format', 'sarif', '--as', 'jwks.json', '-'], { input: text });
      const log = JSON.parse(stdout) as {
        runs: { results: { ruleId: string; partialFingerprints: Record<string, string> }[] }[];
      };
      return (log.runs[0]?.results ?? [])
        .map((r) => `${r.ruleId} ${r.partialFingerprints['jwkFinding/v1'] ?? ''}`)
        .sort();
    };
    const bad = (kid: string): object => ({ ...goodKey, kid, x: `${goodKey.x}=` });
    const one = await prints(JSON.stringify({ keys: [bad('a')] }));
    const moved = await prints(
      JSON.stringify({ keys: [{ ...goodKey, x: '_Q34slMKeMVny5OcZACCyPw5WAoRXkZqAWbHEAzBQJQ' }, bad('a')] }, null, 4),
    );
    assert.ok(one.length > 0);
    for (const print of one) assert.ok(moved.includes(print), print);
    const both = await prints(JSON.stringify({ keys: [bad('a'), bad('b')] }));
    assert.equal(new Set(both).size, both.length);
  });

  it('github', async () => {
    const w = workspace({ 'a,b/jwks.json': broken });
    const { stdout } = await jwk(['lint', '--format', 'github', '.'], { cwd: w.path });
    const [first] = stdout.split('\n');
    assert.match(
      first ?? '',
      /^::error file=a%2Cb\/jwks\.json,line=3,endLine=3,col=\d+,endColumn=\d+,title=base64url-padding \(error\)::[^:].*$/,
    );
    w.remove();
  });

  it('github escapes what would end a command', () => {
    const start = { line: 0, character: 0 };
    const finding = {
      rule: 'r',
      severity: 'hint',
      message: '100%\r\n::error::x',
      range: { start, end: start },
      offset: 0,
      length: 0,
      pointer: '',
      key: null,
      fixes: [],
      help: '',
      fingerprint: '',
    } as const;
    const text = githubReport(
      lintReport([{ path: 'a:b.json', role: 'jwk', exposure: null, findings: [finding] }], {
        files: 1,
        skipped: [],
        unreadable: [],
      }),
    );
    assert.equal(
      text,
      '::notice file=a%3Ab.json,line=1,endLine=1,col=1,endColumn=1,title=r (hint)::100%25%0D%0A::error::x\n',
    );
  });

  it('no colours where nobody sees them', async () => {
    const { stdout } = await jwk(['lint', '-'], { input: broken, env: { FORCE_COLOR: '1' } });
    // eslint-disable-next-line no-control-regex
    assert.doesNotMatch(stdout, /\u001b/);
  });
});

describe('exit codes and options', () => {
  it('0 without findings, 1 with, by --fail-on', async () => {
    const hint = JSON.stringify({ ...goodKey, alg: 'EdDSA' });
    assert.equal((await jwk(['lint', '-'], { input: goodSet })).code, 0);
    assert.equal((await jwk(['lint', '-'], { input: hint })).code, 0);
    assert.equal((await jwk(['lint', '--fail-on', 'hint', '-'], { input: hint })).code, 1);
    assert.equal((await jwk(['lint', '--fail-on', 'information', '-'], { input: hint })).code, 0);
  });

  it('2 for wrong usage, each with one line that says what', async () => {
    const w = workspace({ 'a.json': goodSet });
    const cases: readonly (readonly [readonly string[], RegExp])[] = [
      [['lint'], /missing required argument 'path'/],
      [['lint', '--format', 'xml', 'a.json'], /Allowed choices are text, json, sarif, github/],
      [['lint', '--profile', 'oidcop', 'a.json'], /there is no profile "oidcop"; did you mean "oidc-op"\?/],
      [['lint', '--profile', 'zzzzzz', 'a.json'], /there are rfc, oidc-op/],
      [['lint', '--now', 'tomorrow', 'a.json'], /--now takes ISO 8601/],
      [['lint', '--fail-on', 'fatal', 'a.json'], /Allowed choices are error, warning, information, hint/],
      [['lint', '--as', 'x.json', 'a.json', 'a.json'], /--as names one document/],
      [['lint', '--as', 'x.json', '.'], /--as names one document, but a directory/],
      [['lint', '--config', 'none.json', 'a.json'], /none\.json: there is no such file/],
      [['lint', '--blocklist', 'none.txt', 'a.json'], /none\.txt: there is no such file/],
      [['lint', '--blocklist', 'a.json', 'a.json'], /a\.json is no block list\n {2}line 1 is no RFC 7638/],
      [['frobnicate'], /unknown command 'frobnicate'/],
      [['lint', '--frob', 'a.json'], /unknown option '--frob'/],
    ];
    for (const [args, message] of cases) {
      const { code, stdout, stderr } = await jwk(args, { cwd: w.path });
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, message);
    }
    w.remove();
  });

  it('--as and --exposure decide how public a document is', async () => {
    const secret = JSON.stringify({
      kty: 'oct',
      use: 'sig',
      alg: 'HS256',
      kid: 'a',
      k: 'zbAyMgdVHsYjUbbhNIzzu2_7tZNWsrbAWmgHBV1jIgs',
    });
    const ids = async (...args: string[]): Promise<string[]> =>
      found((await jwk(['lint', '--format', 'json', ...args, '-'], { input: secret })).stdout);
    assert.deepEqual(await ids('--as', 'public/key.jwk'), ['public/key.jwk symmetric-key-in-public-document error']);
    assert.deepEqual(await ids('--exposure', 'public'), ['stdin.json symmetric-key-in-public-document error']);
    assert.deepEqual(await ids('--as', 'public/key.jwk', '--exposure', 'private'), []);
  });

  it('takes a pasted response from standard input for one (K4, V6)', async () => {
    const input = `HTTP/1.1 200 OK\nContent-Type: application/json\n\n${goodSet}`;
    const { code, stdout } = await jwk(['lint', '--format', 'json', '-'], { input });
    assert.deepEqual([code, found(stdout)], [0, ['stdin.json json-syntax information']]);
  });

  it('--profile, --now and --blocklist reach the rules', async () => {
    const w = workspace({
      'list.txt': '# ours\n\nFIQk4cCuSpxd7_P2QHVYLs4dUPWXVLVvRZ1cOyyWD0Q # a\n',
      'key.jwk': JSON.stringify({ ...goodKey, kid: undefined, exp: 1_700_000_000 }),
    });
    const run = async (...args: string[]): Promise<string[]> =>
      found((await jwk(['lint', '--format', 'json', ...args, 'key.jwk'], { cwd: w.path })).stdout);
    assert.ok((await run('--now', '2026-01-01')).includes('key.jwk key-expired warning'));
    assert.ok(!(await run('--now', '1600000000')).join().includes('key-expired'));
    assert.ok((await run('--profile', 'oidc-op', '--profile', 'fapi2')).includes('key.jwk kid-missing error'));
    const { stdout } = await jwk(['thumbprint', 'key.jwk'], { cwd: w.path });
    const own = workspace({ 'list.txt': `# ours\r\n\r\n${stdout.trim()} # a\r\n` });
    assert.equal(
      (await run('--blocklist', own.at('list.txt'))).some((f) => f.includes('compromised-key')),
      rules.some((r) => r.id === 'compromised-key'),
    );
    assert.equal(
      (await run('--blocklist', 'list.txt')).some((f) => f.includes('compromised-key')),
      false,
    );
    // As badkeys publishes it: 120 bits of a hash of x, and a number.
    const hash = createHash('sha256').update(Buffer.from(goodKey.x, 'base64url')).digest();
    writeFileSync(own.at('blocklist.dat'), Buffer.concat([hash.subarray(0, 15), Buffer.of(1)]));
    assert.ok((await run('--blocklist', own.at('blocklist.dat'))).includes('key.jwk compromised-key error'));
    w.remove();
    own.remove();
  });
});

describe('config file', () => {
  it('profiles, rules, exposure, roles and overrides apply by glob', async () => {
    const bad = JSON.stringify({ keys: [{ ...goodKey, alg: 'EdDSA' }] });
    const w = workspace({
      'jwk.config.json': JSON.stringify({
        rules: { 'alg-deprecated': 'error' },
        roles: { '*.skip.json': 'other' },
        exposure: { 'open/**': 'public' },
        overrides: [
          { files: 'legacy/**/*.json', rules: { 'alg-deprecated': 'off' } },
          { files: ['op/*.{json,jwks}'], profiles: ['oidc-op'] },
        ],
      }),
      'a.json': bad,
      'b.skip.json': bad,
      'legacy/x/y/c.json': bad,
      'op/d.jwks': JSON.stringify({ keys: [] }),
      'open/e.json': JSON.stringify({
        kty: 'oct',
        kid: 'a',
        use: 'sig',
        alg: 'HS256',
        k: 'zbAyMgdVHsYjUbbhNIzzu2_7tZNWsrbAWmgHBV1jIgs',
      }),
    });
    const { stdout, code } = await jwk(['lint', '--format', 'json', '.'], { cwd: w.path });
    assert.equal(code, 1);
    const ids = found(stdout);
    assert.ok(ids.includes('a.json alg-deprecated error'));
    assert.ok(ids.includes('op/d.jwks jwks-keys-empty warning'));
    assert.ok(ids.includes('open/e.json symmetric-key-in-public-document error'));
    assert.equal(
      ids.some((f) => f.startsWith('legacy') || f.startsWith('b.skip')),
      false,
    );
    w.remove();
  });

  const faulty: readonly (readonly [string, RegExp])[] = [
    [
      '{"rules":{"kid-dupicate":"error"}}',
      /jwk\.config\.json has a mistake\n {2}"rules": there is no rule "kid-dupicate"; did you mean "kid-duplicate"\?/,
    ],
    [
      '{"rules":{"kid-duplicate":"fatal"}}',
      /"rules\.kid-duplicate" must be one of off, hint, information, warning and error/,
    ],
    ['{"rulez":{}}', /there is no setting "rulez"; did you mean "rules"\?/],
    ['{"profiles":["oidc"]}', /"profiles": there is no profile "oidc"/],
    ['{"exposure":{"*":"open"}}', /"exposure": "\*" must be one of public and private/],
    ['{"roles":{"[a":"jwk"}}', /"roles": "\[a" is no glob: a \[ is not closed/],
    ['{"overrides":[{"rules":{}}]}', /"overrides\[0\]\.files" must be a glob or a list of globs/],
    ['{"overrides":[{"files":"*","rulez":{}}]}', /"overrides\[0\]": there is no setting "rulez"/],
    ['{"profiles":', /jwk\.config\.json:1:13 is not valid JSON/],
    ['[]', /The settings are not an object/],
  ];
  for (const [text, message] of faulty) {
    it(`${text} is told, exit code 2`, async () => {
      const w = workspace({ 'jwk.config.json': text, 'a.json': goodSet });
      const { code, stderr, stdout } = await jwk(['lint', 'a.json'], { cwd: w.path });
      assert.deepEqual([code, stdout], [2, '']);
      assert.match(stderr, message);
      w.remove();
    });
  }
});

describe('directories', () => {
  it('only files that can be key documents; not .git, node_modules, or what git ignores', async () => {
    const w = workspace({
      '.git/info/exclude': 'excluded.json\n',
      '.gitignore': '/build/\n*.secret.json\n!keep.secret.json\n',
      'sub/.gitignore': 'x.jwk\n',
      'node_modules/p/jwks.json': goodSet,
      '.git/jwks.json': goodSet,
      'build/jwks.json': goodSet,
      'a.secret.json': goodSet,
      'keep.secret.json': goodSet,
      'excluded.json': goodSet,
      'sub/x.jwk': goodSet,
      'sub/y.jwk': JSON.stringify(goodKey),
      'sub/z.JWKS': goodSet,
      'sub/jwks': goodSet,
      'sub/.well-known/keys': goodSet,
      'openid-configuration': '{"issuer":"https://a.example","jwks_uri":"https://a.example/j"}',
      'notes.txt': goodSet,
      'package.json': '{"name":"x"}',
    });
    symlinkSync('.', w.at('sub/circle'));
    symlinkSync('nowhere', w.at('sub/dangling.json'));
    const { stdout } = await jwk(['lint', '--format', 'json', '.'], { cwd: w.path });
    assert.deepEqual(
      report(stdout).files.map((f) => f.path),
      ['keep.secret.json', 'openid-configuration', 'sub/.well-known/keys', 'sub/jwks', 'sub/y.jwk', 'sub/z.JWKS'],
    );
    const below = await jwk(['lint', '--format', 'json', 'sub'], { cwd: w.path });
    assert.equal(
      report(below.stdout).files.some((f) => f.path === 'sub/x.jwk'),
      false,
    );
    const named = await jwk(['lint', '--format', 'json', 'build/jwks.json', 'notes.txt'], { cwd: w.path });
    assert.deepEqual(
      report(named.stdout).files.map((f) => f.path),
      ['build/jwks.json', 'notes.txt'],
    );
    w.remove();
  });

  it('how public a file is does not depend on where the command is run', async () => {
    const w = workspace({
      '.git/HEAD': '',
      'public/x.json': JSON.stringify({ kty: 'oct', kid: 'a', k: 'zbAyMgdVHsYjUbbhNIzzu2_7tZNWsrbAWmgHBV1jIgs' }),
    });
    const there = await jwk(['lint', '--format', 'json', 'x.json'], { cwd: w.at('public') });
    const here = await jwk(['lint', '--format', 'json', '.'], { cwd: w.path });
    assert.deepEqual(
      [report(there.stdout).files[0]?.exposure, report(here.stdout).files[0]?.exposure],
      ['public', 'public'],
    );
    w.remove();
  });
});

describe('bad input', () => {
  it('files that are not there or cannot be read are told; the others are linted', async () => {
    const w = workspace({ 'a.json': broken, 'b.json': goodSet, 'locked/c.json': goodSet });
    chmodSync(w.at('b.json'), 0o000);
    chmodSync(w.at('locked'), 0o000);
    const { code, stdout, stderr } = await jwk(['lint', '--format', 'json', 'gone.json', '.'], { cwd: w.path });
    chmodSync(w.at('locked'), 0o700);
    assert.equal(code, 2);
    assert.match(stderr, /^jwk: gone\.json: there is no such file or directory$/m);
    assert.ok(found(stdout).some((f) => f.startsWith('a.json')));
    // Root may read everything.
    if (process.getuid?.() !== 0) {
      assert.match(stderr, /^jwk: b\.json: permission denied$/m);
      assert.match(stderr, /^jwk: locked: permission denied$/m);
    }
    w.remove();
  });

  it('a directory where a file should be, and a loop of links', async () => {
    const w = workspace({});
    symlinkSync('loop.json', w.at('loop.json'));
    const { code, stderr } = await jwk(['lint', 'loop.json'], { cwd: w.path });
    assert.equal(code, 2);
    assert.match(stderr, /jwk: loop\.json: its symbolic links go in a circle/);
    w.remove();
  });

  it('a file of 50 MB is passed over at once, binary and UTF-16 files too', async () => {
    const w = workspace({
      'big.json': Buffer.alloc(50_000_000, '{"keys":[{"kty":"RSA"},'),
      'bin.json': Buffer.from([0x7b, 0, 1, 2, 3]),
      'utf16.json': Buffer.from(`\uFEFF${goodSet}`, 'utf16le'),
      'a.json': broken,
    });
    const start = performance.now();
    const { code, stdout, stderr } = await jwk(['lint', '--format', 'json', '.'], { cwd: w.path });
    assert.ok(performance.now() - start < 5000);
    assert.equal(code, 1);
    assert.match(stderr, /jwk: big\.json: not examined: 47\.7 MiB are over the limit of 4 MiB/);
    assert.match(stderr, /jwk: bin\.json: not examined: a binary file/);
    assert.match(stderr, /jwk: utf16\.json: not examined: UTF-16/);
    assert.equal((report(stdout).summary.skipped as unknown[]).length, 3);
    const piped = await jwk(['lint', '-'], { input: Buffer.alloc(6_000_000, ' ') });
    assert.match(piped.stderr, /stdin\.json: not examined: over the limit of 4 MiB/);
    w.remove();
  });

  it('texts of every broken sort never stop it', async () => {
    const texts = [
      '',
      ' ',
      '{',
      '[',
      '"',
      '{"keys":[',
      '{"keys":[{"kty":"RSA","n":"',
      '\u0000',
      '{"kty"}',
      '{"keys":null}',
      'keys: []',
      '{"keys":[[[[[[',
      '\uFEFF{}',
      `{"keys":[${'['.repeat(100_000)}`,
      '{"kty":"RSA","n":1e999,"e":{}}',
      '{"kty":"EC","crv":"P-256","x":"\ud800","y":""}',
    ];
    for (const text of texts) {
      const { code, stderr } = await jwk(['lint', '--as', 'jwks.json', '-'], { input: text });
      // A NUL is what tells a binary file, which was not examined although it was named.
      const codes = text === '\u0000' ? [2] : [0, 1];
      assert.ok(codes.includes(code ?? -1), `${JSON.stringify(text.slice(0, 40))}: ${stderr}`);
      assert.equal(stderr.includes('internal error'), false);
    }
  });

  it(
    'a full disk behind standard output is told',
    { skip: !existsSync('/dev/full') && 'there is no /dev/full' },
    () => {
      const w = workspace({ 'a.json': broken });
      const { status, stderr } = spawnSync(process.execPath, [bin, 'lint', 'a.json'], {
        cwd: w.path,
        stdio: ['ignore', openSync('/dev/full', 'w'), 'pipe'],
      });
      assert.equal(status, 2);
      assert.match(stderr.toString(), /cannot write to standard output: no space left on the disk/);
      w.remove();
    },
  );

  it('a reader that went away is no error', () => {
    const w = workspace(Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.json`, broken])));
    const { stderr } = spawnSync('sh', ['-c', `"${process.execPath}" "${bin}" lint --format json . | head -c 10`], {
      cwd: w.path,
    });
    assert.equal(stderr.toString(), '');
    w.remove();
  });
});

describe('help', () => {
  for (const command of ['lint', 'generate', 'fetch', 'inspect', 'public', 'thumbprint', 'rotate']) {
    it(`${command} --help has examples and exit codes`, async () => {
      const { code, stdout } = await jwk([command, '--help']);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`Usage: jwk ${command} `));
      assert.match(stdout, /Examples:\n {2}/);
      assert.match(stdout, /Exit codes:\n {2}0 {2}/);
    });
  }

  it("--version is the package's", async () => {
    const { stdout } = await jwk(['--version']);
    assert.match(stdout, /^\d+\.\d+\.\d+\n$/);
    assert.equal((await jwk([])).code, 2);
  });

  it('a missing bundle is told as such', () => {
    const w = workspace({ 'package.json': '{"type":"module"}' });
    spawnSync('cp', ['-r', path.dirname(bin), w.path]);
    for (const name of ['jwk.cjs', 'jwk-language-server.cjs']) {
      const { status, stderr } = spawnSync(process.execPath, [w.at(`bin/${name}`)]);
      assert.equal(status, 2);
      assert.match(stderr.toString(), /is not built yet: run "npm run build"/);
    }
    w.remove();
  });
});

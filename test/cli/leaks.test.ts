/** `jwk lint DIR` as a leak scan, and its baseline, in processes of their own. */
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { before, describe, it } from 'node:test';
import { Ajv } from 'ajv';
import { base64, ecKey, escaped, knownKey, octKey } from '../scan/support.ts';
import { buildCli, goodSet, jwk, root, workspace } from './support.ts';

before(buildCli);

interface Report {
  readonly files: readonly {
    path: string;
    role: string;
    findings: readonly { rule: string; severity: string; range: { start: { line: number; character: number } } }[];
  }[];
  readonly summary: Readonly<Record<string, unknown>>;
}
interface Baseline {
  readonly findings: readonly { rule: string; path: string; fingerprint: string; kid?: string }[];
}

const found = (stdout: string): string[] =>
  (JSON.parse(stdout) as Report).files.flatMap((file) =>
    file.findings.map(({ rule, severity, range: { start } }) =>
      [file.path, start.line + 1, start.character + 1, severity, rule].join(' '),
    ),
  );
const summary = (stdout: string): Report['summary'] => (JSON.parse(stdout) as Report).summary;

const json = JSON.stringify(ecKey);
const files = {
  '.env': `A=1\nJWK=${json}\n`,
  'README.md': `# It's a key\n\n\`\`\`json\n${JSON.stringify({ keys: [octKey] }, null, 2)}\n\`\`\`\n`,
  'k8s/secret.yaml': `data:\n  key: ${base64(json)}\n`,
  'public/.well-known/jwks.json': goodSet,
  'public/index.html': `<script>const key = ${json};</script>\n`,
  'service.json': `{"name":"a","jwks":"${escaped(JSON.stringify({ keys: [ecKey] }))}"}\n`,
  'src/config.ts': `export const key = { kty: 'oct', k: '${octKey.k}' };\nexport const other = ${JSON.stringify(knownKey)};\n`,
  'store.private.jwks': JSON.stringify({ keys: [octKey] }),
  'test/keys.ts': `const key = ${json};\n`,
  'ignored.txt': json,
  '.gitignore': 'ignored.txt\n',
  'node_modules/a/index.js': json,
  'picture.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, ...Buffer.from(json)]),
  'big.log': `${json}${' '.repeat(4 * 1024 * 1024)}`,
  'big.bin': Buffer.alloc(5 * 1024 * 1024),
};
const column = (name: keyof typeof files, line: number, of: string): number =>
  (String(files[name]).split('\n')[line - 1] ?? '').indexOf(of) + 1;
const expected = [
  `.env 2 ${column('.env', 2, '"d"')} error private-key-plaintext`,
  'README.md 8 7 error symmetric-key-plaintext',
  `k8s/secret.yaml 2 ${column('k8s/secret.yaml', 2, 'eyJ') + Math.floor((json.indexOf('"d"') * 8) / 6)} warning private-key-plaintext`,
  `public/index.html 1 ${column('public/index.html', 1, '"d"')} error private-key-in-public-document`,
  `service.json 1 ${column('service.json', 1, '\\"d')} hint private-key-plaintext`,
  `src/config.ts 1 ${column('src/config.ts', 1, 'k:')} error symmetric-key-plaintext`,
  `src/config.ts 2 ${column('src/config.ts', 2, '"EVs')} error known-example-key`,
  `store.private.jwks 1 ${column('store.private.jwks', 1, '"k"')} hint symmetric-key-plaintext`,
  `test/keys.ts 1 ${column('test/keys.ts', 1, '"d"')} information private-key-plaintext`,
];
const leaksOnly = (lines: readonly string[]): string[] =>
  lines.filter((line) => /plaintext|public-doc|known/.test(line));

describe('a directory', () => {
  it('gives the keys in all of its files', async () => {
    const w = workspace(files);
    const { code, stdout, stderr } = await jwk(['lint', '--format', 'json', '.'], { cwd: w.path });
    assert.deepEqual(leaksOnly(found(stdout)), expected);
    assert.equal(code, 1);
    assert.equal(stderr, 'jwk: big.log: not examined: 4 MiB are over the limit of 4 MiB\n');
    assert.deepEqual(summary(stdout).skipped, [
      { path: 'big.log', reason: 'not examined: 4 MiB are over the limit of 4 MiB' },
    ]);
    w.remove();
  });

  it('gives those of documents alone with --no-leaks', async () => {
    const w = workspace(files);
    const { stdout } = await jwk(['lint', '--format', 'json', '--no-leaks', '.'], { cwd: w.path });
    // A set in the string of a configuration is linted like one that stands as an object.
    assert.deepEqual(
      leaksOnly(found(stdout)),
      expected.filter((line) => line.startsWith('service.json')),
    );
    w.remove();
  });

  it('obeys the settings', async () => {
    const w = workspace({
      'a.env': json,
      'b.env': json,
      'jwk.config.json': JSON.stringify({
        rules: { 'private-key-plaintext': 'warning' },
        roles: { 'b.env': 'other' },
      }),
    });
    const { code, stdout } = await jwk(['lint', '--format', 'json', '.'], { cwd: w.path });
    assert.deepEqual(found(stdout), [`a.env 1 ${json.indexOf('"d"') + 1} warning private-key-plaintext`]);
    assert.equal(code, 0);
    w.remove();
  });

  it('is nothing to speak of when there are no keys in it', async () => {
    const w = workspace({
      'a.ts': 'const kty = "EC";',
      'b.md': `\`{"kty":"EC","d":"..."}\``,
      'c.png': Buffer.alloc(9),
    });
    const { code, stdout, stderr } = await jwk(['lint', '.'], { cwd: w.path });
    assert.deepEqual([code, stdout, stderr], [0, 'No findings: 0 key documents in 2 files\n', '']);
    w.remove();
  });
});

describe('a file that is named', () => {
  it('is searched too, and standard input', async () => {
    const w = workspace(files);
    const { stdout } = await jwk(['lint', '--format', 'json', 'src/config.ts', '.env'], { cwd: w.path });
    assert.deepEqual(
      found(stdout),
      [5, 6, 0].map((i) => expected[i]),
    );
    const piped = await jwk(['lint', '--as', 'src/a.ts', '-'], { cwd: w.path, input: `x = ${json}` });
    assert.equal(piped.code, 1);
    w.remove();
  });
});

describe('a baseline', () => {
  it('hides nothing new behind more findings than are shown', async () => {
    const faulty = Array.from({ length: 250 }, (_, i) => `{"kty":"EC","crv":"P-256","x":"A","y":"A","kid":"${i}"}`);
    const set = (...further: readonly string[]): string => `{"keys":[${[...faulty, ...further].join(',')}]}`;
    const w = workspace({ '.well-known/jwks.json': set() });
    const plain = await jwk(['lint', '.'], { cwd: w.path });
    assert.equal(plain.code, 1);
    assert.match(plain.stderr, /^jwk: \.well-known\/jwks\.json: 200 findings are reported; there may be more$/m);
    const written = await jwk(['lint', '--write-baseline', 'b.json', '.'], { cwd: w.path });
    assert.doesNotMatch(written.stderr, /there may be more/);
    assert.equal((await jwk(['lint', '--baseline', 'b.json', '.'], { cwd: w.path })).code, 0);
    writeFileSync(w.at('.well-known/jwks.json'), set(JSON.stringify({ ...ecKey, kid: 'new' })));
    const { code, stdout } = await jwk(['lint', '--format', 'json', '--baseline', 'b.json', '.'], { cwd: w.path });
    const { files } = JSON.parse(stdout) as Report;
    assert.equal(code, 1);
    const rules = files.flatMap(({ findings }) => findings.map(({ rule }) => rule));
    assert.ok(rules.includes('private-key-in-public-document'), stdout);
    w.remove();
  });

  it('takes out what it lists, wherever the lines are, and nothing else', async () => {
    const w = workspace(files);
    const written = await jwk(['lint', '--write-baseline', 'jwk.baseline.json', '.'], { cwd: w.path });
    assert.equal(written.code, 0, 'what was just accepted is no reason to fail');
    assert.match(written.stderr, /^jwk: jwk\.baseline\.json: \d+ findings are accepted from now on$/m);
    const baseline = JSON.parse(readFileSync(w.at('jwk.baseline.json'), 'utf8')) as Baseline;
    const { length } = baseline.findings;

    const moved = workspace({
      ...files,
      '.env': `# moved\n\n\nX=2\nA=1\nB=" ${json}`,
      'src/config.ts': `\n\n${files['src/config.ts']}`,
      'src/new.ts': `a = ${json}`,
      'jwk.baseline.json': JSON.stringify(baseline),
    });
    const { code, stdout, stderr } = await jwk(['lint', '--format', 'json', '--baseline', 'jwk.baseline.json', '.'], {
      cwd: moved.path,
    });
    assert.deepEqual(found(stdout), [`src/new.ts 1 ${json.indexOf('"d"') + 5} error private-key-plaintext`]);
    assert.equal(summary(stdout).accepted, length);
    assert.doesNotMatch(stderr, /match/);
    assert.equal(code, 1);
    const all = ['lint', '--baseline', '../jwk.baseline.json', '.'];
    const inside = await jwk(all, { cwd: moved.at('k8s') });
    assert.deepEqual(
      [inside.code, inside.stdout, inside.stderr],
      [0, 'No findings: 0 key documents in 1 file; 1 accepted by the baseline\n', ''],
    );
    w.remove();
    moved.remove();
  });

  it('does not accept another key in the same place', async () => {
    const w = workspace({ 'a.env': `K=${JSON.stringify({ ...ecKey, kid: undefined })}` });
    await jwk(['lint', '--write-baseline', 'b.json', '.'], { cwd: w.path });
    const other = {
      kty: 'OKP',
      crv: 'Ed25519',
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
    };
    const v = workspace({ 'a.env': `K=${JSON.stringify(other)}`, 'b.json': readFileSync(w.at('b.json')) });
    const { code } = await jwk(['lint', '--baseline', 'b.json', '.'], { cwd: v.path });
    assert.equal(code, 1);
    w.remove();
    v.remove();
  });

  it('tells of entries that match nothing, in the places that were examined', async () => {
    const w = workspace({ 'a/x.env': json, 'b/y.env': json });
    await jwk(['lint', '--write-baseline', 'base.json', '.'], { cwd: w.path });
    const v = workspace({ 'b/y.env': 'nothing\n', 'base.json': readFileSync(w.at('base.json')) });
    const part = await jwk(['lint', '--baseline', 'base.json', 'b'], { cwd: v.path });
    assert.deepEqual(part.stderr.split('\n').slice(0, 2), [
      'jwk: base.json: an entry matches nothing:',
      '  b/y.env: private-key-plaintext',
    ]);
    const whole = await jwk(['lint', '--baseline', 'base.json', '.'], { cwd: v.path });
    assert.match(whole.stderr, /2 entries match nothing/);
    assert.equal(whole.code, 0);
    w.remove();
    v.remove();
  });

  it('is what its schema says, and holds no part of a key', async () => {
    const w = workspace(files);
    await jwk(['lint', '--write-baseline', 'b.json', '.'], { cwd: w.path });
    const text = readFileSync(w.at('b.json'), 'utf8');
    const schema = JSON.parse(readFileSync(path.join(root, 'schemas/lint-baseline.schema.json'), 'utf8')) as object;
    const validate = new Ajv().compile(schema);
    assert.equal(validate(JSON.parse(text)), true, JSON.stringify(validate.errors));
    for (const secret of [ecKey.d, octKey.k]) assert.ok(!text.includes(secret.slice(0, 8)));
    assert.deepEqual(Object.keys((JSON.parse(text) as Baseline).findings[0] ?? {}), [
      'rule',
      'path',
      'fingerprint',
      'kid',
    ]);
    if (process.platform !== 'win32') assert.equal(statSync(w.at('b.json')).mode & 0o777, 0o644);
    w.remove();
  });

  it('does not replace a file that is no baseline', async () => {
    const w = workspace({ 'a.env': json, 'b.json': '{}', 'c.json': '{"version":1,"findings":[]}' });
    const refused = await jwk(['lint', '--write-baseline', 'b.json', '.'], { cwd: w.path });
    assert.deepEqual(
      [refused.code, refused.stdout, refused.stderr],
      [2, '', 'jwk: b.json is there and no baseline; nothing was written\n'],
    );
    const replaced = await jwk(['lint', '--write-baseline', 'c.json', '.'], { cwd: w.path });
    assert.equal(replaced.stderr, 'jwk: c.json: 1 finding is accepted from now on\n');
    const missing = await jwk(['lint', '--write-baseline', 'x/d.json', '.'], { cwd: w.path });
    assert.deepEqual([missing.code, missing.stdout], [2, '']);
    w.remove();
  });

  it('that is none is said so', async () => {
    const w = workspace({ 'a.json': '{', 'b.json': '{}', 'c.json': '{"version":1,"findings":[{}]}', 'd.env': '' });
    const outcomes = await Promise.all(
      ['a', 'b', 'c', 'missing'].map((name) => jwk(['lint', '--baseline', `${name}.json`, 'd.env'], { cwd: w.path })),
    );
    assert.deepEqual(
      outcomes.map(({ code, stdout, stderr }) => [code, stdout, stderr]),
      [
        [2, '', 'jwk: a.json is no baseline: it is not valid JSON\n'],
        [2, '', 'jwk: b.json is no baseline: "version" is not 1\n'],
        [2, '', 'jwk: c.json is no baseline: 1 finding without rule, path or fingerprint\n'],
        [2, '', 'jwk: missing.json: there is no such file or directory\n'],
      ],
    );
    w.remove();
  });
});

describe('SARIF', () => {
  it('has the fingerprints of the baseline, each of them once in a file', async () => {
    const w = workspace({ 'a.env': `${json}\n${json}\n`, 'b.env': JSON.stringify(octKey) });
    const { stdout } = await jwk(['lint', '--format', 'sarif', '--write-baseline', 'b.json', '.'], { cwd: w.path });
    const { runs } = JSON.parse(stdout) as {
      runs: { results: { partialFingerprints: Record<string, string> }[] }[];
    };
    const inSarif = (runs[0]?.results ?? []).map((r) => r.partialFingerprints['jwkFinding/v1']);
    const { findings } = JSON.parse(readFileSync(w.at('b.json'), 'utf8')) as Baseline;
    assert.deepEqual(inSarif.toSorted(), findings.map(({ fingerprint }) => fingerprint).toSorted());
    assert.equal(new Set(inSarif).size, 3);
    w.remove();
  });
});

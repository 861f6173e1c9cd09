/** What must not happen by accident: a key in the clear that was to be encrypted, shown, published or put into git. */
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { buildCli, jwk, workspace } from './support.ts';

before(buildCli);

const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const members = privateKey.export({ format: 'jwk' });
const key = JSON.stringify({ ...members, kid: 'a', use: 'sig', alg: 'ES256' });
const preset = JSON.stringify({
  name: 'ours',
  keys: [
    { alg: 'ES256', count: 3 },
    { kty: 'oct', bits: 512, alg: 'HS512', kidText: 's' },
  ],
});
const onUnix = process.platform !== 'win32';

describe('a password', () => {
  it('that is empty is a mistake, not none', async () => {
    const w = workspace({ 'key.jwk': key, empty: '', blank: '\nsecret\n' });
    const cases = [
      { args: ['--new-password-file', 'empty'], told: 'empty: the first line is empty' },
      { args: ['--new-password-file', 'blank'], told: 'blank: the first line is empty' },
      { args: [], env: { JWK_NEW_PASSWORD: '' }, told: 'JWK_NEW_PASSWORD in the environment is empty' },
    ];
    for (const { args, env = {}, told } of cases) {
      const { code, stdout, stderr } = await jwk(['convert', 'key.jwk', ...args], { cwd: w.path, env });
      assert.deepEqual([code, stdout], [2, '']);
      assert.ok(stderr.includes(told), stderr);
    }
    const encrypted = await jwk(['encrypt', 'key.jwk', '--password-file', 'empty'], { cwd: w.path });
    assert.deepEqual([encrypted.code, encrypted.stdout], [2, '']);
    w.remove();
  });

  it('has no byte order mark', async () => {
    const w = workspace({ 'key.jwk': key, password: '\uFEFFsecret\r\n' });
    const { stdout } = await jwk(['encrypt', 'key.jwk', '--iterations', '1000', '--password-file', 'password'], {
      cwd: w.path,
    });
    const opened = await jwk(['decrypt'], { input: stdout, env: { JWK_PASSWORD: 'secret' } });
    assert.deepEqual([opened.code, opened.stdout], [0, key]);
    w.remove();
  });

  it('that is missing is asked for by the names of its options', async () => {
    const locked = privateKey.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' });
    const { code, stderr } = await jwk(['convert'], { input: locked.toString() });
    assert.equal(code, 1);
    assert.match(stderr, /--password-file FILE, or JWK_PASSWORD in the environment/);
  });
});

describe('a private key', () => {
  it('that is added to a public set by convert is not printed: it stands in the file it came from', async () => {
    const w = workspace({ 'key.pem': pem, '.well-known/jwks.json': '{"keys":[]}' });
    const { code, stdout } = await jwk(['convert', 'key.pem', '--into', '.well-known/jwks.json'], { cwd: w.path });
    assert.deepEqual([code, stdout], [0, '']);
    const { keys } = JSON.parse(readFileSync(w.at('.well-known/jwks.json'), 'utf8')) as { keys: object[] };
    assert.deepEqual([keys.length, keys.some((k) => 'd' in k)], [1, false]);
    w.remove();
  });

  it('does not go into a set without keys that is named as public ones are', async () => {
    const w = workspace({ 'jwks.json': '{"keys":[]}' });
    const { code, stdout } = await jwk(['generate', '--alg', 'ES256', '--into', 'jwks.json'], { cwd: w.path });
    assert.equal(code, 0);
    assert.ok('d' in (JSON.parse(stdout) as object));
    assert.ok(!readFileSync(w.at('jwks.json'), 'utf8').includes('"d"'));
    w.remove();
  });

  it('that is encrypted is for its owner alone, too', { skip: !onUnix }, async () => {
    const w = workspace({ 'key.jwk': key, password: 'secret' });
    const args = ['encrypt', 'key.jwk', '--iterations', '1000', '--password-file', 'password', '-o', 'key.jwe'];
    assert.equal((await jwk(args, { cwd: w.path })).code, 0);
    assert.equal(statSync(w.at('key.jwe')).mode & 0o777, 0o600);
    w.remove();
  });

  it('is not said to be ignored by git where there is none', async () => {
    const w = workspace();
    const args = ['generate', '--alg', 'ES256', '-o', 'key.jwk', '--gitignore'];
    assert.match(
      (await jwk(args, { cwd: w.path })).stderr,
      /--gitignore did nothing: the file is in no git repository/,
    );
    mkdirSync(w.at('.git'));
    const other = await jwk(args.with(4, 'other.jwk'), { cwd: w.path });
    assert.ok(!other.stderr.includes('did nothing'));
    assert.equal(readFileSync(w.at('.gitignore'), 'utf8'), '/other.jwk\n');
    w.remove();
  });
});

describe('arguments', () => {
  it('are refused where they would be passed over', async () => {
    const w = workspace({ 'key.jwk': key });
    for (const args of [
      ['thumbprint', 'key.jwk', 'other.jwk'],
      ['generate', 'extra', '--alg', 'ES256'],
      ['generate', '--alg', 'ES256', '--key-ops', 'sign', 'verify'],
    ]) {
      const { code, stdout, stderr } = await jwk(args, { cwd: w.path });
      assert.deepEqual([code, stdout], [2, ''], args.join(' '));
      assert.match(stderr, /too many arguments/);
    }
    w.remove();
  });

  it('can decline what is done by default', async () => {
    const w = workspace({ 'key.jwk': key });
    assert.equal((await jwk(['self-sign', 'key.jwk', '--no-sha1'], { cwd: w.path })).code, 0);
    const signed = JSON.parse(readFileSync(w.at('key.jwk'), 'utf8')) as object;
    assert.deepEqual(['x5c' in signed, 'x5t' in signed, 'x5t#S256' in signed], [true, false, true]);
    w.remove();
  });
});

describe('a preset', () => {
  it('is no key set with faults', async () => {
    const w = workspace({ 'ours.preset.json': preset });
    const { code, stdout } = await jwk(['lint', '.'], { cwd: w.path });
    assert.deepEqual([code, stdout], [0, 'No findings: 0 key documents in 1 file\n']);
    w.remove();
  });
});

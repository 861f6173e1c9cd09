/** The command line: whole sets, certificates and encrypted keys, as files and streams. */
import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { before, describe, it } from 'node:test';
import { buildCli, jwk, workspace } from './support.ts';

before(buildCli);

type Jwk = Record<string, unknown> & { readonly kid: string; readonly x5c?: readonly string[] };

const mode = (file: string): number => statSync(file).mode & 0o777;
const onUnix = process.platform !== 'win32';
const keysOf = (text: string): readonly Jwk[] => (JSON.parse(text) as { keys: Jwk[] }).keys;

describe('generate-set', () => {
  it('writes the private set for its owner only, and the public one beside it', async () => {
    const w = workspace();
    const { code, stdout, stderr } = await jwk(
      ['generate-set', '--preset', 'smart-backend', '-o', 'a.jwks', '--public-output', 'jwks.json'],
      { cwd: w.path },
    );
    assert.deepEqual([code, stdout], [0, ''], stderr);
    assert.match(
      stderr,
      /^RSA 2048 bits, use sig, alg RS384, kid [\w-]{43}\nEC P-384, .*\n2 keys\nwritten: a\.jwks\nwritten: jwks\.json\n$/,
    );
    const [whole, half] = ['a.jwks', 'jwks.json'].map((name) => readFileSync(w.at(name), 'utf8'));
    assert.deepEqual(
      [keysOf(whole ?? '').every((k) => 'd' in k), keysOf(half ?? '').some((k) => 'd' in k)],
      [true, false],
    );
    if (onUnix) assert.deepEqual([mode(w.at('a.jwks')), mode(w.at('jwks.json'))], [0o600, 0o644]);
    const lint = await jwk(['lint', '--fail-on', 'information', '--profile', 'smart-backend', '.'], { cwd: w.path });
    assert.equal(lint.code, 0, lint.stdout);
    w.remove();
  });

  it('takes a preset of one’s own, and adds to a set', async () => {
    const preset = JSON.stringify({
      name: 'ours',
      keys: [
        { crv: 'Ed25519', kid: 'date', count: 2 },
        { kty: 'oct', kidText: 's' },
      ],
    });
    const w = workspace({
      'ours.preset.json': preset,
      'keys.private.jwks': '{"keys":[]}',
      'bad.json': '{"name":"a","keys":[{"ky":1}]}',
    });
    const run = (...args: string[]): ReturnType<typeof jwk> => jwk(['generate-set', ...args], { cwd: w.path });
    for (const amount of [3, 5]) {
      const file = amount === 3 ? 'ours.preset.json' : 'two.json';
      if (amount === 5) writeFileSync(w.at(file), preset.replace(/,\{"kty[^}]*\}/, ''));
      const { code, stdout, stderr } = await run('--preset-file', file, '--into', 'keys.private.jwks');
      assert.deepEqual([code, stdout], [0, ''], stderr);
      assert.equal(keysOf(readFileSync(w.at('keys.private.jwks'), 'utf8')).length, amount);
    }
    const kids = keysOf(readFileSync(w.at('keys.private.jwks'), 'utf8')).map(({ kid }) => kid.slice(-3));
    assert.deepEqual(kids, ['_01', '_02', 's', '_03', '_04']);
    const again = await run('--preset-file', 'ours.preset.json', '--into', 'keys.private.jwks');
    assert.equal(again.code, 2);
    assert.match(again.stderr, /already has a key with kid "s"/);
    const bad = await run('--preset-file', 'bad.json');
    assert.deepEqual([bad.code, bad.stdout], [1, '']);
    assert.match(bad.stderr, /jwk: bad\.json: keys\[0\] has no "ky"/);
    assert.match(
      (await run()).stderr,
      /Say which keys are wanted: a preset \(connect2id, oidc, fapi2, smart-backend\)/,
    );
    w.remove();
  });
});

describe('self-sign', () => {
  it('changes the private file and the public one in place, and prints the certificate', async () => {
    const w = workspace();
    await jwk(['generate', '--alg', 'ES256', '--set', '-o', 'a.private.jwks', '--public-output', 'jwks.json'], {
      cwd: w.path,
    });
    const { code, stdout, stderr } = await jwk(
      ['self-sign', 'a.private.jwks', '--public', 'jwks.json', '--subject', 'CN=a,C=DE', '--days', '30'],
      { cwd: w.path },
    );
    assert.equal(code, 0, stderr);
    const certificate = new X509Certificate(stdout);
    assert.ok(certificate.verify(certificate.publicKey));
    assert.equal(certificate.subject, 'C=DE\nCN=a');
    for (const name of ['a.private.jwks', 'jwks.json'])
      assert.equal(keysOf(readFileSync(w.at(name), 'utf8'))[0]?.x5c?.[0], certificate.raw.toString('base64'));
    if (onUnix) assert.deepEqual([mode(w.at('a.private.jwks')), mode(w.at('jwks.json'))], [0o600, 0o644]);
    assert.match(stderr, /^Certificate of keys\[0\] \(kid "[\w-]{43}"\): C=DE, CN=a, SHA-256 with ECDSA, valid until /);
    const lint = await jwk(['lint', '--fail-on', 'information', '.'], { cwd: w.path });
    assert.equal(lint.code, 0, lint.stdout);
    const apart = await jwk(['self-sign', 'a.private.jwks', '-o', 'a.pem'], { cwd: w.path });
    assert.deepEqual([apart.code, apart.stdout], [0, '']);
    assert.match(readFileSync(w.at('a.pem'), 'utf8'), /^-----BEGIN CERTIFICATE-----\n/);
    w.remove();
  });

  it('says what does not fit', async () => {
    const w = workspace({ 'a.jwk': '{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw","kid":"a"}' });
    const { code, stderr } = await jwk(['self-sign', 'a.jwk'], { cwd: w.path });
    assert.equal(code, 1);
    assert.match(stderr, /jwk: the key \(kid "a"\) is symmetric/);
    w.remove();
  });
});

describe('encrypt and decrypt', () => {
  const text = '{ "kty":"oct",\r\n"k":"AAECAwQFBgcICQoLDA0ODw", "kid":"a" }';

  it('give back what they got, octet for octet, with the password from a file or the environment', async () => {
    const w = workspace({ 'a.jwk': text, 'word.txt': 'correct horse battery\nanything' });
    const locked = await jwk(
      ['encrypt', 'a.jwk', '--password-file', 'word.txt', '--iterations', '1000', '-o', 'a.jwe'],
      {
        cwd: w.path,
      },
    );
    assert.deepEqual([locked.code, locked.stdout], [0, ''], locked.stderr);
    assert.match(locked.stderr, /warning: 1000 iterations are few/);
    assert.equal(readFileSync(w.at('a.jwe'), 'utf8').split('.').length, 5);
    const env = { JWK_PASSWORD: 'correct horse battery' };
    const opened = await jwk(['decrypt', 'a.jwe'], { cwd: w.path, env });
    assert.deepEqual([opened.code, opened.stdout], [0, text]);
    const kept = await jwk(['decrypt', 'a.jwe', '-o', 'b.jwk'], { cwd: w.path, env });
    assert.equal(kept.stdout, '');
    assert.equal(readFileSync(w.at('b.jwk'), 'utf8'), text);
    if (onUnix) assert.equal(mode(w.at('b.jwk')), 0o600);
    w.remove();
  });

  it('work on streams', async () => {
    const env = { JWK_PASSWORD: 'correct horse battery' };
    const { stdout } = await jwk(['encrypt', '--iterations', '1000', '--as', 'json'], { input: text, env });
    assert.equal((await jwk(['decrypt'], { input: stdout, env })).stdout, text);
  });

  it('write nothing when the password is wrong, or there is none', async () => {
    const w = workspace({ 'a.jwk': text });
    await jwk(['encrypt', 'a.jwk', '-o', 'a.jwe', '--iterations', '1000'], {
      cwd: w.path,
      env: { JWK_PASSWORD: 'right right right' },
    });
    const wrong = await jwk(['decrypt', 'a.jwe', '-o', 'b.jwk'], { cwd: w.path, env: { JWK_PASSWORD: 'geheim' } });
    assert.deepEqual([wrong.code, wrong.stdout], [1, '']);
    assert.match(wrong.stderr, /jwk: The password is not the right one, or the text was damaged or changed/);
    assert.equal(wrong.stderr.includes('geheim'), false);
    const none = await jwk(['decrypt', 'a.jwe'], { cwd: w.path });
    assert.equal(none.code, 2);
    assert.match(none.stderr, /A password is needed: --password-file FILE, or JWK_PASSWORD in the environment/);
    const other = await jwk(['decrypt'], { input: text, env: { JWK_PASSWORD: 'x' } });
    assert.match(other.stderr, /jwk: .*stdin.* is not encrypted/);
    assert.deepEqual(readdirSync(w.path).sort(), ['a.jwe', 'a.jwk']);
    w.remove();
  });
});

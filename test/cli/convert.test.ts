/** `jwk convert` and `jwk copy-as` against the bundle: files, streams, passwords, exit codes, and no secret in a message. */
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { before, describe, it } from 'node:test';
import { buildCli, jwk, workspace } from './support.ts';

before(buildCli);

const onUnix = process.platform !== 'win32';
const mode = (file: string): number => statSync(file).mode & 0o777;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
const spki = publicKey.export({ format: 'pem', type: 'spki' }).toString();
const members = privateKey.export({ format: 'jwk' });
const jwkText = JSON.stringify({ ...members, kid: "it's a", use: 'sig', alg: 'ES256' });
const locked = privateKey
  .export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'secret' })
  .toString();

/** The private value in the spellings that could come out. */
const octets = Buffer.from(members.d ?? '', 'base64url');
const secrets = [members.d ?? '', octets.toString('hex'), octets.toString('base64'), pem.split('\n')[1] ?? ''].flatMap(
  (s) => [s.slice(0, 16), s.slice(-16)],
);
const silent = (text: string): void => {
  for (const secret of secrets) assert.ok(!text.includes(secret), 'a secret came out');
};

describe('jwk convert', () => {
  it('from file to file, and from stream to stream', async () => {
    const w = workspace({ 'key.pem': pem });
    const run = async (...args: string[]): Promise<void> => {
      const { code, stdout, stderr } = await jwk(['convert', ...args], { cwd: w.path });
      assert.deepEqual([code, stdout], [0, ''], stderr);
      silent(stderr);
    };
    await run('key.pem', '--kid-text', 'a', '--use', 'sig', '--alg', 'ES256', '-o', 'key.jwk');
    const { kid, use, alg, ...rest } = JSON.parse(readFileSync(w.at('key.jwk'), 'utf8')) as JsonWebKey;
    assert.deepEqual([kid, use, alg, rest], ['a', 'sig', 'ES256', { ...members }]);
    await run('key.jwk', '-o', 'back.pem');
    assert.equal(readFileSync(w.at('back.pem'), 'utf8'), `kid: a\nuse: sig\nalg: ES256\n${pem}`);
    await run('key.jwk', '--public', '-o', 'public.pem');
    await run('key.jwk', '--to', 'der', '-o', 'key.der');
    assert.ok(
      createPrivateKey({ key: readFileSync(w.at('key.der')), format: 'der', type: 'pkcs8' }).equals(privateKey),
    );
    await run('key.der', '--to', 'jwks', '-o', 'key.jwks');
    if (onUnix) {
      for (const name of ['key.jwk', 'back.pem', 'key.der', 'key.jwks']) assert.equal(mode(w.at(name)), 0o600, name);
      assert.equal(mode(w.at('public.pem')), 0o644);
    }
    const again = await jwk(['convert', 'key.jwk', '-o', 'key.der'], { cwd: w.path });
    assert.deepEqual([again.code, again.stdout], [2, '']);
    const piped = await jwk(['convert', '--to', 'jwk', '--public', '--kid', 'none'], { input: pem });
    assert.deepEqual(JSON.parse(piped.stdout), { ...publicKey.export({ format: 'jwk' }) });
    const der = await jwk(['convert', '-', '--public', '--to', 'jwk'], { input: readFileSync(w.at('key.der')) });
    assert.equal((JSON.parse(der.stdout) as JsonWebKey).x, members.x);
    const json = await jwk(['convert', '--json', '--public'], { input: pem });
    assert.deepEqual((JSON.parse(json.stdout) as { report: { to: string } }).report.to, 'jwk');
    w.remove();
  });

  it('into a set', async () => {
    const w = workspace({ 'public/jwks.json': `{"keys":[]}`, 'a.private.jwks': '{"keys":[]}', 'key.pem': pem });
    const whole = await jwk(['convert', 'key.pem', '--into', 'a.private.jwks'], { cwd: w.path });
    assert.deepEqual([whole.code, whole.stdout], [0, ''], whole.stderr);
    assert.match(readFileSync(w.at('a.private.jwks'), 'utf8'), /"d"/);
    const twice = await jwk(['convert', 'key.pem', '--into', 'a.private.jwks'], { cwd: w.path });
    assert.equal(twice.code, 2);
    assert.match(twice.stderr, /already has a key with kid/);
    const half = await jwk(['convert', 'key.pem', '--public', '--into', 'public/jwks.json'], { cwd: w.path });
    assert.equal(half.code, 0, half.stderr);
    assert.doesNotMatch(readFileSync(w.at('public/jwks.json'), 'utf8'), /"d"/);
    w.remove();
  });

  it('takes passwords from files and the environment, and says when one is missing or wrong', async () => {
    const w = workspace({ 'key.pem': locked, right: 'secret\n', wrong: 'guess\n', new: 'n\u00e9w\n' });
    const run = (args: string[], env: Record<string, string> = {}): ReturnType<typeof jwk> =>
      jwk(['convert', 'key.pem', ...args], { cwd: w.path, env });
    for (const outcome of [
      await run(['--public', '--password-file', 'right']),
      await run(['--public'], { JWK_PASSWORD: 'secret' }),
    ])
      assert.equal((JSON.parse(outcome.stdout) as JsonWebKey).x, members.x);
    for (const [outcome, message] of [
      [await run([]), /jwk: key\.pem, block 1 \(ENCRYPTED PRIVATE KEY\) is encrypted; give its password/],
      [await run(['--password-file', 'wrong']), /jwk: The password is not the right one for key\.pem/],
    ] as const) {
      assert.deepEqual([outcome.code, outcome.stdout], [1, '']);
      assert.match(outcome.stderr, message);
    }
    const changed = ['--to', 'pem', '--password-file', 'right', '--new-password-file', 'new', '-o', 'new.pem'];
    assert.equal((await run(changed)).code, 0);
    const key = readFileSync(w.at('new.pem'), 'utf8');
    assert.match(key, /BEGIN ENCRYPTED PRIVATE KEY/);
    assert.ok(createPrivateKey({ key, passphrase: 'n\u00e9w' }).equals(privateKey));
    if (onUnix) assert.equal(mode(w.at('new.pem')), 0o600);
    assert.equal((await run(['--password', 'secret'])).code, 2, 'a password in the argument list');
    w.remove();
  });

  it('tells what is wrong without a word of the key', async () => {
    const w = workspace({
      'cut.pem': pem.slice(0, 120),
      'torn.pem': pem.replace('\n', '\nA'),
      'broken.jwk': jwkText.slice(0, -3),
      'other.jwk': jwkText.replace(members.x ?? '', members.y ?? ''),
      'good.jwk': jwkText,
    });
    for (const [args, code] of [
      [['cut.pem'], 1],
      [['torn.pem'], 1],
      [['broken.jwk'], 1],
      [['other.jwk'], 1],
      [['gone.pem'], 2],
      [['good.jwk', '--to', 'jpeg'], 2],
      [['good.jwk', '--format', 'pkcs1'], 2],
      [['good.jwk', '--key', 'b'], 2],
      [['good.jwk', '--json'], 2],
    ] as const) {
      const outcome = await jwk(['convert', ...args], { cwd: w.path });
      assert.deepEqual([outcome.code, outcome.stdout], [code, ''], args.join(' ') + outcome.stderr);
      assert.match(outcome.stderr, /^jwk: /);
      silent(outcome.stderr);
    }
    w.remove();
  });

  const script = onUnix && existsSync('/usr/bin/script');
  it('DER goes to no terminal', { skip: !script && 'needs script(1) to have a terminal' }, async () => {
    const w = workspace({ 'key.pem': spki, 'run.sh': `"$NODE" "$BIN" convert key.pem --to der; echo "code $?"` });
    const { bin } = await import('./support.ts');
    const said = execFileSync('script', ['-qec', 'sh run.sh', '/dev/null'], {
      cwd: w.path,
      env: { ...process.env, NODE: process.execPath, BIN: bin },
      stdio: ['ignore', 'pipe', 'pipe'],
    }).toString();
    assert.match(said, /DER is not text for a terminal; say with -o where it goes[^]*code 2/);
    w.remove();
  });
});

describe('jwk copy-as', () => {
  it('an environment line that a shell reads as it stands', { skip: !onUnix && 'needs sh' }, async () => {
    const kid = 'it\'s $HOME `x` \\ "q" é !';
    const text = JSON.stringify({ ...members, kid });
    const { stdout, stderr } = await jwk(['copy-as', '--as', 'env', '--whole', '--variable', 'KEY'], { input: text });
    const value = execFileSync('sh', ['-c', `${stdout}printf %s "$KEY"`]).toString();
    assert.deepEqual(JSON.parse(value), { ...members, kid });
    silent(stderr);
    silent((await jwk(['copy-as', '--as', 'env'], { input: text })).stdout);
  });

  const curl = onUnix && ['/usr/bin/curl', '/bin/curl'].some(existsSync);
  it('a script that sends the set', { skip: !curl && 'needs sh and curl' }, async () => {
    const w = workspace({ 'key.jwk': jwkText });
    const received = new Promise<{ authorization: string | undefined; body: string }>((resolve) => {
      const server = createServer((request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          response.end('{}');
          server.close();
          resolve({ authorization: request.headers.authorization, body: Buffer.concat(chunks).toString() });
        });
      }).listen(0, '127.0.0.1', () => {
        const { port } = server.address() as AddressInfo;
        void jwk(['copy-as', 'key.jwk', '--as', 'curl', '--whole', '-o', 'send.sh'], { cwd: w.path }).then(() => {
          const env = { PATH: process.env.PATH, URL: `http://127.0.0.1:${port}/a`, TOKEN: 'a b$c"d', NO_PROXY: '*' };
          spawn('sh', ['send.sh'], { cwd: w.path, env, stdio: 'ignore' });
        });
      });
    });
    const { authorization, body } = await received;
    assert.equal(authorization, 'Bearer a b$c"d');
    const { jwks } = JSON.parse(body) as { jwks: string };
    assert.deepEqual(JSON.parse(jwks), { keys: [JSON.parse(jwkText)] });
    if (onUnix) assert.equal(mode(w.at('send.sh')), 0o600);
    w.remove();
  });

  it('PEM, and what node:crypto makes of it', async () => {
    const { stdout } = await jwk(['copy-as', '--as', 'pem'], { input: jwkText });
    assert.ok(createPublicKey(stdout).equals(publicKey));
  });
});

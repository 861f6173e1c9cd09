/** The other subcommands against the bundle: files, streams, proxies, failures. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { before, describe, it } from 'node:test';
import { proxyFor } from '../../server/src/node/http.ts';
import { json, redirect, serve } from '../operations/http.ts';
import { bin, buildCli, goodSet, jwk, workspace } from './support.ts';
import { certificate, privateKey } from './tls.ts';

before(buildCli);

const mode = (file: string): number => statSync(file).mode & 0o777;
const onUnix = process.platform !== 'win32';

describe('generate', () => {
  it('writes the private key for its owner only, and the public half beside it', async () => {
    const w = workspace();
    const { code, stdout, stderr } = await jwk(
      ['generate', '--alg', 'ES256', '-o', 'a.jwk', '--public-output', 'a.pub.jwk'],
      { cwd: w.path },
    );
    assert.deepEqual([code, stdout], [0, '']);
    assert.match(stderr, /^EC P-256, use sig, alg ES256, kid [\w-]{43}\nwritten: a\.jwk\nwritten: a\.pub\.jwk\n$/);
    const key = JSON.parse(readFileSync(w.at('a.jwk'), 'utf8')) as JsonWebKey;
    createPrivateKey({ key, format: 'jwk' });
    assert.equal((JSON.parse(readFileSync(w.at('a.pub.jwk'), 'utf8')) as JsonWebKey).d, undefined);
    if (onUnix) assert.deepEqual([mode(w.at('a.jwk')), mode(w.at('a.pub.jwk'))], [0o600, 0o644]);
    assert.deepEqual(readdirSync(w.path).sort(), ['a.jwk', 'a.pub.jwk']);
    w.remove();
  });

  it('writes to standard output where no file is named', async () => {
    const { code, stdout, stderr } = await jwk(['generate', '--kty', 'oct', '--set']);
    const { keys } = JSON.parse(stdout) as { keys: JsonWebKey[] };
    assert.equal(code, 0);
    assert.equal(stderr.includes(keys[0]?.k ?? ''), false);
  });

  it('never replaces a file unasked, and then as a whole', async () => {
    const w = workspace({ 'a.jwk': 'mine' });
    const refused = await jwk(['generate', '--crv', 'Ed25519', '-o', 'a.jwk'], { cwd: w.path });
    assert.deepEqual([refused.code, readFileSync(w.at('a.jwk'), 'utf8')], [2, 'mine']);
    assert.match(refused.stderr, /jwk: a\.jwk: it exists already; --force replaces it/);
    const half = await jwk(['generate', '--crv', 'Ed25519', '-o', 'new.jwk', '--public-output', 'a.jwk'], {
      cwd: w.path,
    });
    assert.equal(half.code, 2);
    assert.deepEqual(readdirSync(w.path), ['a.jwk'], 'half of the pair was written');
    assert.equal((await jwk(['generate', '--crv', 'Ed25519', '-o', 'a.jwk', '--force'], { cwd: w.path })).code, 0);
    if (onUnix) assert.equal(mode(w.at('a.jwk')), 0o600);
    w.remove();
  });

  it('adds to a set: whole to a private one, its public half to a public one', async () => {
    const w = workspace({ 'private.jwks': '{"keys":[]}', 'public/jwks.json': goodSet });
    chmodSync(w.at('private.jwks'), 0o640);
    const added = await jwk(['generate', '--crv', 'Ed25519', '--kid', 'date', '--into', 'private.jwks'], {
      cwd: w.path,
    });
    assert.deepEqual([added.code, added.stdout], [0, '']);
    if (onUnix) {
      assert.equal(mode(w.at('private.jwks')), 0o640);
      assert.match(added.stderr, /warning: private\.jwks holds secret keys and others can read it \(mode 640\)/);
    }
    const open = await jwk(['generate', '--crv', 'Ed25519', '--into', 'public/jwks.json'], { cwd: w.path });
    assert.ok((JSON.parse(open.stdout) as JsonWebKey).d !== undefined);
    assert.doesNotMatch(readFileSync(w.at('public/jwks.json'), 'utf8'), /"d"/);
    assert.match(open.stderr, /the public half was added, the private key stands apart/);
    const lost = await jwk(['generate', '--crv', 'Ed25519', '--json'], { cwd: w.path });
    assert.equal(lost.code, 2);
    assert.match(lost.stderr, /--json prints the report only; say with -o where the key goes/);
    w.remove();
  });

  it('says what does not fit', async () => {
    for (const [args, message, code] of [
      [['--alg', 'ES256', '--kty', 'RSA'], /jwk: ES256 needs a key of type EC, not RSA/, 2],
      [['--kty', 'DSA'], /jwk: generate: --kty must be one of RSA, EC, OKP, oct, AKP/, 2],
      [['--kty', 'RSA', '--bits', 'many'], /It must be a whole number/, 2],
      [[], /jwk: Say which key is wanted/, 2],
      [['--kty', 'oct', '--public-output', 'x'], /A symmetric key has no public half to write/, 2],
      [['--kty', 'oct', '--into', 'gone.jwks'], /jwk: gone\.jwks: there is no such file/, 2],
    ] as const) {
      const outcome = await jwk(['generate', ...args]);
      assert.equal(outcome.code, code, outcome.stderr);
      assert.match(outcome.stderr, message);
      assert.equal(outcome.stdout, '');
    }
  });
});

describe('writing where it cannot be written', () => {
  const cases: readonly (readonly [string, RegExp, boolean])[] = [
    ['gone/a.jwk', /gone\/a\.jwk: there is no such file or directory/, true],
    ['.', /: it is a directory/, true],
    ['/dev/full', /jwk: \/dev\/full: no space left on the disk/, existsSync('/dev/full')],
  ];
  for (const [target, message, possible] of cases) {
    it(target, { skip: !possible && `there is no ${target}` }, async () => {
      const w = workspace();
      const { code, stderr, stdout } = await jwk(['generate', '--crv', 'Ed25519', '-o', target], { cwd: w.path });
      assert.deepEqual([code, stdout, readdirSync(w.path)], [2, '', []]);
      assert.match(stderr, message);
      w.remove();
    });
  }

  it(
    'a disk that fills up leaves the old file whole and nothing beside it',
    { skip: process.platform !== 'linux' && 'needs ulimit of Linux' },
    () => {
      const w = workspace({ 'private.jwks': '{"keys":[]}' });
      // A limit on file size stands for the full disk: the write fails in the middle.
      const shell = `trap '' XFSZ; ulimit -f 1; "${process.execPath}" "${bin}" generate --alg RS256 --bits 4096 --into private.jwks`;
      const { status, stderr } = spawnSync('bash', ['-c', shell], { cwd: w.path });
      assert.equal(status, 2, stderr.toString());
      assert.match(stderr.toString(), /jwk: private\.jwks: the file would be too large/);
      assert.deepEqual(readdirSync(w.path), ['private.jwks']);
      assert.equal(readFileSync(w.at('private.jwks'), 'utf8'), '{"keys":[]}');
      w.remove();
    },
  );

  it('follows a symbolic link and keeps it', { skip: !onUnix && 'links need rights on Windows' }, async () => {
    const w = workspace({ 'real/private.jwks': '{"keys":[]}' });
    symlinkSync('real/private.jwks', w.at('private.jwks'));
    assert.equal((await jwk(['generate', '--crv', 'Ed25519', '--into', 'private.jwks'], { cwd: w.path })).code, 0);
    assert.match(readFileSync(w.at('real/private.jwks'), 'utf8'), /Ed25519/);
    assert.deepEqual(readdirSync(w.at('real')), ['private.jwks']);
    w.remove();
  });
});

describe('public, thumbprint, inspect, rotate', () => {
  it('work on files and streams', async () => {
    const w = workspace();
    await jwk(['generate', '--crv', 'P-256', '--kid', 'date', '--set', '-o', 'keys.private.jwks'], { cwd: w.path });
    assert.equal((await jwk(['public', 'keys.private.jwks', '-o', 'jwks.json'], { cwd: w.path })).code, 0);
    const before_ = readFileSync(w.at('keys.private.jwks'), 'utf8');
    const rotated = await jwk(['rotate', 'keys.private.jwks', '--public', 'jwks.json'], { cwd: w.path });
    assert.deepEqual([rotated.code, rotated.stdout], [0, '']);
    const read = (name: string): Record<string, string>[] =>
      (JSON.parse(readFileSync(w.at(name), 'utf8')) as { keys: Record<string, string>[] }).keys;
    const day = new Date().toISOString().slice(0, 10);
    assert.deepEqual(
      read('keys.private.jwks').map((k) => k.kid?.slice(-3)),
      ['_01', '_02'],
    );
    assert.equal(read('jwks.json')[1]?.kid, `${day}_02`);
    assert.equal(read('jwks.json')[1]?.d, undefined);
    assert.ok(
      readFileSync(w.at('keys.private.jwks'), 'utf8').startsWith(before_.slice(0, before_.lastIndexOf('}\n  ]') + 1)),
    );
    const { stdout: prints } = await jwk(['thumbprint'], { input: readFileSync(w.at('jwks.json')) });
    assert.match(prints, /^[\w-]{43} {2}\d{4}-\d\d-\d\d_01\n[\w-]{43} {2}\d{4}-\d\d-\d\d_02\n$/);
    const { stdout: inspected } = await jwk(['inspect', '--json', 'keys.private.jwks'], { cwd: w.path });
    assert.deepEqual(
      (JSON.parse(inspected) as { report: { keys: { kidOrigin: string }[] } }).report.keys.map((k) => k.kidOrigin),
      ['date serial', 'date serial'],
    );
    const lint = await jwk(['lint', '--fail-on', 'information', '.'], { cwd: w.path });
    assert.equal(lint.code, 0, lint.stdout);
    w.remove();
  });

  it('leave both files alone when one cannot be written', { skip: !onUnix && 'needs file modes' }, async () => {
    const w = workspace();
    await jwk(['generate', '--crv', 'P-256', '--set', '-o', 'private.jwks'], { cwd: w.path });
    await jwk(['public', 'private.jwks', '-o', 'jwks.json'], { cwd: w.path });
    const texts = (): string[] => ['private.jwks', 'jwks.json'].map((f) => readFileSync(w.at(f), 'utf8'));
    const old = texts();
    const { code } = await jwk(['rotate', 'private.jwks', '--public', '/dev/null'], { cwd: w.path });
    assert.notEqual(code, 0);
    assert.deepEqual(texts(), old);
    w.remove();
  });

  it('say what is wrong with a document', async () => {
    for (const [args, input, message, code] of [
      [['inspect'], '{}', /jwk: stdin\.json holds no JWK and no JWK Set/, 1],
      [['public'], '{"keys":[', /is not valid JSON|holds no JWK/, 1],
      [['thumbprint', 'gone.json'], '', /jwk: gone\.json: there is no such file/, 2],
      [['rotate', '-'], '{"keys":[{"kty":"oct","k":"AAAA"}]}', /must be a file, not standard input/, 2],
    ] as const) {
      const outcome = await jwk(args, { input });
      assert.equal(outcome.code, code);
      assert.match(outcome.stderr, message);
      assert.equal(outcome.stdout, '');
    }
  });
});

describe('fetch', () => {
  it('writes the set, and how it is served to standard error', async () => {
    const server = await serve({
      '/.well-known/openid-configuration': json((o) => ({ issuer: o, jwks_uri: `${o}/moved` })),
      '/moved': redirect(() => '/jwks'),
      '/jwks': (_, response) =>
        void response
          .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'max-age=300', etag: 'W/"7"' })
          .end(goodSet),
    });
    const { code, stdout, stderr } = await jwk(['fetch', server.origin]);
    assert.deepEqual([code, stdout], [0, goodSet]);
    assert.match(stderr, /openid-configuration answered 200\n.*\/moved -> .*\/jwks answered 200\n {2}keys {10}1 key\n/);
    assert.match(stderr, /cache {9}max-age=300\n {2}etag {10}W\/"7"/);
    const { stdout: reported } = await jwk(['fetch', '--json', server.origin]);
    assert.equal((JSON.parse(reported) as { report: { url: string } }).report.url, `${server.origin}/jwks`);
    await server.close();
  });

  it('failures: exit code 1 and one line each', async () => {
    const server = await serve({
      '/500.json': (_, response) => void response.writeHead(500).end('oops'),
      '/html.json': (_, response) => void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
      '/empty.json': (_, response) => void response.writeHead(200).end(),
      '/big.json': (_, response) => void response.writeHead(200).end(Buffer.alloc(5_000_000, ' ')),
      '/circle.json': redirect(() => '/circle.json'),
      '/slow.json': () => undefined,
    });
    for (const [name, message] of [
      ['404', /answered 404 \(nothing there/],
      ['500', /answered 500 \(the server failed\): "oops"/],
      ['html', /sent a web page \(HTML\)/],
      ['empty', /sent nothing/],
      ['big', /sent more than 4 MiB/],
      ['circle', /redirects in a circle/],
      ['slow', /did not answer in time/],
    ] as const) {
      const { code, stdout, stderr } = await jwk([
        'fetch',
        '--timeout-ms',
        '1000',
        '-o',
        '/nowhere/x',
        `${server.origin}/${name}.json`,
      ]);
      assert.deepEqual([code, stdout], [1, ''], name);
      assert.match(stderr, message);
      assert.equal(stderr.trimEnd().includes('\n'), false);
    }
    await server.close();
    const refused = await jwk(['fetch', 'https://169.254.169.254/latest']);
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /^jwk: Not asked: "169\.254\.169\.254" is a private address; it is asked only with --allow-private-addresses$/m,
    );
  });
});

describe('proxies and certificates', () => {
  it('HTTPS_PROXY with credentials and NODE_EXTRA_CA_CERTS', async () => {
    const target = createHttpsServer(
      { cert: certificate, key: privateKey },
      (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(goodSet),
    );
    await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve));
    target.unref();
    const tunnels: string[] = [];
    const proxy = createHttpServer();
    proxy.on('connect', (request, client) => {
      tunnels.push(`${request.url ?? ''} ${request.headers['proxy-authorization'] ?? ''}`);
      if (request.headers['proxy-authorization'] === undefined) {
        client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
        return;
      }
      const upstream = connect((target.address() as AddressInfo).port, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 OK\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      client.on('error', () => upstream.destroy());
      upstream.on('error', () => client.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    proxy.unref();
    const { port } = proxy.address() as AddressInfo;
    const w = workspace({ 'ca.pem': certificate });
    const address = 'https://keys.example.test/jwks.json';
    const credentials = Buffer.from('me:p@ss').toString('base64');

    const good = await jwk(['fetch', address], {
      env: { HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: w.at('ca.pem') },
    });
    assert.deepEqual([good.code, good.stdout], [0, goodSet], good.stderr);
    assert.deepEqual(tunnels.splice(0), [`keys.example.test:443 Basic ${credentials}`]);

    const untrusted = await jwk(['fetch', address], { env: { https_proxy: `http://me:p%40ss@127.0.0.1:${port}` } });
    assert.equal(untrusted.code, 1);
    assert.match(
      untrusted.stderr,
      /has no trustworthy TLS connection \(its certificate is self-signed; NODE_EXTRA_CA_CERTS/,
    );

    const anonymous = await jwk(['fetch', address], { env: { HTTPS_PROXY: `127.0.0.1:${port}` } });
    assert.match(
      anonymous.stderr,
      new RegExp(`gave no usable answer \\(the proxy 127\\.0\\.0\\.1:${port} answered 407\\)`),
    );

    tunnels.splice(0);
    const direct = await jwk(['fetch', address], {
      env: { HTTPS_PROXY: `http://me:p%40ss@127.0.0.1:${port}`, NO_PROXY: 'example.test' },
    });
    assert.equal(direct.code, 1);
    assert.deepEqual(tunnels, []);

    w.remove();
    target.closeAllConnections();
    proxy.closeAllConnections();
    target.close();
    proxy.close();
  });

  it('the environment names the proxy as curl reads it', () => {
    const proxy = (address: string, environment: Record<string, string>): string | undefined =>
      proxyFor(new URL(address), environment)?.href;
    const https_proxy = 'http://p:3128';
    assert.equal(proxy('https://a.example/', { https_proxy }), 'http://p:3128/');
    assert.equal(proxy('https://a.example/', { ALL_PROXY: 'p:1' }), 'http://p:1/');
    assert.equal(proxy('https://a.example/', {}), undefined);
    for (const no of ['*', 'a.example', '.example', 'example', '*.example', 'b,a.example:443', 'b a.example'])
      assert.equal(proxy('https://a.example/', { https_proxy, NO_PROXY: no }), undefined, no);
    for (const no of ['', 'b.example', 'a.example:8443', 'xa.example', 'le'])
      assert.equal(proxy('https://a.example/', { https_proxy, no_proxy: no }), 'http://p:3128/', no);
    for (const own of ['https://localhost/', 'https://127.0.0.1:1/', 'https://[::1]/'])
      assert.equal(proxy(own, { https_proxy }), undefined);
    assert.throws(() => proxy('https://a.example/', { https_proxy: 'socks5://p' }), /neither http nor https/);
    assert.throws(
      () => proxy('https://a.example/', { https_proxy: 'http://user:geheim@[' }),
      (e) => e instanceof Error && !e.message.includes('geheim'),
    );
  });
});

/** Fetching over real connections: what servers do, and how much of it is borne. */
import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { describe, it } from 'node:test';
import { fetchKeySet } from '../../server/src/core/operations/fetch/fetchKeySet.ts';
import { json, recordedRequests, redirect, serve } from './http.ts';
import { failure, testDeps } from './support.ts';

const set = {
  keys: [{ kty: 'OKP', crv: 'Ed25519', use: 'sig', kid: 'a', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }],
};

describe('real servers on this machine', () => {
  it('follow redirects, judge each, decode gzip, and keep the octets', async () => {
    const server = await serve({
      '/a': redirect(() => '/b'),
      '/b': redirect((origin) => `${origin}/jwks.json?token=geheim`),
      '/jwks.json': (_, response) => {
        response
          .writeHead(200, { 'content-type': 'application/jwk-set+json', 'content-encoding': 'gzip' })
          .end(gzipSync(JSON.stringify(set)));
      },
    });
    try {
      const { asked, request } = recordedRequests();
      const { report, texts } = await fetchKeySet.run(
        { address: `${server.origin}/a`, as: 'jwks' },
        testDeps({ request, now: () => Date.now() / 1000 }),
      );
      assert.deepEqual(asked, [`${server.origin}/a`, `${server.origin}/b`, `${server.origin}/jwks.json?token=geheim`]);
      assert.deepEqual(
        report.attempts[0]?.hops.map((h) => h.status),
        [302, 302, 200],
      );
      assert.equal(texts[0]?.text, JSON.stringify(set));
      assert.equal(JSON.stringify(report).includes('geheim'), false);
    } finally {
      await server.close();
    }
  });

  const real = async (
    path: string,
    routes: Parameters<typeof serve>[0],
    limits: { maxBytes?: number; timeoutMs?: number } = {},
  ): Promise<{ text: string; paths: string[] }> => {
    const server = await serve(routes);
    try {
      const { request } = recordedRequests();
      const told = await failure(
        fetchKeySet.run(
          { address: `${server.origin}${path}`, as: 'jwks', ...limits },
          testDeps({ request, now: () => Date.now() / 1000 }),
        ),
      );
      return { text: told.text, paths: server.paths };
    } finally {
      await server.close();
    }
  };

  it('a redirect circle ends, and so does a long chain', async () => {
    const circle = await real('/a', { '/a': redirect(() => '/b'), '/b': redirect(() => '/a') });
    assert.match(circle.text, /redirects in a circle \(back to http:\/\/127\.0\.0\.1:\d+\/a\)/);
    assert.deepEqual(circle.paths, ['/a', '/b']);
    const chain = await real(
      '/0',
      Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`/${i}`, redirect(() => `/${i + 1}`)])),
    );
    assert.match(chain.text, /redirects more than 5 times/);
    assert.equal(chain.paths.length, 6);
  });

  it('a body without end is read to the limit only, packed or not', async () => {
    let sent = 0;
    const endless = await real(
      '/',
      {
        '/': (_, response) => {
          response.writeHead(200, { 'content-type': 'application/json' });
          const more = (): void => {
            while (!response.destroyed && response.write('x'.repeat(65_536))) sent += 65_536;
          };
          response.on('drain', more);
          more();
        },
      },
      { maxBytes: 100_000 },
    );
    assert.match(endless.text, /sent more than 97\.7 KiB; reading stopped/);
    assert.ok(sent < 50_000_000);
    const bomb = await real(
      '/',
      {
        '/': (_, response) =>
          void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000))),
      },
      { maxBytes: 100_000 },
    );
    assert.match(bomb.text, /reading stopped/);
  });

  it('a server that does not answer, stops in the middle, or speaks no HTTP', async () => {
    const slow = await real('/', { '/': () => undefined }, { timeoutMs: 300 });
    assert.match(slow.text, /did not answer in time \(no complete answer within 0\.\d+ s\)/);
    const half = await real(
      '/',
      { '/': (_, response) => void response.writeHead(200).write('{"keys"') },
      { timeoutMs: 300 },
    );
    assert.match(half.text, /did not answer in time/);
    const broken = await real('/', { '/': (request) => void request.socket.end('220 smtp ready\r\n') });
    assert.match(broken.text, /what answers does not speak HTTP/);
    const cut = await real('/', { '/': (request) => void request.socket.destroy() });
    assert.match(cut.text, /the connection was closed before an answer came/);
  });

  it('a port where nothing listens, a name that is none, a server without TLS', async () => {
    const server = await serve({ '/jwks.json': json(() => set) });
    const { request } = recordedRequests();
    const deps = testDeps({ request, now: () => Date.now() / 1000 });
    const tls = await failure(fetchKeySet.run({ address: server.origin.replace('http:', 'https:'), as: 'jwks' }, deps));
    assert.match(tls.text, /has no trustworthy TLS connection \(the two sides found no TLS version/);
    await server.close();
    const refused = await failure(fetchKeySet.run({ address: server.origin, as: 'jwks' }, deps));
    assert.match(refused.text, /refuses the connection: nothing listens there$/);
    const dns = await failure(fetchKeySet.run({ address: 'https://no-such-host.invalid/jwks.json' }, deps));
    assert.match(dns.text, /there is no host "no-such-host\.invalid"|offline/);
  });

  it('stops when told to', async () => {
    const server = await serve({ '/': () => undefined });
    const abort = new AbortController();
    const { request } = recordedRequests(abort.signal);
    const run = fetchKeySet.run(
      { address: server.origin, as: 'jwks' },
      testDeps({ request, now: () => Date.now() / 1000 }),
    );
    setTimeout(() => {
      abort.abort();
    }, 50);
    await assert.rejects(run, { name: 'HttpError', failure: 'cancelled' });
    await server.close();
  });
});

/** workspace/executeCommand: every command, what it changes, what it answers, and what it refuses. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { mlDsa44Key } from '../../server/src/core/rules/numberSamples.ts';
import { LspClient, type ClientOptions } from '../support/lspClient.ts';

const uri = 'file:///r/keys/signing.json';
const publicUri = 'file:///r/public/jwks.json';
const empty = '{\n  "keys": []\n}\n';

type Jwk = Readonly<Record<string, unknown>>;
const keysIn = (text: string): readonly Jwk[] => (JSON.parse(text) as { keys: Jwk[] }).keys;

let client: LspClient;
async function start(options: ClientOptions = {}): Promise<void> {
  client = await LspClient.start(options);
}
afterEach(() => client.stop());

/** A private EC set of one key, made by the server itself. */
async function privateSet(): Promise<string> {
  const answer = await client.execute('jwk.server.generate', { kty: 'EC', kid: { strategy: 'text', text: 'one' } });
  assert.ok(answer.kind === 'text');
  return answer.privateSet;
}

describe('jwk.server.generate (G1, G2, G3, G5)', () => {
  it('answers the key and its public half as sets when no document is named', async () => {
    await start();
    const answer = await client.execute('jwk.server.generate', { kty: 'EC', crv: 'P-256', use: 'sig' });
    assert.ok(answer.kind === 'text' && answer.publicSet !== undefined);
    const [key] = keysIn(answer.privateSet);
    const [half] = keysIn(answer.publicSet);
    assert.deepEqual([key?.kty, key?.crv, key?.use, key?.alg], ['EC', 'P-256', 'sig', 'ES256']);
    assert.equal(key?.kid, answer.kid);
    assert.deepEqual(half, Object.fromEntries(Object.entries(key ?? {}).filter(([name]) => name !== 'd')));
  });

  it('adds the key to an open set by one edit, in its own layout', async () => {
    await start();
    await client.open(uri, empty);
    const answer = await client.execute('jwk.server.generate', { kty: 'OKP', crv: 'Ed25519', into: { uri } });
    assert.equal(answer.kind, 'applied');
    const [key] = keysIn(client.text(uri));
    assert.equal(key?.crv, 'Ed25519');
    assert.match(client.text(uri), /^\{\n {2}"keys": \[\n {4}\{\n {6}"kty": "OKP",\n/);
  });

  it('asks before it puts a private key into a public document, and changes nothing', async () => {
    let made = 0;
    const keyPair = (): undefined => {
      made++;
      return undefined;
    };
    await start({ host: { keyPair } });
    await client.open(publicUri, empty);
    const params = { kty: 'EC', into: { uri: publicUri } } as const;
    const ask = await client.execute('jwk.server.generate', params);
    assert.deepEqual(ask, { kind: 'public-document', exposure: 'public' });
    assert.equal(client.text(publicUri), empty);
    // Nor is a key made that would be thrown away.
    assert.equal(made, 0);
    await client.execute('jwk.server.generate', { ...params, publicDocument: 'public-half' });
    assert.equal(made, 1);
  });

  it('adds the public half only when told so, and answers the private half for safe keeping', async () => {
    await start();
    await client.open(publicUri, empty);
    const params = { kty: 'EC', into: { uri: publicUri }, publicDocument: 'public-half' } as const;
    const answer = await client.execute('jwk.server.generate', params);
    assert.ok(answer.kind === 'applied' && answer.privateSet !== undefined);
    const [published] = keysIn(client.text(publicUri));
    const [kept] = keysIn(answer.privateSet);
    assert.equal(published?.d, undefined);
    assert.equal(typeof kept?.d, 'string');
    assert.equal(published?.x, kept?.x);
  });

  it('adds the whole key where the user insists', async () => {
    await start();
    await client.open(publicUri, empty);
    const params = { kty: 'EC', into: { uri: publicUri }, publicDocument: 'whole' } as const;
    assert.equal((await client.execute('jwk.server.generate', params)).kind, 'applied');
    assert.equal(typeof keysIn(client.text(publicUri))[0]?.d, 'string');
  });

  it('numbers date serials on from the set', async () => {
    await start({ host: { now: () => 1_795_132_800 } });
    await client.open(uri, empty);
    const params = { kty: 'EC', kid: { strategy: 'date' }, into: { uri } } as const;
    await client.execute('jwk.server.generate', params);
    await client.execute('jwk.server.generate', params);
    assert.deepEqual(
      keysIn(client.text(uri)).map((k) => k.kid),
      ['2026-11-20_01', '2026-11-20_02'],
    );
  });

  for (const [why, params] of [
    ['an algorithm of another key type', { kty: 'RSA', alg: 'ES256' }],
    ['a curve of another key type', { kty: 'EC', crv: 'Ed25519' }],
    ['an unknown key type', { kty: 'DSA' }],
    ['a document that is not open', { kty: 'EC', into: { uri: 'file:///nowhere.json' } }],
  ] as const) {
    it(`refuses ${why} in one sentence`, async () => {
      await start();
      const answer = await client.execute('jwk.server.generate', params as never);
      assert.ok(answer.kind === 'problem');
      assert.match(answer.message, /\S+ \S+/);
    });
  }

  it('says so when the document cannot be changed', async () => {
    await start({ applyEdits: false });
    await client.open(uri, empty);
    const answer = await client.execute('jwk.server.generate', { kty: 'EC', into: { uri } });
    assert.ok(answer.kind === 'problem');
    assert.match(answer.message, /nothing was added/);
  });

  it('refuses a document that is not a key set', async () => {
    await start();
    await client.open(uri, '{"a":1}');
    const answer = await client.execute('jwk.server.generate', { kty: 'EC', into: { uri } });
    assert.equal(answer.kind, 'problem');
  });
});

describe('jwk.server.publicKeySet (G8)', () => {
  it('strips private members and leaves symmetric keys out, telling how many', async () => {
    await start();
    const [key] = keysIn(await privateSet());
    await client.open(uri, JSON.stringify({ keys: [key, { kty: 'oct', k: 'AAAA' }] }));
    const answer = await client.execute('jwk.server.publicKeySet', { uri });
    assert.ok(answer.kind === 'text');
    assert.deepEqual([answer.keys, answer.dropped], [1, 1]);
    assert.deepEqual(
      keysIn(answer.text).map((k) => [k.kid, k.d]),
      [['one', undefined]],
    );
  });
});

describe('jwk.server.inspect (I4)', () => {
  it('tells of the key at the cursor what is known, and what is wrong with it', async () => {
    await start();
    await client.open(uri, (await privateSet()).replace('"ES256"', '"ES384"'));
    const line = client
      .text(uri)
      .split('\n')
      .findIndex((l) => l.includes('"kty"'));
    const answer = await client.execute('jwk.server.inspect', { uri, position: { line, character: 6 } });
    assert.ok(answer.kind === 'report');
    assert.match(answer.title, /^EC P-256, kid one$/);
    assert.match(answer.markdown, /Thumbprint \(SHA-256\): `[\w-]{43}`/);
    assert.match(answer.markdown, /alg-crv-mismatch/);
  });

  it('waits for what takes long to find out, and tells what is wrong around the keys', async () => {
    const { pub, priv, otherPub } = mlDsa44Key;
    const key = (kid: string, half: string): string =>
      JSON.stringify({ kty: 'AKP', alg: 'ML-DSA-44', use: 'sig', kid, pub: half, priv });
    await start();
    await client.open(uri, `{"keys":[${key('good', pub)},${key('bad', otherPub)}],"kid":"x"}`);
    const answer = await client.execute('jwk.server.inspect', { uri });
    assert.ok(answer.kind === 'report');
    const [, good, bad, around] = answer.markdown.split(/^## /m);
    assert.match(good ?? '', /kid `good`/);
    assert.doesNotMatch(good ?? '', /akp-private-key-mismatch/);
    assert.match(bad ?? '', /kid `bad`[^]*akp-private-key-mismatch/);
    assert.match(around ?? '', /^Problems around the keys\n\n- \w+: .*\(`jwks-member-misplaced`\)\n$/);
    const at = await client.execute('jwk.server.inspect', { uri, position: { line: 0, character: 20 } });
    assert.ok(at.kind === 'report');
    assert.doesNotMatch(at.markdown, /around the keys|bad/);
  });

  it('says that the document is broken, and where first', async () => {
    const line =
      'Not valid JSON: 1 syntax error, at line 6, column 7 \\(expected a comma\\); only what could be read is told here.';
    for (const reportSyntax of [true, false]) {
      await start({ initializationOptions: { reportSyntax } });
      const set = (await privateSet()).replace('"EC",', '"EC"');
      await client.open(uri, `\n${set}`);
      const answer = await client.execute('jwk.server.inspect', { uri });
      assert.ok(answer.kind === 'report');
      assert.ok(answer.markdown.startsWith(`${line}\n\n## `), answer.markdown);
      if (reportSyntax) await client.stop();
    }
  });

  it('says where there is no key', async () => {
    await start();
    await client.open(uri, '{"a":1}');
    assert.equal((await client.execute('jwk.server.inspect', { uri })).kind, 'problem');
  });
});

describe('jwk.server.rotate (R1)', () => {
  it('adds a successor of the same kind to both files, under a kid of its own', async () => {
    await start();
    const text = await privateSet();
    await client.open(uri, text);
    const half = await client.execute('jwk.server.publicKeySet', { uri });
    assert.ok(half.kind === 'text');
    await client.open(publicUri, half.text);
    const answer = await client.execute('jwk.server.rotate', { uri, publicUri });
    assert.ok(answer.kind === 'rotated', JSON.stringify(answer));
    assert.deepEqual([answer.of, answer.publicUpdated], ['one', true]);
    const [old, fresh] = keysIn(client.text(uri));
    const published = keysIn(client.text(publicUri));
    assert.equal(old?.kid, 'one');
    assert.deepEqual([fresh?.kty, fresh?.crv, fresh?.use, fresh?.alg], ['EC', 'P-256', 'sig', 'ES256']);
    assert.notEqual(fresh?.x, old.x);
    assert.deepEqual(
      published.map((k) => [k.kid, k.d]),
      [
        ['one', undefined],
        [answer.kid, undefined],
      ],
    );
    assert.equal(published[1]?.x, fresh?.x);
  });

  it('asks which key is meant where there are several', async () => {
    await start();
    const [a] = keysIn(await privateSet());
    const [b] = keysIn(await privateSet());
    await client.open(uri, JSON.stringify({ keys: [a, { ...b, kid: 'two' }] }));
    const answer = await client.execute('jwk.server.rotate', { uri });
    assert.ok(answer.kind === 'choose');
    assert.deepEqual(
      answer.keys.map((k) => k.label),
      ['one', 'two'],
    );
    assert.equal((await client.execute('jwk.server.rotate', { uri, index: 1 })).kind, 'rotated');
  });
});

describe('jwk.server.fetch (I1, I2)', () => {
  const body = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64');
  const answer = (url: string, value: unknown) => ({
    response: {
      url,
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: body(value),
      truncated: false,
    },
  });

  it('goes through the client where the client asked for it, and finds the set by its issuer', async () => {
    const asked: string[] = [];
    await start({
      initializationOptions: { fetch: 'client' },
      answerFetch: ({ url }) => {
        asked.push(url);
        if (url.endsWith('/.well-known/openid-configuration')) {
          return answer(url, { issuer: 'https://op.example/realm', jwks_uri: 'https://op.example/realm/keys' });
        }
        return answer(url, { keys: [{ kty: 'EC', kid: 'a' }] });
      },
    });
    const result = await client.execute('jwk.server.fetch', { address: 'https://op.example/realm', from: 'issuer' });
    assert.ok(result.kind === 'fetched', JSON.stringify(result));
    assert.equal(result.url, 'https://op.example/realm/keys');
    assert.deepEqual(
      keysIn(result.text).map((k) => k.kid),
      ['a'],
    );
    assert.deepEqual(asked, [
      'https://op.example/realm/.well-known/openid-configuration',
      'https://op.example/realm/keys',
    ]);
  });

  it('takes the address of a discovery document for what it is', async () => {
    const asked: string[] = [];
    await start({
      initializationOptions: { fetch: 'client' },
      answerFetch: ({ url }) => {
        asked.push(url);
        const metadata = { issuer: 'https://op.example', jwks_uri: 'https://op.example/keys' };
        return answer(url, url.endsWith('/keys') ? { keys: [{ kty: 'EC', kid: 'a' }] } : metadata);
      },
    });
    const address = 'https://op.example/.well-known/openid-configuration';
    assert.equal((await client.execute('jwk.server.fetch', { address, from: 'issuer' })).kind, 'fetched');
    assert.deepEqual(asked, [address, 'https://op.example/keys']);
  });

  it('tells what the client could not do', async () => {
    await start({
      initializationOptions: { fetch: 'client' },
      answerFetch: () => ({
        error: { failure: 'untrusted-workspace', message: 'not in a workspace that is not trusted' },
      }),
    });
    const result = await client.execute('jwk.server.fetch', { address: 'https://op.example/jwks.json', from: 'jwks' });
    assert.ok(result.kind === 'problem');
    assert.match(result.message, /trusted/);
  });

  it('refuses to fetch where it is switched off, and never sends to private addresses', async () => {
    await start({ initializationOptions: { fetch: 'off' } });
    const off = await client.execute('jwk.server.fetch', { address: 'https://op.example/jwks.json', from: 'jwks' });
    assert.ok(off.kind === 'problem');
    const refused = await client.execute('jwk.server.fetch', {
      address: 'https://192.168.1.1/jwks.json',
      from: 'jwks',
    });
    assert.ok(refused.kind === 'problem');
    assert.match(refused.message, /private/i);
  });
});

/** Fetching: which addresses are ever asked, how a set is found, and what is said when there is none. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeBase64 } from '../../server/src/core/encoding/base64url.ts';
import { fetchKeySet } from '../../server/src/core/operations/fetch/fetchKeySet.ts';
import { judge, reachOf } from '../../server/src/core/operations/fetch/policy.ts';
import { failure, scripted, testDeps } from './support.ts';

const set = {
  keys: [{ kty: 'OKP', crv: 'Ed25519', use: 'sig', kid: 'a', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }],
};

const utf16 = (text: string): Uint8Array => new Uint8Array(Uint16Array.from(text, (c) => c.charCodeAt(0)).buffer);

describe('addresses that are refused without being asked', () => {
  const hostile = [
    'http://example.com/jwks.json',
    'ftp://example.com/jwks',
    'file:///etc/passwd',
    'data:application/json,{}',
    'javascript:1',
    'https://user@example.com/',
    'https://user:secret@example.com/',
    'https://10.0.0.1/',
    'https://172.16.5.5/',
    'https://192.168.1.1/',
    'https://169.254.169.254/latest/meta-data',
    'http://169.254.169.254/',
    'https://100.64.0.1/',
    'https://0.0.0.0/',
    'https://2130706434.example/../',
    'https://[fe80::1]/',
    'https://[fc00::1]/',
    'https://[fd12:3456::1]/',
    'https://[::]/',
    'https://[::ffff:10.0.0.1]/',
    'https://[::ffff:a9fe:a9fe]/',
    'https://[64:ff9b::a00:1]/',
    'https://[2002:a00:1::]/',
    'https://[2001:db8::1]/',
    'https://[ff02::1]/',
    'https://metadata.google.internal/',
    'https://printer.local/',
    'https://intranet/',
    'https://db.lan./',
    'https://router.home.arpa/',
    'https://0xa000001/',
    'https://0300.0250.1.1/',
    'https://3232235777/',
    'https://239.1.2.3/',
    'https://',
  ];
  for (const address of hostile.filter((a) => !a.includes('2130706434'))) {
    it(address, async () => {
      const { asked, request } = scripted({});
      const told = await failure(fetchKeySet.run({ address, as: 'jwks' }, testDeps({ request })));
      assert.equal(told.failure, 'refused');
      assert.match(told.text, /^Not asked: /);
      assert.doesNotMatch(told.text, /secret/);
      assert.deepEqual(asked, []);
    });
  }

  it('private ones are told with what would have them asked', async () => {
    const { request } = scripted({
      'https://a.example/jwks.json': { status: 302, headers: { location: 'https://localhost/jwks.json' } },
    });
    const told = async (address: string): Promise<string> =>
      (await failure(fetchKeySet.run({ address, as: 'jwks' }, testDeps({ request })))).text;
    assert.equal(
      await told('https://10.0.0.1/jwks.json'),
      'Not asked: "10.0.0.1" is a private address; it is asked only with "allowPrivateAddresses"',
    );
    assert.equal(
      await told('https://a.example/jwks.json'),
      'https://a.example/jwks.json redirects to a refused address: https://a.example/jwks.json points to this machine ("localhost"), which is asked only with "allowPrivateAddresses"',
    );
  });

  it('private ones are asked when that is allowed, plain http never', async () => {
    const { asked, request } = scripted({ 'https://10.0.0.1/jwks.json': { text: JSON.stringify(set) } });
    await fetchKeySet.run(
      { address: 'https://10.0.0.1/jwks.json', allowPrivateAddresses: true },
      testDeps({ request }),
    );
    await failure(
      fetchKeySet.run({ address: 'http://10.0.0.1/jwks.json', allowPrivateAddresses: true }, testDeps({ request })),
    );
    assert.deepEqual(asked, ['https://10.0.0.1/jwks.json']);
  });

  it('judges addresses as URL writes them', () => {
    const reach = (address: string) => reachOf(new URL(address).hostname);
    for (const a of [
      'https://127.1/',
      'https://0x7f.0.0.1/',
      'https://[::1]/',
      'https://localhost./',
      'https://a.localhost/',
      'https://[::ffff:127.0.0.1]/',
    ])
      assert.equal(reach(a), 'loopback', a);
    for (const a of [
      'https://8.8.8.8/',
      'https://172.32.0.1/',
      'https://[2606:4700::1111]/',
      'https://local.example/',
      'https://localhost.example.com/',
    ])
      assert.equal(reach(a), 'public', a);
    assert.ok('refused' in judge('//10.0.0.1/x', new URL('https://example.com/'), { allowPrivateAddresses: false }));
  });
});

describe('hops that are refused', () => {
  const elsewhere = [
    'http://example.org/jwks.json',
    'https://10.1.2.3/jwks.json',
    'http://localhost:1/jwks.json',
    'https://127.0.0.1/x',
    'https://u:p@example.org/',
    'file:///etc/passwd',
    '//169.254.169.254/',
  ];
  for (const location of elsewhere) {
    it(`a redirect from a public address to ${location}`, async () => {
      const { asked, request } = scripted({ 'https://example.com/jwks.json': { status: 302, headers: { location } } });
      const told = await failure(fetchKeySet.run({ address: 'https://example.com/jwks.json' }, testDeps({ request })));
      assert.equal(told.failure, 'refused');
      assert.deepEqual(asked, ['https://example.com/jwks.json']);
    });

    it(`a jwks_uri ${location}`, async () => {
      const text = JSON.stringify({ issuer: 'https://example.com', jwks_uri: location });
      const { asked, request } = scripted({ 'https://example.com/.well-known/openid-configuration': { text } });
      const told = await failure(fetchKeySet.run({ address: 'https://example.com' }, testDeps({ request })));
      // A jwks_uri without a scheme is a slip that clients refuse; here it is judged like a redirect.
      assert.equal(told.failure, 'refused');
      assert.deepEqual(asked, ['https://example.com/.well-known/openid-configuration']);
    });
  }

  it('an answer from a refused address, where the host followed redirects itself', async () => {
    const { request } = scripted({
      'https://example.com/jwks.json': { text: JSON.stringify(set), url: 'https://10.0.0.1/jwks.json' },
    });
    assert.equal(
      (await failure(fetchKeySet.run({ address: 'https://example.com/jwks.json' }, testDeps({ request })))).failure,
      'refused',
    );
  });
});

describe('from an issuer to its set', () => {
  it('realm paths and ports are kept; OIDC, RFC 8414 and appended forms are tried in order', async () => {
    const base = 'https://am.example.com:8443/openam/oauth2/realms/root/realms/alpha';
    const { asked, request } = scripted({});
    const told = await failure(fetchKeySet.run({ address: `${base}/`, as: 'issuer' }, testDeps({ request })));
    assert.deepEqual(asked, [
      `${base}/.well-known/openid-configuration`,
      'https://am.example.com:8443/.well-known/oauth-authorization-server/openam/oauth2/realms/root/realms/alpha',
      `${base}/.well-known/oauth-authorization-server`,
      'https://am.example.com:8443/.well-known/openid-configuration/openam/oauth2/realms/root/realms/alpha',
      `${base}/.well-known/jwks.json`,
    ]);
    assert.match(told.text, /^No key set found at https:\/\/am\.example\.com:8443\/openam/);
    assert.equal(told.text.split('\n').length, 6);
  });

  it('finds the set, and says what its documents say', async () => {
    const issuer = 'https://login.example.com/realms/a';
    const { asked, request } = scripted({
      [`${issuer}/.well-known/openid-configuration`]: {
        text: JSON.stringify({ issuer: `${issuer}/`, jwks_uri: 'https://keys.example.net/a' }),
      },
      'https://keys.example.net/a': {
        text: `\uFEFF${JSON.stringify(set)}`,
        headers: { 'content-type': 'text/plain', etag: '"1"', 'cache-control': 'max-age=60' },
      },
    });
    const { report, notes, texts, lines } = await fetchKeySet.run({ address: issuer }, testDeps({ request }));
    assert.deepEqual(asked, [`${issuer}/.well-known/openid-configuration`, 'https://keys.example.net/a']);
    assert.deepEqual(
      [report.url, report.issuer, report.keys, report.etag, report.cacheControl, report.byteOrderMark],
      ['https://keys.example.net/a', `${issuer}/`, 1, '"1"', 'max-age=60', true],
    );
    assert.deepEqual(
      notes.map((n) => `${n.severity}: ${n.message.slice(0, 58)}`),
      [
        'warning: The discovery document is of issuer "https://login.example',
        'information: The key set is on another host (keys.example.net) than its',
        'warning: The content type is "text/plain"; application/jwk-set+json',
        'warning: The text begins with a byte order mark, which JSON does no',
      ],
    );
    assert.match(notes[0]?.message ?? '', /trailing slash/);
    const [fetched] = texts;
    assert.deepEqual([fetched?.text, fetched?.secret], [`\uFEFF${JSON.stringify(set)}`, false]);
    assert.match(lines.join('\n'), /openid-configuration answered 200\nhttps:\/\/keys\.example\.net\/a answered 200/);
  });

  it('takes a bare host name, a discovery document and a set for what they are', async () => {
    const answers = {
      'https://example.com/.well-known/openid-configuration': {
        text: JSON.stringify({ issuer: 'https://example.com', jwks_uri: 'https://example.com/k' }),
      },
      'https://example.com/k': { text: JSON.stringify(set) },
      'https://example.com/certs': { text: JSON.stringify(set) },
    };
    for (const [address, expected] of [
      ['example.com', ['https://example.com/.well-known/openid-configuration', 'https://example.com/k']],
      [
        'https://example.com/.well-known/openid-configuration',
        ['https://example.com/.well-known/openid-configuration', 'https://example.com/k'],
      ],
      ['https://example.com/certs', ['https://example.com/certs']],
    ] as const) {
      const { asked, request } = scripted(answers);
      const { report, notes } = await fetchKeySet.run({ address }, testDeps({ request }));
      assert.deepEqual(asked, expected);
      assert.equal(report.keys, 1);
      assert.doesNotMatch(notes.map((n) => n.message).join(), /issuer/);
    }
  });

  it('asks each address only after the user named it: nothing inside a set is followed', async () => {
    const text = JSON.stringify({
      keys: [{ ...set.keys[0], x5u: 'https://evil.example/x', jku: 'https://evil.example/j' }],
    });
    const { asked, request } = scripted({ 'https://example.com/jwks.json': { text } });
    await fetchKeySet.run({ address: 'https://example.com/jwks.json' }, testDeps({ request }));
    assert.deepEqual(asked, ['https://example.com/jwks.json']);
  });

  it('says when the answer gives private keys away, and does not repeat them', async () => {
    const d = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
    const { request } = scripted({
      'https://example.com/jwks.json': { text: JSON.stringify({ keys: [{ ...set.keys[0], d }] }) },
    });
    const { notes, lines, report, texts } = await fetchKeySet.run(
      { address: 'https://example.com/jwks.json' },
      testDeps({ request }),
    );
    assert.match(notes.map((n) => n.message).join(), /private or symmetric keys: they are compromised/);
    assert.equal(JSON.stringify([notes, lines, report]).includes(d), false);
    assert.equal(texts[0]?.secret, true);
  });
});

describe('answers that are no key set, told in one line', () => {
  const d = 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A';
  const cases: readonly (readonly [string, Parameters<typeof scripted>[0][string], RegExp])[] = [
    [
      '404',
      { status: 404, text: 'Not Found\u001b[31m' },
      /jwks\.json answered 404 \(nothing there: check host, path and realm\): "Not Found\\u001b\[31m"$/,
    ],
    ['401', { status: 401 }, /answered 401 \(it asks for credentials/],
    [
      '500 with HTML',
      { status: 500, text: '<html><body>Oops', headers: { 'content-type': 'text/html' } },
      /answered 500 \(the server failed\) with a web page \(HTML\)$/,
    ],
    ['304', { status: 304 }, /answered 304$/],
    [
      'HTML',
      { text: '<!DOCTYPE html>\n<title>Sign in</title>', headers: { 'content-type': 'text/html' } },
      /sent a web page \(HTML\), not JSON: "<!DOCTYPE html> <title>Sign in<\/title>"$/,
    ],
    ['nothing', { text: '' }, /sent nothing: the answer is empty$/],
    ['too much', { text: '{"keys":[', truncated: true }, /sent more than 9 bytes; reading stopped$/],
    ['broken JSON', { text: '{"jwks_uri" "x"}' }, /sent something that is not valid JSON \(.*\): "\{\\?"jwks_uri\\?" /],
    [
      'wrong JSON',
      { text: '{"error":"x","b":1}' },
      /sent a JSON object with "error" and "b": neither "keys" nor "jwks_uri" is in it$/,
    ],
    ['an array', { text: '[{"kty":"OKP","x":"A"}]' }, /sent a bare array of keys instead of a JWK Set/],
    ['a string', { text: '"hello"' }, /sent a JSON string/],
    ['keys that are no array', { text: '{"keys":{}}' }, /but "keys" is not an array$/],
    ['a JWT', { text: 'eyJhbGciOiJub25lIn0.e30.' + 'A' }, /sent a signed JWT/],
    ['PEM', { text: '-----BEGIN PRIVATE KEY-----\nMC4CAQ' }, /sent PEM, not a JWK Set$/],
    ['UTF-16', { body: encodeBase64(utf16('\uFEFF{"keys":[]}')) }, /sent UTF-16 or binary data/],
    ['broken JSON with a private key', { text: `{"kty":"OKP","d":"${d}"` }, /not shown: it may hold key material/],
  ];
  for (const [what, answer, message] of cases) {
    it(what, async () => {
      const { request } = scripted({ 'https://example.com/jwks.json': answer });
      const told = await failure(fetchKeySet.run({ address: 'https://example.com/jwks.json' }, testDeps({ request })));
      assert.equal(told.failure, 'network');
      assert.match(told.text, message);
      assert.equal(told.text.includes('\n'), false);
      assert.equal(told.text.includes(d.slice(0, 12)), false);
    });
  }
});

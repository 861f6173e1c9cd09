/** Operations on documents that are there: public half, thumbprints, inspection, rotation, argument checks. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { decodeBase64url, encodeBase64, encodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { readArguments } from '../../server/src/core/operations/arguments.ts';
import {
  generate,
  inspect,
  operations,
  operationsById,
  publicOnly,
  rotate,
  thumbprint,
} from '../../server/src/core/operations/index.ts';
import { keyOf } from '../../server/src/core/operations/documents.ts';
import type { DocumentInput } from '../../server/src/core/operations/operation.ts';
import { kindOfKeys } from '../../server/src/core/operations/publicHalf.ts';
import { certificate } from '../cli/tls.ts';
import { failure, testDeps } from './support.ts';

/** No parameter of these calls stands for a document. */
const noReaders = { document: () => undefined, source: () => undefined };

const deps = testDeps();
const doc = (text: string, path = 'private/keys.jwks'): DocumentInput => ({ text, path });

const rfcEc =
  '{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","d":"870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE","use":"enc","kid":"1"}';
/** RFC 8037 §A.1, and its thumbprint from §A.3. */
const okp =
  '{"kty":"OKP","crv":"Ed25519","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}';
const okpThumbprint = 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k';
const oct =
  '{"kty":"oct","kid":"HMAC","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}';

async function toPublic(
  text: string,
  path?: string,
): Promise<{ text: string; notes: string[]; lines: readonly string[] }> {
  const { texts, notes, lines } = await publicOnly.run({ document: doc(text, path) }, deps);
  const [result] = texts;
  assert.equal(result?.secret, false);
  return { text: result.text, notes: notes.map((n) => n.message), lines };
}

type Jwk = Record<string, unknown>;

describe('public half', () => {
  it('takes out private members and symmetric keys, and nothing else', async () => {
    const { text, notes } = await toPublic(
      `{\n  "keys": [\n    ${rfcEc},\n    ${oct},\n    ${okp}\n  ],\n  "version" : 3\n}\n`,
    );
    assert.equal(
      text,
      '{\n  "keys": [\n    {"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM","use":"enc","kid":"1"},\n    {"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}\n  ]\n}\n',
    );
    assert.deepEqual(notes, [
      '"version" beside "keys" was left out: not a registered member, so nobody can tell that it is public',
      '1 symmetric key left out: they have no public half',
    ]);
  });

  it('says what of a set it left out, never the values', async () => {
    const { text, notes } = await toPublic(
      `{"keys":[],"iss":"a","a":"geheim","b":"geheim","keys":["geheim",${okp},7]}`,
    );
    assert.deepEqual(Object.keys(JSON.parse(text) as object), ['iss', 'keys']);
    assert.deepEqual(notes, [
      '"a" and "b" beside "keys" were left out: not registered members, so nobody can tell that they are public',
      '1 duplicate of "keys" was left out: the last one counts',
      '2 elements of "keys" were left out: they are no keys',
    ]);
  });

  it('makes a set of a lone JWK with a byte order mark', async () => {
    const { texts } = await publicOnly.run({ document: doc(`\uFEFF${okp}`, 'key.jwk'), set: true }, deps);
    assert.deepEqual(JSON.parse(texts[0]?.text ?? ''), {
      keys: [{ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }],
    });
  });

  const half = async (members: string): Promise<Record<string, unknown>> =>
    JSON.parse((await toPublic(`{"kty":"EC","crv":"P-256","x":"AA","y":"AA",${members}}`)).text) as Record<
      string,
      unknown
    >;

  it('turns the operations round', async () => {
    assert.deepEqual((await half('"key_ops":["sign"]')).key_ops, ['verify']);
    assert.deepEqual((await half('"key_ops":["verify","sign"]')).key_ops, ['verify']);
    assert.deepEqual((await half('"key_ops":["decrypt","unwrapKey"]')).key_ops, ['encrypt', 'wrapKey']);
    assert.equal('key_ops' in (await half('"key_ops":["deriveKey","deriveBits"],"d":"AA"')), false);
    assert.deepEqual((await half('"key_ops":["x-mine"]')).key_ops, ['x-mine']);
  });

  it('takes out private members in any case, twice over, and of any key type', async () => {
    for (const members of [
      '"d":"A","d":"B"',
      '"D":"A"',
      '"k":"A"',
      '"priv":"A"',
      '"oth":[{"r":"A"}]',
      '"p":"A","q":"A","dp":"A"',
    ]) {
      assert.deepEqual(Object.keys(await half(members)), ['kty', 'crv', 'x', 'y'], members);
    }
  });

  it('keeps only what is known to be public, and says what it left out', async () => {
    const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign']);
    const der = encodeBase64(new Uint8Array(await crypto.subtle.exportKey('pkcs8', pair.privateKey)));
    const { text, notes } = await toPublic(
      `{"kty":"EC","crv":"P-256","x":"AA","y":"AA","privateKeyPem":"x","note":"mine","x5c":["${der}"],"backup":"-----BEGIN EC PRIVATE KEY-----"}`,
    );
    assert.deepEqual(Object.keys(JSON.parse(text) as object), ['kty', 'crv', 'x', 'y']);
    assert.deepEqual(notes, [
      '"x5c" of the key was left out: the content may give a secret away',
      '"privateKeyPem", "note" and "backup" of the key were left out: not a registered member, so nobody can tell that it is public',
    ]);
  });

  it('looks at all certificates of a chain, however long', async () => {
    const item = certificate.replace(/-----[^-]+-----|\s/g, '');
    const chain = (last: string): string => JSON.stringify([...Array.from({ length: 4100 }, () => item), last]);
    const half = async (last: string): Promise<unknown> =>
      (JSON.parse((await toPublic(`{"kty":"EC","crv":"P-256","x":"AA","y":"AA","x5c":${chain(last)}}`)).text) as Jwk)
        .x5c;
    assert.equal(((await half(item)) as string[]).length, 4101);
    assert.equal(await half(encodeBase64(new TextEncoder().encode('not a certificate'))), undefined);
  });

  it('refuses a symmetric key, a broken text, and a document without keys', async () => {
    await assert.rejects(toPublic(oct), /no public half/);
    await assert.rejects(toPublic(`{"keys":[${okp},]}`), /is not valid JSON/);
    await assert.rejects(toPublic('[1,2]', 'a.json'), /holds no JWK/);
  });

  it('cuts the set out of a larger document', async () => {
    const { text } = await toPublic(`{"client_name":"a","redirect_uris":[],"jwks":{"keys":[${okp}]}}`, 'client.json');
    assert.deepEqual(JSON.parse(text), {
      keys: [{ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' }],
    });
  });

  it('leaves no private value, whatever the members and their order', async () => {
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';
    const names = fc.uniqueArray(
      fc.constantFrom('d', 'p', 'q', 'dp', 'dq', 'qi', 'k', 'priv', 'D', 'K', 'privateKey', 'seed'),
      { minLength: 1 },
    );
    await fc.assert(
      fc.asyncProperty(names, fc.nat(), fc.boolean(), async (secrets, at, inSet) => {
        const members = secrets.map((n) => [n, secret] as const);
        members.splice(at % (members.length + 1), 0, ['kty', 'EC'] as never, ['x', 'AA'] as never);
        const key = `{${members.map(([n, v]) => `"${n}":"${v}"`).join(', ')}}`;
        const { text } = await toPublic(inSet ? `{"keys":[${key},${key}]}` : key);
        assert.equal(text.includes(secret), false);
        JSON.parse(text);
      }),
    );
  });
});

describe('a text with keys', () => {
  const published = rfcEc.replace(/"d":"[^"]*",/, '');
  const cases = [
    [[], 'public'],
    [[published], 'public'],
    [[rfcEc, published], 'private'],
    [[oct, oct], 'symmetric'],
    [[oct, rfcEc], 'private'],
    [[oct, published], 'private'],
  ] as const;
  for (const [keys, kind] of cases) {
    it(`with ${keys.length} keys is ${kind}`, () => {
      assert.equal(kindOfKeys(keys.map((key) => keyOf(JSON.parse(key) as object))), kind);
    });
  }
});

describe('thumbprints', () => {
  it('are those of RFC 8037 §A.3, with every hash and as URI', async () => {
    const { report, lines } = await thumbprint.run({ document: doc(okp) }, deps);
    assert.deepEqual(lines, [okpThumbprint]);
    assert.equal(report[0]?.uri, `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${okpThumbprint}`);
    const long = await thumbprint.run({ document: doc(okp), hash: 'sha-512', uri: true }, deps);
    assert.match(long.lines[0] ?? '', /^urn:ietf:params:oauth:jwk-thumbprint:sha-512:[\w-]{86}$/);
  });

  it('are of one key where it is named', async () => {
    const document = doc(`{"keys":[${rfcEc},${okp},${oct}]}`);
    const { report, lines, notes } = await thumbprint.run({ document, index: 1 }, deps);
    assert.deepEqual([report.map(({ index }) => index), lines, notes], [[1], [okpThumbprint], []]);
    await assert.rejects(
      async () => thumbprint.run({ document, index: 3 }, deps),
      /^OperationError: There is no key at 3$/,
    );
  });

  it('are not given for symmetric keys', async () => {
    const { lines, notes } = await thumbprint.run({ document: doc(`{"keys":[${oct},{"kty":"XYZ"}]}`) }, deps);
    assert.deepEqual(lines, ['-  (symmetric)  HMAC', '-  (incomplete)']);
    assert.equal(notes.length, 2);
  });
});

describe('inspection', () => {
  it('tells type, size, use, kid origin and what the key can serve', async () => {
    const named = okp.replace('"kty"', `"kid":"${okpThumbprint}","kty"`);
    const { report, lines } = await inspect.run({ document: doc(`{"keys":[${rfcEc},${named},${oct}]}`) }, deps);
    assert.deepEqual(
      report.keys.map((k) => [k.kty, k.bits, k.kidOrigin, k.private, k.algorithms.join(' ')]),
      [
        ['EC', 256, 'text', true, 'ECDH-ES ECDH-ES+A128KW ECDH-ES+A192KW ECDH-ES+A256KW'],
        ['OKP', 256, 'RFC 7638 SHA-256 thumbprint', true, 'EdDSA Ed25519'],
        [
          'oct',
          512,
          'text',
          true,
          'HS256 HS384 HS512 dir PBES2-HS256+A128KW PBES2-HS384+A192KW PBES2-HS512+A256KW A256CBC-HS512',
        ],
      ],
    );
    assert.equal(report.keys[2]?.thumbprint, null);
    assert.match(lines.join('\n'), /kid {9}1 {2}\(text\)/);
  });

  it("knows the AM seed's kid for base64 of a SHA-1 digest", async () => {
    const { report } = await inspect.run({ document: doc('{"kty":"EC","kid":"I4x/IijvdDsUZMghwNq2gC/7pYQ="}') }, deps);
    assert.equal(report.keys[0]?.kidOrigin, 'base64 of 20 octets, as SHA-1 has');
  });

  it('does not show a kid that is the key itself', async () => {
    const k = 'c2VjcmV0LXNlY3JldC1zZWNyZXQ';
    const { report, lines } = await inspect.run({ document: doc(`{"kty":"oct","kid":"${k}","k":"${k}"}`) }, deps);
    assert.equal(JSON.stringify([report, lines]).includes(k), false);
  });

  it('reads certificates', async () => {
    const x5c = certificate.replace(/-----[^-]+-----|\s/g, '');
    const { report, lines } = await inspect.run({ document: doc(`{"kty":"EC","x5c":["${x5c}","AAAA"]}`) }, deps);
    assert.deepEqual(report.keys[0]?.certificates, [
      {
        index: 0,
        subject: 'CN=keys.example.test',
        issuer: 'CN=keys.example.test',
        notBefore: '2026-11-20',
        notAfter: '2126-10-27',
      },
    ]);
    assert.match(lines.join('\n'), /x5c\[0\] {6}CN=keys\.example\.test, self-issued, 2026-11-20 to 2126-10-27/);
  });

  it('says where the text is broken, and goes on (I4)', async () => {
    const { report, lines } = await inspect.run({ document: doc(`{"keys":[\n  ${okp}\n  {"kty":`) }, deps);
    assert.equal(report.syntaxErrors, 2);
    assert.deepEqual(report.firstSyntaxError, { line: 3, column: 3, message: 'expected a comma' });
    assert.equal(report.keys[0]?.thumbprint, okpThumbprint);
    assert.equal(
      lines[1],
      'Not valid JSON: 2 syntax errors, the first at line 3, column 3 (expected a comma); only what could be read is told here',
    );
    const sound = await inspect.run({ document: doc(`{"keys":[${okp}]}`) }, deps);
    assert.deepEqual([sound.report.syntaxErrors, sound.report.firstSyntaxError], [0, null]);
    assert.doesNotMatch(sound.lines.join('\n'), /valid JSON/);
  });

  it('says where a text in a string is broken', async () => {
    const text = JSON.stringify({ jwks: `{"keys":[${okp},]}` }, null, 1);
    const { report, lines } = await inspect.run({ document: doc(text, 'client.json') }, deps);
    const column = (text.split('\n')[1]?.indexOf(',]') ?? -1) + 2;
    assert.deepEqual([report.syntaxErrors, report.firstSyntaxError?.line], [1, 2]);
    assert.equal(report.firstSyntaxError?.column, column);
    assert.match(lines[1] ?? '', /^Not valid JSON: 1 syntax error, at line 2, column /);
  });
});

describe('rotation', () => {
  it('refuses a kid that is given and is to be made', async () => {
    const run = rotate.run({ set: doc(`{"keys":[${okp}]}`), kid: 'uuid', kidText: 'a' }, deps);
    assert.deepEqual(await failure(run), {
      failure: 'usage',
      text: 'A key ID is either given as text ("kidText") or made ("kid"); not both',
    });
  });

  const privateText = `{\n  "keys": [\n    {\n      "kty": "EC",\n      "use": "sig",\n      "alg": "ES384",\n      "kid": "2026-11-20_01",\n      "crv": "P-384",\n      "x": "k5wSvW_6JhOuCj-9PdDWdEA4oH90RSmC2GTliiUHAhXj6rmTdE2S-_zGmMFxufuV",\n      "y": "XfbR-tRoVcZMCoUrkKtuZUIyfCgAy8b0FWnPZqevwpdoTzGQBOXSNi6uItN_o4tH",\n      "d": "AA"\n    }\n  ]\n}\n`;
  const publicText = privateText.replace(',\n      "d": "AA"', '');

  it('makes the successor of a key of 2056 bits a little larger: not every host makes that size', async () => {
    const n = encodeBase64url(new Uint8Array(257).fill(0x99));
    const result = await rotate.run({ set: doc(`{"keys":[{"kty":"RSA","n":"${n}","e":"AQAB","d":"AQ"}]}`) }, deps);
    assert.match(result.edits[0]?.edits[0]?.text ?? '', /"n":"[A-Za-z0-9_-]{363}"/);
  });

  it('adds a successor of the same kind to both sets, and its private members to one', async () => {
    const result = await rotate.run({ set: doc(privateText), public: doc(publicText, 'public/jwks.json') }, deps);
    const texts = Object.fromEntries(
      result.edits.map((e) => [e.parameter, applyEdits(e.parameter === 'set' ? privateText : publicText, e.edits)]),
    );
    const [old, made] = (JSON.parse(texts.set ?? '') as { keys: Record<string, string>[] }).keys;
    const { d, ...publicHalf } = made ?? {};
    assert.deepEqual([made?.crv, made?.alg, made?.use, made?.kid], ['P-384', 'ES384', 'sig', '2026-11-20_02']);
    assert.equal(decodeBase64url(d ?? '')?.length, 48);
    assert.deepEqual((JSON.parse(texts.public ?? '') as { keys: unknown[] }).keys[1], publicHalf);
    assert.equal(old?.kid, '2026-11-20_01');
    assert.deepEqual(
      result.edits.map((e) => e.secret),
      [true, false],
    );
    assert.equal(
      texts.set?.startsWith(privateText.slice(0, privateText.lastIndexOf('}\n  ]') + 1)),
      true,
      'other bytes changed',
    );
  });

  it('refuses to rotate a public set unless the private key is handed out apart', async () => {
    await assert.rejects(rotate.run({ set: doc(publicText, 'public/jwks.json') }, deps), /has no place in it/);
    const { edits, texts } = await rotate.run({ set: doc(publicText, 'public/jwks.json'), keyApart: true }, deps);
    assert.equal(edits[0]?.secret, false);
    assert.equal(texts.find((t) => t.secret)?.kind, 'private');
  });

  it('holds a set for public even when a private key has leaked into it', async () => {
    const set = doc(`{"keys":[${okp}]}`, 'public/jwks.json');
    await assert.rejects(rotate.run({ set }, deps), /The set is public.*though it holds private or symmetric material/);
    const { edits, notes } = await rotate.run({ set, keyApart: true }, deps);
    assert.equal(edits[0]?.secret, false);
    assert.ok(
      notes.some((n) => n.severity === 'warning' && n.message.includes('private or symmetric material already')),
    );
    const made = await generate.run({ crv: 'Ed25519', into: set }, deps);
    assert.equal(made.edits[0]?.secret, false);
    // A name that is only usually public says less than what is in the file.
    const byName = await rotate.run({ set: doc(`{"keys":[${okp}]}`, 'a/jwks.json') }, deps);
    assert.equal(byName.edits[0]?.secret, true);
  });

  const successorOf = async (members: string, key = okp): Promise<Record<string, unknown>> => {
    const set = `{"keys":[${key.replace('{', `{${members},`)}]}`;
    const { edits } = await rotate.run({ set: doc(set), keyApart: true }, deps);
    return (JSON.parse(applyEdits(set, edits[0]?.edits ?? [])) as { keys: Record<string, unknown>[] }).keys[1] ?? {};
  };

  it('keeps the operations of a private key as they are', async () => {
    assert.deepEqual((await successorOf('"key_ops":["sign","verify"]')).key_ops, ['sign', 'verify']);
    const publicKey = okp.replace(/"d":"[^"]*",/, '');
    assert.deepEqual((await successorOf('"key_ops":["verify"]', publicKey)).key_ops, ['sign']);
  });

  it('keeps a use it does not know', async () => {
    const made = await successorOf('"use":"jwt-svid"');
    assert.equal(made.use, 'jwt-svid');
    assert.deepEqual(Object.keys(made).slice(0, 2), ['kty', 'use']);
    assert.equal((await successorOf('"use":"mine"')).use, 'mine');
    assert.equal((await successorOf('"use":"SIG"')).use, 'sig');
    assert.equal('use' in (await successorOf('"x5t":"AA"')), false);
  });

  it('asks which key, by kid or index', async () => {
    const two = `{"keys":[${okp},${oct}]}`;
    await assert.rejects(rotate.run({ set: doc(two) }, deps), /Say which key gets a successor: it has "HMAC"/);
    await assert.rejects(rotate.run({ set: doc(two), key: 'x' }, deps), /no key with kid "x"; it has "HMAC"/);
    await assert.rejects(rotate.run({ set: doc(two), index: 7 }, deps), /no key at 7/);
    await assert.rejects(
      rotate.run({ set: doc(`{"keys":[${oct},${oct}]}`), key: 'HMAC' }, deps),
      /2 keys have kid "HMAC"/,
    );
    const byIndex = await rotate.run({ set: doc(two), index: 0 }, deps);
    assert.equal(byIndex.report.to.kty, 'OKP');
    const byKid = await rotate.run({ set: doc(two), key: 'HMAC' }, deps);
    const [, , made] = (JSON.parse(applyEdits(two, byKid.edits[0]?.edits ?? [])) as { keys: Record<string, string>[] })
      .keys;
    assert.ok(made !== undefined);
    assert.equal(made.k?.length, 86);
    assert.match(made.kid ?? '', /^[0-9a-f-]{36}$/);
  });

  it('says when the two sets were not in step, and when the public one leaks', async () => {
    const { notes } = await rotate.run(
      { set: doc(privateText), public: doc(`{"keys":[${okp.replace(/"d":"[^"]*",/, '')}]}`, 'public/a.json') },
      deps,
    );
    assert.match(notes[0]?.message ?? '', /were not in step/);
    await assert.rejects(
      rotate.run({ set: doc(privateText), public: doc(privateText, 'public/a.json') }, deps),
      /holds private or symmetric material/,
    );
  });

  it('keeps kinds: every sort of key gets one of its own sort', async () => {
    for (const parameters of [
      { kty: 'RSA', use: 'enc' },
      { crv: 'X448' },
      { alg: 'ML-DSA-44' },
      { alg: 'A128GCM' },
      { crv: 'secp256k1', keyOps: ['sign'] },
      { kty: 'RSA', alg: 'omit' },
    ] as const) {
      const made = await generate.run({ ...parameters, set: true }, deps);
      const set = made.texts[0]?.text ?? '';
      const { edits } = await rotate.run({ set: doc(set) }, deps);
      const [a, b] = (JSON.parse(applyEdits(set, edits[0]?.edits ?? [])) as { keys: Record<string, unknown>[] }).keys;
      assert.deepEqual(Object.keys(b ?? {}), Object.keys(a ?? {}));
      for (const name of ['kty', 'crv', 'use', 'alg']) assert.equal(b?.[name], a?.[name]);
      assert.deepEqual(b?.key_ops, a?.key_ops);
      assert.notEqual(b?.kid, a?.kid);
    }
  });
});

describe('the table', () => {
  it('has unique ids and parameter names, and tells what each is', () => {
    assert.equal(operationsById.size, operations.length);
    for (const { id, title, summary, parameters } of operations) {
      assert.match(id, /^[a-z][A-Za-z]*$/);
      assert.ok(title !== '' && summary !== '' && !summary.endsWith('.'), id);
      assert.equal(new Set(parameters.map((p) => p.name)).size, parameters.length, id);
      for (const p of parameters) assert.ok(p.description !== '' && !p.description.endsWith('.'), `${id} ${p.name}`);
    }
  });

  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [[], /takes one object/],
    [{ kyt: 'RSA' }, /has no argument "kyt"/],
    [{ kty: 'DSA' }, /"kty" must be one of RSA, EC/],
    [{ bits: '2048' }, /"bits" must be a whole number/],
    [{ keyOps: ['sing'] }, /"keyOps" must be a list, each item one of sign/],
    [{ set: 1 }, /"set" must be true or false/],
    [{ into: 7 }, /"into" must be a document/],
  ];
  for (const [given, message] of wrong) {
    it(`checks arguments: ${JSON.stringify(given)}`, () => {
      assert.throws(() => readArguments(operationsById.get('generate') ?? assert.fail(), given, noReaders), message);
    });
  }

  it('asks for what is required and fills in what is usual', () => {
    const fetch = operationsById.get('fetchKeySet') ?? assert.fail();
    assert.throws(() => readArguments(fetch, {}, noReaders), /needs "address"/);
    assert.deepEqual(readArguments(fetch, { address: 'a', as: null }, noReaders), {
      address: 'a',
      as: 'auto',
      maxBytes: 4194304,
      timeoutMs: 20000,
    });
  });
});

describe('a set in a string', () => {
  const path = 'private/service.json';
  const held = (set: string): string => `{"serviceName":"A","jwks":${JSON.stringify(set)},"n":1}`;
  const set = `{"keys":[${rfcEc}]}`;

  it('gives its public half alone', async () => {
    const { text } = await toPublic(held(set), path);
    const { keys } = JSON.parse(text) as { keys: Record<string, string>[] };
    assert.deepEqual([keys.length, keys[0]?.kid, keys[0]?.d], [1, '1', undefined]);
  });

  it('takes a new key in the form it is written in (A4)', async () => {
    for (const text of [held(set), `{"encJWK":"${encodeBase64url(new TextEncoder().encode(set))}"}`]) {
      const { edits } = await generate.run({ kty: 'EC', kid: 'text', kidText: 'new', into: doc(text, path) }, deps);
      const [into] = edits;
      const after = applyEdits(text, into?.edits ?? []);
      const { jwks, encJWK } = JSON.parse(after) as Record<string, string>;
      const inner = jwks ?? new TextDecoder().decode(decodeBase64url(encJWK ?? ''));
      assert.ok(inner.startsWith(set.slice(0, -2)));
      assert.deepEqual(
        (JSON.parse(inner) as { keys: { kid: string }[] }).keys.map((key) => key.kid),
        ['1', 'new'],
      );
      if (jwks !== undefined) assert.equal(after, held(jwks));
    }
  });

  it('with a syntax error is not edited', async () => {
    const broken = held(set.replace('}]', '},]'));
    await assert.rejects(generate.run({ kty: 'EC', into: doc(broken, path) }, deps), /not valid JSON/);
  });

  it('in a pasted response is inspected, but not edited', async () => {
    const response = `HTTP/1.1 200 OK\n\n${set}`;
    const { lines } = await inspect.run({ document: doc(response) }, deps);
    assert.match(lines.join(' '), /EC P-256/);
    await assert.rejects(toPublic(response), /text stands before the JSON/);
  });
});

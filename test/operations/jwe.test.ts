/** Keys encrypted with passwords: exactly as in RFC 7517 Appendix C, back as they were, and closed to everything else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decodeBase64url, encodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { decrypt } from '../../server/src/core/operations/decrypt.ts';
import { encrypt } from '../../server/src/core/operations/encrypt.ts';
import { contentAlgorithms } from '../../server/src/core/operations/jweContent.ts';
import { passwordAlgorithms } from '../../server/src/core/operations/jwePassword.ts';
import type { OperationResult } from '../../server/src/core/operations/operation.ts';
import { appendixC } from './jweVectors.ts';
import { failure, hostCrypto, testDeps } from './support.ts';

type Wishes = Omit<Parameters<typeof encrypt.run>[0], 'document' | 'password'>;

const password = 'correct horse battery staple';
const path = 'private/key.jwk';
const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const part = (value: unknown): string => encodeBase64url(octets(JSON.stringify(value)));

const lock = (text: string, wishes: Wishes = {}, word = password): ReturnType<typeof encrypt.run> =>
  encrypt.run({ document: { text, path }, iterations: 1000, ...wishes, password: word }, testDeps());
const sealed = async (text: string, wishes: Wishes = {}): Promise<string> =>
  (await lock(text, wishes)).texts[0]?.text ?? '';
const open = (text: string, word = password): ReturnType<typeof decrypt.run> =>
  decrypt.run({ source: { octets: octets(text), name: 'keys.jwe' }, password: word }, testDeps());
const said = ({ notes }: OperationResult): string[] => notes.map(({ message }) => message);

const key = '{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw","kid":"a"}';

/** Chromium's WebCrypto has no AES with 192 bits. */
const has192 = (): Promise<boolean> =>
  crypto.subtle.importKey('raw', new Uint8Array(24), { name: 'AES-GCM' }, false, ['encrypt']).then(
    () => true,
    () => false,
  );

describe('RFC 7517 Appendix C', () => {
  it('is opened', async () => {
    const { texts, report, notes } = await open(appendixC.compact, appendixC.password);
    assert.deepEqual(texts, [{ kind: 'private', text: appendixC.plaintext, secret: true }]);
    assert.deepEqual(report, { alg: 'PBES2-HS256+A128KW', enc: 'A128CBC-HS256', iterations: 4096, keys: 1 });
    assert.deepEqual(notes, []);
  });

  it('is what comes out, character for character, with its random values', async () => {
    const random = appendixC.random.map((text) => decodeBase64url(text) ?? new Uint8Array());
    const deps = testDeps({
      randomBytes: (length) => {
        const next = random.shift();
        assert.ok(next?.length === length);
        return next;
      },
    });
    const document = { text: appendixC.plaintext, path };
    const wishes = { alg: 'PBES2-HS256+A128KW', enc: 'A128CBC-HS256', iterations: 4096 } as const;
    const { texts } = await encrypt.run({ document, ...wishes, password: appendixC.password }, deps);
    assert.deepEqual(texts, [{ kind: 'encrypted', text: appendixC.compact, secret: false }]);
  });
});

describe('what is encrypted', () => {
  for (const alg of passwordAlgorithms) {
    for (const enc of contentAlgorithms) {
      it(`${alg}, ${enc} comes back octet for octet`, async () => {
        const text = `\uFEFF{ "keys": [\r\n${key} ], "ü": "🔑" }\n\n`;
        const needs192 = alg.includes('A192') || enc === 'A192GCM' || enc === 'A192CBC-HS384';
        if (needs192 && !(await has192())) {
          const told = await failure(lock(text, { alg, enc }));
          assert.deepEqual([told.failure, /has no AES-\w+ with 192-bit keys/.test(told.text)], ['refused', true]);
          return;
        }
        for (const as of ['compact', 'json'] as const) {
          const back = await open(await sealed(text, { alg, enc, as }));
          assert.deepEqual(back.texts, [{ kind: 'symmetric', text, secret: true }]);
          assert.deepEqual(back.report, { alg, enc, iterations: 1000, keys: 1 });
        }
      });
    }
  }

  it('is different each time, though the same', async () => {
    const parts = (await Promise.all([sealed(key), sealed(key)])).map((text) => text.split('.'));
    for (let i = 0; i < 5; i++) assert.notEqual(parts[0]?.[i], parts[1]?.[i]);
  });

  it('says in its header what it is (RFC 7517 §7)', async () => {
    for (const [text, cty] of [
      [key, 'jwk+json'],
      [`{"keys":[${key}]}`, 'jwk-set+json'],
    ] as const) {
      const [header = ''] = (await sealed(text)).split('.');
      const read = JSON.parse(new TextDecoder().decode(decodeBase64url(header))) as Record<string, unknown>;
      assert.deepEqual(Object.keys(read), ['alg', 'p2s', 'p2c', 'enc', 'cty']);
      assert.deepEqual([read.cty, read.alg, read.enc, read.p2c], [cty, 'PBES2-HS512+A256KW', 'A256GCM', 1000]);
      assert.equal(String(read.p2s).length, 22);
    }
  });

  it('is a flattened JSON object where that is wanted', async () => {
    const jwe = JSON.parse(await sealed(key, { as: 'json' })) as object;
    assert.deepEqual(Object.keys(jwe), ['protected', 'encrypted_key', 'iv', 'ciphertext', 'tag']);
  });

  it('must be a JWK or a JWK Set, and nothing around it', async () => {
    for (const [text, message] of [
      ['{}', /holds no JWK and no JWK Set/],
      ['{"keys":[}', /not valid JSON/],
      [`[${key}]`, /is no JWK Set: that is an object with an array "keys"/],
      [`{"keys":{"a":${key}}}`, /is no JWK Set/],
      [`{"issuer":"https://a.example","jwks":{"keys":[${key}]}}`, /holds keys among other things/],
      [`{"a":{"jwk":${key}}}`, /holds keys among other things/],
      [key.replace('"a"', '"\uFFFD"'), /is not UTF-8 throughout/],
    ] as const) {
      const told = await failure(encrypt.run({ document: { text, path: 'a.json' }, password }, testDeps()));
      assert.equal(told.failure, 'input');
      assert.match(told.text, message);
    }
  });

  it('takes as many iterations as OWASP advises, tells of fewer, and refuses what is absurd', async () => {
    const { report, notes, lines } = await lock(key, { iterations: undefined });
    assert.deepEqual([report.iterations, notes], [600_000, []]);
    assert.deepEqual(lines, ['1 key encrypted: PBES2-HS512+A256KW (600000 iterations), A256GCM']);
    assert.match(said(await lock(key))[0] ?? '', /1000 iterations are few: OWASP advises 210000/);
    assert.match(said(await lock(key, { alg: 'PBES2-HS256+A128KW' }))[0] ?? '', /OWASP advises 600000/);
    for (const iterations of [999, 10_000_001])
      assert.equal((await failure(lock(key, { iterations }))).failure, 'usage');
  });

  it('tells of short passwords and of what needs none, without a word of the password', async () => {
    const short = await lock(key, { iterations: 210_000 }, 'geheim');
    assert.match(said(short).join(), /^The password has fewer than 12 characters/);
    assert.equal(JSON.stringify([short.lines, short.report, short.notes]).includes('geheim'), false);
    const open_ = '{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}';
    assert.match(said(await lock(open_, { iterations: 210_000 })).join(), /^The document holds public keys only/);
    assert.deepEqual((await open(await sealed(open_))).texts, [{ kind: 'public', text: open_, secret: true }]);
    assert.equal((await failure(lock(key, {}, ''))).failure, 'password');
  });
});

describe('passwords', () => {
  it('are one password however they are typed', async () => {
    const { texts } = await lock(key, {}, 'pa\u0308ss\u0301wo\u0308rter');
    assert.equal((await open(texts[0]?.text ?? '', 'p\u00e4s\u015bw\u00f6rter')).texts[0]?.text, key);
  });

  it('that others took as they were typed are tried that way too', async () => {
    const typed = 'a\u0308'.repeat(6);
    // As a library makes it that does not normalize.
    const composed: string[] = [];
    const importKey: typeof crypto.subtle.importKey = (async (
      format: 'raw',
      data: Uint8Array,
      algorithm: { name: string },
      ...rest: [boolean, KeyUsage[]]
    ) => {
      if (algorithm.name !== 'PBKDF2') return crypto.subtle.importKey(format, data as BufferSource, algorithm, ...rest);
      composed.push(new TextDecoder().decode(data));
      return crypto.subtle.importKey(format, octets(typed) as BufferSource, algorithm, ...rest);
    }) as never;
    const { texts } = await encrypt.run(
      { document: { text: key, path }, iterations: 1000, password: typed },
      testDeps({ crypto: hostCrypto({ importKey: importKey as never }) }),
    );
    assert.deepEqual(composed, ['ä'.repeat(6)]);
    assert.equal((await open(texts[0]?.text ?? '', typed)).texts[0]?.text, key);
  });

  it('that are wrong, and texts that were changed, look the same', async () => {
    const jwe = await sealed(key);
    const message = 'The password is not the right one, or the text was damaged or changed';
    assert.deepEqual(await failure(open(jwe, 'geheim')), { failure: 'password', text: message });
    const parts = jwe.split('.');
    for (const [i, text] of parts.entries()) {
      if (i === 0) continue;
      const other = `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
      const changed = parts.with(i, other).join('.');
      assert.deepEqual(await failure(open(changed)), { failure: 'password', text: message }, String(i));
    }
    // The header is authenticated too.
    const header = JSON.parse(new TextDecoder().decode(decodeBase64url(parts[0] ?? ''))) as object;
    assert.equal((await failure(open(parts.with(0, part({ ...header, cty: 'x' })).join('.')))).failure, 'password');
    assert.equal((await failure(open(jwe, ''))).failure, 'password');
  });

  it('of a CBC text that was changed are not told apart either', async () => {
    const parts = (await sealed(key, { enc: 'A256CBC-HS512' })).split('.');
    for (const i of [2, 3, 4]) {
      const changed = parts.with(i, `${parts[i]?.startsWith('A') === true ? 'B' : 'A'}${parts[i]?.slice(1) ?? ''}`);
      assert.equal((await failure(open(changed.join('.')))).failure, 'password');
    }
  });
});

describe('what is opened', () => {
  it('may be wrapped, padded with white space, and begin with a byte order mark', async () => {
    const jwe = await sealed(key);
    assert.equal((await open(`\uFEFF \n${jwe.replace(/.{60}/g, '$&\r\n')}\n`)).texts[0]?.text, key);
  });

  it('general JSON: the recipient that a password opens, headers in three places, additional data', async () => {
    const wrapped = JSON.parse(await sealed(key, { as: 'json' })) as Record<string, string>;
    const { encrypted_key, ...rest } = wrapped;
    const recipients = [{ header: { alg: 'RSA-OAEP' }, encrypted_key: 'AAAA' }, { encrypted_key }];
    // The protected header says PBES2 for all: then the first may not say otherwise.
    assert.match((await failure(open(JSON.stringify({ ...rest, recipients })))).text, /"alg" in two of its headers/);
    const sole = JSON.stringify({
      ...rest,
      unprotected: { jku: 'x' },
      recipients: [{ header: { kid: 'a' }, encrypted_key }],
    });
    assert.equal((await open(sole)).texts[0]?.text, key);
    assert.equal((await failure(open(JSON.stringify({ ...wrapped, aad: 'AAAA' })))).failure, 'password');
  });

  it('general JSON: a name in two headers, or too many recipients, and it is refused', async () => {
    const { encrypted_key, ...rest } = JSON.parse(await sealed(key, { as: 'json' })) as Record<string, string>;
    const told = async (changed: object): Promise<string> =>
      (await failure(open(JSON.stringify({ ...rest, ...changed })))).text;
    const twice = (name: string): string => `keys.jwe is a JWE with "${name}" in two of its headers (RFC 7516 §7.2.1)`;
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtMTIzNDU2Nzg5MA';
    const own = (header: object): object => ({ recipients: [{ header, encrypted_key }] });
    assert.equal(await told({ unprotected: { p2c: 1 }, ...own({}) }), twice('p2c'));
    assert.equal(await told({ unprotected: { a: 1 }, ...own({ a: 1 }) }), twice('a'));
    assert.equal(
      await told({ unprotected: { [secret]: 1 }, ...own({ [secret]: 1 }) }),
      twice(`(${secret.length} characters, not shown)`),
    );
    // These are names like any other.
    const odd = { unprotected: { toString: 1 }, ...own(JSON.parse('{"__proto__":1,"constructor":1}') as object) };
    assert.equal((await open(JSON.stringify({ ...rest, ...odd }))).texts[0]?.text, key);
    const many = (count: number): object => ({ recipients: Array.from({ length: count }, () => ({ encrypted_key })) });
    assert.equal((await open(JSON.stringify({ ...rest, ...many(100) }))).texts[0]?.text, key);
    assert.equal(await told(many(101)), 'keys.jwe is a JWE for 101 recipients; more than 100 are not read');
  });

  it('anything else that was encrypted comes back with a warning, and is kept secret', async () => {
    // Encrypted by the RFC's rules, but no key.
    const importJwe = async (plaintext: Uint8Array): Promise<string> => {
      const deps = testDeps();
      const whole = await encrypt.run(
        { document: { text: key, path }, iterations: 1000, password },
        {
          ...deps,
          crypto: hostCrypto({
            encrypt: (algorithm, aes) => crypto.subtle.encrypt(algorithm, aes as never, plaintext as BufferSource),
          }),
        },
      );
      return whole.texts[0]?.text ?? '';
    };
    const text = await open(await importJwe(octets('hello')));
    assert.deepEqual(text.texts, [{ kind: 'private', text: 'hello', secret: true }]);
    assert.deepEqual([text.report.keys, said(text)[0]], [null, 'What was encrypted is no JWK and no JWK Set']);
    const binary = await open(await importJwe(Uint8Array.of(0xff, 0)));
    assert.deepEqual(binary.texts, [{ kind: 'private', text: '/wA=', octets: Uint8Array.of(0xff, 0), secret: true }]);
  });

  const header = { alg: 'PBES2-HS256+A128KW', enc: 'A128GCM', p2s: 'AAAAAAAAAAAAAAAAAAAAAA', p2c: 1000 };
  const jwe = (changed: object): string =>
    [part({ ...header, ...changed }), 'A'.repeat(32), 'A'.repeat(16), 'AAAA', 'A'.repeat(22)].join('.');
  const refused: readonly (readonly [string, string, RegExp])[] = [
    ['nothing', ' ', /keys\.jwe is empty/],
    ['a JWK', key, /is not encrypted/],
    ['some JSON', '{"a":1}', /is no JWE: it has no "ciphertext"/],
    ['broken JSON', '{"a":', /is not valid JSON/],
    ['a JWS', 'a.b.c', /is a JWS: it is signed, not encrypted/],
    ['some text', 'hello', /is no JWE: that has five parts/],
    ['a header that is none', 'AAAA.AAAA.AAAA.AAAA.AAAA', /its protected header is no JSON object/],
    ['a part that is no base64url', jwe({}).replace('.AAAA.', '.A*A.'), /whose "ciphertext" is not base64url text/],
    ['RSA-OAEP', jwe({ alg: 'RSA-OAEP' }), /alg "RSA-OAEP": a private key opens it, not a password/],
    ['ECDH-ES', jwe({ alg: 'ECDH-ES+A256KW' }), /alg "ECDH-ES\+A256KW": a private key opens it/],
    ['dir', jwe({ alg: 'dir' }), /alg "dir": a shared symmetric key opens it, not a password/],
    ['A256KW', jwe({ alg: 'A256KW' }), /alg "A256KW": a shared symmetric key opens it/],
    ['an unknown alg', jwe({ alg: 'X' }), /alg "X": something else opens it.*here PBES2-HS256\+A128KW,/],
    ['no alg', jwe({ alg: undefined }), /is a JWE without alg/],
    ['an unknown enc', jwe({ enc: 'A128CTR' }), /an unknown content encryption \(enc "A128CTR"\)/],
    ['no enc', jwe({ enc: undefined }), /an unknown content encryption$/],
    ['crit', jwe({ crit: ['x'], x: 1 }), /must be understood \(crit\)/],
    ['zip', jwe({ zip: 'DEF' }), /was compressed before it was encrypted \(zip\)/],
    ['no p2s', jwe({ p2s: undefined }), /no p2s of at least 8 octets/],
    ['a short p2s', jwe({ p2s: 'AAAAAAAA' }), /no p2s of at least 8 octets/],
    ['no p2c', jwe({ p2c: undefined }), /no p2c that is a positive integer/],
    ['p2c 0', jwe({ p2c: 0 }), /no p2c that is a positive integer/],
    ['p2c 1.5', jwe({ p2c: 1.5 }), /no p2c that is a positive integer/],
    ['a p2c to keep hosts busy', jwe({ p2c: 10_000_001 }), /asks for more than 10000000 iterations \(p2c\).*not tried/],
    [
      'a short iv',
      jwe({}).replace('.AAAAAAAAAAAAAAAA.', '.AAAA.'),
      /its iv or its tag does not have the length A128GCM wants/,
    ],
    ['a short tag', jwe({}).slice(0, -20), /its iv or its tag does not have the length/],
    ['a short key', jwe({ enc: 'A256GCM' }), /its encrypted key does not have the length A256GCM wants/],
  ];
  for (const [name, text, message] of refused) {
    it(`not: ${name}`, async () => {
      const told = await failure(open(text));
      assert.equal(told.failure, 'input');
      assert.match(told.text, message);
    });
  }

  it('shows no secret that stands in the header', async () => {
    const secret = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtMTIzNDU2Nzg5MA';
    const told = await failure(open(jwe({ alg: secret })));
    assert.equal(told.text.includes(secret), false);
  });
});

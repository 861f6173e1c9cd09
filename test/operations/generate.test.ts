/** Generated keys: valid, usable by others, clean under our own rules, with kids as asked for. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';
import fc from '../support/fastCheck.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { decodeBase64url, encodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { servedAlgorithms } from '../../server/src/core/operations/choice.ts';
import { generate } from '../../server/src/core/operations/generate.ts';
import { nextSerial } from '../../server/src/core/operations/kid.ts';
import { OperationError, type OperationResult } from '../../server/src/core/operations/operation.ts';
import { curves, type CurveName } from '../../server/src/core/registry/curves.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { lint } from '../../server/src/core/rules/run.ts';
import { publicKeyInfo, tryPair } from '../support/reference.ts';
import { hostCrypto, testDeps } from './support.ts';

type Parameters_ = Parameters<typeof generate.run>[0];
type Jwk = Record<string, string> & { readonly key_ops?: readonly string[] };

const deps = testDeps();

async function make(
  parameters: Parameters_,
): Promise<{ result: OperationResult; jwk: Jwk; publicJwk: Jwk | undefined }> {
  const result = await generate.run(parameters, deps);
  const read = (kind: string): Jwk | undefined => {
    const text = result.texts.find((t) => t.kind === kind)?.text;
    return text === undefined ? undefined : (JSON.parse(text) as Jwk);
  };
  const jwk = read('private') ?? read('symmetric');
  assert.ok(jwk !== undefined);
  return { result, jwk, publicJwk: read('public') };
}

function findings(text: string, path: string): string[] {
  return lint(readDocument(text, path), defaultConfiguration, exampleNow).map((f) => `${f.rule.id}: ${f.message}`);
}

const octetsOf = (text: string | undefined): Uint8Array => decodeBase64url(text ?? '') ?? new Uint8Array();
const message = Uint8Array.of(109);

const pairs: readonly Parameters_[] = [
  { kty: 'RSA' },
  { kty: 'RSA', bits: 3072, alg: 'PS384' },
  { kty: 'RSA', use: 'enc' },
  ...(['P-256', 'P-384', 'P-521', 'secp256k1', 'Ed25519', 'Ed448', 'X25519', 'X448'] as const).map((crv) => ({ crv })),
  { crv: 'P-384', use: 'enc' },
  { alg: 'ES512' },
  { alg: 'ES256K' },
  { alg: 'Ed448' },
  { kty: 'OKP', use: 'enc' },
];

describe('generated key pairs', () => {
  for (const parameters of pairs) {
    it(`${JSON.stringify(parameters)} work elsewhere and are clean`, async () => {
      const { result, jwk, publicJwk } = await make(parameters);
      assert.ok(publicJwk !== undefined);
      await tryPair(jwk, publicJwk);
      const [whole, half] = result.texts;
      assert.deepEqual([whole?.secret, half?.secret], [true, false]);
      assert.deepEqual(findings(half?.text ?? '', 'public/key.jwk'), []);
      assert.deepEqual(
        findings(whole?.text ?? '', 'private/key.jwk').filter((f) => !f.startsWith('private-key-plaintext')),
        [],
      );
      assert.deepEqual(result.notes, []);
    });
  }

  for (const [alg, suite] of [
    ['ML-DSA-44', ml_dsa44],
    ['ML-DSA-65', ml_dsa65],
    ['ML-DSA-87', ml_dsa87],
  ] as const) {
    it(`${alg}: the seed gives the public key, and a signature verifies`, async () => {
      const { jwk, publicJwk } = await make({ alg });
      assert.equal(octetsOf(jwk.priv).length, 32);
      const pair = suite.keygen(octetsOf(jwk.priv));
      assert.equal(encodeBase64url(pair.publicKey), publicJwk?.pub);
      assert.ok(suite.verify(suite.sign(message, pair.secretKey), message, pair.publicKey));
      assert.deepEqual(findings(JSON.stringify(publicJwk), 'public/key.jwk'), []);
      assert.deepEqual(Object.keys(jwk), ['kty', 'use', 'alg', 'kid', 'pub', 'priv']);
    });
  }

  it('write their members in the usual order', async () => {
    assert.deepEqual(Object.keys((await make({ crv: 'P-256' })).jwk), [
      'kty',
      'use',
      'alg',
      'kid',
      'crv',
      'x',
      'y',
      'd',
    ]);
    const rsa = await make({ kty: 'RSA' });
    assert.deepEqual(Object.keys(rsa.jwk), ['kty', 'use', 'alg', 'kid', 'n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi']);
  });

  it('have members of full length, always', async () => {
    const names = Object.keys(curves) as CurveName[];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), async (crv) => {
        const { jwk } = await make({ crv, use: curves[crv].class === 'enc' ? 'enc' : 'sig' });
        for (const name of curves[crv].kty === 'EC' ? ['x', 'y', 'd'] : ['x', 'd']) {
          assert.equal(octetsOf(jwk[name]).length, curves[crv].octets, `${crv} ${name}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('pad coordinates that a host writes short', async () => {
    const short = {
      generateKey: () => Promise.resolve({ privateKey: {} }),
      exportKey: () => Promise.resolve({ x: 'AQ', y: 'Ag', d: 'Aw' }),
    };
    const { texts } = await generate.run({ crv: 'P-256', kid: 'none' }, { ...deps, crypto: hostCrypto(short) });
    const jwk = JSON.parse(texts[0]?.text ?? '') as Jwk;
    assert.equal(jwk.x, `${'A'.repeat(42)}E`);
    assert.equal(jwk.d, `${'A'.repeat(42)}M`);
  });
});

describe('generated symmetric keys', () => {
  for (const [alg, octets] of [
    ['HS256', 32],
    ['HS384', 48],
    ['HS512', 64],
    ['A128KW', 16],
    ['A192GCM', 24],
    ['A256CBC-HS512', 64],
    ['dir', 32],
    ['PBES2-HS256+A128KW', 32],
  ] as const) {
    it(`${alg} has ${octets} octets, a random kid, and nothing to complain of`, async () => {
      const { result, jwk, publicJwk } = await make({ alg });
      assert.equal(octetsOf(jwk.k).length, octets);
      assert.match(jwk.kid ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      assert.equal(publicJwk, undefined);
      assert.deepEqual(
        findings(result.texts[0]?.text ?? '', 'private/key.jwk').filter((f) => !f.startsWith('private-key-plaintext')),
        [],
      );
    });
  }

  it('never get a hash of themselves as kid', async () => {
    for (const kid of ['thumbprint', 'sha1', 'sha256'] as const) {
      const { result, jwk } = await make({ kty: 'oct', kid });
      assert.match(jwk.kid ?? '', /^[0-9a-f-]{36}$/);
      assert.match(result.notes[0]?.message ?? '', /RFC 7638 §7/);
    }
  });
});

describe('what is asked for', () => {
  const refused: readonly (readonly [Parameters_, RegExp])[] = [
    [{}, /Say which key/],
    [{ kty: 'RSA', crv: 'P-256' }, /RSA keys have no curve/],
    [{ kty: 'OKP', crv: 'P-256' }, /P-256 is a curve of EC keys/],
    [{ kty: 'RSA', alg: 'ES256' }, /ES256 needs a key of type EC, not RSA/],
    [{ crv: 'P-384', alg: 'ES256' }, /ES256 needs a key on P-256, not on P-384/],
    [{ alg: 'RS256', use: 'enc' }, /RS256 is for use "sig", not "enc"/],
    [{ crv: 'X25519', use: 'sig' }, /X25519 keys are for use "enc" only/],
    [{ kty: 'AKP', use: 'enc' }, /ML-DSA keys are for use "sig" only/],
    [{ kty: 'RSA', bits: 2047 }, /cannot have 2047 bits/],
    [{ kty: 'RSA', bits: 512 }, /cannot have 512 bits/],
    [{ kty: 'EC', bits: 256 }, /leave the bits out/],
    [{ alg: 'A128KW', bits: 256 }, /exactly 128 bits/],
    [{ alg: 'HS512', bits: 256 }, /at least 512 bits/],
    [{ crv: 'P-256', keyOps: ['encrypt'] }, /key_ops "encrypt" does not fit/],
    [{ crv: 'P-256', kid: 'text' }, /none is given/],
    [{ crv: 'P-256', kid: 'date', kidText: 'a' }, /not both/],
  ];
  for (const [parameters, message] of refused) {
    it(`${JSON.stringify(parameters)} is refused`, async () => {
      await assert.rejects(
        generate.run(parameters, deps),
        (error) => error instanceof OperationError && error.failure === 'usage' && message.test(error.message),
      );
    });
  }

  it('warns of RSA sizes others have trouble with', async () => {
    const { result } = await make({ kty: 'RSA', bits: 1024 });
    assert.match(result.notes[0]?.message ?? '', /1024 bits are too few/);
    const odd = await make({ kty: 'RSA', bits: 2176 });
    assert.match(odd.result.notes[0]?.message ?? '', /2176 bits are unusual/);
    assert.equal(octetsOf(odd.jwk.n).length, 2176 / 8);
  });

  it('an RSA key is of the size asked for, or there is none', async () => {
    // What BoringSSL does: a smaller key, and no error.
    const { crypto } = deps;
    const rounding = {
      ...deps,
      crypto: hostCrypto({
        generateKey: (algorithm, ...rest) => crypto.generateKey({ ...algorithm, modulusLength: 2048 }, ...rest),
      }),
    };
    await assert.rejects(
      generate.run({ kty: 'RSA', bits: 2056 }, rounding),
      (error) =>
        error instanceof OperationError && /cannot have 2056 bits here.* one of 2048 instead/.test(error.message),
    );
  });

  it('defaults alg from type, curve and use', async () => {
    const cases: readonly (readonly [Parameters_, string])[] = [
      [{ kty: 'RSA' }, 'RS256'],
      [{ kty: 'RSA', use: 'enc' }, 'RSA-OAEP-256'],
      [{ crv: 'P-521' }, 'ES512'],
      [{ crv: 'secp256k1' }, 'ES256K'],
      [{ crv: 'Ed25519' }, 'Ed25519'],
      [{ crv: 'X448' }, 'ECDH-ES+A256KW'],
      [{ kty: 'EC', use: 'enc' }, 'ECDH-ES+A256KW'],
      [{ kty: 'oct' }, 'HS256'],
      [{ kty: 'oct', bits: 512 }, 'HS512'],
      [{ kty: 'oct', use: 'enc', bits: 128 }, 'A128KW'],
      [{ kty: 'AKP' }, 'ML-DSA-65'],
    ];
    for (const [parameters, alg] of cases)
      assert.equal((await make(parameters)).jwk.alg, alg, JSON.stringify(parameters));
    assert.equal('alg' in (await make({ kty: 'RSA', alg: 'omit' })).jwk, false);
    assert.equal('use' in (await make({ crv: 'P-256', use: 'omit' })).jwk, false);
  });

  it('writes key_ops instead of use, and the public half with the public operation', async () => {
    const { jwk, publicJwk } = await make({ crv: 'P-256', keyOps: ['sign'] });
    assert.deepEqual([jwk.key_ops, jwk.use], [['sign'], undefined]);
    assert.deepEqual(publicJwk?.key_ops, ['verify']);
    const derive = await make({ crv: 'X25519', keyOps: ['deriveBits'] });
    assert.equal(derive.publicJwk !== undefined && 'key_ops' in derive.publicJwk, false);
  });

  it('every algorithm offered fits the key made for it', async () => {
    for (const alg of ['RS512', 'PS256', 'RSA-OAEP', 'ES384', 'ECDH-ES', 'EdDSA', 'A192KW', 'A128CBC-HS256']) {
      const { jwk } = await make({ alg });
      const octets = jwk.k === undefined ? undefined : octetsOf(jwk.k).length;
      if (alg !== 'EdDSA')
        assert.deepEqual(servedAlgorithms({ kty: jwk.kty, crv: jwk.crv, octets, use: undefined, alg }), [alg]);
    }
  });
});

describe('key IDs', () => {
  it('sha1 and sha256 are those of the SubjectPublicKeyInfo', async () => {
    for (const parameters of [{ kty: 'RSA' }, { crv: 'P-521' }, { crv: 'Ed448' }, { crv: 'secp256k1' }] as const) {
      for (const kid of ['sha1', 'sha256'] as const) {
        const { publicJwk } = await make({ ...parameters, kid });
        assert.ok(publicJwk !== undefined);
        const der = new Uint8Array(await publicKeyInfo(publicJwk));
        const hash = await crypto.subtle.digest(kid.replace('sha', 'SHA-'), der);
        assert.equal(publicJwk.kid, encodeBase64url(new Uint8Array(hash)));
      }
    }
  });

  it('date serials count on from the highest of the day', () => {
    const taken = new Set(['2026-11-20_01', '2026-11-20_09', '2026-11-20_x', '2026-11-19_44', '2026-11-20']);
    assert.equal(nextSerial('2026-11-20', taken), '2026-11-20_10');
    assert.equal(nextSerial('2026-11-21', taken), '2026-11-21_01');
  });

  it('are unique in the set, whatever is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('thumbprint', 'uuid', 'date', 'sha1', 'sha256'), { minLength: 1, maxLength: 8 }),
        async (kids) => {
          let text = '{"keys":[]}';
          for (const kid of kids) {
            const { edits } = await generate.run(
              { crv: 'Ed25519', kid, into: { text, path: '/k/private.jwks' } },
              deps,
            );
            text = applyEdits(text, edits[0]?.edits ?? []);
          }
          const { keys } = JSON.parse(text) as { keys: Jwk[] };
          assert.equal(new Set(keys.map((k) => k.kid)).size, kids.length);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('given twice are refused', async () => {
    const into = { text: '{"keys":[{"kty":"oct","kid":"a","k":"AAAA"}]}', path: 'private.jwks' };
    await assert.rejects(generate.run({ crv: 'Ed25519', kidText: 'a', into }, deps), /already has a key with kid "a"/);
  });
});

describe('into a set', () => {
  it('keeps every other byte and the layout', async () => {
    const { edits } = await generate.run(
      { crv: 'Ed25519', kidText: 'b', into: { text: '{\r\n\t"keys": [\r\n\t]\r\n}', path: 'private.jwks' } },
      deps,
    );
    const text = applyEdits('{\r\n\t"keys": [\r\n\t]\r\n}', edits[0]?.edits ?? []);
    assert.match(text, /^\{\r\n\t"keys": \[\r\n\t\t\{\r\n\t\t\t"kty": "OKP",\r\n/);
    assert.equal(edits[0]?.secret, true);
  });

  const publicSet = '{"keys":[{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}]}';

  it('a public one gets the public half only', async () => {
    const { edits, texts, notes } = await generate.run(
      { crv: 'P-256', into: { text: publicSet, path: 'public/jwks.json' } },
      deps,
    );
    const text = applyEdits(publicSet, edits[0]?.edits ?? []);
    assert.equal((JSON.parse(text) as { keys: Jwk[] }).keys[1]?.d, undefined);
    assert.equal(edits[0]?.secret, false);
    assert.equal(texts[0]?.secret, true);
    assert.match(notes.map((n) => n.message).join(), /the public half was added/);
  });

  it('a public one takes no symmetric key', async () => {
    await assert.rejects(
      generate.run({ kty: 'oct', into: { text: publicSet, path: 'public/jwks.json' } }, deps),
      /everybody could read it/,
    );
  });

  it('a text that is no set, or not sound, is left alone', async () => {
    const into = (text: string, path = 'x.json') => generate.run({ kty: 'oct', into: { text, path } }, deps);
    await assert.rejects(into('{"a":1}'), /holds no JWK/);
    await assert.rejects(into('{"kty":"oct","k":"AAAA"}'), /is not a JWK Set/);
    await assert.rejects(into('{"keys":[{"kty":"oct",]}'), /not valid JSON/);
    await assert.rejects(into('{"keys":{"kty":"oct"}}', 'jwks.json'), /"keys" is not an array/);
  });
});

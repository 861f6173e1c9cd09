/** Generated keys by the thousand, and as OpenSSL, Node and jose read them. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, createSecretKey, type JsonWebKey } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { decodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { keyOf } from '../../server/src/core/operations/documents.ts';
import { generate } from '../../server/src/core/operations/generate.ts';
import { generateSet } from '../../server/src/core/operations/generateSet.ts';
import { curves, type CurveName } from '../../server/src/core/registry/curves.ts';
import { newKeyPair } from '../../server/src/node/keyPair.ts';
import { testDeps } from '../operations/support.ts';
import { Desk, noJose, noOpenssl } from './support.ts';

const desk = new Desk();
after(() => {
  desk.remove();
});

type Wanted = Parameters<typeof generate.run>[0];
type Jwk = JsonWebKey & Record<string, string>;

const deps = testDeps();

/** A browser has WebCrypto and our own code; Node makes pairs by itself. */
const hosts = { 'as in a browser': deps, 'as under Node': { ...deps, keyPair: newKeyPair } };

async function make(wanted: Wanted, host = deps): Promise<{ jwk: Jwk; publicJwk: Jwk | undefined }> {
  const { texts } = await generate.run(wanted, host);
  const read = (kind: string): Jwk | undefined => {
    const text = texts.find((t) => t.kind === kind)?.text;
    return text === undefined ? undefined : (JSON.parse(text) as Jwk);
  };
  const jwk = read('private') ?? read('symmetric');
  assert.ok(jwk !== undefined);
  return { jwk, publicJwk: read('public') };
}

const octetsOf = (text: string | undefined): Uint8Array => decodeBase64url(text ?? '') ?? new Uint8Array();
const material = (jwk: object): object =>
  Object.fromEntries(Object.entries(jwk).filter(([name]) => !['use', 'alg', 'kid', 'key_ops'].includes(name)));

/** Fewer where one takes several milliseconds (ML-DSA), or a second (RSA). */
const thousand = 1000;

describe('a thousand keys', () => {
  for (const [where, host] of Object.entries(hosts))
    for (const crv of Object.keys(curves) as CurveName[]) {
      it(`${crv} ${where}: full length, no two alike, kid = thumbprint`, async () => {
        const names = curves[crv].kty === 'EC' ? ['x', 'y', 'd'] : ['x', 'd'];
        const seen = new Set<string>();
        let zeros = 0;
        for (let i = 0; i < thousand; i++) {
          const { jwk } = await make({ crv }, host);
          for (const name of names) {
            const octets = octetsOf(jwk[name]);
            assert.equal(octets.length, curves[crv].octets, `${crv} ${name}`);
            // One spelling for one value: no padding, no unused bits.
            assert.equal(Buffer.from(octets).toString('base64url'), jwk[name]);
            if (octets[0] === 0) zeros++;
            seen.add(jwk[name] ?? '');
          }
          assert.equal(jwk.kid, keyOf(jwk).thumbprint);
          // A lost zero would have made another number: the private value must still give the public one.
          const again = createPublicKey(createPrivateKey({ key: jwk, format: 'jwk' })).export({ format: 'jwk' });
          assert.deepEqual([again.x, again.y], [jwk.x, jwk.y]);
        }
        assert.equal(seen.size, thousand * names.length);
        // Of 3000 values one in 256 begins with a zero octet: that none does, and the test is void, happens once in 10^5.
        if (curves[crv].kty === 'EC') assert.ok(zeros > 0);
      });
    }

  for (const [alg, octets] of [
    ['HS256', 32],
    ['A128GCM', 16],
    ['A256CBC-HS512', 64],
  ] as const) {
    it(`${alg}: ${octets} octets, no two alike, each with a UUID`, async () => {
      const seen = new Set<string>();
      for (let i = 0; i < thousand; i++) {
        const { jwk } = await make({ alg });
        assert.equal(octetsOf(jwk.k).length, octets);
        assert.equal(createSecretKey(jwk.k ?? '', 'base64url').export({ format: 'jwk' }).k, jwk.k);
        seen.add(jwk.k ?? '').add(jwk.kid ?? '');
      }
      assert.equal(seen.size, 2 * thousand);
    });
  }

  for (const [alg, pub] of [
    ['ML-DSA-44', 1312],
    ['ML-DSA-65', 1952],
    ['ML-DSA-87', 2592],
  ] as const) {
    it(`200 of ${alg}: full length, no two alike, kid = thumbprint`, async () => {
      const seen = new Set<string>();
      for (let i = 0; i < 200; i++) {
        const { jwk } = await make({ alg });
        assert.deepEqual([octetsOf(jwk.pub).length, octetsOf(jwk.priv).length], [pub, 32]);
        assert.equal(jwk.kid, keyOf(jwk).thumbprint);
        seen.add(jwk.pub ?? '').add(jwk.priv ?? '');
      }
      assert.equal(seen.size, 400);
    });
  }

  it('20 of RSA: the size asked for, no two alike, kid = thumbprint', async () => {
    const seen = new Set<string>();
    for (let i = 0; i < 20; i++) {
      const { jwk } = await make({ kty: 'RSA' });
      assert.equal(keyOf(jwk).bits, 2048);
      for (const name of ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi']) assert.notEqual(octetsOf(jwk[name])[0], 0, name);
      assert.equal(jwk.kid, keyOf(jwk).thumbprint);
      for (const name of ['n', 'p', 'q']) seen.add(jwk[name] ?? '');
    }
    assert.equal(seen.size, 60);
  });
});

const kinds: readonly Wanted[] = [
  { kty: 'RSA' },
  { kty: 'RSA', bits: 3072, use: 'enc' },
  { kty: 'RSA', bits: 4096, alg: 'PS512' },
  ...(Object.keys(curves) as CurveName[]).map((crv) => ({ crv })),
  { crv: 'P-256', use: 'enc' },
];

describe('Node', () => {
  for (const wanted of kinds) {
    it(`imports and exports unchanged: ${JSON.stringify(wanted)}`, async () => {
      const { jwk, publicJwk = {} } = await make(wanted);
      const key = createPrivateKey({ key: jwk, format: 'jwk' });
      assert.deepEqual(key.export({ format: 'jwk' }), material(jwk));
      assert.deepEqual(createPublicKey(key).export({ format: 'jwk' }), material(publicJwk));
      const again = createPrivateKey(key.export({ format: 'pem', type: 'pkcs8' }));
      assert.deepEqual(again.export({ format: 'jwk' }), material(jwk));
    });
  }
});

describe('OpenSSL', () => {
  for (const wanted of kinds) {
    it(`finds nothing wrong: ${JSON.stringify(wanted)}`, { skip: noOpenssl }, async () => {
      // RSA keys take long to make, and to prove.
      for (let i = 0; i < (wanted.kty === 'RSA' ? 1 : 5); i++) {
        const { jwk } = await make(wanted);
        const pem = createPrivateKey({ key: jwk, format: 'jwk' }).export({ format: 'pem', type: 'pkcs8' });
        const name = desk.write('key.pem', pem);
        assert.match(desk.text('openssl', ['pkey', '-in', name, '-check', '-noout']), /^Key is valid$/m);
      }
    });
  }
});

describe('jose', () => {
  const known: readonly Wanted[] = [
    { kty: 'RSA' },
    { crv: 'P-256' },
    { crv: 'P-384' },
    { crv: 'P-521' },
    { crv: 'secp256k1' },
    { kty: 'oct' },
  ];
  for (const wanted of known) {
    it(`takes it for a key, and agrees about its thumbprint: ${JSON.stringify(wanted)}`, { skip: noJose }, async () => {
      const { jwk, publicJwk } = await make(wanted);
      const name = desk.write('key.jwk', JSON.stringify(jwk));
      assert.equal(desk.text('jose', ['jwk', 'thp', '-a', 'S256', '-i', name]).trim(), keyOf(jwk).thumbprint);
      desk.text('jose', ['fmt', '-j', name, '-O']);
      if (publicJwk === undefined) return;
      const half = JSON.parse(desk.text('jose', ['jwk', 'pub', '-i', name])) as object;
      assert.deepEqual(material(half), material(publicJwk));
    });
  }

  it('reads a whole set', { skip: noJose }, async () => {
    const { texts } = await generateSet.run({ preset: 'smart-backend' }, deps);
    const name = desk.write('set.jwks', texts[0]?.text ?? '');
    const thumbprints = desk.text('jose', ['jwk', 'thp', '-a', 'S256', '-i', name]).trim().split('\n');
    const { keys } = JSON.parse(texts[1]?.text ?? '') as { keys: Jwk[] };
    assert.deepEqual(
      thumbprints,
      keys.map((key) => key.kid),
    );
  });
});

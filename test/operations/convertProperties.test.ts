/** What holds of every key and label, and of no octets at all. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { decodeBase64Lenient } from '../../server/src/core/encoding/base64url.ts';
import { utf8 } from '../../server/src/core/encoding/octets.ts';
import { OperationError } from '../../server/src/core/operations/operation.ts';
import * as certificates from '../../server/src/core/rules/certificateSamples.ts';
import fc from '../support/fastCheck.ts';
import { converted, jwkOf, newJwk, pem, samples, textOf, type Jwk } from './convertSupport.ts';

const keys: Jwk[] = [];
before(async () => {
  for (const crv of ['P-256', 'P-384', 'P-521', 'secp256k1', 'Ed25519', 'Ed448', 'X25519', 'X448'] as const)
    keys.push(await newJwk({ crv }));
  keys.push(await newJwk({ kty: 'RSA', bits: 1024 }), await newJwk({ kty: 'AKP', alg: 'ML-DSA-44' }));
});

const anyKey = fc.nat({ max: 9 }).map((i) => (): Jwk => keys[i] as Jwk);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom('-----BEGIN PRIVATE KEY-----', '\n-----END PRIVATE KEY-----\n', 'a\nkid: b', '"', ' a ', ''),
);
const labels = fc.record(
  { kid: text, use: text, key_ops: fc.array(text, { maxLength: 4 }), alg: text },
  { requiredKeys: ['kid'] },
);

describe('every key with any labels', () => {
  it('is the same after PEM, in each of its formats', async () => {
    await fc.assert(
      fc.asyncProperty(anyKey, labels, fc.boolean(), async (key, said, own) => {
        const jwk: Jwk = { ...key(), ...said, ...(key().kty === 'AKP' ? { alg: key().alg } : {}) };
        const format = own && jwk.kty === 'EC' ? 'sec1' : own && jwk.kty === 'RSA' ? 'pkcs1' : 'pkcs8';
        assert.deepEqual(await jwkOf(await textOf(jwk, { format })), jwk);
      }),
      { numRuns: 150 },
    );
  });

  it('is the same in a set', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat({ max: 9 }), { minLength: 1, maxLength: 4 }),
        labels,
        async (which, said) => {
          const set = { keys: which.map((i) => ({ ...(keys[i] as Jwk), kid: `${said.kid}${i}` })) };
          assert.deepEqual(await jwkOf(await textOf(set), { to: 'jwks' }), set);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe('whatever octets come', () => {
  /** Done, or a failure for people. */
  async function survives(octets: Uint8Array, password?: string): Promise<void> {
    try {
      await converted(octets, { password });
    } catch (error) {
      if (!(error instanceof OperationError)) throw error;
      assert.doesNotMatch(error.message, /undefined|NaN|\[object/);
    }
  }

  it('random ones fail for people', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (octets) => survives(octets)),
      { numRuns: 300 },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 120 }),
        fc.constantFrom('PRIVATE KEY', 'CERTIFICATE', 'OPENSSH PRIVATE KEY'),
        (octets, label) =>
          survives(utf8(`-----BEGIN ${label}-----\n${btoa(String.fromCharCode(...octets))}\n-----END ${label}-----`)),
      ),
      { numRuns: 200 },
    );
  });

  it('keys of every format with octets changed, cut or put in fail for people', async () => {
    const texts = [
      ...Object.values(samples),
      pem('CERTIFICATE', certificates.leafCertificate) + pem('CERTIFICATE', certificates.rootCertificate),
      ...(await Promise.all(keys.map((key) => textOf({ ...key, kid: 'a', key_ops: ['sign'] })))),
      ...(await Promise.all(keys.slice(0, 3).map((key) => textOf(key, { format: 'sec1' })))),
      await textOf(keys[8] as Jwk, { format: 'pkcs1' }),
      await textOf(keys[8] as Jwk, { to: 'openssh' }),
    ];
    const ders = texts.flatMap((t) => {
      const body = /-----BEGIN (?!OPENSSH)[^-]*-----([^-:]*)-----END/.exec(t)?.[1];
      return body === undefined ? [] : [decodeBase64Lenient(body) ?? new Uint8Array()];
    });
    const sources = [...texts.map(utf8), ...ders, ...ders];
    const change = fc.record({
      kind: fc.constantFrom('set', 'cut', 'insert', 'flip'),
      at: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
      octet: fc.nat({ max: 255 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...sources),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (source, changes) => {
          let octets = Uint8Array.from(source);
          for (const { kind, at, octet } of changes) {
            const i = Math.floor(at * octets.length);
            if (kind === 'cut') octets = octets.slice(0, i);
            else if (kind === 'insert') octets = Uint8Array.from([...octets.slice(0, i), octet, ...octets.slice(i)]);
            else octets[i] = kind === 'set' ? octet : (octets[i] ?? 0) ^ (1 << (octet & 7));
          }
          await survives(octets, octets.length % 2 === 0 ? 'a' : undefined);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

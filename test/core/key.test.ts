import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import {
  decodeBase64url,
  encodeBase64,
  encodeBase64url,
  isCanonical,
} from '../../server/src/core/encoding/base64url.ts';
import { bitLength, fromInteger, toInteger } from '../../server/src/core/encoding/octets.ts';
import { describeKey } from '../../server/src/core/key/describe.ts';
import { inspectKey } from '../../server/src/core/operations/inspect.ts';
import type { Key } from '../../server/src/core/key/key.ts';

/** RFC 7638 §3.1. */
const rfc7638 = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
  alg: 'RS256',
  kid: '2011-04-29',
};

function keyOf(value: unknown): Key {
  const [part] = readDocument(JSON.stringify(value), 'key.jwk').parts;
  assert.ok(part?.kind === 'key');
  return part.keys[0];
}

describe('base64url', () => {
  it('agrees with the host about every octet string', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        const text = encodeBase64url(bytes);
        const base64 = btoa(String.fromCharCode(...bytes));
        assert.equal(encodeBase64(bytes), base64);
        assert.equal(text, base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=*$/, ''));
        assert.deepEqual(decodeBase64url(text), bytes);
        assert.ok(isCanonical(text));
      }),
    );
  });

  it('refuses what is not base64url', () => {
    for (const text of ['A', 'AA=', 'A+', 'A/', 'A A', 'Aé', 'AAAAA']) assert.equal(decodeBase64url(text), undefined);
  });

  it('tells a second spelling of the same octets', () => {
    assert.deepEqual(decodeBase64url('AB'), decodeBase64url('AA'));
    assert.deepEqual(['AA', 'AB', 'AAA', 'AAB', 'AAAA'].map(isCanonical), [true, false, true, false, true]);
  });
});

describe('integers', () => {
  it('round-trip through octets of minimal length', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 600n }), (n) => {
        const octets = fromInteger(n);
        assert.equal(toInteger(octets), n);
        assert.equal(bitLength(octets), n === 0n ? 0 : n.toString(2).length);
        assert.equal(fromInteger(n, 100).length, 100);
      }),
    );
  });
});

describe('thumbprints (RFC 7638, RFC 8037)', () => {
  it('gives the RFC 7638 example', () => {
    assert.equal(keyOf(rfc7638).thumbprint, 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  });

  it('gives the RFC 8037 example', () => {
    const key = keyOf({ kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' });
    assert.equal(key.thumbprint, 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('is the same for every spelling of a key only in its canonical form', () => {
    const padded = keyOf({ ...rfc7638, n: `${rfc7638.n}==`, kty: 'rsa' });
    const zero = keyOf({ ...rfc7638, n: encodeBase64url(new Uint8Array([0, ...(decodeBase64url(rfc7638.n) ?? [])])) });
    for (const key of [padded, zero]) {
      assert.equal(key.canonicalThumbprint, 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
      assert.notEqual(key.thumbprint, key.canonicalThumbprint);
    }
  });

  it('is not there when a member it needs is missing or wrong', () => {
    for (const key of [
      { ...rfc7638, n: undefined },
      { ...rfc7638, e: 65537 },
    ]) {
      assert.equal(keyOf(key).thumbprint, undefined);
    }
  });
});

describe('what a key can serve (F8)', () => {
  const served = (value: unknown): string => inspectKey(keyOf(value)).algorithms.join(' ');

  it('lists RS* and PS* for one RSA key that signs', () => {
    assert.equal(served({ ...rfc7638, alg: undefined, use: 'sig' }), 'RS256 RS384 RS512 PS256 PS384 PS512');
  });

  it('holds to alg where the key states it', () => {
    assert.equal(served(rfc7638), 'RS256');
  });

  it('goes by the curve and by the size', () => {
    assert.equal(served({ kty: 'EC', crv: 'P-384', use: 'sig' }), 'ES384');
    assert.equal(served({ kty: 'oct', use: 'sig', k: encodeBase64url(new Uint8Array(48)) }), 'HS256 HS384');
  });
});

describe('a key in a few words', () => {
  it('names kind, use, alg and whether it is private', () => {
    assert.equal(describeKey(keyOf({ ...rfc7638, use: 'sig' })), 'RSA 2048 · sig · RS256');
    assert.equal(describeKey(keyOf({ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', d: 'AA' })), 'EC P-256 · private');
    assert.equal(describeKey(keyOf({ kty: 'oct', k: 'AAAA', kid: 'a' })), 'oct 24 · secret');
  });

  it('tells how the key ID was made', () => {
    const thumbprint = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';
    assert.match(inspectKey(keyOf({ ...rfc7638, kid: thumbprint })).kidOrigin ?? '', /RFC 7638/);
    assert.match(
      inspectKey(keyOf({ ...rfc7638, kid: `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${thumbprint}` })).kidOrigin ??
        '',
      /RFC 9278/,
    );
    assert.match(inspectKey(keyOf({ ...rfc7638, kid: '2019-07-25_02' })).kidOrigin ?? '', /date/);
    assert.equal(inspectKey(keyOf({ ...rfc7638, kid: 'any text' })).kidOrigin, 'text');
  });
});

/** Lists of compromised keys, made here by other means than they are read with. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { keyOf } from '../../server/src/core/operations/documents.ts';
import { readBlocklist } from '../../server/src/core/rules/blocklist.ts';
import fc from '../support/fastCheck.ts';

const octetsOf = (number: bigint): Buffer => {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
};
const base64url = (octets: Uint8Array): string => Buffer.from(octets).toString('base64url');
/** As badkeys does: the number as its own octets, hashed, cut to 120 bits. */
const hash = (number: bigint): Buffer => createHash('sha256').update(octetsOf(number)).digest().subarray(0, 15);
/** A list in the format of blocklist.dat. */
const list = (hashes: readonly Buffer[]): Buffer =>
  Buffer.concat([...hashes].sort((a, b) => a.compare(b)).map((h, i) => Buffer.concat([h, Buffer.of(i % 7)])));

const n = (1n << 2047n) + 12_345n;
/** Its first octet is zero: in a key it is there, in the number it is not. */
const x = (1n << 240n) + 99n;
const coordinate = base64url(Buffer.concat([Buffer.alloc(1), octetsOf(x)]));
const pub = Buffer.alloc(1312, 7);
const keys = {
  RSA: { kty: 'RSA', n: base64url(octetsOf(n)), e: 'Aw' },
  'RSA with a sign octet': { kty: 'RSA', n: base64url(Buffer.concat([Buffer.of(0), octetsOf(n)])), e: 'AQAB' },
  EC: { kty: 'EC', crv: 'P-256', x: coordinate, y: coordinate },
  OKP: { kty: 'OKP', crv: 'Ed25519', x: coordinate },
  AKP: { kty: 'AKP', alg: 'ML-DSA-44', pub: base64url(pub) },
};
const hashes = {
  RSA: hash(n),
  'RSA with a sign octet': hash(n),
  EC: hash(x),
  OKP: hash(x),
  AKP: createHash('sha256').update(pub).digest().subarray(0, 15),
};
/** Of keys that nobody asks about. */
const others = Array.from({ length: 500 }, (_, i) => hash(BigInt(i) + 7n));

describe("badkeys' block list", () => {
  for (const [name, jwk] of Object.entries(keys)) {
    it(`names a key: ${name}`, () => {
      const listed = readBlocklist(list([...others, hashes[name as keyof typeof hashes]]), 'blocklist.dat');
      assert.deepEqual(listed.problems, []);
      assert.equal(listed.blocklist?.has(keyOf(jwk)), true);
      assert.equal(readBlocklist(list(others), 'blocklist.dat').blocklist?.has(keyOf(jwk)), false);
    });
  }

  it('names every key of it, and no other', () => {
    const numbers = fc.uniqueArray(fc.bigInt({ min: 1n, max: (1n << 256n) - 1n }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(numbers, ([absent, ...present]) => {
        const { blocklist } = readBlocklist(list(present.map(hash)), 'blocklist.dat');
        const has = (number: bigint | undefined): boolean | undefined =>
          blocklist?.has(keyOf({ kty: 'RSA', n: base64url(octetsOf(number ?? 0n)), e: 'AQAB' }));
        assert.ok(present.every(has));
        assert.equal(has(absent), false);
      }),
    );
  });

  it('says nothing of symmetric keys, and of keys that cannot be read', () => {
    const { blocklist } = readBlocklist(list([...others, hash(0n)]), 'blocklist.dat');
    for (const jwk of [{ kty: 'oct', k: 'AA' }, { kty: 'RSA' }, { kty: 'EC', crv: 'P-256', x: '!' }, {}])
      assert.equal(blocklist?.has(keyOf(jwk)), false);
  });

  const problem = ['it is neither text with thumbprints nor a block list of badkeys (blocklist.dat)'];
  for (const [name, octets] of [
    [
      'out of order',
      Buffer.concat([list([others[1] as Buffer]), list([others[0] as Buffer])].sort((a, b) => b.compare(a))),
    ],
    ['cut', list(others).subarray(0, -1)],
  ] as const) {
    it(`is refused when it is ${name}`, () => {
      const { blocklist, problems } = readBlocklist(octets, 'list.dat');
      assert.deepEqual(problems, problem);
      assert.equal(blocklist, undefined);
    });
  }
});

describe('a text list', () => {
  const { thumbprint = '' } = keyOf(keys.OKP);

  it('has a thumbprint a line, comments, and what editors put before', () => {
    const { blocklist, problems } = readBlocklist(Buffer.from(`\uFEFF${thumbprint} # leaked\r\n\r\n# more\n`), 'l.txt');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [blocklist?.name, blocklist?.has(keyOf(keys.OKP)), blocklist?.has(keyOf(keys.EC))],
      ['l.txt', true, false],
    );
  });

  it('says which lines are something else', () => {
    const { blocklist, problems } = readBlocklist(Buffer.from(`no\n${thumbprint}\nnor this\n`), 'l.txt');
    assert.deepEqual(problems, [
      'line 1 is no RFC 7638 SHA-256 thumbprint',
      'line 3 is no RFC 7638 SHA-256 thumbprint',
    ]);
    assert.equal(blocklist?.has(keyOf(keys.OKP)), true);
  });

  it('may be empty', () => {
    assert.deepEqual(readBlocklist(new Uint8Array(), 'l.txt').problems, []);
  });
});

/** Lists of compromised keys, made here by other means than they are read with. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { concat } from '../../server/src/core/encoding/octets.ts';
import { keyOf } from '../../server/src/core/operations/documents.ts';
import { readBlocklist } from '../../server/src/core/rules/blocklist.ts';
import fc from '../support/fastCheck.ts';

const octetsOf = (number: bigint): Uint8Array => {
  const hex = number.toString(16);
  return Uint8Array.from((hex.length % 2 === 0 ? hex : `0${hex}`).match(/../g) ?? [], (pair) => parseInt(pair, 16));
};
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
/** 120 bits of SHA-256, by the host. */
const cutHash = async (octets: Uint8Array): Promise<Uint8Array> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(octets))).subarray(0, 15);
/** As badkeys does: the number as its own octets, hashed and cut. */
const hash = (number: bigint): Promise<Uint8Array> => cutHash(octetsOf(number));
const hex = (octets: Uint8Array): string => Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');
/** A list in the format of blocklist.dat: in the order of the hashes, each with the number of a collection. */
const list = (hashes: readonly Uint8Array[]): Uint8Array => {
  const blocks = hashes.map((octets, i) => concat(octets, Uint8Array.of(i % 7)));
  return concat(...blocks.sort((a, b) => (hex(a) < hex(b) ? -1 : 1)));
};

const n = (1n << 2047n) + 12_345n;
/** Its first octet is zero: in a key it is there, in the number it is not. */
const x = (1n << 240n) + 99n;
const coordinate = encodeBase64url(concat(new Uint8Array(1), octetsOf(x)));
const pub = new Uint8Array(1312).fill(7);
const keys = {
  RSA: { kty: 'RSA', n: encodeBase64url(octetsOf(n)), e: 'Aw' },
  'RSA with a sign octet': { kty: 'RSA', n: encodeBase64url(concat(Uint8Array.of(0), octetsOf(n))), e: 'AQAB' },
  EC: { kty: 'EC', crv: 'P-256', x: coordinate, y: coordinate },
  OKP: { kty: 'OKP', crv: 'Ed25519', x: coordinate },
  AKP: { kty: 'AKP', alg: 'ML-DSA-44', pub: encodeBase64url(pub) },
};
const hashes = {
  RSA: hash(n),
  'RSA with a sign octet': hash(n),
  EC: hash(x),
  OKP: hash(x),
  AKP: cutHash(pub),
};
/** Of keys that nobody asks about. */
const others = Promise.all(Array.from({ length: 500 }, (_, i) => hash(BigInt(i) + 7n)));

describe("badkeys' block list", () => {
  for (const [name, jwk] of Object.entries(keys)) {
    it(`names a key: ${name}`, async () => {
      const own = await hashes[name as keyof typeof hashes];
      const listed = readBlocklist(list([...(await others), own]), 'blocklist.dat');
      assert.deepEqual(listed.problems, []);
      assert.equal(listed.blocklist?.has(keyOf(jwk)), true);
      assert.equal(readBlocklist(list(await others), 'blocklist.dat').blocklist?.has(keyOf(jwk)), false);
    });
  }

  it('names every key of it, and no other', async () => {
    const numbers = fc.uniqueArray(fc.bigInt({ min: 1n, max: (1n << 256n) - 1n }), { minLength: 2, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(numbers, async ([absent, ...present]) => {
        const { blocklist } = readBlocklist(list(await Promise.all(present.map(hash))), 'blocklist.dat');
        const has = (number: bigint | undefined): boolean | undefined =>
          blocklist?.has(keyOf({ kty: 'RSA', n: encodeBase64url(octetsOf(number ?? 0n)), e: 'AQAB' }));
        assert.deepEqual(
          present.map(has),
          present.map(() => true),
        );
        assert.equal(has(absent), false);
      }),
    );
  });

  it('says nothing of symmetric keys, and of keys that cannot be read', async () => {
    const { blocklist } = readBlocklist(list([...(await others), await hash(0n)]), 'blocklist.dat');
    for (const jwk of [{ kty: 'oct', k: 'AA' }, { kty: 'RSA' }, { kty: 'EC', crv: 'P-256', x: '!' }, {}])
      assert.equal(blocklist?.has(keyOf(jwk)), false);
  });

  for (const [name, broken] of [
    ['out of order', (octets: Uint8Array) => concat(octets.subarray(-16), octets.subarray(0, -16))],
    ['cut', (octets: Uint8Array) => octets.subarray(0, -1)],
  ] as const) {
    it(`is refused when it is ${name}`, async () => {
      assert.deepEqual(readBlocklist(broken(list(await others)), 'list.dat'), {
        blocklist: undefined,
        problems: ['it is neither text with thumbprints nor a block list of badkeys (blocklist.dat)'],
      });
    });
  }
});

describe('a text list', () => {
  const { thumbprint = '' } = keyOf(keys.OKP);

  it('has a thumbprint a line, comments, and what editors put before', () => {
    const { blocklist, problems } = readBlocklist(utf8(`\uFEFF${thumbprint} # leaked\r\n\r\n# more\n`), 'l.txt');
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [blocklist?.name, blocklist?.has(keyOf(keys.OKP)), blocklist?.has(keyOf(keys.EC))],
      ['l.txt', true, false],
    );
  });

  it('says which lines are something else', () => {
    const { blocklist, problems } = readBlocklist(utf8(`no\n${thumbprint}\nnor this\n`), 'l.txt');
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

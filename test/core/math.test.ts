/** Key mathematics held against the host's keys, against @noble/curves, and against the laws it has to obey. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { ed25519 } from '@noble/curves/ed25519.js';
import { ed448 } from '@noble/curves/ed448.js';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import fc from '../support/fastCheck.ts';
import { decodeBase64url, encodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { fromHex, toInteger } from '../../server/src/core/encoding/octets.ts';
import { isOnCurve, weierstrassCurves } from '../../server/src/core/math/curves.ts';
import { legendre } from '../../server/src/core/math/jacobi.ts';
import { bitsOf, gcd, inverse, jacobi, mod, power, squareRoot } from '../../server/src/core/math/integers.ts';
import { canonicalPublic, fromLittleEndian, publicPointState, toLittleEndian } from '../../server/src/core/math/okp.ts';
import {
  crtValues,
  factorFromExponent,
  hasClosePrimes,
  hasRocaFingerprint,
  isExponentPair,
  privateExponent,
  sharedFactors,
  mediumFactor,
  smallFactor,
} from '../../server/src/core/math/rsa.ts';
import { curves, type CurveName } from '../../server/src/core/registry/curves.ts';
import { publicFromPrivate } from '../../server/src/core/key/publicMembers.ts';
import { rocaModulus } from '../../server/src/core/rules/numberSamples.ts';
import { lintText } from '../support/lint.ts';
import { generatePrime, generateReferenceKey, type ReferenceKey } from '../support/reference.ts';

const octetsOf = (text: string | undefined): Uint8Array => decodeBase64url(text ?? '') ?? new Uint8Array();
const integerOf = (text: string | undefined): bigint => toInteger(octetsOf(text));
const euclid = (a: bigint, b: bigint): bigint => (b === 0n ? a : euclid(b, a % b));
const positive = fc.bigInt({ min: 1n, max: 1n << 300n });

describe('integers', () => {
  it('gcd agrees with Euclid and keeps common factors', () => {
    fc.assert(
      fc.property(positive, positive, positive, (a, b, c) => {
        assert.equal(gcd(a, b), euclid(a, b));
        assert.equal(gcd(a * c, b * c), c * gcd(a, b));
      }),
    );
    assert.equal(gcd(0n, 7n), 7n);
    assert.equal(gcd(7n, 0n), 7n);
    assert.equal(gcd(1n << 400n, 1n << 200n), 1n << 200n);
    assert.equal(gcd(1n << 400n, 0n), 1n << 400n);
  });

  it('an inverse multiplies to one, and exists exactly for coprimes', () => {
    fc.assert(
      fc.property(positive, fc.bigInt({ min: 2n, max: 1n << 300n }), (a, m) => {
        const i = inverse(a, m);
        if (euclid(a, m) === 1n) assert.equal(mod(a * (i ?? 0n), m), 1n);
        else assert.equal(i, undefined);
      }),
    );
  });

  it('square roots are rounded down', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 600n }), (n) => {
        const root = squareRoot(n);
        assert.ok(root * root <= n && (root + 1n) * (root + 1n) > n);
        assert.equal(squareRoot(n * n), n);
      }),
    );
  });

  it('counts bits', () => {
    fc.assert(fc.property(positive, (n) => assert.equal(bitsOf(n), n.toString(2).length)));
    assert.equal(bitsOf(0n), 0);
  });

  it('powers agree with repeated multiplication', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 99n }), fc.integer({ min: 0, max: 40 }), positive, (base, n, m) =>
        assert.equal(power(base, BigInt(n), m), base ** BigInt(n) % m),
      ),
    );
  });

  it("the Jacobi symbol is Euler's criterion for primes, and multiplicative", () => {
    const p = (1n << 255n) - 19n;
    fc.assert(
      fc.property(positive, positive, (a, b) => {
        const euler = power(a, (p - 1n) / 2n, p);
        assert.equal(BigInt(jacobi(a, p)), euler === p - 1n ? -1n : euler);
        assert.equal(jacobi(a * b, p), jacobi(a, p) * jacobi(b, p));
      }),
      { numRuns: 30 },
    );
    assert.equal(jacobi(15n, 45n), 0);
    const fields = [(1n << 255n) - 19n, (1n << 448n) - (1n << 224n) - 1n, 1_000_003n, 101n, 3n];
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 1n << 450n }), fc.constantFrom(...fields), (a, p) => {
        assert.equal(legendre(a % p, p), jacobi(a % p, p));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('RSA', () => {
  type RsaNumbers = Readonly<Record<'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi', bigint>>;
  const keys: RsaNumbers[] = [];
  before(async () => {
    for (const bits of [1024, 1536, 2048]) {
      const key = Object.entries(await generateReferenceKey({ kty: 'RSA', bits }));
      const numbers = key.filter(([name]) => name !== 'kty').map(([name, value]) => [name, integerOf(value)] as const);
      keys.push(Object.fromEntries(numbers) as RsaNumbers);
    }
  });

  it('finds nothing wrong with generated keys', () => {
    for (const { n, e, d, p, q, dp, dq } of keys) {
      assert.equal(smallFactor(n), undefined);
      assert.equal(hasClosePrimes(n), false);
      assert.equal(hasRocaFingerprint(n), false);
      assert.ok(isExponentPair(e, d, p) && isExponentPair(e, d, q));
      assert.ok(isExponentPair(e, dp, p) && isExponentPair(e, dq, q));
      assert.ok(!isExponentPair(e, d + 2n, p));
    }
  });

  it("computes the host's CRT values and an exponent that fits", () => {
    for (const { e, p, q, dp, dq, qi } of keys) {
      assert.deepEqual(crtValues(e, p, q), { dp, dq, qi });
      const d = privateExponent(e, [p, q]) ?? 0n;
      assert.ok(isExponentPair(e, d, p) && isExponentPair(e, d, q));
      assert.equal(privateExponent(2n, [p, q]), undefined);
    }
  });

  it('factors a modulus from its exponents, and only from its own', () => {
    for (const { n, e, d, p, q } of keys) {
      assert.deepEqual(factorFromExponent(n, e, d), p > q ? [p, q] : [q, p]);
      assert.equal(factorFromExponent(n, e, d + 2n), undefined);
      assert.equal(factorFromExponent(n, e, 0n), undefined);
    }
  });

  it('finds the smallest small factor', () => {
    const [large] = keys;
    for (const [factor, n] of [
      [2, 2n * (large?.n ?? 1n)],
      [3, 3n * 5n],
      [251, 251n * (large?.p ?? 1n)],
      [7, 7n],
    ] as const)
      assert.equal(smallFactor(n), factor);
    assert.equal(smallFactor(257n * 1033n), undefined);
    for (const factor of [257n, 1021n, 65_521n, 65_537n])
      assert.equal(mediumFactor(factor * (large?.p ?? 1n)), Number(factor));
    assert.equal(mediumFactor(large?.n ?? 1n), undefined);
    assert.equal(mediumFactor(65_539n * 65_539n), undefined);
    assert.equal(mediumFactor(257n), 257);
    assert.equal(mediumFactor(65_537n), 65_537);
  });

  it('finds close primes as far apart as Fermat’s method reaches, and no farther', async () => {
    const p = await generatePrime(512);
    assert.ok(hasClosePrimes(p * p));
    for (const gap of [2n, 1000n, 1n << 200n]) assert.ok(hasClosePrimes(p * (p + gap)));
    // (p + g/2)² − p(p + g) = g²/4: the method ends after g²/8√n steps.
    const steps = (k: bigint): bigint => 2n * squareRoot(2n * k * p);
    assert.ok(hasClosePrimes(p * (p + steps(98n))));
    assert.ok(!hasClosePrimes(p * (p + steps(103n))));
  });

  it('knows moduli of the faulty chips', () => {
    assert.ok(hasRocaFingerprint(integerOf(rocaModulus)));
    assert.ok(!hasRocaFingerprint(integerOf(rocaModulus) + 2n));
  });

  it('finds shared primes by index, and takes equal moduli for one key', async () => {
    const primes = await Promise.all(Array.from({ length: 5 }, () => generatePrime(256)));
    const [a, b, c, d, e] = primes as [bigint, bigint, bigint, bigint, bigint];
    const moduli = [a * b, c * d, a * b, d * e, a * c];
    assert.deepEqual(sharedFactors(moduli), [undefined, undefined, undefined, 1, 0]);
    assert.deepEqual(sharedFactors([a * b, a * c, a * b, a * b]), [undefined, 0, 1, 1]);
  });
});

describe('EC', () => {
  const nobles = { 'P-256': p256, 'P-384': p384, 'P-521': p521, secp256k1 } as const;

  for (const [crv, noble] of Object.entries(nobles)) {
    const curve = weierstrassCurves[crv as CurveName];
    assert.ok(curve !== undefined);

    it(`has the parameters of ${crv}`, () => {
      const { p, a, b, n } = noble.Point.CURVE();
      assert.deepEqual({ p: curve.p, a: mod(curve.a, curve.p), b: curve.b, n: curve.n }, { p, a, b, n });
    });

    it(`tells points of ${crv} from others`, async () => {
      for (let i = 0; i < 10; i++) {
        const jwk = await generateReferenceKey({ kty: 'EC', crv });
        const [x, y] = [integerOf(jwk.x), integerOf(jwk.y)];
        assert.ok(isOnCurve(curve, x, y));
        assert.ok(isOnCurve(curve, x, curve.p - y));
        assert.ok(!isOnCurve(curve, x, y ^ 1n));
        assert.ok(!isOnCurve(curve, x + 1n, y) || !isOnCurve(curve, x + 2n, y) || !isOnCurve(curve, x + 3n, y));
        assert.deepEqual(publicFromPrivate(curves[crv as CurveName], octetsOf(jwk.d)), { x: jwk.x, y: jwk.y });
      }
    });
  }
});

describe('OKP', () => {
  const generate = (crv: string): Promise<ReferenceKey> => generateReferenceKey({ kty: 'OKP', crv });

  for (const crv of ['Ed25519', 'Ed448', 'X25519', 'X448'] as const) {
    it(`accepts generated ${crv} keys, and derives them`, async () => {
      for (let i = 0; i < 10; i++) {
        const { x, d } = await generate(crv);
        assert.equal(publicPointState(crv, octetsOf(x)), 'valid');
        assert.deepEqual(canonicalPublic(crv, octetsOf(x)), octetsOf(x));
        assert.deepEqual(publicFromPrivate(curves[crv], octetsOf(d)), { x });
      }
    });
  }

  for (const [crv, noble, length] of [
    ['Ed25519', ed25519, 32],
    ['Ed448', ed448, 57],
  ] as const) {
    it(`decodes exactly the octets that are points of ${crv}`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: length, maxLength: length }), (octets) => {
          if (crv === 'Ed448') octets[56] = (octets[56] ?? 0) & 0x80;
          assert.equal(publicPointState(crv, octets) !== 'not-on-curve', decodes(noble, octets));
        }),
        { numRuns: 60 },
      );
    });
  }

  it('knows every point of small order on Ed25519', () => {
    const generator = ed25519.Point.fromHex('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa');
    let point = ed25519.Point.ZERO;
    for (let i = 0; i < 8; i++) {
      assert.equal(publicPointState('Ed25519', point.toBytes()), 'small-order');
      point = point.add(generator);
    }
    assert.ok(point.equals(ed25519.Point.ZERO));
  });

  it('rejects y ≥ p, and the sign of a zero x', () => {
    const p = (1n << 255n) - 19n;
    assert.equal(publicPointState('Ed25519', toLittleEndian(p, 32)), 'not-on-curve');
    assert.equal(publicPointState('Ed25519', toLittleEndian(p + 1n, 32)), 'not-on-curve');
    assert.equal(publicPointState('Ed25519', toLittleEndian(1n | (1n << 255n), 32)), 'not-on-curve');
    assert.equal(publicPointState('Ed448', toLittleEndian(1n << 450n, 57)), 'not-on-curve');
  });

  it('knows the u-coordinates that give zero secrets (rules.md §6.4)', () => {
    const x25519 = [
      '0000000000000000000000000000000000000000000000000000000000000000',
      '0100000000000000000000000000000000000000000000000000000000000000',
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
      'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
      'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    ];
    const x448 = ['00'.repeat(56), `01${'00'.repeat(55)}`, ...['fe', 'ff'].map((b) => b + x448Tail)];
    for (const hex of x25519) {
      const octets = fromHex(hex);
      assert.equal(publicPointState('X25519', octets), 'small-order');
      octets[31] = (octets[31] ?? 0) | 0x80;
      assert.equal(publicPointState('X25519', octets), 'small-order');
    }
    for (const hex of x448) assert.equal(publicPointState('X448', fromHex(hex)), 'small-order');
    assert.equal(publicPointState('X448', fromHex('00'.repeat(28) + 'ff'.repeat(28))), 'small-order');
  });

  it('takes a second spelling of an X25519 key for what it is', async () => {
    const octets = octetsOf((await generate('X25519')).x);
    const masked = octets.slice();
    masked[31] = (masked[31] ?? 0) | 0x80;
    assert.equal(publicPointState('X25519', masked), 'not-canonical');
    assert.deepEqual(canonicalPublic('X25519', masked), octets);
    const nine = toLittleEndian((1n << 255n) - 19n + 9n, 32);
    assert.equal(publicPointState('X25519', nine), 'not-canonical');
    assert.equal(fromLittleEndian(canonicalPublic('X25519', nine)), 9n);
  });
});

const x448Tail = `${'ff'.repeat(27)}fe${'ff'.repeat(27)}`;

/** Whether RFC 8032 decodes the octets; noble's strict decoder is the judge. */
function decodes(curve: typeof ed25519, octets: Uint8Array): boolean {
  try {
    curve.Point.fromBytes(octets);
    return true;
  } catch {
    return false;
  }
}

describe('the rules about numbers', () => {
  const small = fc.integer({ min: 0, max: 300 }).map((n) => encodeBase64url(Uint8Array.of(n >> 8, n & 255)));
  const names = ['n', 'e', 'd', 'p', 'q', 'dp', 'dq', 'qi'] as const;

  it('never throw, whatever the numbers, and neither do their fixes', () => {
    const rsa = fc.record(
      {
        ...Object.fromEntries(names.map((name) => [name, small])),
        oth: fc.array(fc.record({ r: small, d: small, t: small }, { requiredKeys: [] }), { maxLength: 2 }),
      },
      { requiredKeys: [] },
    );
    const curve = fc.constantFrom('P-256', 'P-521', 'Ed25519', 'Ed448', 'X25519', 'X448');
    const value = fc.uint8Array({ maxLength: 70 }).map(encodeBase64url);
    const point = fc.record({ crv: curve, x: value, y: value, d: value }, { requiredKeys: ['crv'] });
    const kty = fc.constantFrom('EC', 'OKP');
    const key = fc.oneof(
      rsa.map((members) => ({ kty: 'RSA', ...members })),
      fc.tuple(kty, point).map(([type, members]) => ({ kty: type, ...members })),
      fc.record({ kty: fc.constant('oct'), k: value, alg: fc.constantFrom('HS256', 'A128KW', 'dir') }),
    );
    fc.assert(
      fc.property(fc.array(key, { maxLength: 4 }), (keys) => {
        const findings = lintText(JSON.stringify({ keys }), { path: 'jwks.json' });
        for (const finding of findings) finding.fixes();
      }),
      { numRuns: 300 },
    );
  });

  it('are silent on keys the host has made', async () => {
    const keys = await Promise.all([
      generateReferenceKey({ kty: 'RSA', bits: 2048 }),
      generateReferenceKey({ kty: 'EC', crv: 'P-521' }),
      generateReferenceKey({ kty: 'OKP', crv: 'Ed448' }),
      generateReferenceKey({ kty: 'OKP', crv: 'X25519' }),
    ]);
    const groups = new Set(['rsa', 'ec', 'okp', 'oct', 'akp']);
    const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi'];
    for (const key of keys) {
      const publicKey = Object.fromEntries(Object.entries(key).filter(([name]) => !privateMembers.includes(name)));
      for (const half of [key, publicKey]) {
        const found = lintText(JSON.stringify(half), { path: 'key.json' });
        assert.deepEqual(
          found.filter((f) => groups.has(f.rule.group)).map((f) => f.rule.id),
          [],
        );
      }
    }
  });
});

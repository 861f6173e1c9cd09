/**
 * Wycheproof's JSON Web Keys (test/data/wycheproof): each key that a test is invalid for is found by the rule that is
 * for it (rules.md §7.1), and nothing else is said of any key but what is argued here.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readText } from '../support/files.ts';
import { lintText } from '../support/lint.ts';

interface Vector {
  readonly group: number;
  readonly tcIds: readonly number[];
  readonly comment: string;
  readonly half: 'public' | 'private';
  readonly keys: readonly Readonly<Record<string, unknown>>[];
}

const vectors = JSON.parse(readText('test/data/wycheproof/json_web_key.json')) as Vector[];

/** The rule that finds why the test is invalid. Tests that are left out have keys with nothing wrong. */
const expected: Readonly<Record<number, string>> = {
  1: 'jwks-mixed-symmetric-asymmetric',
  4: 'kid-duplicate',
  6: 'alg-insecure',
  7: 'rsa-modulus-roca',
  8: 'rsa-modulus-too-small',
  9: 'rsa-exponent-invalid',
  10: 'oct-key-too-short',
  11: 'oct-key-too-short',
  12: 'oct-key-too-short',
  16: 'oct-empty',
  17: 'oct-empty',
  18: 'oct-empty',
  19: 'value-alias',
  20: 'alg-unknown',
  21: 'use-mismatch',
  22: 'ec-point-not-on-curve',
  23: 'alg-crv-mismatch',
  24: 'alg-kty-mismatch',
  25: 'use-mismatch',
  26: 'use-mismatch',
};

/** What else is an error or a warning, and right. */
const alongside: Readonly<Record<number, { readonly rules: readonly string[]; readonly half?: 'private' }>> = {
  // The last character of one k has a bit too many, which Wycheproof does not mean to test.
  4: { rules: ['base64url-non-canonical'] },
  // With e = 1 the private exponent is 1 too.
  9: { rules: ['rsa-private-exponent-small'], half: 'private' },
  // "ES521" is ES512's; once that is understood it is the algorithm of another curve.
  19: { rules: ['alg-crv-mismatch'] },
  // Coordinates of P-256 under the name of P-384 are too short, and no point.
  23: { rules: ['ec-point-not-on-curve', 'ec-value-length'] },
  // An EC key under the name of RSA has neither n nor e.
  24: { rules: ['required-member-missing'] },
};

/** The private half of each key is printed in these very vectors: known-example-key says so, and is not the point. */
function rulesOf({ keys }: Vector): string[] {
  const findings = lintText(JSON.stringify({ keys }), { path: 'set.json' });
  const loud = findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  return [...new Set(loud.map(({ rule }) => rule.id))].filter((id) => id !== 'known-example-key').sort();
}

describe('the keys of Wycheproof', () => {
  it('are all there', () => {
    const tests = [...new Set(vectors.flatMap(({ tcIds }) => tcIds))].sort((a, b) => a - b);
    assert.deepEqual(
      tests,
      Array.from({ length: 26 }, (_, i) => i + 1),
    );
  });

  for (const vector of vectors) {
    const [tc = 0] = vector.tcIds;
    const rule = expected[tc];
    it(`tc${vector.tcIds.join(', tc')} (${vector.half} half): ${rule ?? 'nothing'}`, () => {
      const more = alongside[tc];
      const others = more === undefined || (more.half ?? vector.half) !== vector.half ? [] : more.rules;
      assert.deepEqual(rulesOf(vector), [...(rule === undefined ? [] : [rule]), ...others].sort());
    });
  }

  it('are known to have their private halves published, but for the damaged and the empty ones', () => {
    const unknown = vectors.filter(({ keys }) => {
      const findings = lintText(JSON.stringify({ keys }), { path: 'set.json' });
      return !findings.some((f) => f.rule.id === 'known-example-key');
    });
    assert.deepEqual([...new Set(unknown.flatMap(({ tcIds }) => tcIds))], [16, 17, 18, 24]);
  });
});

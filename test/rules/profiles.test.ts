/** The severity of every rule under every profile, as rules.md §1 and its amendments set it; transcribed by hand. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { rules, rulesById } from '../../server/src/core/rules/index.ts';
import { profileNames, type Profile } from '../../server/src/core/rules/profiles.ts';
import type { Level, Rule } from '../../server/src/core/rules/rule.ts';
import { levelOf } from '../../server/src/core/rules/run.ts';

const overlays: readonly Profile[] = [
  'oidc-op',
  'client-reg',
  'fapi2',
  'fapi1',
  'federation',
  'oid4vp',
  'smart-health-cards',
  'smart-backend',
];

/** §4: the default severity of each rule, by group. */
const defaults = `
  A json-syntax E, json-byte-order-mark W, duplicate-member E, member-type E, member-empty E
  B jwks-keys-missing E, jwks-keys-not-array E, jwks-bare-array E, jwks-element-not-object E, jwks-keys-empty I,
    jwks-member-misplaced W, kid-duplicate W, kid-duplicate-different-kty I, key-duplicate I,
    key-reused-for-sig-and-enc W, key-reused-across-algs I, jwks-mixed-symmetric-asymmetric W,
    jwks-mixed-public-private W, use-required-in-mixed-set H, jwks-no-signing-key –
  C kty-missing E, kty-unknown W, required-member-missing E, unregistered-value I, use-with-key-ops I,
    use-key-ops-inconsistent E, use-missing W, use-mismatch E, key-ops-duplicate E, key-ops-unrelated W,
    key-ops-private-on-public W, key-ops-mismatch E, alg-missing –, alg-unknown W, alg-kty-mismatch E,
    alg-crv-mismatch E, alg-deprecated H, alg-insecure W, kid-missing H, kid-whitespace W, kid-thumbprint-mismatch –,
    kid-thumbprint-uri-invalid W, key-expired W, key-not-yet-valid I, key-revoked W, key-lifetime-invalid E,
    x5u-invalid E
  D base64url-padding E, base64url-standard-alphabet E, base64url-whitespace E, base64url-invalid E,
    base64url-non-canonical W, value-placeholder E, value-hex-encoded E
  E rsa-leading-zero-octet E, rsa-modulus-too-small E, rsa-modulus-unusual-size H, rsa-modulus-invalid E,
    rsa-modulus-close-primes E, rsa-modulus-roca E, rsa-modulus-shared-prime E, rsa-exponent-misencoded E,
    rsa-exponent-invalid E, rsa-exponent-unusual W, rsa-private-incomplete E, rsa-crt-missing I, rsa-factor-invalid E,
    rsa-private-exponent-mismatch E, rsa-crt-mismatch E, rsa-oth-invalid E, rsa-private-exponent-small W
  F crv-unknown W, crv-kty-mismatch E, ec-value-length E, ec-point-encoded-in-x E, ec-point-not-on-curve E,
    ec-private-key-out-of-range E, ec-private-key-mismatch E
  G okp-value-length E, okp-private-key-mismatch E, okp-public-key-invalid E
  H oct-empty E, oct-key-too-short E, oct-key-wrong-length E, oct-low-entropy W, oct-contains-encoded-key E
  I akp-value-length E, akp-private-key-mismatch E, akp-legacy-members E
  J x5c-not-base64 E, x5c-not-certificate E, x5c-key-mismatch E, x5c-chain-broken E, x5c-certificate-validity I,
    x5c-weak-signature W, x5c-usage-mismatch E, x5t-length E, x5t-hex-encoded E, x5t-mismatch E
  K member-name-case W, member-name-similar W, value-wrong-case E, value-alias E, foreign-member I
  L private-key-in-public-document E, symmetric-key-in-public-document E, private-key-plaintext H, known-example-key E,
    compromised-key E, kid-derived-from-secret I, x5c-contains-private-key E
  M metadata-jwks-and-jwks-uri E, metadata-jwks-not-object E, jwks-uri-missing E, jwks-uri-invalid E,
    jwks-uri-not-https E, jwks-uri-private-address W, metadata-key-source-missing W, metadata-no-usable-key W
  N profile-alg-not-permitted –, profile-key-constraint –`;

/** §1: a dot where the overlay says nothing. x5c-certificate-validity is amendment 3. */
const table = `
  jwks-keys-empty             | W W . . . . . .
  kid-duplicate               | E E . . E E . E
  kid-duplicate-different-kty | E E W . E E . W
  key-reused-across-algs      | . . W . . . . .
  use-required-in-mixed-set   | E E . . E . . .
  jwks-no-signing-key         | W . . . . . . .
  alg-missing                 | H H W W . E . .
  alg-insecure                | . . E E . . . .
  kid-missing                 | E W . . E E E E
  kid-thumbprint-mismatch     | . . . . H . E .
  profile-alg-not-permitted   | . . E E . . . .
  profile-key-constraint      | . . . . . . E .
  x5c-certificate-validity    | . . . . . . E .`;

const levels: Readonly<Record<string, Level>> = {
  E: 'error',
  W: 'warning',
  I: 'information',
  H: 'hint',
  '–': 'off',
};

const severityById = new Map(
  [...defaults.matchAll(/([a-z][a-z0-9-]+) ([EWIH–])/g)].map(([, id = '', letter = '']) => [id, levels[letter]]),
);

const overlaysById = new Map(
  table
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', letters = ''] = line.split('|').map((part) => part.trim());
      return [id, letters.split(' ')] as const;
    }),
);

function levelUnder(rule: Rule, ...profiles: readonly Profile[]): Level {
  return levelOf(rule, undefined, { ...defaultConfiguration, profiles: new Set(profiles) }, false);
}

/**
 * Ours: for the leak scan (docs/leaks.md), off in documents under every profile, so that the catalogue's hold; and for
 * linked pairs (docs/pairs.md), silent without one.
 */
const beside = new Map<string, Level>([
  ['public-set-drifted', 'warning'],
  ['symmetric-key-plaintext', 'off'],
]);

describe('the severities of rules.md', () => {
  it('are of 121 rules, and there are two rules beside them', () => {
    assert.equal(severityById.size, 121);
    assert.deepEqual(
      rules.map(({ id }) => id).filter((id) => !severityById.has(id)),
      [...beside.keys()],
    );
    assert.deepEqual(
      [...overlaysById.keys()].filter((id) => !rulesById.has(id)),
      [],
    );
  });

  it('name every profile there is', () => {
    assert.deepEqual([...overlays].sort(), [...profileNames].sort());
  });

  for (const rule of rules) {
    it(rule.id, () => {
      const expected = severityById.get(rule.id) ?? beside.get(rule.id);
      assert.equal(rule.severity, expected);
      assert.equal(levelUnder(rule), expected);
      for (const [i, profile] of overlays.entries()) {
        const letter = overlaysById.get(rule.id)?.[i] ?? '.';
        assert.equal(levelUnder(rule, profile), letter === '.' ? expected : levels[letter], profile);
      }
    });
  }
});

describe('several profiles', () => {
  const rule = (id: string): Rule => rulesById.get(id) as Rule;

  it('add up to the most severe of them, whatever their order', () => {
    assert.equal(levelUnder(rule('alg-missing'), 'oidc-op', 'fapi2'), 'warning');
    assert.equal(levelUnder(rule('alg-missing'), 'oid4vp', 'fapi2'), 'error');
    assert.equal(levelUnder(rule('kid-missing'), 'client-reg', 'smart-backend'), 'error');
    assert.equal(levelUnder(rule('kid-thumbprint-mismatch'), 'smart-health-cards', 'federation'), 'error');
  });

  it('never make a sub-case quieter', () => {
    const oidc = { ...defaultConfiguration, profiles: new Set<Profile>(['oidc-op']) };
    assert.equal(levelOf(rule('alg-missing'), 'information', oidc, false), 'information');
    assert.equal(levelOf(rule('kid-duplicate-different-kty'), 'error', oidc, false), 'error');
  });

  it('yield to what a user sets', () => {
    const configuration = {
      ...defaultConfiguration,
      profiles: new Set<Profile>(['oidc-op']),
      rules: { 'kid-duplicate': 'hint' as const, 'alg-missing': 'off' as const },
    };
    assert.equal(levelOf(rule('kid-duplicate'), 'error', configuration, false), 'hint');
    assert.equal(levelOf(rule('alg-missing'), 'information', configuration, false), 'off');
  });
});

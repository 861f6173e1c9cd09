import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { keyOf } from '../../server/src/core/operations/documents.ts';
import { newTallies } from '../../server/src/core/key/tally.ts';
import fc from '../support/fastCheck.ts';

/** Few values, so that they repeat; some keys have none. */
const jwk = fc.record(
  { kty: fc.constantFrom('oct', 'RSA'), kid: fc.constantFrom('', 'a', 'b', 'c'), k: fc.constantFrom('AA', 'AB', 'AQ') },
  { requiredKeys: [] },
);

describe('what keys of a set have in common', () => {
  it('is known after each edit as if it was counted anew', () => {
    const edits = fc.array(fc.tuple(fc.nat(), jwk), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(jwk, { minLength: 1, maxLength: 6 }), edits, (first, changes) => {
        const keys = first.map((one) => keyOf(one));
        const kept = newTallies();
        for (const [at, changed] of [[0, first[0] ?? {}] as const, ...changes]) {
          const index = at % keys.length;
          const [earlier, now] = [keys[index] ?? keyOf({}), keyOf(changed)];
          keys[index] = now;
          for (const name of ['kids', 'materials'] as const) {
            kept[name].replace(earlier, now);
            assert.equal(kept[name].hasRepeats(keys), newTallies()[name].hasRepeats(keys));
          }
        }
      }),
    );
  });

  it('is a value of two keys, not of one, and not the absence of one', () => {
    const kids = (...jwks: object[]): boolean => newTallies().kids.hasRepeats(jwks.map((one) => keyOf(one)));
    assert.equal(kids({ kty: 'oct', kid: 'a' }, { kty: 'oct', kid: 'b' }), false);
    assert.equal(kids({ kty: 'oct', kid: 'a' }, { kty: 'RSA', kid: 'a' }), true);
    assert.equal(kids({ kty: 'oct', kid: 'a' }, { kid: 'a' }, { kty: 'oct' }, { kty: 'oct' }), false);
  });
});

/** What rules find only with time: silent before, exact afterwards, and hiding what it makes meaningless. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDocument } from '../../server/src/core/document/document.ts';
import { encodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { fromInteger } from '../../server/src/core/encoding/octets.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { lint, lintFully, openQuestions } from '../../server/src/core/rules/run.ts';

/** Primes just above those that are tried one by one. */
const [a, b, c] = [65_539n, 65_543n, 65_551n] as const;

const text = (value: bigint): string => encodeBase64url(fromInteger(value));

function key(p: bigint, q: bigint, d: bigint): string {
  const members = { n: p * q, e: 65_537n, d, p, q, dp: 1n, dq: 1n, qi: 1n };
  return JSON.stringify({
    kty: 'RSA',
    ...Object.fromEntries(Object.entries(members).map(([name, value]) => [name, text(value)])),
  });
}

function found(json: string): { before: string[]; after: string[] } {
  const document = readDocument(json, 'private.jwk');
  const show = (run: typeof lint): string[] =>
    run(document, defaultConfiguration, exampleNow)
      .filter((f) => f.rule.id.startsWith('rsa-') && f.rule.id !== 'rsa-modulus-too-small')
      .map((f) => `${f.rule.id}: ${f.message} @${json.slice(f.start, f.end)}`);
  return { before: show(lint), after: show(lintFully) };
}

describe('rules that ask for time', () => {
  it('say that p is not prime, and then nothing of what depends on it', () => {
    const json = key(a * b, c, a * b * c - 2n);
    const { before, after } = found(json);
    assert.ok(before.some((line) => line.startsWith('rsa-private-exponent-mismatch')));
    assert.deepEqual(after, [`rsa-factor-invalid: RSA factors are wrong: p is not prime @"${text(a * b)}"`]);
  });

  it('say it of q where p is prime', () => {
    assert.deepEqual(found(key(c, a * b, a * b * c - 2n)).after, [
      `rsa-factor-invalid: RSA factors are wrong: q is not prime @"${text(a * b)}"`,
    ]);
  });

  it('say of a modulus that it is prime, or has a factor that takes a gcd to find', () => {
    const publicKey = (n: bigint): string => JSON.stringify({ kty: 'RSA', e: 'AQAB', n: text(n) });
    const prime = (1n << 127n) - 1n;
    assert.deepEqual(found(publicKey(prime)), {
      before: [],
      after: [`rsa-modulus-invalid: RSA modulus is not a product of two large primes: it is prime @"${text(prime)}"`],
    });
    const product = 65_521n * prime;
    const reason = 'it has a small factor (65521)';
    assert.deepEqual(found(publicKey(product)), {
      before: [],
      after: [`rsa-modulus-invalid: RSA modulus is not a product of two large primes: ${reason} @"${text(product)}"`],
    });
  });

  it('leave no question open, and ask none twice', () => {
    const document = readDocument(key(a * b, c, a * b * c - 2n), 'private.jwk');
    lintFully(document, defaultConfiguration, exampleNow);
    lint(document, defaultConfiguration, exampleNow);
    assert.deepEqual(openQuestions(document), []);
  });
});

/** Questions that take time: answered rightly with and without the host's help, remembered, and given up when asked to. */
import assert from 'node:assert/strict';
import { generatePrimeSync } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Question } from '../../server/src/core/key/questions.ts';
import { isPrimeSteps } from '../../server/src/core/math/integers.ts';
import { nodeHost } from '../../server/src/node/host.ts';
import { Proofs } from '../../server/src/proofs.ts';

const now = (): number => Date.now() / 1000;
const noPause = (): Promise<void> => Promise.resolve();

function primality(n: bigint, asked: { times: number } = { times: 0 }): Question<boolean> {
  return {
    kind: 'prime',
    inputs: [n],
    prime: n,
    answer: () => {
      asked.times++;
      return isPrimeSteps(n);
    },
  };
}

describe('proofs', () => {
  it('are the same from the host and from our own arithmetic', async () => {
    const p = generatePrimeSync(512, { bigint: true });
    const numbers: readonly (readonly [bigint, boolean])[] = [
      [p, true],
      [p * p, false],
      [p * (p + 2n), false],
      [(1n << 521n) - 1n, true],
      [(1n << 523n) - 1n, false],
      // Strong pseudoprimes: to base 2, and to the first twelve primes.
      [2047n, false],
      [318665857834031151167461n, false],
      [1n, false],
      [2n, true],
    ];
    for (const [n, prime] of numbers) {
      assert.equal(await new Proofs({ now }).find(primality(n), noPause), prime);
      assert.equal(await new Proofs(nodeHost()).find(primality(n), noPause), prime);
    }
  });

  it('are found once for each number', async () => {
    const proofs = new Proofs({ now });
    const asked = { times: 0 };
    for (let i = 0; i < 3; i++) assert.equal(await proofs.find(primality(1_000_003n, asked), noPause), true);
    assert.equal(asked.times, 1);
    assert.equal(await proofs.find(primality(1_000_001n, asked), noPause), false);
    assert.equal(asked.times, 2);
  });

  it('fall back on our own where the host fails', async () => {
    const failing = { now, isPrime: () => Promise.reject(new Error('no such function')) };
    assert.equal(await new Proofs(failing).find(primality(1_000_003n), noPause), true);
  });

  it('end at the next step when nobody waits any more', async () => {
    let clock = 0;
    const proofs = new Proofs({ now: () => (clock += 1) });
    let pauses = 0;
    const question: Question<number> = {
      kind: 'endless',
      inputs: [],
      *answer() {
        for (;;) yield;
      },
    };
    const stop = (): Promise<void> => (++pauses < 5 ? Promise.resolve() : Promise.reject(new Error('stop')));
    await assert.rejects(proofs.find(question, stop), /stop/);
    assert.equal(pauses, 5);
  });
});

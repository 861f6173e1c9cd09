/** Times of things that are run in turn, so that what else the machine does falls on all of them alike. */
import { performance } from 'node:perf_hooks';

/** A contestant: runs once and says how many milliseconds counted. */
export type Sample = (round: number) => number | Promise<number>;

/**
 * Runs the contestants in turn.
 * @param warmUp rounds before those that count
 * @returns the median of each, in milliseconds
 */
export async function inTurn<K extends string>(
  contestants: Readonly<Record<K, Sample>>,
  rounds: number,
  warmUp = 1,
): Promise<Record<K, number>> {
  const names = Object.keys(contestants) as K[];
  const samples = new Map(names.map((name) => [name, [] as number[]]));
  for (let round = -warmUp; round < rounds; round++) {
    for (const name of names) {
      const ms = await contestants[name](round + warmUp);
      if (round >= 0) samples.get(name)?.push(ms);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(samples.get(name) ?? [])])) as Record<K, number>;
}

/** Times a function; a short one many times over, for the clock and the compiler to be out of the picture. */
export function repeated(work: () => unknown): Sample {
  let times: number | undefined;
  return async () => {
    times ??= await calibrate(work);
    const start = performance.now();
    for (let i = 0; i < times; i++) await work();
    return (performance.now() - start) / times;
  };
}

/** How often the function fits in 20 ms once it has run for 200 ms. */
async function calibrate(work: () => unknown): Promise<number> {
  let last = 0;
  for (const start = performance.now(); performance.now() - start < 200;) {
    const one = performance.now();
    await work();
    last = performance.now() - one;
  }
  return Math.max(1, Math.min(500, Math.round(20 / last)));
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] as number)
    : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2;
}

/**
 * fast-check with a seed: what passed once passes again, and a failure can be repeated. `FC_SEED=random` lets it look
 * elsewhere, a number where that says; `FC_RUNS=20` lets it look at twenty times as much (CONTRIBUTING.md).
 */
import fastCheck from 'fast-check';

// The core's tests run in browsers too, where there is no process.
const { env } = (globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } }).process ?? {};

const { FC_SEED = '20261121', FC_RUNS = '1' } = env ?? {};
const seed = FC_SEED === 'random' ? {} : { seed: Number(FC_SEED) };

const fc: typeof fastCheck = {
  ...fastCheck,
  assert: ((property: never, parameters: { readonly numRuns?: number } = {}) =>
    fastCheck.assert(property, {
      ...seed,
      ...parameters,
      numRuns: (parameters.numRuns ?? 100) * Number(FC_RUNS),
    })) as typeof fastCheck.assert,
};

export default fc;

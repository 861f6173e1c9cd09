/**
 * fast-check with a seed: what passed once passes again, and a failure can be repeated. `FC_SEED=random` lets it look
 * elsewhere, a number where that says (CONTRIBUTING.md).
 */
import fc from 'fast-check';

// The core's tests run in browsers too, where there is no process.
const { env } = (globalThis as { process?: { env?: Readonly<Record<string, string | undefined>> } }).process ?? {};
const seed = env?.FC_SEED ?? '20261121';
if (seed !== 'random') fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(seed) });

export { default } from 'fast-check';

/** P7: `jwk lint` as a process, with all it takes to start. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import type { Bundles } from './bundle.ts';
import { keySet } from './inputs.ts';
import { inTurn, type Sample } from './measure.ts';
import { ajvArguments } from './peers.ts';
import type { Plan } from './plan.ts';
import { nodeProcess } from './processes.ts';
import { count, type Row } from './table.ts';

/** Bar and aim as multiples of ajv-cli, and what ajv-cli took of `node JSON.parse` when they were set (2026-11-20). */
const bars: Readonly<Record<number, { bar: number; aim: number; ajv: number }>> = {
  1_000: { bar: 0.5, aim: 0.35, ajv: 4.7 },
  10_000: { bar: 1.2, aim: 0.75, ajv: 3.2 },
};

export async function commandLineRows({ folder }: Bundles, { quick, sizes, rounds }: Plan): Promise<Row[]> {
  const jwk = join(repoRoot(), 'server/bin/jwk.cjs');
  const kept = mkdtempSync(join(folder, 'kept-'));
  const rows: Row[] = [];
  for (const size of [1, ...sizes.filter((s) => s in bars)]) {
    const file = join(folder, `${size}.jwks.json`);
    writeFileSync(file, keySet(size));
    const contestants: Record<string, Sample> = {
      parse: () => nodeProcess(['-e', 'JSON.parse(require("fs").readFileSync(process.argv[1],"utf8"))', file]),
      // What takes long is measured apart (performance.md): here with --quick.
      ours: () => nodeProcess([jwk, 'lint', '--quick', file], { NODE_COMPILE_CACHE: kept }),
      first: () => {
        const empty = mkdtempSync(join(folder, 'first-'));
        return nodeProcess([jwk, 'lint', '--quick', file], { NODE_COMPILE_CACHE: empty });
      },
    };
    const peer = ajvArguments(file);
    if (peer !== undefined) contestants.ajv = () => nodeProcess(peer);
    const { parse = NaN, ours = NaN, first = NaN, ajv } = await inTurn(contestants, quick ? rounds : rounds * 2);
    rows.push(...rowsOf(size, { parse, ours, first, ajv }));
  }
  return rows;
}

function rowsOf(size: number, ms: { parse: number; ours: number; first: number; ajv: number | undefined }): Row[] {
  const of = `jwk lint --quick of ${count(size)}, process`;
  const toParse: Row = { id: 'P7', measure: `${of} / node JSON.parse`, value: ms.ours / ms.parse };
  // A run that has no compiled code to begin with, and keeps it.
  const toItself: Row = { id: 'P7', measure: `${of}, first / later`, value: ms.first / ms.ours };
  const { bar, aim, ajv } = bars[size] ?? {};
  if (ms.ajv !== undefined) {
    const limits = bar === undefined || aim === undefined ? {} : { bar, aim };
    return [{ id: 'P7', measure: `${of} / ajv-cli`, value: ms.ours / ms.ajv, ...limits }, toParse, toItself];
  }
  if (bar === undefined || aim === undefined || ajv === undefined) return [toParse, toItself];
  const note = `ajv-cli is not installed; bar converted: it took ${ajv} of these`;
  return [{ ...toParse, bar: bar * ajv, aim: aim * ajv, note }, toItself];
}

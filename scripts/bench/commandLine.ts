/** P7: `jwk lint` as a process, with all it takes to start. */
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import type { Bundles } from './bundle.ts';
import { keySet } from './inputs.ts';
import { inTurn, type Sample } from './measure.ts';
import type { Plan } from './plan.ts';
import { nodeProcess } from './processes.ts';
import type { Row } from './table.ts';

/** Bar and aim as multiples of ajv-cli, and what ajv-cli took of `node JSON.parse` when they were set (2026-11-20). */
const bars: Readonly<Record<number, { bar: number; aim: number; ajv: number }>> = {
  1_000: { bar: 0.5, aim: 0.35, ajv: 4.7 },
  10_000: { bar: 1.2, aim: 0.75, ajv: 3.2 },
};

export async function commandLineRows({ folder }: Bundles, { sizes, rounds }: Plan): Promise<Row[]> {
  const root = repoRoot();
  const ajv = join(root, 'node_modules/ajv-cli/dist/index.js');
  const schema = join(folder, 'schema.json');
  writeFileSync(schema, '{"type":"object","required":["keys"]}');
  const rows: Row[] = [];
  for (const size of sizes.filter((s) => s in bars)) {
    const { bar, aim, ajv: baseline } = bars[size] as (typeof bars)[number];
    const file = join(folder, `${size}.jwks.json`);
    writeFileSync(file, keySet(size));
    const contestants: Record<string, Sample> = {
      empty: () => nodeProcess(['-e', '0']),
      parse: () => nodeProcess(['-e', 'JSON.parse(require("fs").readFileSync(process.argv[1],"utf8"))', file]),
      ours: () => nodeProcess([join(root, 'server/bin/jwk.js'), 'lint', file]),
    };
    if (existsSync(ajv)) contestants.ajv = () => nodeProcess([ajv, 'validate', '-s', schema, '-d', file]);
    const { empty = NaN, parse = NaN, ours = NaN, ajv: peer } = await inTurn(contestants, rounds * 2);
    rows.push(
      { id: 'P7', measure: `jwk lint of ${size} keys, process / node -e 0`, value: ours / empty },
      {
        id: 'P7',
        measure: `jwk lint of ${size} keys, process / node JSON.parse`,
        value: ours / parse,
        bar: bar * baseline,
        aim: aim * baseline,
        note: `bar converted: ajv-cli = ${baseline} of these`,
      },
      {
        id: 'P7',
        measure: `jwk lint of ${size} keys / ajv-cli`,
        bar,
        aim,
        ...(peer === undefined ? { note: 'ajv-cli is not installed' } : { value: ours / peer }),
      },
    );
  }
  return rows;
}

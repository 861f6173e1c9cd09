/**
 * P4: the most memory it takes to read and judge a very large set. In process, each in one of its own: our server says
 * of what is longer than 4 MiB that it is not examined, which would be no feat. Here that limit is raised.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundles } from './bundle.ts';
import { keySet } from './inputs.ts';
import { median } from './measure.ts';
import { jsonService } from './peers.ts';
import type { Plan } from './plan.ts';
import type { Row } from './table.ts';

export function memoryRows({ folder }: Bundles, { quick, rounds }: Plan): Row[] {
  if (quick) return [];
  const size = 100_000;
  const file = join(folder, 'large.jwks.json');
  writeFileSync(file, keySet(size));
  const measure = `peak memory, ${size} keys, in process / JSON service`;
  const row = { id: 'P4', measure, bar: 0.6, aim: 0.3 };
  if (jsonService === undefined) return [{ ...row, note: 'the JSON service is not installed' }];
  const samples = { ours: [] as number[], json: [] as number[] };
  // Far less noisy than times, and each takes seconds.
  for (let round = 0; round < Math.ceil(rounds / 2); round++) {
    for (const name of ['ours', 'json'] as const) samples[name].push(peak(join(folder, 'judge.cjs'), name, file));
  }
  const [ours, json] = [median(samples.ours), median(samples.json)];
  const note = `${ours.toFixed(0)} and ${json.toFixed(0)} MiB; limit of 4 MiB raised, the server does not examine it`;
  return [{ ...row, value: ours / json, note }];
}

/** Of a process that judges the file once, in MiB. */
function peak(script: string, who: string, file: string): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, who, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${who} failed: ${stderr.slice(-300)}`);
  return Number(stdout) / 1024;
}

/**
 * P4: the most memory a server has taken once it has answered for a large set. Of what is longer than 4 MiB our server
 * says that it is not examined, as of any such document; what examining all of it would take is measured in a process
 * of its own, in which that limit is raised.
 */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import type { Bundles } from './bundle.ts';
import { Client } from './client.ts';
import { keySet } from './inputs.ts';
import { median } from './measure.ts';
import { jsonService, startJsonServer } from './peers.ts';
import type { Plan } from './plan.ts';
import { count, type Row } from './table.ts';

const huge = 100_000;

export async function memoryRows({ folder }: Bundles, { quick, rounds }: Plan): Promise<Row[]> {
  if (quick) return [];
  // Far less noisy than times, and each takes seconds.
  const times = Math.ceil(rounds / 2);
  return [
    await serverRow(10_000, times, {}),
    await serverRow(huge, times, { bar: 0.6, aim: 0.3, note: 'longer than 4 MiB: ours says that it is not examined' }),
    inProcessRow(folder, times),
  ];
}

async function serverRow(size: number, times: number, limits: Partial<Row>): Promise<Row> {
  const row = { id: 'P4', measure: `peak memory, ${count(size)}, server / JSON server`, ...limits };
  const text = keySet(size);
  const start = async (): Promise<Client> =>
    (await Client.start(join(repoRoot(), 'server/dist/server.cjs'))).initialized();
  const samples = { ours: [] as number[], json: [] as number[] };
  for (let round = 0; round < times; round++) {
    for (const name of ['ours', 'json'] as const) {
      const client = await (name === 'ours' ? start() : startJsonServer());
      if (client === undefined) return { ...row, note: 'the JSON server is not installed' };
      const uri = 'file:///bench/jwks.json';
      await client.open(uri, text);
      await client.diagnostics(uri);
      const peak = client.peakMemory();
      await client.stop();
      if (peak === undefined) return { ...row, note: 'this system does not tell' };
      samples[name].push(peak);
    }
  }
  return compared(row, samples);
}

function inProcessRow(folder: string, times: number): Row {
  const row = { id: 'P4', measure: `peak memory, ${count(huge)} examined, in process / JSON service` };
  if (jsonService === undefined) return { ...row, note: 'the JSON service is not installed' };
  const file = join(folder, 'large.jwks.json');
  writeFileSync(file, keySet(huge));
  const samples = { ours: [] as number[], json: [] as number[] };
  for (let round = 0; round < times; round++) {
    for (const name of ['ours', 'json'] as const) samples[name].push(peak(join(folder, 'judge.cjs'), name, file));
  }
  return compared({ ...row, note: 'limit of 4 MiB raised' }, samples);
}

function compared(row: Row, samples: Readonly<Record<'ours' | 'json', readonly number[]>>): Row {
  const [ours, json] = [median(samples.ours), median(samples.json)];
  const amounts = `${ours.toFixed(0)} and ${json.toFixed(0)} MiB`;
  return { ...row, value: ours / json, note: row.note === undefined ? amounts : `${amounts}; ${row.note}` };
}

/** Of a process that judges the file once, in MiB. */
function peak(script: string, who: string, file: string): number {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, who, file], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${who} failed: ${stderr.slice(-300)}`);
  return Number(stdout) / 1024;
}

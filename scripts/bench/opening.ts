/** P1 and P3: from opening a document to its findings. */
import type { Bundles } from './bundle.ts';
import type { Client } from './client.ts';
import { keySet } from './inputs.ts';
import { median, timed } from './measure.ts';
import { bothInTurn, startPair, stopPair, type Pair } from './pair.ts';
import type { Plan } from './plan.ts';
import type { Row } from './table.ts';

/**
 * The bars are against the JSON language server (schema only, pull), which is no dependency of ours. It took so many
 * times the floor's time when the bars were set (2026-11-20), by number of keys.
 */
const jsonServer: Readonly<Record<number, number>> = { 1_000: 25 / 1.9, 10_000: 247 / 13 };
const jsonServerCold = 92 / 7;
const note = 'bar converted: JSON server = ';

export async function openingRows(bundles: Bundles, { sizes, rounds }: Plan): Promise<Row[]> {
  const rows: Row[] = [await coldRow(bundles, rounds)];
  const pair = await startPair(bundles);
  for (const size of [1, ...sizes.filter((s) => s in jsonServer)]) {
    const many = size === 1;
    const ms = await bothInTurn(pair, opened(size), many ? rounds * 5 : rounds, many ? 20 : 3);
    rows.push(openRow(size, ms));
  }
  await stopPair(pair);
  return rows;
}

function openRow(size: number, ms: Pair<number>): Row {
  const peer = jsonServer[size];
  const row = { measure: `didOpen to findings, ${size} keys, warm / floor`, value: ms.ours / ms.floor };
  if (size === 1) return { id: 'P3', ...row, note: `${ms.ours.toFixed(2)} ms; bar is against the JSON server` };
  return peer === undefined
    ? { id: 'P1', ...row }
    : { id: 'P1', ...row, bar: peer, aim: 0.6 * peer, note: `${note}${peer.toFixed(1)} floors` };
}

/** Opens another text at each round, so that what is remembered of keys does not count. */
function opened(size: number): (client: Client, round: number) => Promise<number> {
  return async (client, round) => {
    const uri = `file:///bench/${size}-${round}/jwks.json`;
    const text = keySet(size, round);
    const ms = await timed(async () => {
      await client.open(uri, text);
      await client.diagnostics(uri);
    });
    await client.close(uri);
    return ms;
  };
}

async function coldRow(bundles: Bundles, rounds: number): Promise<Row> {
  const samples = { floor: [] as number[], ours: [] as number[] };
  const open = opened(1_000);
  for (let round = 0; round < rounds; round++) {
    const pair = await startPair(bundles);
    samples.floor.push(await open(pair.floor, 0));
    samples.ours.push(await open(pair.ours, 0));
    await stopPair(pair);
  }
  return {
    id: 'P1',
    measure: 'didOpen to findings, 1000 keys, cold / floor',
    value: median(samples.ours) / median(samples.floor),
    bar: 0.8 * jsonServerCold,
    aim: 0.45 * jsonServerCold,
    note: `${note}${jsonServerCold.toFixed(1)} floors`,
  };
}

/** P1 and P3: from opening a document to its findings. */
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import type { Bundles } from './bundle.ts';
import { Client } from './client.ts';
import { keySet } from './inputs.ts';
import { inTurn, median, timed, type Sample } from './measure.ts';
import { hasJsonServer, startJsonServer } from './peers.ts';
import type { Plan } from './plan.ts';
import { count, type Row } from './table.ts';

/** Our server, and whom it is compared with: the JSON language server, or the floor where that is not installed. */
interface Contestants<T> {
  readonly ours: T;
  readonly peer: T;
}

type Start = () => Promise<Client>;

/** What the JSON language server took of the floor's time when the bars were set (2026-11-20), by number of keys. */
const warmFloors: Readonly<Record<number, number>> = { 1_000: 25 / 1.9, 10_000: 247 / 13 };
const coldFloors: Readonly<Record<number, number>> = { 1_000: 92 / 7 };

export async function openingRows(bundles: Bundles, { sizes, rounds }: Plan): Promise<Row[]> {
  const isPeer = await hasJsonServer();
  const start: Contestants<Start> = {
    ours: started(join(repoRoot(), 'server/dist/server.cjs')),
    peer: isPeer ? async () => (await startJsonServer()) as Client : started(bundles.floor),
  };
  const large = sizes.filter((size) => size in warmFloors);
  const rows: Row[] = [];
  for (const size of large) rows.push(...(await coldRows(start, size, rounds, isPeer)));
  const clients = { ours: await start.ours(), peer: await start.peer() };
  for (const size of [1, ...large]) {
    const isOne = size === 1;
    const open = opened(size);
    const ms = await inTurn<'ours' | 'peer'>(
      { ours: (round) => open(clients.ours, round), peer: (round) => open(clients.peer, round) },
      isOne ? rounds * 5 : rounds,
      isOne ? 20 : 3,
    );
    const measure = `didOpen to findings, ${count(size)}, warm`;
    const limits = isOne ? { bar: 1, aim: 0.8 } : { bar: 1, aim: 0.6 };
    rows.push(row(isOne ? 'P3' : 'P1', measure, ms, limits, isPeer, warmFloors[size]));
  }
  await clients.ours.stop();
  await clients.peer.stop();
  return rows;
}

function started(bundle: string): Start {
  return async () => (await Client.start(bundle)).initialized();
}

function row(
  id: string,
  measure: string,
  ms: Contestants<number>,
  { bar, aim }: { readonly bar: number; readonly aim: number },
  isPeer: boolean,
  floors: number | undefined,
): Row {
  const value = ms.ours / ms.peer;
  if (isPeer) return { id, measure: `${measure} / JSON server`, value, bar, aim, note: times(ms) };
  const plain = { id, measure: `${measure} / floor`, value };
  if (floors === undefined) return { ...plain, note: 'the JSON server is not installed, and no bar known without it' };
  const note = `the JSON server is not installed; bar converted: it took ${floors.toFixed(1)} floors`;
  return { ...plain, bar: bar * floors, aim: aim * floors, note };
}

const times = ({ ours, peer }: Contestants<number>): string => `${ours.toFixed(1)} and ${peer.toFixed(1)} ms`;

/** Opens another text at each round, so that what is remembered of keys does not count. */
function opened(size: number): (client: Client, round: number) => Promise<number> {
  return async (client, round) => {
    const uri = `file:///bench/${size}-${round}/jwks.json`;
    const ms = await toFindings(client, uri, keySet(size, round));
    await client.close(uri);
    return ms;
  };
}

function toFindings(client: Client, uri: string, text: string): Promise<number> {
  return timed(async () => {
    await client.open(uri, text);
    await client.diagnostics(uri);
  });
}

/** The first document of a new process. What is loaded late counts: the second row has the start in it too. */
async function coldRows(
  start: Contestants<Start>,
  size: number,
  rounds: number,
  isPeer: boolean,
): Promise<readonly Row[]> {
  const text = keySet(size);
  const whole: Record<keyof Contestants<unknown>, number[]> = { ours: [], peer: [] };
  const first =
    (name: keyof Contestants<unknown>): Sample =>
    async (round) => {
      let client: Client | undefined;
      let ms = 0;
      const all = await timed(async () => {
        client = await start[name]();
        ms = await toFindings(client, 'file:///bench/jwks.json', text);
      });
      if (round > 0) whole[name].push(all);
      await client?.stop();
      return ms;
    };
  const ms = await inTurn<'ours' | 'peer'>({ ours: first('ours'), peer: first('peer') }, rounds);
  const limits = { bar: 0.8, aim: 0.45 };
  return [
    row('P1', `didOpen to findings, ${count(size)}, cold`, ms, limits, isPeer, coldFloors[size]),
    {
      id: 'P1',
      measure: `spawn to findings, ${count(size)} / ${isPeer ? 'JSON server' : 'floor'}`,
      value: median(whole.ours) / median(whole.peer),
    },
  ];
}

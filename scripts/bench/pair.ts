/** Our server and the floor, side by side. */
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import type { Bundles } from './bundle.ts';
import { Client } from './client.ts';
import { inTurn } from './measure.ts';

export interface Pair<T> {
  readonly floor: T;
  readonly ours: T;
}

export async function startPair({ floor }: Bundles): Promise<Pair<Client>> {
  const start = async (bundle: string): Promise<Client> => (await Client.start(bundle)).initialized();
  return { floor: await start(floor), ours: await start(join(repoRoot(), 'server/dist/server.cjs')) };
}

export async function stopPair({ floor, ours }: Pair<Client>): Promise<void> {
  await floor.stop();
  await ours.stop();
}

/** Has both do the same in turn; gives their medians in milliseconds. */
export function bothInTurn(
  pair: Pair<Client>,
  sample: (client: Client, round: number) => Promise<number>,
  rounds: number,
  warmUp: number,
): Promise<Pair<number>> {
  const { floor, ours } = pair;
  return inTurn({ floor: (round) => sample(floor, round), ours: (round) => sample(ours, round) }, rounds, warmUp);
}

/** P5: how long an editor waits for the server to be there. */
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import type { Bundles } from './bundle.ts';
import { Client } from './client.ts';
import { inTurn, timed, type Sample } from './measure.ts';
import { jsonServer } from './peers.ts';
import type { Plan } from './plan.ts';
import { nodeProcess } from './processes.ts';
import type { Row } from './table.ts';

export async function startUpRows({ floor }: Bundles, { rounds }: Plan): Promise<Row[]> {
  const contestants: Record<string, Sample> = {
    empty: () => nodeProcess(['-e', '0']),
    floor: toInitialize(floor),
    ours: toInitialize(join(repoRoot(), 'server/dist/server.cjs')),
  };
  if (jsonServer !== undefined) contestants.json = toInitialize(jsonServer);
  // Processes are short and noisy: more of them cost little.
  const { empty = NaN, floor: bare = NaN, ours = NaN, json } = await inTurn(contestants, rounds * 3);
  const row = (server: string, ms: number): Row => ({
    id: 'P5',
    measure: `spawn to initialize answer, ${server} / node -e 0`,
    value: ms / empty,
  });
  return [
    { ...row('our server', ours), bar: 1.5, aim: 1.25 },
    row('the floor', bare),
    ...(json === undefined ? [] : [row('the JSON server', json)]),
  ];
}

function toInitialize(bundle: string): Sample {
  return async () => {
    let client: Client | undefined;
    const ms = await timed(async () => {
      client = await Client.start(bundle);
    });
    await client?.stop();
    return ms;
  };
}

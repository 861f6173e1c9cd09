/** P5: how long an editor waits for the server to be there. */
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import type { Bundles } from './bundle.ts';
import { Client } from './client.ts';
import { inTurn, timed, type Sample } from './measure.ts';
import type { Plan } from './plan.ts';
import { nodeProcess } from './processes.ts';
import type { Row } from './table.ts';

export async function startUpRows({ floor }: Bundles, { rounds }: Plan): Promise<Row[]> {
  const ms = await inTurn(
    {
      empty: () => nodeProcess(['-e', '0']),
      floor: toInitialize(floor),
      ours: toInitialize(join(repoRoot(), 'server/dist/server.cjs')),
    },
    // Processes are short and noisy: more of them cost little.
    rounds * 3,
  );
  const measure = (server: string): string => `spawn to initialize answer, ${server} / node -e 0`;
  return [
    { id: 'P5', measure: measure('our server'), value: ms.ours / ms.empty, bar: 1.5, aim: 1.25 },
    { id: 'P5', measure: measure('the floor'), value: ms.floor / ms.empty },
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

/** P6: what other people's JSON pays for our being there. */
import type { Bundles } from './bundle.ts';
import type { Client } from './client.ts';
import { otherJson } from './inputs.ts';
import { timed } from './measure.ts';
import { bothInTurn, startPair, stopPair } from './pair.ts';
import type { Plan } from './plan.ts';
import type { Row } from './table.ts';

export async function unrelatedRows(bundles: Bundles, { rounds }: Plan): Promise<Row[]> {
  const pair = await startPair(bundles);
  const text = otherJson(5_000_000);
  const pull = async (client: Client, uri: string, send: () => Promise<void>): Promise<number> =>
    timed(async () => {
      await send();
      await client.diagnostics(uri);
    });
  const uriOf = (round: number): string => `file:///bench/${round}/data.json`;
  const open = await bothInTurn(
    pair,
    async (client, round) => {
      const ms = await pull(client, uriOf(round), () => client.open(uriOf(round), text));
      await client.close(uriOf(round));
      return ms;
    },
    rounds * 8,
    3,
  );
  const uri = uriOf(1_000);
  for (const client of [pair.floor, pair.ours]) await client.open(uri, text);
  // Inside the name of the document: still JSON, still without keys.
  const at = { line: 1, character: '  "name": "'.length };
  const change = await bothInTurn(
    pair,
    (client, round) => pull(client, uri, () => client.change(uri, at, 'abc'.charAt(round % 3))),
    rounds * 8,
    3,
  );
  await stopPair(pair);
  return [
    { id: 'P6', measure: '5 MB of other JSON, open / floor', value: open.ours / open.floor, bar: 1.2, aim: 1.05 },
    { id: 'P6', measure: '5 MB of other JSON, change / floor', value: change.ours / change.floor, bar: 1.2, aim: 1.05 },
  ];
}

/** P6: what other people's JSON pays for our being there. */
import type { Bundles } from './bundle.ts';
import type { Client } from './client.ts';
import { otherJson } from './inputs.ts';
import { timed } from './measure.ts';
import { bothInTurn, startPair, stopPair, type Pair } from './pair.ts';
import type { Plan } from './plan.ts';
import type { Row } from './table.ts';

export async function unrelatedRows(bundles: Bundles, { rounds }: Plan): Promise<Row[]> {
  const pair = await startPair(bundles);
  const pull = async (client: Client, uri: string, send: () => Promise<void>): Promise<number> =>
    timed(async () => {
      await send();
      await client.diagnostics(uri);
    });
  const uriOf = (round: number): string => `file:///bench/${round}/data.json`;
  const opening = async (text: string): Promise<Pair<number>> =>
    bothInTurn(
      pair,
      async (client, round) => {
        const ms = await pull(client, uriOf(round), () => client.open(uriOf(round), text));
        await client.close(uriOf(round));
        return ms;
      },
      rounds * 8,
      3,
    );
  const text = otherJson(5_000_000);
  const open = await opening(text);
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
  const searched = await opening(otherJson(4_000_000));
  await stopPair(pair);
  return [
    { id: 'P6', measure: '5 MB of other JSON, open / floor', value: open.ours / open.floor, bar: 1.2, aim: 1.05 },
    { id: 'P6', measure: '5 MB of other JSON, change / floor', value: change.ours / change.floor, bar: 1.2, aim: 1.05 },
    // Short enough to be examined, it is searched to its end.
    { id: 'P6', measure: '4 MB of other JSON, open / floor', value: searched.ours / searched.floor },
  ];
}

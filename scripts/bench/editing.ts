/** P2 and P11: what a keystroke in a large set costs. */
import type { Bundles } from './bundle.ts';
import type { Client, Position } from './client.ts';
import { keySet } from './inputs.ts';
import { inTurn, timed } from './measure.ts';
import { bothInTurn, startPair, stopPair } from './pair.ts';
import type { Plan } from './plan.ts';
import type { Row } from './table.ts';

const uri = 'file:///bench/edited/jwks.json';

export async function editingRows(bundles: Bundles, { sizes, rounds }: Plan): Promise<Row[]> {
  const size = sizes.at(-1) as number;
  const pair = await startPair(bundles);
  const text = keySet(size);
  const at = middleKid(text);
  for (const client of [pair.floor, pair.ours]) {
    await client.open(uri, text);
    await client.diagnostics(uri);
  }
  const typed = (client: Client, ask: () => Promise<unknown>): Promise<number> =>
    timed(async () => {
      await client.change(uri, at, character());
      await ask();
    });
  const both = (ask: (client: Client) => Promise<unknown>): Promise<{ floor: number; ours: number }> =>
    bothInTurn(pair, (client) => typed(client, () => ask(client)), rounds * 5, 3);

  const edit = await both((client) => client.diagnostics(uri));
  const rows: Row[] = [
    { id: 'P2', measure: `one character in ${size} keys / floor`, value: edit.ours / edit.floor, bar: 3, aim: 1.5 },
    await burstRow(pair.ours, size, at, rounds),
  ];
  for (const [name, method, params] of questions(at)) {
    const ms = await both((client) => client.ask(method, { textDocument: { uri }, ...params }));
    const measure = `${name} after an edit in ${size} keys / floor`;
    rows.push({ id: 'P11', measure, value: ms.ours / ms.floor, bar: 3, aim: 1.5 });
  }
  await stopPair(pair);
  return rows;
}

/** Twenty keystrokes that are all there before the first is answered, against opening the document anew. */
async function burstRow(client: Client, size: number, at: Position, rounds: number): Promise<Row> {
  const ms = await inTurn(
    {
      open: async (round) => {
        const other = `file:///bench/open-${round}/jwks.json`;
        const text = keySet(size, round + 1);
        const open = await timed(async () => {
          await client.open(other, text);
          await client.diagnostics(other);
        });
        await client.close(other);
        return open;
      },
      burst: () => timed(() => burst(client, at)),
    },
    rounds,
  );
  const measure = `20 characters at once in ${size} keys / own open`;
  return { id: 'P2', measure, value: ms.burst / ms.open, bar: 1.5, aim: 0.5 };
}

async function burst(client: Client, at: Position): Promise<void> {
  const answers: Promise<unknown>[] = [];
  for (let i = 0; i < 20; i++) {
    await client.change(uri, at, character());
    answers.push(client.diagnostics(uri));
  }
  const results = await Promise.allSettled(answers);
  // Those that were overtaken may be refused; the last must be answered.
  const last = results.at(-1);
  if (last?.status === 'rejected') throw new Error('the last of the edits was not answered');
}

const questions = (at: Position): readonly (readonly [string, string, object])[] => [
  ['hover', 'textDocument/hover', { position: at }],
  ['completion', 'textDocument/completion', { position: at }],
  ['code actions', 'textDocument/codeAction', { range: { start: at, end: at }, context: { diagnostics: [] } }],
];

let typedSoFar = 0;

/** Another letter at each keystroke: an edit that changes nothing proves nothing. */
function character(): string {
  return String.fromCharCode(97 + (typedSoFar++ % 26));
}

/** The first character of the key ID nearest to the middle of the text. */
function middleKid(text: string): Position {
  const before = text.slice(0, text.indexOf('"kid": "', text.length / 2) + '"kid": "'.length).split('\n');
  return { line: before.length - 1, character: (before.at(-1) as string).length };
}

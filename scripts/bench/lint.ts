/** P12 and P4: reading and linting in process, as a multiple of JSON.parse, and how it grows. */
import type { Bundles } from './bundle.ts';
import { keySet } from './inputs.ts';
import { inTurn, repeated } from './measure.ts';
import type { Plan } from './plan.ts';
import type { Row } from './table.ts';

export async function lintRows({ subject }: Bundles, { sizes, rounds }: Plan): Promise<Row[]> {
  const { readDocument, lint, defaultConfiguration } = subject;
  const now = Date.now() / 1000;
  const times = new Map<number, number>();
  const rows: Row[] = [];
  for (const size of sizes) {
    const texts = Array.from({ length: 3 }, (_, variant) => keySet(size, variant));
    // Another text at each call: nothing may be remembered of the one before.
    const next = cycle(texts);
    const nextParsed = cycle(texts);
    const full = (): number => lint(readDocument(next(), 'jwks.json'), defaultConfiguration, now).length;
    const found = full();
    const ms = await inTurn(
      { parse: repeated(() => JSON.parse(nextParsed()) as unknown), lint: repeated(full) },
      rounds,
    );
    times.set(size, ms.lint);
    rows.push({
      id: 'P12',
      measure: `full lint in process, ${size} keys / JSON.parse`,
      value: ms.lint / ms.parse,
      bar: 45,
      aim: 22,
      // Findings would be measured too: the inputs are meant to have none.
      ...(found === 0 ? {} : { note: `${found} findings` }),
    });
  }
  for (const size of sizes) {
    const [small, large] = [times.get(size), times.get(size * 10)];
    if (small === undefined || large === undefined) continue;
    rows.push({ id: 'P4', measure: `lint, ${size * 10} keys / ${size} keys`, value: large / small, bar: 13, aim: 11 });
  }
  return rows;
}

function cycle(texts: readonly string[]): () => string {
  let i = 0;
  return () => texts[i++ % texts.length] as string;
}

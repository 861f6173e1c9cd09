/** P12 and P4: reading and linting in process, as a multiple of JSON.parse and of a JSON service, and how it grows. */
import { performance } from 'node:perf_hooks';
import type { Bundles } from './bundle.ts';
import { keySet } from './inputs.ts';
import { inTurn, repeated, type Sample } from './measure.ts';
import { jsonValidator } from './peers.ts';
import type { Plan } from './plan.ts';
import type { Row } from './table.ts';

export async function lintRows({ subject }: Bundles, { sizes, rounds }: Plan): Promise<Row[]> {
  const { readDocument, lint, defaultConfiguration } = subject;
  const now = Date.now() / 1000;
  const validate = await jsonValidator();
  const rows: Row[] = [];
  const fullOf = (texts: readonly string[]): (() => number) => {
    // Another text at each call: nothing may be remembered of the one before.
    const next = cycle(texts);
    return () => lint(readDocument(next(), 'jwks.json'), defaultConfiguration, now).length;
  };
  // The compiler takes its time over so many rules; what is measured first would be measured cold.
  const warmUp = fullOf(textsOf(1_000));
  for (const start = performance.now(); performance.now() - start < 2_000;) warmUp();
  for (const size of sizes) {
    const texts = textsOf(size);
    const nextParsed = cycle(texts);
    const full = fullOf(texts);
    const found = full();
    const contestants: Record<string, Sample> = {
      parse: repeated(() => JSON.parse(nextParsed()) as unknown),
      lint: repeated(full),
    };
    if (validate !== undefined) {
      const nextValidated = cycle(texts);
      contestants.peer = repeated(() => validate(nextValidated()));
    }
    const { parse = NaN, lint: ours = NaN, peer } = await inTurn(contestants, rounds);
    const measure = `full lint in process, ${size} keys`;
    // Findings would be measured too: the inputs are meant to have none.
    const note = found === 0 ? {} : { note: `${found} findings` };
    rows.push({ id: 'P12', measure: `${measure} / JSON.parse`, value: ours / parse, bar: 45, aim: 22, ...note });
    rows.push({
      id: 'P12',
      measure: `${measure} / JSON service, parse + schema`,
      bar: 0.75,
      aim: 0.4,
      ...(peer === undefined ? { note: 'the JSON service is not installed' } : { value: ours / peer }),
    });
  }
  // The two sizes in turn, and nobody else: what others leave behind would be cleared away in the time of the longer.
  for (const size of sizes.filter((s) => sizes.includes(s * 10))) {
    const small = repeated(fullOf(textsOf(size)));
    const large = repeated(fullOf(textsOf(size * 10)));
    const ms = await inTurn({ small, large }, rounds);
    const measure = `lint, ${size * 10} keys / ${size} keys`;
    rows.push({ id: 'P4', measure, value: ms.large / ms.small, bar: 13, aim: 11 });
  }
  return rows;
}

function textsOf(size: number): string[] {
  return Array.from({ length: 3 }, (_, variant) => keySet(size, variant));
}

function cycle(texts: readonly string[]): () => string {
  let i = 0;
  return () => texts[i++ % texts.length] as string;
}

/** P9: the worst texts there are, against an ordinary set of the same length. */
import { performance } from 'node:perf_hooks';
import { adversarialTexts } from './adversarial.ts';
import type { Bundles } from './bundle.ts';
import { keySetOfLength } from './inputs.ts';
import { median } from './measure.ts';
import type { Plan } from './plan.ts';
import type { Row } from './table.ts';

export function worstRows({ subject }: Bundles, { rounds, worstLength }: Plan): Row[] {
  const { readDocument, lint, defaultConfiguration } = subject;
  const now = Date.now() / 1000;
  const once = (text: string): number => {
    const start = performance.now();
    const document = readDocument(text, 'bench.jwks.json');
    if (document.tooLong) throw new Error('the text is longer than what is examined');
    lint(document, defaultConfiguration, now);
    return performance.now() - start;
  };
  const ordinary = keySetOfLength(worstLength);
  once(ordinary);
  const texts = Object.entries(adversarialTexts(worstLength));
  return texts.map(([name, make]): Row => {
    const row = { id: 'P9', measure: `${worstLength / 1024} KiB, ${name} / ordinary set`, bar: 3, aim: 1.5 };
    try {
      return { ...row, value: ratio(once, make(), ordinary, rounds) };
    } catch (error) {
      return { ...row, value: Infinity, note: error instanceof Error ? error.message : 'failed' };
    }
  });
}

/** One of each in turn; a text that is hopeless is not given the time to prove it again. */
function ratio(once: (text: string) => number, bad: string, ordinary: string, rounds: number): number {
  const samples = { bad: [] as number[], ordinary: [] as number[] };
  const first = once(bad);
  for (let round = 0; round < rounds; round++) {
    samples.ordinary.push(once(ordinary));
    if (first > 5 * median(samples.ordinary)) return first / median(samples.ordinary);
    samples.bad.push(once(bad));
  }
  return median(samples.bad) / median(samples.ordinary);
}

/** A process that reads and judges one file, and prints the most memory it had, in KiB: `judge.cjs ours|json FILE`. */
import { readFileSync } from 'node:fs';
import { jsonValidator } from './peers.ts';
import { defaultConfiguration, lint, readDocument } from './subject.ts';

const [who, file] = process.argv.slice(2) as [string, string];
const text = readFileSync(file, 'utf8');

async function judge(): Promise<number> {
  if (who === 'json') return (await (await jsonValidator())?.(text)) ?? NaN;
  const document = readDocument(text, 'jwks.json', { maxLength: Infinity });
  return lint(document, defaultConfiguration, Date.now() / 1000).length;
}

void judge().then((findings) => {
  if (Number.isNaN(findings)) throw new Error('there is no JSON service');
  process.stdout.write(String(process.resourceUsage().maxRSS));
});

/**
 * `npm run bench [-- --quick]`: measures ourselves against the bars each row states and prints one table of
 * ratios. Only ratios between things that were run in turn count. A missed bar is printed and is no failure.
 */
import { rmSync } from 'node:fs';
import { buildBundles } from '../host/bundle.ts';
import { makeTempFolder } from '../host/paths.ts';
import { bundles, type Bundles } from './bundle.ts';
import { commandLineRows } from './commandLine.ts';
import { editingRows } from './editing.ts';
import { generationRows } from './generation.ts';
import { lintRows } from './lint.ts';
import { openingRows } from './opening.ts';
import { fullPlan, quickPlan, type Plan } from './plan.ts';
import { sizeRows } from './sizes.ts';
import { startUpRows } from './startUp.ts';
import { formatTable, summary, type Row } from './table.ts';
import { unrelatedRows } from './unrelated.ts';
import { worstRows } from './worst.ts';

type Group = (bundles: Bundles, plan: Plan) => Row[] | Promise<Row[]>;

const groups: Readonly<Record<string, Group>> = {
  lint: lintRows,
  opening: openingRows,
  editing: editingRows,
  start: startUpRows,
  unrelated: unrelatedRows,
  'command line': commandLineRows,
  sizes: sizeRows,
  worst: worstRows,
  generation: generationRows,
};

async function main(): Promise<void> {
  const plan = process.argv.includes('--quick') ? quickPlan : fullPlan;
  const folder = makeTempFolder();
  try {
    await buildBundles();
    const made = await bundles(folder);
    const rows: Row[] = [];
    for (const [name, group] of Object.entries(groups)) {
      const start = Date.now();
      rows.push(...(await measured(name, group, made, plan)));
      process.stderr.write(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
    }
    rows.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
    console.log(`\n${formatTable(rows)}\n\n${summary(rows)}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** One group that fails must not take the others' results with it. */
async function measured(name: string, group: Group, made: Bundles, plan: Plan): Promise<Row[]> {
  try {
    return await group(made, plan);
  } catch (error) {
    return [{ id: 'P0', measure: name, note: `failed: ${error instanceof Error ? error.message : String(error)}` }];
  }
}

main()
  // A group that failed may have left a server running; its pipes must not keep this process.
  .then(() => process.exit(0))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });

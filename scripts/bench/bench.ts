/**
 * `npm run bench [-- --quick] [--only lint,start]`: measures ourselves side by side with what each row names and prints one table of
 * ratios and bars (docs/performance.md). Only ratios between things that were run in turn count. A missed bar is printed and is no failure.
 */
import { rmSync } from 'node:fs';
import { buildBundles } from '../host/bundle.ts';
import { makeTempFolder } from '../host/paths.ts';
import { bundles, type Bundles } from './bundle.ts';
import { commandLineRows } from './commandLine.ts';
import { editingRows } from './editing.ts';
import { generationRows } from './generation.ts';
import { lintRows } from './lint.ts';
import { memoryRows } from './memory.ts';
import { openingRows } from './opening.ts';
import { peerVersions } from './peers.ts';
import { fullPlan, quickPlan, type Plan } from './plan.ts';
import { sizeRows } from './sizes.ts';
import { startUpRows } from './startUp.ts';
import { formatTable, summary, type Row } from './table.ts';
import { unrelatedRows } from './unrelated.ts';
import { worstRows } from './worst.ts';

type Group = (bundles: Bundles, plan: Plan) => Row[] | Promise<Row[]>;

const groups: Readonly<Record<string, Group>> = {
  lint: lintRows,
  memory: memoryRows,
  opening: openingRows,
  editing: editingRows,
  start: startUpRows,
  unrelated: unrelatedRows,
  commandLine: commandLineRows,
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
    for (const [name, group] of chosen()) {
      const start = Date.now();
      rows.push(...(await measured(name, group, made, plan)));
      process.stderr.write(`${name}: ${((Date.now() - start) / 1000).toFixed(1)} s\n`);
    }
    rows.sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
    console.log(
      `\nNode ${process.versions.node}. Peers: ${peerVersions()}.\n\n${formatTable(rows)}\n\n${summary(rows)}`,
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All groups, or those that `--only` names. */
function chosen(): readonly (readonly [string, Group])[] {
  const at = process.argv.indexOf('--only');
  if (at < 0) return Object.entries(groups);
  return (process.argv[at + 1] ?? '').split(',').map((name) => {
    const group = groups[name];
    if (group === undefined) throw new Error(`there is no ${name}; choose of ${Object.keys(groups).join(', ')}`);
    return [name, group];
  });
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

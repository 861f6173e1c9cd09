/**
 * Writes everything that is derived from the registry, rule and operation tables and the manifest (docs/ARCHITECTURE.md,
 * invariant 3): `npm run generate` writes, `npm run generate -- --check` only tells what is out of step.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { commandsPage } from './generate/commands.ts';
import { lintConfigSchema, withRuleSettings } from './generate/settings.ts';
import { ruleIndex, rulePage } from './generate/rulePages.ts';
import { settingsPage } from './generate/settingsPage.ts';
import type { Manifest } from './generate/manifest.ts';
import { jwkSchema, jwkSchemaFile } from './generate/schemas/jwk.ts';
import { jwksSchema, jwksSchemaFile } from './generate/schemas/jwks.ts';
import { presetSchema, presetSchemaFile } from './generate/schemas/preset.ts';
import { rules } from '../server/src/core/rules/index.ts';

const root = join(import.meta.dirname, '..');
const ruleFolder = 'docs/rules';

/** Path from the root to text of every generated file. */
export function generated(): ReadonlyMap<string, string> {
  const manifest = withRuleSettings(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest);
  const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
  return new Map([
    ['package.json', json(manifest)],
    ['schemas/lint-config.schema.json', json(lintConfigSchema())],
    [`schemas/${jwkSchemaFile}`, json(jwkSchema())],
    [`schemas/${jwksSchemaFile}`, json(jwksSchema())],
    [`schemas/${presetSchemaFile}`, json(presetSchema())],
    ['docs/settings.md', settingsPage(manifest, readNls())],
    ['docs/commands.md', commandsPage(manifest, readNls())],
    [`${ruleFolder}/README.md`, ruleIndex(rules)],
    ...rules.map((rule) => [`${ruleFolder}/${rule.id}.md`, rulePage(rule)] as const),
  ]);
}

function readNls(): Readonly<Record<string, string>> {
  return JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
}

/** Rule pages whose rule is gone. */
function orphans(files: ReadonlyMap<string, string>): string[] {
  const folder = join(root, ruleFolder);
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .map((name) => `${ruleFolder}/${name}`)
    .filter((path) => !files.has(path));
}

function current(path: string): string | undefined {
  try {
    return readFileSync(join(root, path), 'utf8');
  } catch {
    return undefined;
  }
}

/** Files that differ from what would be written, and pages that would be removed. */
export function outOfStep(): string[] {
  const files = generated();
  const changed = [...files].filter(([path, text]) => current(path) !== text).map(([path]) => path);
  return [...changed, ...orphans(files)];
}

function write(): string[] {
  const files = generated();
  const changed = outOfStep();
  for (const path of changed) {
    const text = files.get(path);
    const target = join(root, path);
    if (text === undefined) rmSync(target);
    else {
      mkdirSync(dirname(target), { recursive: true });
      writeFileSync(target, text);
    }
  }
  return changed;
}

function main(check: boolean): void {
  const changed = check ? outOfStep() : write();
  for (const path of changed) console.log(`${check ? 'out of step' : 'written'}: ${path}`);
  if (changed.length === 0) console.log('generated files are in step');
  else if (check) {
    console.error('Run `npm run generate` and commit the result.');
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.includes('--check'));

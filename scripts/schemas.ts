/**
 * `npm run schemas`: compiles the JSON Schemas of schemas/ for keys and key sets into one module of plain functions,
 * schemas/dist/validate.cjs. It needs nothing else, ajv neither, and makes no code when it runs. The tests hold the
 * rules against it; nothing that is shipped contains it (docs/ARCHITECTURE.md, "Schemas").
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Ajv } from 'ajv';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { buildSync } from 'esbuild';
import { repoRoot } from './host/paths.ts';

const folder = join(repoRoot(), 'schemas');
const target = join(folder, 'dist/validate.cjs');

interface SchemaFile {
  readonly $id: string;
}

function read(name: string): SchemaFile {
  return JSON.parse(readFileSync(join(folder, `${name}.schema.json`), 'utf8')) as SchemaFile;
}

/** The text of the module, a CommonJS one with the functions `jwk` and `jwks`, compiled from the files as they are. */
export function compileSchemas(): string {
  const [jwk, jwks] = [read('jwk'), read('jwks')];
  const ajv = new Ajv({
    schemas: [jwk, jwks],
    code: { source: true },
    // A pattern says something of strings and nothing of other values: their type is required at one place only.
    strictTypes: false,
    // JSON has no infinite numbers: 1e999 is a number that JavaScript cannot hold.
    strictNumbers: false,
  });
  const code = standaloneCode(ajv, { jwk: jwk.$id, jwks: jwks.$id });
  // Bundled, because the code asks for ajv's helpers.
  const { outputFiles } = buildSync({
    stdin: { contents: code, resolveDir: repoRoot(), sourcefile: 'validate.cjs' },
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'node20',
    logLevel: 'warning',
  });
  return outputFiles[0]?.text ?? '';
}

function main(): void {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, compileSchemas());
  console.log(`written: ${target}`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();

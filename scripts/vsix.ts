/** `npm run vsix`: builds the bundles, packages them as `vscode-jwk-<version>.vsix`, and lists what is inside. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { buildBundles } from './host/bundle.ts';
import { repoRoot } from './host/paths.ts';
import { packageVsix, vsixName } from './host/vsix.ts';
import { readZip } from './host/zip.ts';

async function main(): Promise<void> {
  const root = repoRoot();
  const file = join(root, vsixName(root));
  await buildBundles();
  await packageVsix(root, file);
  const files = readZip(file);
  for (const [name, content] of files) console.log(`${kibibytes(content.length).padStart(10)}  ${name}`);
  console.log(`${vsixName(root)}: ${kibibytes(statSync(file).size)}, ${files.size} files`);
}

function kibibytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KiB`;
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

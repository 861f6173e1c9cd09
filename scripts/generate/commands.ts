/** docs/commands.md: the palette's commands from the manifest, the command line and server commands from the operation table. */
import { operations } from '../../server/src/core/operations/index.ts';
import type { Operation, Parameter } from '../../server/src/core/operations/operation.ts';
import { resolve, type Manifest } from './manifest.ts';

export function commandsPage(manifest: Manifest, nls: Readonly<Record<string, string>>): string {
  const palette = manifest.contributes.commands.map(
    ({ command, title, category }) =>
      `| ${category === undefined ? '' : `${resolve(category, nls)}: `}${resolve(title, nls)} | \`${command}\` |`,
  );
  const sections = [
    '# Commands',
    '<!-- Generated from package.json and the operation table by `npm run generate`; do not edit. -->',
    '## In VS Code',
    'Each takes an argument object for keybindings instead of asking; see the [README](../README.md).',
    `| palette | id |\n|---|---|\n${palette.join('\n')}`,
    '## Operations',
    'The same operations serve the palette, other editors (`workspace/executeCommand`, see [lsp.md](lsp.md)) and the command line (`jwk --help`).',
    ...operations.map(operationSection),
  ];
  return `${sections.join('\n\n')}\n`;
}

function operationSection(operation: Operation): string {
  const rows = operation.parameters.map(
    (p) =>
      `| \`${p.name}\` | ${typeOf(p)} | ${p.description}${p.default === undefined ? '' : ` (default ${String(p.default)})`} |`,
  );
  return `### ${operation.title} (\`${operation.id}\`)\n\n${operation.summary}.\n\n| parameter | | |\n|---|---|---|\n${rows.join('\n')}`;
}

function typeOf({ type, values, required }: Parameter): string {
  const what = values === undefined || values.length > 12 ? type : values.map((v) => `\`${v}\``).join(' ');
  return required === true ? `${what}, required` : what;
}

/** `npm run new-rule <group> <rule-id>`: the file of a new rule, to be filled in, and its line in the group's index. */
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const rulesFolder = join(import.meta.dirname, '../server/src/core/rules');

/** "alg-kty-mismatch" to "algKtyMismatch". */
export function variableName(id: string): string {
  return id.replace(/[-]([a-z0-9])/g, (_, c: string) => c.toUpperCase());
}

function template(id: string, group: string): string {
  return `import { defineRule, rfc } from '../rule.ts';

export const ${variableName(id)} = defineRule({
  id: '${id}',
  group: '${group === 'profile-rules' ? 'profiles' : group}',
  severity: 'warning',
  summary: '',
  message: '',
  why: '',
  whenFine: '',
  specs: [rfc(7517, '4')],
  examples: {
    bad: [],
    good: [],
  },
  key(key, report) {
    const node = key.value('kty');
    if (node !== undefined) report({ at: node });
  },
});
`;
}

/** The index with the rule's import and its place at the end of the list. */
export function withRule(index: string, id: string): string {
  const name = variableName(id);
  const imported = index.replace(/(import type \{ Rule \}[^\n]*\n)/, `$1import { ${name} } from './${id}.ts';\n`);
  return imported.replace(/(readonly Rule\[\] = \[)([\s\S]*?)(,?\s*)\];/, (_, head: string, list: string) =>
    list.trim() === '' ? `${head}${name}];` : `${head}${list.replace(/,\s*$/, '')}, ${name}];`,
  );
}

function main([group, id]: readonly string[]): void {
  const groups = readdirSync(rulesFolder).filter((name) => statSync(join(rulesFolder, name)).isDirectory());
  if (group === undefined || id === undefined || !groups.includes(group) || !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(id)) {
    console.error(`Usage: npm run new-rule <group> <rule-id>\nGroups: ${groups.join(', ')}\nThe id is kebab-case.`);
    process.exitCode = 2;
    return;
  }
  const file = join(rulesFolder, group, `${id}.ts`);
  if (existsSync(file)) {
    console.error(`${file} exists already`);
    process.exitCode = 2;
    return;
  }
  const index = join(rulesFolder, group, 'index.ts');
  writeFileSync(file, template(id, group));
  writeFileSync(index, withRule(readFileSync(index, 'utf8'), id));
  console.log(`Fill in ${file}, then: npm run generate`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main(process.argv.slice(2));

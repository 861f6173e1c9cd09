/** What the documentation says exists does. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { ruleUrl } from '../../server/src/core/rules/links.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { serverCommands } from '../../server/src/protocol.ts';
import { fetchRequest } from '../../server/src/protocol.ts';
import { variableName, withRule } from '../../scripts/new-rule.ts';
import { root } from '../support/lspClient.ts';

const pages = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'server/README.md', 'examples/README.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

describe('documentation', () => {
  it('links to files that are there', () => {
    const broken = pages.flatMap((page) => {
      const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
      return [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)]
        .map(([, target]) => target as string)
        .filter((target) => !existsSync(join(root, dirname(page), target)))
        .map((target) => `${page}: ${target}`);
    });
    assert.deepEqual(broken, []);
  });

  it('names every command and request of the server in docs/lsp.md, and no other', () => {
    const text = readFileSync(join(root, 'docs/lsp.md'), 'utf8');
    const named = new Set([...text.matchAll(/`(jwk\.server\.\w+)`/g)].map(([, name]) => name));
    assert.deepEqual([...named].sort(), [...serverCommands].sort());
    assert.ok(text.includes(`\`${fetchRequest}\``));
  });

  it('has the page that each diagnostic links to', () => {
    for (const rule of rules) {
      const path = new URL(ruleUrl(rule.id)).pathname.replace(/^.*\/blob\/main\//, '');
      assert.ok(existsSync(join(root, path)), path);
    }
  });

  it('names in the README only commands that the manifest has', () => {
    const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      contributes: { commands: { command: string; title: string }[] };
      scripts: Record<string, string>;
    };
    const nls = JSON.parse(readFileSync(join(root, 'package.nls.json'), 'utf8')) as Record<string, string>;
    const titles = manifest.contributes.commands.map((c) => nls[c.title.replaceAll('%', '')] ?? c.title);
    const readme = readFileSync(join(root, 'README.md'), 'utf8');
    const table = /\| command +\|[\s\S]*?\n\n/.exec(readme)?.[0] ?? '';
    const named = [...table.matchAll(/^\| ([A-Z][^|]*?) +\|/gm)].map(([, title]) => title as string);
    assert.ok(named.length > 4);
    assert.deepEqual(
      named.filter((title) => !titles.includes(title)),
      [],
    );
    for (const [, id] of readme.matchAll(/"command": "([^"]+)"/g)) {
      assert.ok(
        manifest.contributes.commands.some((c) => c.command === id),
        id,
      );
    }
    for (const [, script] of readme.matchAll(/npm (?:run )?(start|test|vsix)\b/g)) {
      assert.ok(manifest.scripts[script as string] !== undefined);
    }
  });
});

describe('npm run new-rule', () => {
  it('puts the rule into its group, first or last', () => {
    const empty = "import type { Rule } from '../rule.ts';\n\nexport const ecRules: readonly Rule[] = [];\n";
    const one = withRule(empty, 'ec-a');
    assert.equal(
      one,
      "import type { Rule } from '../rule.ts';\nimport { ecA } from './ec-a.ts';\n\nexport const ecRules: readonly Rule[] = [ecA];\n",
    );
    assert.match(withRule(one, 'ec-b'), /= \[ecA, ecB\];/);
    assert.equal(variableName('alg-kty-mismatch'), 'algKtyMismatch');
  });
});

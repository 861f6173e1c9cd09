/** The documents the project has, for tests that ask something of each. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rules } from '../../server/src/core/rules/index.ts';
import { corpus } from '../corpus/documents.ts';
import { pathOf } from '../support/lint.ts';

const root = join(import.meta.dirname, '../..');

export interface NamedDocument {
  /** Where it is, for messages. */
  readonly name: string;
  /** The name it is taken to have. */
  readonly path: string;
  readonly text: string;
}

function filesIn(folder: string): NamedDocument[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ name: path, path, text: readFileSync(path, 'utf8') }));
}

/** The seeds and the examples users see. */
export const files: readonly NamedDocument[] = [...filesIn('test/data'), ...filesIn('examples')];

/** The documents of every rule's page, bad, good and mended. */
export const ruleExamples: readonly NamedDocument[] = rules.flatMap((rule) =>
  [...rule.examples.bad, ...rule.examples.good].flatMap((example, i) =>
    [example.text.replace(/[⟦⟧]/g, ''), example.fixed].flatMap((text) =>
      text === undefined ? [] : [{ name: `${rule.id} ${i}`, path: pathOf(example), text }],
    ),
  ),
);

/** The shared corpus; empty where it is not present. */
export const shared: readonly NamedDocument[] = corpus.map(({ id, path, text }) => ({ name: id, path, text }));

/** The agreed fixtures, where the folder is present: exact findings of every rule there is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rulesById } from '../../server/src/core/rules/index.ts';
import type { Profile } from '../../server/src/core/rules/profiles.ts';
import { hasFile, readText } from '../support/files.ts';
import { lintText } from '../support/lint.ts';

const folder = '../shared/rule-fixtures';
const present = hasFile(`${folder}/manifest.json`);

interface Expected {
  readonly diagnostics: readonly { id: string; severity: number; start: number; end: number }[];
}
interface Entry {
  readonly rule: string;
  readonly uri: string;
  readonly profiles: readonly Profile[];
  readonly now: number;
  readonly blocklist?: readonly string[];
  readonly fail: Expected;
  readonly ok: Expected;
}

const levels = ['error', 'warning', 'information', 'hint'];

describe('agreed fixtures', { skip: !present && 'the shared folder is not here' }, () => {
  const manifest = present ? (JSON.parse(readText(`${folder}/manifest.json`)) as Entry[]) : [];
  for (const entry of manifest.filter((e) => rulesById.has(e.rule))) {
    for (const kind of ['fail', 'ok'] as const) {
      it(`${entry.rule}.${kind}`, () => {
        const text = readText(`${folder}/${entry.rule}.${kind}.json`);
        const example = {
          path: entry.uri,
          profiles: entry.profiles,
          now: entry.now,
          ...(entry.blocklist === undefined ? {} : { blocklist: entry.blocklist }),
        };
        const show = (id: string, severity: string | undefined, start: number, end: number): string =>
          `${start}-${end} ${String(severity)} ${id}`;
        const found = lintText(text, example).map((f) => show(f.rule.id, f.severity, f.start, f.end));
        const expected = entry[kind].diagnostics
          .filter((d) => rulesById.has(d.id))
          .map((d) => show(d.id, levels[d.severity - 1], d.start, d.end));
        assert.deepEqual(found.sort(), expected.sort());
      });
    }
  }
});

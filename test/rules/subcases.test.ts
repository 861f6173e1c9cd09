/** The sub-cases that the specification names and the rules' own examples leave out (rules.md §3 to §5). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rules, rulesById } from '../../server/src/core/rules/index.ts';
import type { Finding } from '../../server/src/core/rules/run.ts';
import { applyFix, lintText, pathOf } from '../support/lint.ts';
import { readMarks } from '../support/marks.ts';
import type { SubCase, SubCases } from './subcases/case.ts';
import { commonCases } from './subcases/common.ts';
import { materialCases } from './subcases/material.ts';
import { structureCases } from './subcases/structure.ts';

function findings(id: string, text: string, example: SubCase): Finding[] {
  return lintText(text, { ...example, path: pathOf(example) }).filter((f) => f.rule.id === id);
}

function check(id: string, example: SubCase): void {
  const { text, marks } = readMarks(example.text);
  const found = findings(id, text, example);
  assert.deepEqual(
    found.map((f) => text.slice(f.start, f.end)),
    marks.map((m) => text.slice(m.start, m.end)),
  );
  const [first] = found;
  if (first === undefined) return;
  for (const f of found) assert.equal(f.severity, example.severity ?? rulesById.get(id)?.severity);
  if (example.message !== undefined) assert.equal(first.message, example.message);
  if (example.related !== undefined) {
    assert.deepEqual(
      first.related.map(({ start, end }) => text.slice(start, end)),
      example.related,
    );
  }
  if (example.fixed === undefined) return;
  const fixed = first.fixes().map((_, n) => applyFix(text, first, n));
  assert.deepEqual(fixed, example.fixed);
  for (const after of fixed) settles(id, after, example, found.length);
}

/** Fixing again and again comes to an end: nothing is offered twice. */
function settles(id: string, text: string, example: SubCase, findingsBefore: number): void {
  let current = text;
  for (let round = 0; round <= findingsBefore; round++) {
    const fixable = findings(id, current, { ...example, text: current }).find((f) => f.fixes().length > 0);
    if (fixable === undefined) return;
    current = applyFix(current, fixable);
  }
  assert.fail(`${id} goes on fixing: ${current}`);
}

const tables: readonly SubCases[] = [structureCases, commonCases, materialCases];

for (const [id, cases] of tables.flatMap((table) => Object.entries(table))) {
  describe(id, () => {
    for (const example of cases) it(example.title, () => check(id, example));
  });
}

describe('what the engine does to rules', () => {
  const with_ = (flag: 'absence' | 'fixAll' | 'expectedInTests'): string[] =>
    rules.filter((rule) => rule[flag] === true).map((rule) => rule.id);
  const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

  it('silences those about absence where the text is broken (§3.3, 1; amendment 1)', () => {
    const listed = words(`kty-missing required-member-missing jwks-keys-missing kid-missing alg-missing
      use-required-in-mixed-set jwks-no-signing-key jwks-uri-missing metadata-key-source-missing metadata-no-usable-key
      rsa-private-incomplete rsa-crt-missing jwks-keys-empty use-missing`);
    assert.deepEqual(with_('absence').sort(), listed.sort());
  });

  it('fixes all of those that keep the same key (§3.5)', () => {
    const listed = words(`json-byte-order-mark base64url-padding base64url-standard-alphabet base64url-whitespace
      base64url-non-canonical rsa-leading-zero-octet ec-value-length x5c-not-base64 x5t-hex-encoded key-ops-duplicate
      value-wrong-case`);
    assert.deepEqual(with_('fixAll').sort(), listed.sort());
  });

  it('expects some in test directories (§3.4)', () => {
    const listed = ['known-example-key', 'private-key-in-public-document', 'symmetric-key-in-public-document'];
    assert.deepEqual(with_('expectedInTests').sort(), listed);
  });

  it('knows them by their names: every table of sub-cases is of rules there are', () => {
    for (const table of tables) for (const id of Object.keys(table)) assert.ok(rulesById.has(id), id);
  });
});

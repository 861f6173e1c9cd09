/**
 * Every rule's examples are its specification: each bad one gives exactly the marked findings of its rule, each good
 * one none; fixes make the finding go away, can be applied only once, and leave every other byte alone.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { rules } from '../../server/src/core/rules/index.ts';
import { applyFix, lintFixed, lintText, pathOf } from '../support/lint.ts';
import { readMarks } from '../support/marks.ts';

for (const rule of rules) {
  describe(rule.id, () => {
    it('has examples of both kinds', () => {
      assert.ok(rule.examples.bad.length > 0, 'no bad example');
      assert.ok(rule.examples.good.length > 0, 'no good example');
    });

    it('says why, and when it is fine if it says so at all', () => {
      assert.notEqual(rule.why, '');
      assert.notEqual(rule.whenFine, '');
    });

    for (const [i, example] of rule.examples.bad.entries()) {
      const { text, marks } = readMarks(example.text);
      const path = pathOf(example);

      it(`reports exactly the marked places of bad example ${i + 1}`, () => {
        const found = lintText(text, { ...example, path }).filter((f) => f.rule === rule);
        assert.deepEqual(
          found.map((f) => ({ text: text.slice(f.start, f.end), start: f.start })),
          marks.map((m) => ({ text: text.slice(m.start, m.end), start: m.start })),
        );
        for (const f of found) {
          if (example.severity !== undefined) assert.equal(f.severity, example.severity);
          else if (rule.severity !== 'off' && (example.profiles ?? []).length === 0)
            assert.equal(f.severity, rule.severity);
          assert.doesNotMatch(f.message, /\{\w+\}/, 'placeholder left in the message');
        }
      });

      it(`has fixes that mend bad example ${i + 1} and nothing else`, () => {
        const [first] = lintText(text, { ...example, path }).filter((f) => f.rule === rule);
        assert.ok(first !== undefined);
        const fixes = first.fixes();
        if (example.fixed !== undefined) assert.equal(applyFix(text, first), example.fixed);
        assert.equal(rule.fix !== undefined || fixes.length === 0, true, 'fixes without documentation (rule.fix)');
        for (const n of fixes.keys()) {
          const left = lintFixed(text, { ...example, path }, first, n).filter((f) => f.rule === rule);
          const before = lintText(text, { ...example, path }).filter((f) => f.rule === rule);
          assert.ok(left.length < before.length, `fix ${n} leaves the finding`);
        }
      });
    }

    for (const [i, example] of rule.examples.good.entries()) {
      it(`is silent on good example ${i + 1}`, () => {
        const { text } = readMarks(example.text);
        const found = lintText(text, { ...example, path: pathOf(example) }).filter((f) => f.rule === rule);
        assert.deepEqual(
          found.map((f) => f.message),
          [],
        );
      });
    }

    if (rule.fix !== undefined) {
      it('shows its fix in an example', () => {
        assert.ok(rule.examples.bad.some((e) => e.fixed !== undefined));
      });
    }
  });
}

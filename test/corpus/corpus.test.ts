/** Documents nobody here wrote: what their labels say of them is what we say, or we say why not; and no input breaks us. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import type { Span } from '../../server/src/core/document/tree.ts';
import type { Finding, ResolvedFix } from '../../server/src/core/rules/run.ts';
import { lintText } from '../support/lint.ts';
import {
  arguedRules,
  corpus,
  invalidUnreported,
  lintDocument,
  rulesAt,
  silentWithFindings,
  skip,
  validWithErrors,
  type CorpusDocument,
} from './documents.ts';

const labelled = (label: string): CorpusDocument[] => corpus.filter((d) => d.label === label);

/** Ids and rules of the documents that have any, sorted. */
function found(documents: readonly CorpusDocument[], rules: (findings: Finding[]) => string[]): [string, string[]][] {
  return documents
    .map((d): [string, string[]] => [d.id, rules(lintDocument(d))])
    .filter(([, ids]) => ids.length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const sorted = (map: Map<string, string[]>): [string, string[]][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1));

describe('the corpus and its labels', { skip }, () => {
  it('is whole', () => {
    const folders = new Set(corpus.map((d) => d.folder));
    assert.deepEqual([...folders].sort(), ['libs', 'negative', 'oidc', 'realworld', 'rfc', 'wycheproof']);
    assert.ok(corpus.length > 800);
  });

  it('is silent on what is no key document, but for what is argued', () => {
    const all = (findings: Finding[]): string[] => rulesAt(findings, 'error', 'warning', 'information', 'hint');
    assert.deepEqual(found(labelled('silent'), all), sorted(arguedRules(silentWithFindings)));
  });

  it('gives no error on what is valid, but for what is argued', () => {
    const errors = (findings: Finding[]): string[] => rulesAt(findings, 'error');
    assert.deepEqual(found(labelled('valid'), errors), sorted(arguedRules(validWithErrors)));
  });

  it('reports what is invalid as an error or a warning, but for what is argued', () => {
    const unreported = labelled('invalid')
      .filter((d) => rulesAt(lintDocument(d), 'error', 'warning').length === 0)
      .map((d) => d.id);
    assert.deepEqual(unreported.sort(), [...arguedRules(invalidUnreported).keys()].sort());
  });
});

const inside = (text: string, { start, end }: Span): boolean => 0 <= start && start <= end && end <= text.length;

describe('the corpus mutated', { skip }, () => {
  /** Characters that mean something to JSON, to base64url, to an editor's offsets. */
  const character = fc.constantFrom(
    ...Array.from('{}[]:,"\\/=+-_. \n\r\tAz09…é\u{FEFF}\u{0}'),
    ...['😀', '\uD83D', '//', '/*', '\\u00'],
  );

  type Mutation = (text: string) => string;
  const position = fc.double({ min: 0, max: 1, noNaN: true });
  const at = (text: string, p: number): number => Math.floor(p * text.length);
  const mutation: fc.Arbitrary<Mutation> = fc.oneof(
    position.map(
      (p): Mutation =>
        (text) =>
          text.slice(0, at(text, p)),
    ),
    position.map(
      (p): Mutation =>
        (text) =>
          text.slice(at(text, p)),
    ),
    fc.constant<Mutation>((text) => text + text),
    fc.tuple(position, fc.nat(200)).map(([p, length]): Mutation => (text) => {
      const start = at(text, p);
      return text.slice(0, start) + text.slice(start, start + length) + text.slice(start);
    }),
    fc.array(fc.tuple(position, character), { minLength: 1, maxLength: 5 }).map((replaced): Mutation => (text) => {
      return replaced.reduce((t, [p, c]) => t.slice(0, at(t, p)) + c + t.slice(at(t, p) + 1), text);
    }),
  );

  it('never throws, and every finding lies in the text', () => {
    // The one document of half a megabyte has no keys: it would cost time and show nothing.
    const documents = corpus.filter((d) => d.text.length < 100_000);
    const property = fc.property(fc.constantFrom(...documents), mutation, ({ text, path }, mutate) => {
      const mutated = mutate(text);
      for (const finding of lintText(mutated, { path })) {
        assert.ok(inside(mutated, finding), `${finding.rule.id} at ${finding.start}-${finding.end}`);
        for (const other of finding.related) assert.ok(inside(mutated, other), `${finding.rule.id}, related`);
        for (const { edits } of finding.fixes()) {
          for (const edit of edits) assert.ok(inside(mutated, edit), `${finding.rule.id}, a fix`);
        }
      }
    });
    fc.assert(property, { numRuns: 1500 });
  });
});

describe('the fixes on the corpus', { skip }, () => {
  const parses = (text: string): boolean => {
    try {
      JSON.parse(text.replace(/^\uFEFF/, ''));
      return true;
    } catch {
      return false;
    }
  };

  /** Where keys stand in the document, as spans. */
  const keySpans = (text: string, path: string): Span[] =>
    readDocument(text, path).parts.flatMap((part) => part.keys.map((key) => key.object));

  const overlaps = (a: Span, b: Span): boolean => a.start < b.end && b.start < a.end;
  const count = (findings: readonly Finding[], { rule }: Finding): number =>
    findings.filter((f) => f.rule === rule).length;

  function checkFix(document: CorpusDocument, findings: readonly Finding[], finding: Finding, fix: ResolvedFix): void {
    const { text, path } = document;
    const name = `${document.id}: ${finding.rule.id}, "${fix.title}"`;
    const edits = [...fix.edits].sort((a, b) => a.start - b.start || a.end - b.end);
    for (const [i, edit] of edits.entries()) {
      assert.ok(inside(text, edit), `${name} edits outside the text`);
      const previous = edits[i - 1];
      assert.ok(previous === undefined || previous.end <= edit.start, `${name} has overlapping edits`);
    }
    // A fix may change the key it is offered on and what stands around the keys, never another key.
    const own = finding.key?.object ?? finding;
    for (const span of keySpans(text, path).filter((s) => !overlaps(s, own) && !overlaps(s, finding))) {
      const kept = text.slice(span.start, span.end);
      const touched = edits.some((edit) => overlaps(edit, span));
      assert.ok(!touched, `${name} touches another key: ${kept.slice(0, 60)}`);
    }
    const fixed = applyEdits(text, edits);
    assert.notEqual(fixed, text, `${name} does nothing`);
    if (parses(text)) assert.ok(parses(fixed), `${name} breaks the JSON`);
    const left = lintText(fixed, { path });
    assert.ok(count(left, finding) < count(findings, finding), `${name} leaves its finding`);
  }

  it('change nothing else, keep JSON JSON, and remove what they are offered for', () => {
    const failures: string[] = [];
    let fixes = 0;
    for (const document of corpus) {
      const findings = lintDocument(document);
      for (const finding of findings) {
        for (const fix of finding.fixes()) {
          fixes++;
          try {
            checkFix(document, findings, finding, fix);
          } catch (error) {
            if (!(error instanceof assert.AssertionError)) throw error;
            failures.push(error.message);
          }
        }
      }
    }
    assert.deepEqual(failures, []);
    assert.ok(fixes > 100, `only ${fixes} fixes`);
  });
});

/**
 * The canary of the rules (rules.md §3.6), driven by the table: a rule that is added is held to it by its examples.
 * No finding, fix, report or feature may repeat a secret of the document, in any spelling, nor eight characters of it.
 */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { readDocument } from '../../server/src/core/document/document.ts';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { describeKey } from '../../server/src/core/key/describe.ts';
import { inspectKey, keyLines } from '../../server/src/core/operations/inspect.ts';
import { githubReport } from '../../server/src/core/report/github.ts';
import { jsonReport } from '../../server/src/core/report/json.ts';
import { lintReport, reportFile } from '../../server/src/core/report/report.ts';
import { sarifReport } from '../../server/src/core/report/sarif.ts';
import { textReport } from '../../server/src/core/report/text.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import type { Finding } from '../../server/src/core/rules/run.ts';
import { rulePage } from '../../scripts/generate/rulePages.ts';
import { lintText } from '../support/lint.ts';
import { LspClient } from '../support/lspClient.ts';
import { encoded, plantedKey, plantsOf, spellings, type Planted } from './plants.ts';
import { Secrets } from './secrets.ts';

const secrets = new Secrets([plantedKey], 8, encoded);

const isUsual = (name: string): boolean => /^(?:raw|as a member)/.test(name);

class Leaks {
  private readonly found: string[] = [];
  private readonly seen = new Set<string>();

  look(where: string, text: string): void {
    // Most texts are said of many plants.
    if (this.seen.has(text)) return;
    this.seen.add(text);
    const leak = secrets.find(text);
    if (leak !== undefined) this.found.push(`${where}: ${leak}`);
  }

  none(): void {
    assert.equal(this.found.length, 0, `${this.found.length} leaks:\n${this.found.slice(0, 20).join('\n\n')}`);
  }
}

/** Everything reports say; of the less usual spellings only what is told of the keys, as messages are looked at anyway. */
function reportsOf({ name, path, text }: Planted, findings: readonly Finding[]): string[] {
  const document = readDocument(text, path);
  const keys = document.parts.flatMap((part) => part.keys);
  const facts = keys.flatMap((key) => [
    describeKey(key),
    JSON.stringify(inspectKey(key)),
    ...keyLines(inspectKey(key)),
  ]);
  if (!isUsual(name)) return facts;
  const report = lintReport([reportFile(path, document, findings)], { files: 1, skipped: [], unreadable: [] });
  const sarif = sarifReport(report, { version: '0', rules: [] });
  return [...facts, jsonReport(report), sarif, textReport(report), githubReport(report)];
}

describe('the secret that is planted', () => {
  for (const [name, text] of Object.entries(spellings)) {
    it(`is found ${name}`, () => {
      assert.notEqual(secrets.find(`before "${text}" after`), undefined);
    });
  }
});

describe('with a secret anywhere in its examples, nothing repeats it', () => {
  for (const rule of rules) {
    it(rule.id, () => {
      const leaks = new Leaks();
      const planted = rule.examples.bad.flatMap((example) => plantsOf(example));
      assert.ok(planted.length > 0);
      for (const plant of planted) {
        const { example, name, path, text } = plant;
        const findings = lintText(text, { ...example, path });
        for (const finding of findings) {
          const fixes = finding.fixes();
          const titles = fixes.map(({ title }) => title);
          const related = finding.related.map(({ message }) => message);
          for (const said of [finding.message, ...related, ...titles]) leaks.look(`${name}, ${finding.rule.id}`, said);
          // What a public set is given says of the key what the private one does; its private members are not among it
          // (test/operations/updatePublicSet.test.ts).
          const own = fixes.filter(({ other }) => other === undefined);
          for (const { title, edits } of isUsual(name) ? own : []) {
            const more = secrets.count(applyEdits(text, edits)) - secrets.count(text);
            assert.ok(more <= 0, `${finding.rule.id}, "${title}" writes the secret again (${name})`);
          }
        }
        for (const report of reportsOf(plant, findings)) leaks.look(`${name}, reports`, report);
      }
      leaks.none();
    });
  }
});

describe('a secret in the kid of a symmetric key', () => {
  it('is told by the lack of any other', () => {
    const leaks = new Leaks();
    const key = { kty: 'oct', kid: plantedKey.k };
    for (const keys of [[key], [key, key], [key, { kty: 'EC', kid: plantedKey.k }]]) {
      const plant = { name: 'raw', path: 'jwks.json', text: JSON.stringify({ keys }), example: { text: '' } };
      const findings = lintText(plant.text, plant);
      for (const { message } of findings) leaks.look('a finding', message);
      for (const report of reportsOf(plant, findings)) leaks.look('a report', report);
    }
    leaks.none();
  });
});

describe('a short secret, which looks like any word', () => {
  // "hunter2" and two words in base64url, as people make up secrets.
  for (const short of ['aHVudGVyMg', 'hunter22', 'open-sesame']) {
    it(`${short} is not repeated where a word belongs`, () => {
      const own = new Secrets([], 8, [short]);
      const uri = `urn:ietf:params:oauth:jwk-thumbprint:${short}:AA`;
      const words: readonly Readonly<Record<string, unknown>>[] = [
        { alg: short },
        { use: short },
        { kty: short, k: short },
        { crv: short },
        { key_ops: [short, short, 'sign'] },
        { use: 'enc', key_ops: ['sign', short] },
        { kid: uri },
        { alg: `https://example.com/${short}` },
        { alg: ` ${short} ` },
      ];
      const types = [
        { kty: 'oct', k: short },
        { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', d: short },
        { kty: 'RSA', n: 'AQ', e: 'AQAB', d: short, p: short },
      ];
      const texts = types.flatMap((type) => [
        ...words.map((word) => JSON.stringify({ ...type, ...word })),
        `${JSON.stringify(type).slice(0, -1)},"${short}":1,"${short}":2}`,
      ]);
      let said = 0;
      for (const text of texts.flatMap((key) => [key, `{"keys":[${key}]}`])) {
        const plant = { name: 'raw', path: 'jwks.json', text, example: { text: '' } };
        const findings = lintText(text, plant);
        const told = findings.flatMap((finding) => [
          finding.message,
          ...finding.related.map(({ message }) => message),
          ...finding.fixes().map(({ title }) => title),
        ]);
        for (const part of [...told, ...reportsOf(plant, findings)]) {
          said++;
          assert.equal(own.find(part), undefined, `${text}: ${part}`);
        }
      }
      assert.ok(said > 0);
    });
  }
});

describe('the pages of the rules', () => {
  it('hold none of the secrets planted here', () => {
    for (const rule of rules) assert.equal(secrets.find(rulePage(rule)), undefined, rule.id);
  });
});

describe('with a secret anywhere in the examples of a rule, the server repeats it nowhere', () => {
  let client: LspClient;
  let names = 0;
  before(async () => {
    client = await LspClient.start();
  });
  after(() => client.stop());

  /** Everything the server wrote but the texts of edits, which may hold what the document holds. */
  function said(): string {
    return client.received
      .splice(0)
      .join('')
      .replaceAll(/"newText":"(?:[^"\\]|\\.)*"/g, '');
  }

  for (const rule of rules) {
    it(rule.id, async () => {
      const leaks = new Leaks();
      const [example] = rule.examples.bad;
      assert.ok(example !== undefined);
      const planted = plantsOf(example).filter(({ name }) => isUsual(name));
      for (const { name, path, text } of planted) {
        const uri = `file:///r/${++names}/${path}`;
        await client.open(uri, text);
        await client.diagnostics(uri);
        await client.actions(uri, 0, text.length);
        await client.symbols(uri);
        for (const { index } of text.matchAll(/"(?:[^"\\]|\\.)*"/g)) await client.hover(uri, index + 1);
        const completed = await client.complete(uri, text.indexOf('"') + 1);
        await client.execute('jwk.server.inspect', { uri });
        await client.close(uri);
        leaks.look(name, said() + JSON.stringify(completed));
      }
      leaks.none();
    });
  }
});

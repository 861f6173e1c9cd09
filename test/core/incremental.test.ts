/** Reading and linting a new version from the last one gives what reading it anew gives. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { compose, type TextChange } from '../../server/src/core/document/change.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { encodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { utf8 } from '../../server/src/core/encoding/octets.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { lint, lintFully, type Finding } from '../../server/src/core/rules/run.ts';
import * as samples from '../../server/src/core/rules/samples.ts';

/** Every example key of every rule: sound ones, and one for each fault there is. */
const elements = [
  ...Object.values(samples)
    .filter((s) => typeof s === 'string')
    .map((s) => `{${s}}`),
  ...rules
    .flatMap((rule) => [...rule.examples.bad, ...rule.examples.good])
    .map(({ text }) => text.replace(/[⟦⟧]/g, '')),
].filter((text) => {
  try {
    return (JSON.parse(text) as { keys?: unknown }).keys === undefined && text.startsWith('{') && text.length < 4000;
  } catch {
    return false;
  }
});

interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const edit = fc.record({
  at: fc.integer({ min: 0, max: 100_000 }).map((n) => n / 100_000),
  remove: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    fc.integer({ min: 1, max: 3 }),
    fc.integer({ min: 0, max: 400 }),
  ),
  insert: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('A', 'x', '1', '') },
    fc.constantFrom('', 'A', 'x', '"', '{', '}', '[', ']', ',', ':', '\\', '\n', ' ', '=', '…'),
    fc.constantFrom('"use":"sig",', '"kid":"same",', ',"alg":"RS256"', '"d":"AQAB",', '{"kty":"oct","k":"c2VjcmV0"},'),
    fc.constantFrom(...elements),
  ),
});

/** What may stand around the keys; the last two are not even JSON. */
const frames = [
  ['{"keys":[', ']}'],
  ['{\n  "keys": [\n    ', '\n  ],\n  "kid": "a", "x": [{"a": 1}]\n}'],
  ['[', ']'],
  ['\uFEFF{"iss":"https://a.example","keys":[', ']}'],
  ['{"jwks":{"keys":[', ']}}'],
  ['{"keys":[', ''],
  ['{"keys":[{},', ',]}'],
  ['HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"keys":[', ']}\n$ '],
  ['{"keys":[', ', …]}'],
] as const;

/** Sets in strings, escaped or in base64url, and beside one that is none. */
const held: readonly ((set: string) => string)[] = [
  (set) => `{"serviceName":"a","jwks":${JSON.stringify(set)}}`,
  (set) => `{"a":{"encJWK":"${encodeBase64url(utf8(set))}"},"jwks":${set},"b":1}`,
  (set) => `{"jwks":${set},"b":{"jwks":${JSON.stringify(set)}}}`,
];

const setText = fc
  .record({
    // Sets of fewer than sixteen keys are always read as a whole.
    keys: fc.oneof(fc.array(fc.constantFrom(...elements), { minLength: 1, maxLength: 15 }), {
      weight: 3,
      arbitrary: fc.array(fc.constantFrom(...elements), { minLength: 16, maxLength: 24, size: 'max' }),
    }),
    frame: fc.constantFrom(...frames),
    hold: fc.option(fc.constantFrom(...held), { freq: 4 }),
  })
  .map(({ keys, frame: [before, after], hold }) =>
    hold === null
      ? before + keys.join(before.includes('\n') ? ',\n    ' : ',') + after
      : hold(`{"keys":[${keys.join(',')}]}`),
  );

function apply(text: string, { at, remove, insert }: Edit): { text: string; change: TextChange } {
  const start = Math.floor(at * (text.length + 1));
  const oldEnd = Math.min(text.length, start + remove);
  return {
    text: text.slice(0, start) + insert + text.slice(oldEnd),
    change: { start, oldEnd, newEnd: start + insert.length },
  };
}

function show(finding: Finding): unknown {
  const { start, end, message, severity, related, tags } = finding;
  return { rule: finding.rule.id, start, end, message, severity, related, tags, fixes: finding.fixes() };
}

const configuration = { ...defaultConfiguration, profiles: new Set(['oidc-op'] as const) };

describe('a document read from its last version', () => {
  for (const path of ['public/jwks.json', 'private/keys.json', 'config.json']) {
    it(`has the findings it has when it is read anew (${path})`, () => {
      fc.assert(
        fc.property(
          setText,
          fc.array(fc.oneof({ weight: 2, arbitrary: fc.tuple(edit) }, fc.array(edit, { minLength: 2, maxLength: 3 })), {
            minLength: 1,
            maxLength: 6,
          }),
          (first, versions) => {
            let text = first;
            let document = readDocument(text, path);
            lint(document, configuration, exampleNow);
            for (const edits of versions) {
              let change: TextChange | undefined;
              for (const e of edits) {
                const next = apply(text, e);
                text = next.text;
                change = change === undefined ? next.change : compose(change, next.change);
              }
              document = readDocument(text, path, {}, { document, change: change as TextChange });
              const anew = readDocument(text, path);
              assert.deepEqual(
                {
                  role: document.role,
                  errors: document.errors,
                  snippet: document.snippet,
                  exposures: document.parts.map((p) => p.exposure),
                },
                {
                  role: anew.role,
                  errors: anew.errors,
                  snippet: anew.snippet,
                  exposures: anew.parts.map((p) => p.exposure),
                },
              );
              assert.deepEqual(
                lint(document, configuration, exampleNow).map(show),
                lint(anew, configuration, exampleNow).map(show),
              );
            }
          },
        ),
        { numRuns: 120 },
      );
    });
  }

  it('keeps what took long to find out, and asks again about what has changed', () => {
    const shared =
      rules.find((rule) => rule.id === 'rsa-modulus-shared-prime')?.examples.bad[0]?.text.replace(/[⟦⟧]/g, '') ?? '';
    const others = Array.from(
      { length: 20 },
      (_, i) => `{"kty":"oct","k":"c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0","kid":"${i}"}`,
    );
    const text = shared.replace(']}', `,${others.join()}]}`);
    const path = 'private/keys.json';
    let document = readDocument(text, path);
    const ids = (): string[] => lint(document, defaultConfiguration, exampleNow).map((f) => f.rule.id);
    assert.equal(ids().includes('rsa-modulus-shared-prime'), false);
    lintFully(document, defaultConfiguration, exampleNow);
    assert.equal(ids().includes('rsa-modulus-shared-prime'), true);
    const at = text.indexOf('"19"') + 1;
    const kid = { start: at, oldEnd: at + 2, newEnd: at + 3 };
    document = readDocument(`${text.slice(0, at)}new${text.slice(at + 2)}`, path, {}, { document, change: kid });
    assert.equal(ids().includes('rsa-modulus-shared-prime'), true);
  });
});

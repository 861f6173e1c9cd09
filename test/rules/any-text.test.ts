/** No text, however spoilt, makes the parser or a rule throw, or say or offer what does not fit the text. */
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { profileNames } from '../../server/src/core/rules/profiles.ts';
import { corpus } from '../corpus/documents.ts';
import { readText } from '../support/files.ts';
import { pathOf } from '../support/lint.ts';
import { readMarks } from '../support/marks.ts';
import { awkwardValues, embeddings, escapeAll, mutation } from '../support/mutations.ts';
import { assertSound } from '../support/soundness.ts';

interface Source {
  readonly path: string;
  readonly text: string;
}

const files = [
  'examples/.well-known/jwks.json',
  'examples/client-metadata.json',
  'examples/openid-configuration.json',
  'examples/faulty/jwks.json',
  'examples/private.jwks',
  'test/data/seeds/reachfive/jwks-rsa256.json',
  'test/data/seeds/connect2id/response.http',
  'test/data/seeds/am/jwk_uri.json',
  'test/data/seeds/ig/jwks.json',
  'test/data/seeds/authlete/pair.json',
];

const examples = rules.flatMap((rule) => [...rule.examples.bad, ...rule.examples.good]);
const sources: readonly Source[] = [
  ...files.map((path) => ({ path, text: readText(path) })),
  ...examples.map((example) => ({ path: pathOf(example), text: readMarks(example.text).text })),
  // What is long and has hardly a key in it would cost time and show nothing.
  ...corpus.filter(({ text }) => text.length < 20_000),
];

/** Mostly under the name the document has: it decides what is looked for. */
const names = fc.option(fc.constantFrom('jwks.json', 'key.jwk', '.well-known/openid-configuration', 'a.txt'), {
  freq: 3,
});
const spoilt: fc.Arbitrary<Source> = fc
  .tuple(fc.constantFrom(...sources), mutation, names)
  .map(([source, mutate, name]) => ({ path: name ?? source.path, text: mutate(source.text) }));
const profiles = fc.constantFrom([], [], profileNames);

describe('any text', () => {
  it('gives sound findings and fixes: every document, as it is and inside of others', { timeout: 120_000 }, () => {
    for (const [i, { text, path }] of sources.filter((source) => source.text.length < 5_000).entries()) {
      assertSound(text, { path });
      // Of the many documents, each inside of one other: all pairs would take half a minute.
      for (const embed of embeddings.filter((_, j) => (i + j) % embeddings.length === 0)) {
        assertSound(embed(text), { path, profiles: profileNames });
      }
    }
  });

  it('gives sound findings and fixes: documents spoilt at random', { timeout: 240_000 }, () => {
    fc.assert(
      fc.property(spoilt, profiles, ({ text, path }, chosen) => void assertSound(text, { path, profiles: chosen })),
      { numRuns: 2000 },
    );
  });

  it('gives sound findings and fixes: every member of a key with every awkward value', { timeout: 120_000 }, () => {
    const [members] = examples.map((example) => readMarks(example.text).text).filter((text) => text.includes('"qi"'));
    const whole = JSON.parse(members ?? '{}') as Record<string, string>;
    const names = [...Object.keys(whole), 'crv', 'x', 'y', 'k', 'pub', 'kid', 'use', 'alg', 'key_ops', 'x5c', 'x5t'];
    for (const kty of ['RSA', 'EC', 'OKP', 'oct', 'AKP']) {
      const base = { ...whole, kty, crv: kty === 'OKP' ? 'Ed25519' : 'P-256', x: whole.n, y: whole.n, k: whole.d };
      const lines = Object.entries(base).map(([name, value]) => [name, JSON.stringify(value)] as const);
      for (const name of [...names, 'x5t#S256', 'x5u', 'exp', 'iat', 'nbf', 'revoked', 'oth', 'priv', 'ext']) {
        for (const value of awkwardValues) {
          const changed = [...lines.filter(([n]) => n !== name), [name, value] as const];
          const text = `{${changed.map(([n, v]) => `${JSON.stringify(n)}:${v}`).join(',')}}`;
          assertSound(text, { path: 'key.jwk' });
        }
      }
    }
  });

  it('gives sound findings and fixes: every string and name in escapes', { timeout: 120_000 }, () => {
    for (const { text, path: name } of sources.filter((source) => source.text.length < 5_000)) {
      const escaped = text.replace(/"((?:[^"\\]|\\.)*)"/g, (token, inner: string) =>
        inner.includes('\\') ? token : escapeAll(inner),
      );
      assertSound(escaped, { path: name });
    }
  });
});

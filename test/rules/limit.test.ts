/**
 * How many findings are shown (rules.md §3.3): what cannot be shown is not looked for, and nothing else is missed.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { readDocument, type JwkDocument } from '../../server/src/core/document/document.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { exampleNow, severityRank } from '../../server/src/core/rules/rule.ts';
import { lint, type Finding } from '../../server/src/core/rules/run.ts';
import { ecPublic, edPublic, octSecret, otherEcPublic, rsaPublic } from '../../server/src/core/rules/samples.ts';
import { pathOf } from '../support/lint.ts';
import { readMarks } from '../support/marks.ts';

/** Keys with findings of all severities, alone and with others. */
const members = [
  `${ecPublic},"use":"sig","kid":"a"`,
  `${otherEcPublic},"use":"sig","kid":"a"`,
  `${ecPublic},"use":"sig","kid":"b"`,
  `${ecPublic},"kid":"c"`,
  ecPublic,
  `${edPublic},"alg":"EdDSA","use":"enc","kid":"d "`,
  `${edPublic},"alg":"RS256","Kid":"e"`,
  `${rsaPublic},"use":"sig","kid":"f","key_ops":["verify","verify"]`,
  `${rsaPublic},"use":"sig","kid":"f","foo":1,"x5c":[1]`,
  `${octSecret},"kid":"a"`,
  '"kty":"oct","k":"c2VjcmV0","kid":"a"',
  '"kty":"EC","crv":"P-256","x":"A=","y":"AA","use":"sig","kid":"g"',
  '"kty":"EC","crv":"P-256","use":"sig","use":"sig","kid":"h","kid":"i"',
  '"kty":"rsa","KID":1,"use":"Sig","key_ops":["a","a"],"n":"A+=","crv":"","d":"AA"',
  '"kty":"RSA","n":"AQAB","e":"Ag","alg":"none"',
  '',
];
const setText = fc
  .array(fc.constantFrom(...members, ...members, 'null'), { minLength: 1, maxLength: 24 })
  .map((keys) => `{"keys":[${keys.map((key) => (key === 'null' ? key : `{${key}}`)).join(',')}]}`);

const byWeight = (a: Finding, b: Finding): number =>
  severityRank(a.severity) - severityRank(b.severity) || byPlace(a, b);
const byPlace = (a: Finding, b: Finding): number =>
  a.start - b.start || a.end - b.end || severityRank(a.severity) - severityRank(b.severity);
/** Of findings in one place any may be the last that is shown. */
const place = ({ severity, start, end }: Finding): string => `${severity} ${start}-${end}`;

function limited(document: JwkDocument, max: number): string[] {
  return lint(document, defaultConfiguration, exampleNow, max).map(place);
}

function loudest(text: string, path: string, max: number): string[] {
  const all = lint(readDocument(text, path), defaultConfiguration, exampleNow, Infinity);
  return all.sort(byWeight).slice(0, max).sort(byPlace).map(place);
}

describe('at most so many findings', () => {
  for (const path of ['public/jwks.json', 'private/keys.jwks', 'set.json']) {
    it(`are the loudest, of those the first (${path})`, () => {
      fc.assert(
        fc.property(setText, fc.integer({ min: 1, max: 12 }), (text, max) => {
          assert.deepEqual(limited(readDocument(text, path), max), loudest(text, path, max));
        }),
        { numRuns: 300 },
      );
    });
  }

  it('are those of the text as it is now, when faults before others are mended', () => {
    fc.assert(
      fc.property(setText, fc.integer({ min: 1, max: 12 }), (faulty, max) => {
        const sound = `{${otherEcPublic.replace(/"kid":"[^"]*",?/, '')},"use":"sig","kid":"z"}`;
        const first = `{"keys":[{"kty":"EC","crv":"P-256","x":"A=","y":"A="},${faulty.slice('{"keys":['.length)}`;
        const start = '{"keys":['.length;
        const oldEnd = first.indexOf('}', start) + 1;
        const text = first.slice(0, start) + sound + first.slice(oldEnd);
        const earlier = readDocument(first, 'set.json');
        lint(earlier, defaultConfiguration, exampleNow, max);
        const change = { start, oldEnd, newEnd: start + sound.length };
        const now = readDocument(text, 'set.json', {}, { document: earlier, change });
        assert.deepEqual(limited(now, max), loudest(text, 'set.json', max));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the severities of a rule', () => {
  for (const rule of rules) {
    it(`${rule.id} is no louder than it says`, () => {
      const limit = rule.loudest ?? rule.severity;
      if (limit === 'off') return;
      for (const example of [...rule.examples.bad, ...rule.examples.good]) {
        if (example.profiles !== undefined || example.levels !== undefined) continue;
        const { text } = readMarks(example.text);
        const configuration = { ...defaultConfiguration, attenuateTests: false };
        for (const finding of lint(readDocument(text, pathOf(example)), configuration, example.now ?? exampleNow)) {
          const declared = finding.rule.loudest ?? finding.rule.severity;
          const rank = declared === 'off' ? Infinity : severityRank(declared);
          assert.ok(severityRank(finding.severity) >= rank, `${finding.rule.id}: ${finding.severity}`);
        }
      }
    });
  }
});

describe('findings in the order of the text', () => {
  it('a jwks of metadata that holds no keys comes where it stands, not last', () => {
    const odd = (kid: string): string => `{${ecPublic},"use":"sig","kid":"${kid}"}`;
    const others = Array.from({ length: 20 }, (_, i) => `"a${i}":{"jwk":${odd(` ${i}`)}}`);
    const text = `{"issuer":"https://a.example","jwks":{"keys":[{"kid":" a"},{"kid":" b"}]},${others.join(',')}}`;
    const configuration = {
      ...defaultConfiguration,
      rules: { 'required-member-missing': 'off', 'known-example-key': 'off', 'kty-missing': 'off' },
    } as const;
    const run = (max: number): string[] =>
      lint(readDocument(text, '.well-known/openid-configuration'), configuration, exampleNow, max).map(place);
    const all = lint(readDocument(text, '.well-known/openid-configuration'), configuration, exampleNow, Infinity);
    assert.deepEqual(run(5), all.sort(byWeight).slice(0, 5).sort(byPlace).map(place));
  });

  it('duplicates in an element of oth are shown, however many follow it', () => {
    const later = '"z":1,'.repeat(250);
    const text = `{"kty":"RSA","n":"AQAB","e":"AQAB","kid":"a","use":"sig","oth":[{"r":"AQ","r":"AQ","r":"AQ"}],${later}"z":1}`;
    const found = lint(readDocument(text, 'key.jwk'), defaultConfiguration, exampleNow)
      .filter(({ rule }) => rule.id === 'duplicate-member')
      .map(({ start }) => start);
    const second = text.indexOf('"r"', text.indexOf('"r"') + 1);
    assert.deepEqual(found.slice(0, 2), [second, text.indexOf('"r"', second + 1)]);
  });
});

/** The order in which rules speak and hide one another (rules.md §3.3), and what the engine adds to their fixes (§3.5). */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { fixAll } from '../../server/src/core/rules/fixAll.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { closePrimesModulus, p521Key, shortRsa } from '../../server/src/core/rules/numberSamples.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { lint, maxFindings } from '../../server/src/core/rules/run.ts';
import {
  ecPrivate,
  ecPublic,
  edPublic,
  octSecret,
  otherEcPublic,
  rsaPublic,
} from '../../server/src/core/rules/samples.ts';
import { applyFix, lintText, pathOf } from '../support/lint.ts';
import { readMarks } from '../support/marks.ts';

const idsIn = (text: string, path = 'set.json'): string[] => lintText(text, { path }).map((f) => f.rule.id);
const use = '"use":"sig","kid":"a"';
const ec = `${ecPublic},${use}`;
const { n, e, d, q, dp, dq, qi } = shortRsa;

/** Everything said of a set with this one key. */
const chains: readonly (readonly [title: string, members: string, ids: readonly string[]])[] = [
  ['a member of the wrong type takes part in nothing', `${ec},"alg":1,"x5t":1`, ['member-type', 'member-type']],
  ['nor does an empty one', `${ec},"alg":""`, ['member-empty']],
  [
    'a misnamed member is not used under its right name',
    `${ecPublic},"use":"sig","kid":"a","Alg":"RS256"`,
    ['member-name-case'],
  ],
  ['a corrected value is used', `${rsaPublic},${use},"alg":"es256"`, ['alg-kty-mismatch', 'value-wrong-case']],
  [
    'an unknown value makes what depends on it silent',
    `${ec},"alg":"XX256","key_ops":["verify"]`,
    ['use-with-key-ops', 'alg-unknown'].reverse(),
  ],
  ['an unknown type too', `"kty":"LMS","crv":"P-256","x":"AA","alg":"ES384",${use}`, ['kty-unknown']],
  ['the curve of another type', `${edPublic.replace('"OKP"', '"EC"')},"y":"AA",${use}`, ['crv-kty-mismatch']],
  ['a placeholder', `"kty":"OKP","crv":"Ed25519","x":"ab+/==...",${use}`, ['value-placeholder']],
  [
    'white space, then the alphabet, then the length',
    `"kty":"OKP","crv":"Ed25519","x":"a+ b/",${use}`,
    ['base64url-standard-alphabet', 'base64url-whitespace', 'okp-value-length'],
  ],
  ['an illegal character ends the member', `"kty":"OKP","crv":"Ed25519","x":"AAA~",${use}`, ['base64url-invalid']],
  [
    'a whole point in x',
    `"kty":"EC","crv":"P-256","x":"A08oQgZFdsvoM8VACclGkqcq-hnjqNDTIBgEYYOix9eW","y":"AA",${use}`,
    ['ec-point-encoded-in-x'],
  ],
  [
    'a modulus with a small factor is not looked at further',
    `"kty":"RSA","n":"${n.slice(0, -2)}yg","e":"AQAB",${use}`,
    ['rsa-modulus-invalid', 'rsa-modulus-too-small'].reverse(),
  ],
  [
    'close primes',
    `"kty":"RSA","n":"${closePrimesModulus}","e":"AQAB",${use}`,
    ['rsa-modulus-too-small', 'rsa-modulus-close-primes'],
  ],
  [
    'wrong factors say nothing about exponents',
    `"kty":"RSA","n":"${n}","e":"${e}","d":"${d}","p":"${q}","q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}",${use}`,
    ['rsa-modulus-too-small', 'private-key-plaintext', 'rsa-factor-invalid'],
  ],
  [
    'a private value of another curve is not held against the point',
    `${ecPublic},"d":"${p521Key.d}",${use}`,
    ['private-key-plaintext', 'ec-value-length'],
  ],
  [
    'a known secret is not called guessable',
    '"kty":"oct","alg":"dir","k":"c2VjcmV0","use":"enc","kid":"a"',
    ['known-example-key'],
  ],
];

describe('what hides what (§3.3)', () => {
  for (const [title, members, ids] of chains) {
    it(title, () => assert.deepEqual(idsIn(`{"keys":[{${members}}]}`).sort(), [...ids].sort()));
  }

  it('says at most one thing of two keys of a set', () => {
    const text = `{"keys":[{${ecPublic},"kid":"a","use":"sig"},{${ecPublic},"kid":"b","use":"enc"},{${otherEcPublic},"kid":"a","use":"sig"}]}`;
    assert.deepEqual(idsIn(text), ['key-reused-for-sig-and-enc', 'kid-duplicate']);
  });

  it('says nothing of what is absent from broken text', () => {
    const text = '{"keys":[{"kty":"EC","crv":"P-256"},{"kty":"RSA"},{"n":"AQ"},]}';
    assert.deepEqual(idsIn(text), ['json-syntax']);
  });
});

describe('limits', () => {
  it('keeps the errors of a document that has too much to say', () => {
    const hints = Array.from(
      { length: 3 * maxFindings },
      (_, i) => `{${edPublic},"use":"sig","alg":"EdDSA","kid":"${i}"}`,
    );
    const text = `{"keys":[${hints.join()},{${ecPublic},${use},"alg":"ES384"}]}`;
    const found = lintText(text, { path: 'set.json' });
    assert.equal(found.length, maxFindings);
    assert.equal(found.filter((f) => f.rule.id === 'alg-crv-mismatch').length, 1);
  });
});

describe('test directories (§3.4)', () => {
  const text = `{${ecPublic},${ecPrivate},${use}}`;
  const severity = (path: string): string | undefined =>
    lintText(text, { path }).find((f) => f.rule.id === 'private-key-in-public-document')?.severity;

  for (const name of [
    'test',
    'Tests',
    '__tests__',
    'testdata',
    'test-data',
    'fixture',
    'fixtures',
    'example',
    'examples',
    'sample',
    'samples',
    'spec',
    'specs',
    'mock',
    'mocks',
    'cookbook',
    'cookbook-1',
  ]) {
    it(`${name} attenuates`, () => assert.equal(severity(`${name}/public/key.json`), 'information'));
  }
  for (const name of ['latest', 'contest', 'inspect', 'protests', 'special']) {
    it(`${name} does not`, () => assert.equal(severity(`${name}/public/key.json`), 'error'));
  }

  it('can be told not to', () => {
    const configuration = { ...defaultConfiguration, attenuateTests: false };
    const found = lint(readDocument(text, 'test/public/key.json'), configuration, exampleNow);
    assert.equal(found.find((f) => f.rule.id === 'private-key-in-public-document')?.severity, 'error');
  });
});

describe('a kid that is the thumbprint of the text (§3.5)', () => {
  const thumbprint = '205XGFEIwMoYxBXclhjiIimLTvzf3odd7r5bwQ5XMo0';
  const padded = edPublic.replace(/"$/, '="');
  /** The thumbprint of the padded text: another one. */
  const kid = (() => {
    const found = lintText(`{"keys":[{${padded},"use":"sig","kid":"a"}]}`, {
      path: 'set.json',
      profiles: ['smart-health-cards'],
    });
    return /\((.*)\)/.exec(found.find((f) => f.rule.id === 'kid-thumbprint-mismatch')?.message ?? '')?.[1] ?? '';
  })();
  const text = `{"keys":[{${padded},"use":"sig","kid":"${kid}"}]}`;

  it('is offered to follow the fix, and not preferred', () => {
    assert.notEqual(kid, thumbprint);
    const [finding] = lintText(text, { path: 'set.json' });
    assert.ok(finding !== undefined);
    const fixes = finding.fixes();
    assert.deepEqual(
      fixes.map(({ title, preferred }) => [title, preferred]),
      [
        ['Remove the padding', true],
        ['Remove the padding and update kid', false],
      ],
    );
    assert.equal(applyFix(text, finding, 1), `{"keys":[{${edPublic},"use":"sig","kid":"${thumbprint}"}]}`);
  });

  it('is never changed by fix-all: tokens in circulation name it', () => {
    const edits = fixAll(text, 'set.json', defaultConfiguration, exampleNow);
    assert.equal(applyEdits(text, edits), `{"keys":[{${edPublic},"use":"sig","kid":"${kid}"}]}`);
  });

  it('is left alone where it is another text, and on symmetric keys', () => {
    const other = `{"keys":[{${padded},"use":"sig","kid":"a"}]}`;
    assert.equal(lintText(other, { path: 'set.json' })[0]?.fixes().length, 1);
    const secret = `{"keys":[{${octSecret.replace(/"$/, '="')},"alg":"HS256","use":"sig","kid":"kDv8ueqrfmm-XQEOjWOpxw85J9gpJYSgG1C_hGhNBkI"}]}`;
    const padding = lintText(secret, { path: 'set.json' }).find((f) => f.rule.id === 'base64url-padding');
    assert.equal(padding?.fixes().length, 1);
  });
});

describe('one value has one obvious fix', () => {
  /** The preferred fixes, by rule, of everything found in a key with these members. */
  const preferred = (members: string): string[] =>
    lintText(`{"keys":[{${members},"kid":"a"}]}`, { path: 'set.json' }).flatMap((f) =>
      f.fixes().flatMap((fix) => (fix.preferred ? [`${f.rule.id}: ${fix.title}`] : [])),
    );

  it('which is that of the contradiction, where a corrected value contradicts others', () => {
    assert.deepEqual(preferred(`${ecPublic},"alg":"ECDH-ES","use":"signature"`), ['use-mismatch: Replace by "enc"']);
    assert.deepEqual(preferred(`${ecPublic},"use":"sig","alg":"es521"`), ['alg-crv-mismatch: Replace by "ES256"']);
  });

  it('or of what weighs more', () => {
    assert.deepEqual(preferred(`${edPublic},"use":"sig","alg":"eddsa"`), ['value-wrong-case: Replace by "EdDSA"']);
  });

  it('and still both are said', () => {
    assert.deepEqual(idsIn(`{"keys":[{${ecPublic},"alg":"ECDH-ES","use":"signature","kid":"a"}]}`), [
      'use-mismatch',
      'value-alias',
    ]);
  });

  it('and the correction alone is preferred where nothing contradicts it', () => {
    assert.deepEqual(preferred(`${ecPublic},"alg":"ES256","use":"signature"`), ['value-alias: Replace by "sig"']);
    assert.deepEqual(preferred(`${rsaPublic},"use":"sig","alg":"es256"`), ['value-wrong-case: Replace by "ES256"']);
  });
});

describe('fix-all', () => {
  it('leaves nothing for a second run, on the examples of every rule', () => {
    for (const rule of rules) {
      for (const example of rule.examples.bad) {
        const { text } = readMarks(example.text);
        const run = (input: string): string =>
          applyEdits(input, fixAll(input, pathOf(example), defaultConfiguration, exampleNow));
        const once = run(text);
        assert.equal(run(once), once, rule.id);
      }
    }
  });
});

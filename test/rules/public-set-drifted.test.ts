/** What the two documents of a pair say of each other, word by word, and when they say nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { readDocument, type JwkDocument } from '../../server/src/core/document/document.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { exampleNow, type Counterpart } from '../../server/src/core/rules/rule.ts';
import { lint, maxFindings, type Finding } from '../../server/src/core/rules/run.ts';
import {
  ecPrivate,
  ecPublic,
  edPrivate,
  edPublic,
  octSecret,
  otherEcPrivate,
  otherEcPublic,
  xPrivate,
  xPublic,
} from '../../server/src/core/rules/samples.ts';

const set = (...keys: string[]): string => `{"keys":[${keys.map((k) => `{${k}}`).join(',')}]}`;
const counterpart = (side: 'private' | 'public', name: string, text: string): Counterpart => ({
  side,
  name,
  ownName: side === 'public' ? 'own.jwks' : 'pub.jwks',
  document: readDocument(text, name),
});

function drift(document: JwkDocument, ...counterparts: Counterpart[]): Finding[] {
  return lint(document, defaultConfiguration, exampleNow, maxFindings, counterparts).filter(
    (f) => f.rule.id === 'public-set-drifted',
  );
}

/** Severity, marked text and message of what each of the two says. */
function said(own: string, published: string): { own: string[]; published: string[] } {
  const show = (text: string, findings: readonly Finding[]): string[] =>
    findings.map((f) => `${f.severity} ${text.slice(f.start, f.end)} ${f.message}`);
  return {
    own: show(own, drift(readDocument(own, 'own.jwks'), counterpart('public', 'pub.jwks', published))),
    published: show(published, drift(readDocument(published, 'pub.jwks'), counterpart('private', 'own.jwks', own))),
  };
}

const nothing = { own: [], published: [] };
const keys = [
  `${ecPublic},${ecPrivate},"kid":"a"`,
  `${otherEcPublic},${otherEcPrivate},"kid":"b"`,
  `${edPublic},${edPrivate}`,
  `${xPublic},${xPrivate},"kid":"\\u202Ed"`,
];

describe('a drifted pair', () => {
  it('names the first missing keys in the public set, each in the private one', () => {
    const own = set(...keys);
    const one = 'warning "keys" Out of step with own.jwks:';
    assert.deepEqual(said(own, set(`${ecPublic},"kid":"a"`)).published, [
      `${one} the public halves of kid "b", keys[2] and kid "\\u202ed" are not here`,
    ]);
    const { own: each, published } = said(own, '{"keys":[]}');
    assert.deepEqual(published, [`${one} the public halves of kid "a", kid "b", keys[2] and 1 more are not here`]);
    const there = 'Out of step with pub.jwks: this key is not there';
    assert.deepEqual(each, [
      `warning "a" ${there}`,
      `warning "b" ${there}`,
      `warning { ${there}`,
      `warning "\\u202Ed" ${there}`,
    ]);
  });

  it('names the members that differ', () => {
    assert.deepEqual(
      said(
        set(`${ecPublic},${ecPrivate},"kid":"a","use":"sig","key_ops":["sign"]`),
        set(`"x5u":"https://a.example/",${ecPublic},"kid":"b","key_ops":["verify"]`),
      ),
      {
        own: ['warning "a" Out of step with pub.jwks: "kid", "use" and "x5u" differ there'],
        published: ['warning "b" Out of step with own.jwks: "kid", "use" and "x5u" differ there'],
      },
    );
  });

  it('tells of a retired key in the public set alone', () => {
    assert.deepEqual(said(set(keys[0] ?? ''), set(`${ecPublic},"kid":"a"`, `${edPublic},"kid":"old"`)), {
      own: [],
      published: [
        'information "old" Out of step with own.jwks: this key is only here; a retired key stays published until the last token it signed has expired',
      ],
    });
  });

  it('may be a lone key, a bare array, or a set in a string', () => {
    const own = `{${ecPublic},${ecPrivate},"kid":"a"}`;
    const there = ['warning "b" Out of step with own.jwks: "kid" differs there'];
    assert.deepEqual(said(own, `{${ecPublic},"kid":"b"}`).published, there);
    assert.deepEqual(said(own, `[{${ecPublic},"kid":"b"}]`).published, there);
    const held = JSON.stringify({ jwks: set(`${ecPublic},"kid":"b"`), client_id: 'c' });
    assert.equal(said(own, held).published.length, 1);
    assert.equal(said(held.replace(/d\\"/, 'd\\"'), own.replace(`,${ecPrivate}`, '')).own.length, 1);
    assert.deepEqual(
      said(own, `[{${otherEcPublic},"kid":"b"}]`).published[0],
      'warning [ Out of step with own.jwks: the public half of kid "a" is not here',
    );
  });
});

describe('nothing is said', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['of symmetric keys', set(`${octSecret},"kid":"s"`), '{"keys":[]}'],
    ["of others' public keys in the private set", set(keys[0] ?? '', edPublic), set(`${ecPublic},"kid":"a"`)],
    ['of keys without a thumbprint', set(`"kty":"EC","crv":"P-256","kid":"x",${ecPrivate}`), '{"keys":[]}'],
    ['of a key that is published twice', set(keys[0] ?? ''), set(`${ecPublic},"kid":"a"`, `${ecPublic},"kid":"old"`)],
    ['where the public set is broken', set(...keys), '{"keys":['],
    ['where the private set is broken', '{"keys":[', set(edPublic)],
    ['where the public set is cut short', set(...keys), set(edPublic).replace(']}', ',…]}')],
  ];
  for (const [title, own, published] of cases) it(title, () => assert.deepEqual(said(own, published), nothing));
});

describe('one document in several pairs', () => {
  it('a public set made from two private ones misses what either has, and knows what either knows', () => {
    const published = set(`${ecPublic},"kid":"a"`, edPublic, `${xPublic},"kid":"x"`);
    const found = drift(
      readDocument(published, 'pub.jwks'),
      counterpart('private', 'one.jwks', set(keys[0] ?? '', keys[1] ?? '')),
      counterpart('private', 'two.jwks', set(keys[2] ?? '')),
    );
    assert.deepEqual(
      found.map((f) => f.message),
      [
        'Out of step with one.jwks: the public half of kid "b" is not here',
        'Out of step with one.jwks and two.jwks: this key is only here; a retired key stays published until the last token it signed has expired',
      ],
    );
  });

  it('a private set has a fix for each public one', () => {
    const found = drift(
      readDocument(set(keys[0] ?? ''), 'own.jwks'),
      counterpart('public', 'one.jwks', '{"keys":[]}'),
      counterpart('public', 'two.jwks', '[]'),
      counterpart('public', 'three.json', '{"keys":[]}'),
    );
    assert.deepEqual(
      found.map((f) => f.fixes().map((fix) => [fix.title, applyEdits(fix.other?.document.text ?? '', fix.edits)])),
      [
        [['Update one.jwks from own.jwks', set(`${ecPublic},"kid":"a"`)]],
        [['Update two.jwks from own.jwks', `[{${ecPublic},"kid":"a"}]`]],
        [['Update three.json from own.jwks', set(`${ecPublic},"kid":"a"`)]],
      ],
    );
  });
});

describe('in a document that was edited', () => {
  it('places and fixes are those of the text as it is now', () => {
    const many = Array.from({ length: 20 }, (_, i) => `"kty":"oct","kid":"${i}","k":"AAAA"`);
    const own = set(...many, ...keys);
    const before = readDocument(own, 'own.jwks');
    const at = own.indexOf('"kid":"3"') + 7;
    const text = `${own.slice(0, at)}thirty${own.slice(at)}`;
    const document = readDocument(
      text,
      'own.jwks',
      {},
      {
        document: before,
        change: { start: at, oldEnd: at, newEnd: at + 6 },
      },
    );
    assert.equal(document.root, before.root, 'it was read anew');
    const published = set(`${ecPublic},"kid":"a"`, `${otherEcPublic},"kid":"B"`);
    const found = drift(document, counterpart('public', 'pub.jwks', published));
    assert.deepEqual(
      found.map((f) => text.slice(f.start, f.end)),
      ['"b"', '{', '"\\u202Ed"'],
    );
    const [fix] = found[0]?.fixes() ?? [];
    assert.match(applyEdits(published, fix?.edits ?? []), /"kid":"b"\},\{"kty":"OKP".*"kid":"\u202Ed"\}\]\}$/);

    // And the other way round: the private set beside the public one was edited.
    const [missing] = drift(readDocument(published, 'pub.jwks'), {
      side: 'private',
      name: 'own.jwks',
      ownName: 'pub.jwks',
      document,
    });
    assert.deepEqual(
      missing?.related.map((r) => text.slice(r.start, r.end)),
      ['{', '"\\u202Ed"'],
    );
  });
});

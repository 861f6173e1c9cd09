/** Two sets compared: after edits the same is found as by comparing them anew. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import type { Key } from '../../server/src/core/key/key.ts';
import { comparePair } from '../../server/src/core/pairs/compare.ts';
import {
  ecPrivate,
  ecPublic,
  edPrivate,
  edPublic,
  octSecret,
  otherEcPublic,
  xPrivate,
  xPublic,
} from '../../server/src/core/rules/samples.ts';

const set = (...keys: string[]): string => `{"keys":[${keys.map((k) => `{${k}}`).join(',')}]}`;

const members = [
  `${ecPublic},${ecPrivate}`,
  ecPublic,
  `${edPublic},${edPrivate}`,
  edPublic,
  otherEcPublic,
  `${xPublic},${xPrivate}`,
  octSecret,
  '"kty":"EC","kid":"none"',
].flatMap((key) => [key, `${key},"use":"sig"`, `${key},"use":"enc","alg":"ES256"`]);

/** The n-th key at a place of a set, each time another object. */
function keyAt(n: number, place: number): Key {
  const [part] = readDocument(set(members[n] as string), 'set.json').parts;
  const [key] = part?.keys ?? [];
  assert.ok(part !== undefined && key !== undefined);
  key.putAt(part, place, 10_000 * place);
  return key;
}

/** What was found, by what the keys are: the order among equals says nothing. */
function shown(own: readonly Key[], published: readonly Key[]): string[] {
  const { missing, differing, unknown } = comparePair(own, published);
  return [
    ...missing.map((key) => `missing ${key.text}`),
    ...differing.map((d) => `${d.members.join()} of ${d.own.text} and ${d.published.text}`),
    ...unknown.map((key) => `unknown ${key.text}`),
  ].sort();
}

describe('a pair that is edited', () => {
  it('is compared as one that is new', () => {
    const keys = fc.array(fc.nat(members.length - 1), { minLength: 1, maxLength: 12 });
    const edits = fc.array(fc.tuple(fc.boolean(), fc.nat(), fc.nat(members.length - 1)), { maxLength: 8 });
    fc.assert(
      fc.property(keys, keys, edits, (a, b, list) => {
        let [own, published] = [a.map(keyAt), b.map(keyAt)];
        shown(own, published);
        for (const [isOwn, at, to] of list) {
          const edited = (of: Key[]): Key[] => of.with(at % of.length, keyAt(to, at % of.length));
          if (isOwn) own = edited(own);
          else published = edited(published);
          assert.deepEqual(shown(own, published), shown([...own], [...published]));
        }
      }),
    );
  });

  it('says again what it said when an edit is taken back', () => {
    const [own, published] = [[keyAt(0, 0), keyAt(6, 1)], [keyAt(4, 0)]];
    const before = shown(own, published);
    assert.equal(before.length, 2);
    assert.equal(shown(own.with(0, keyAt(1, 0)), published).length, 1);
    assert.deepEqual(shown(own, published), before);
  });
});

describe('what is no difference', () => {
  const same: readonly (readonly [string, string, string])[] = [
    [
      'the order of members and white space',
      `${ecPublic},${ecPrivate},"kid":"a","use":"sig"`,
      `"use" : "sig",\r\n"kid":"a",${ecPublic}`,
    ],
    ['an escaped spelling', `${ecPublic},${ecPrivate},"kid":"a"`, `${ecPublic},"kid":"\\u0061"`],
    ['padding, which another rule reports', `${edPublic},${edPrivate}`, edPublic.replace(/"$/, '="')],
    [
      'the public counterpart of operations',
      `${ecPublic},${ecPrivate},"key_ops":["sign","deriveBits"]`,
      `${ecPublic},"key_ops":["verify"]`,
    ],
    [
      'the order of operations',
      `${ecPublic},${ecPrivate},"key_ops":["sign","verify"]`,
      `${ecPublic},"key_ops":["verify"]`,
    ],
    ['operations of the private half alone', `${xPublic},${xPrivate},"key_ops":["deriveKey"]`, xPublic],
    ['members nobody knows to be public', `${ecPublic},${ecPrivate},"note":"mine"`, `${ecPublic},"remark":"theirs"`],
  ];
  for (const [title, own, published] of same) {
    it(title, () => {
      const [a, b] = [own, published].map((text) => readDocument(set(text), 'set.json').parts[0]?.keys ?? []);
      assert.deepEqual(comparePair(a ?? [], b ?? []), { missing: [], differing: [], unknown: [] });
    });
  }
});

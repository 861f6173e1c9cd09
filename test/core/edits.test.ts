import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import {
  appendItems,
  applyEdits,
  insertMembers,
  removeItems,
  removeMembers,
} from '../../server/src/core/document/edits.ts';
import { parseJson, type JsonArray, type JsonObject } from '../../server/src/core/document/json.ts';

function object(text: string): JsonObject {
  const { root } = parseJson(text);
  assert.ok(root?.type === 'object');
  return root;
}
function keys(text: string): JsonArray {
  const holder = object(text).members.find((m) => m.name.value === 'keys')?.value;
  assert.ok(holder?.type === 'array');
  return holder;
}

const names = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });
const indent = fc.constantFrom(undefined, 1, 2, 4, '\t');

describe('removeMembers', () => {
  it('leaves valid JSON with exactly the other members, whatever is removed', () => {
    fc.assert(
      fc.property(names, indent, fc.array(fc.nat(7)), (all, space, picks) => {
        const value = Object.fromEntries(all.map((name, i) => [name, { v: i }]));
        const text = JSON.stringify(value, null, space);
        const root = object(text);
        const removed = root.members.filter((_, i) => picks.includes(i));
        const result = applyEdits(text, removeMembers(root, removed));
        const gone = new Set(removed.map((m) => m.name.value));
        const kept = Object.entries(value).filter(([name]) => !gone.has(name));
        assert.deepEqual(JSON.parse(result), Object.fromEntries(kept));
      }),
    );
  });

  it('takes the comma and the line with it', () => {
    const text = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}';
    const root = object(text);
    const without = (...i: number[]): string =>
      applyEdits(
        text,
        removeMembers(
          root,
          root.members.filter((_, n) => i.includes(n)),
        ),
      );
    assert.equal(without(0), '{\n  "b": 2,\n  "c": 3\n}');
    assert.equal(without(1), '{\n  "a": 1,\n  "c": 3\n}');
    assert.equal(without(2), '{\n  "a": 1,\n  "b": 2\n}');
    assert.equal(without(1, 2), '{\n  "a": 1\n}');
  });
});

describe('insertMembers', () => {
  const layouts: readonly (readonly [string, string])[] = [
    ['{"a":1,"b":2}', '{"a":1,"b":2,"c":3}'],
    ['{"a": 1, "b": 2}', '{"a": 1, "b": 2, "c": 3}'],
    ['{"a":1}', '{"a":1,"c":3}'],
    ['{ "a": 1 }', '{ "a": 1, "c": 3 }'],
    ['{\n\t"a" : 1\n}', '{\n\t"a" : 1,\n\t"c" : 3\n}'],
    ['{\r\n  "a": 1,\r\n  "b": 2\r\n}', '{\r\n  "a": 1,\r\n  "b": 2,\r\n  "c": 3\r\n}'],
    ['{}', '{"c": 3}'],
  ];
  for (const [before, after] of layouts) {
    it(`continues ${JSON.stringify(before)} in its own layout`, () => {
      assert.equal(applyEdits(before, [insertMembers(before, object(before), [['c', '3']])]), after);
    });
  }

  it('puts a member right after another one', () => {
    const text = '{\n  "kty": "EC",\n  "x": "A"\n}';
    const root = object(text);
    const edit = insertMembers(text, root, [['crv', '"P-256"']], root.members[0]);
    assert.equal(applyEdits(text, [edit]), '{\n  "kty": "EC",\n  "crv": "P-256",\n  "x": "A"\n}');
  });
});

describe('appendItems', () => {
  const key = { kty: 'EC', kid: 'b' };
  const layouts: readonly (readonly [string, string])[] = [
    ['{"keys":[]}', '{"keys":[{"kty":"EC","kid":"b"}]}'],
    ['{"keys":[{"kty":"EC"}]}', '{"keys":[{"kty":"EC"},{"kty":"EC","kid":"b"}]}'],
    [
      '{\n  "keys": [\n    {\n      "kty": "EC"\n    }\n  ]\n}\n',
      '{\n  "keys": [\n    {\n      "kty": "EC"\n    },\n    {\n      "kty": "EC",\n      "kid": "b"\n    }\n  ]\n}\n',
    ],
    [
      '{\r\n\t"keys": [\r\n\t\t{ "kty": "EC" }\r\n\t]\r\n}',
      '{\r\n\t"keys": [\r\n\t\t{ "kty": "EC" },\r\n\t\t{ "kty": "EC", "kid": "b" }\r\n\t]\r\n}',
    ],
    [
      '{\n    "keys": []\n}',
      '{\n    "keys": [\n        {\n            "kty": "EC",\n            "kid": "b"\n        }\n    ]\n}',
    ],
  ];
  for (const [before, after] of layouts) {
    it(`continues ${JSON.stringify(before)} in its own layout`, () => {
      assert.equal(applyEdits(before, [appendItems(before, keys(before), [key])]), after);
    });
  }

  it('changes no other byte and can be taken back by removing the items', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ kty: fc.string(), kid: fc.string() }), { minLength: 1, maxLength: 4 }),
        indent,
        (list, space) => {
          const text = JSON.stringify({ keys: list }, null, space);
          const edit = appendItems(text, keys(text), [key]);
          const result = applyEdits(text, [edit]);
          assert.equal(edit.start, edit.end);
          assert.deepEqual(JSON.parse(result), { keys: [...(JSON.parse(text) as { keys: unknown[] }).keys, key] });
          const array = keys(result);
          assert.equal(applyEdits(result, removeItems(array, array.items.slice(-1))), text);
        },
      ),
    );
  });
});

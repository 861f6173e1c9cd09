/** The search is linear: what it reads is counted, because a clock says nothing on a busy machine. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { findKeys } from '../../server/src/core/scan/find.ts';
import { base64url, ecKey, escaped, octKey } from './support.ts';

/** Times each character may be read: nested objects, and as many layers. */
const bound = 40;

function readPerCharacter(text: string): number {
  const work = { characters: 0 };
  findKeys(text, undefined, work);
  return work.characters / text.length;
}

const json = JSON.stringify(ecKey);
const hostile: Readonly<Record<string, string>> = {
  braces: '{',
  'names of members': '"kty"',
  'members without end': '{"kty":',
  'members without end, of one object': '"kty":1,',
  'openings and names': '{"kty":{',
  'closings and names': '"kty":}',
  'escaped names': '\\"kty\\":',
  'escaped names with quotes': '"\\"kty\\":',
  'escaped names that are put together': '"\\"kty\\":" + ',
  backslashes: '\\',
  'backslashes and quotes': '\\\\"',
  'backslashes before names': '\\\\\\"kty\\\\\\":',
  quotes: '"',
  'quotes put together': '"" + ',
  'beginnings of base64': 'eyJ',
  'beginnings of base64, apart': 'eyJ-',
  'beginnings of base64 on lines': 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9eyJhbGci\n',
  'base64 of names': `${base64url('{"kty":')}-`,
  'strings put together with a key': `"${escaped(json)}" + `,
  keys: `${json},`,
  'keys that do not close': json.slice(0, -1),
  'strings with keys': `"${escaped(json)}",`,
  'keys in base64': `${base64url(json)}\n`,
  'keys in base64 after words': `${base64url('{"kty":')}-${base64url(json)}\n`,
};

describe('the search reads each character a bounded number of times', () => {
  for (const [name, piece] of Object.entries(hostile)) {
    it(name, () => {
      for (const size of [1 << 14, 1 << 18]) {
        const text = piece.repeat(Math.ceil(size / piece.length));
        assert.ok(readPerCharacter(text) < bound, `${size}: ${readPerCharacter(text)}`);
      }
    });
  }

  it('nested objects', () => {
    for (const depth of [10, 1000, 30_000]) {
      const nested = '{"kty":'.repeat(depth) + '1' + '}'.repeat(depth);
      assert.ok(readPerCharacter(nested) < bound);
      assert.ok(readPerCharacter(`[${`${nested},`.repeat(3)}]`) < bound);
      assert.ok(readPerCharacter(nested.replaceAll('}', ' ,"kty":1}')) < bound);
    }
  });

  it('strings in strings', () => {
    let text = json;
    for (let i = 0; i < 12; i++) text = `{"a":"${escaped(text)}"}`;
    assert.ok(readPerCharacter(text) < bound);
  });

  it('any mixture', () => {
    const piece = fc.constantFrom(...Object.values(hostile), '}', '\n', ' ', "'", '.', '=', json);
    fc.assert(
      fc.property(
        fc.array(piece, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 100, max: 2000 }),
        (pieces, n) => {
          const text = pieces
            .join('')
            .repeat(n)
            .slice(0, 1 << 17);
          assert.ok(readPerCharacter(text) < bound);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('what is found', () => {
  it('is every key that stands in a text without braces or quotes of its own', () => {
    const filler = fc.string({ unit: fc.constantFrom('a', ' ', '\n', ',', '.', ':', '-', 'é', '(', ')') });
    const forms = [
      (text: string) => text,
      (text: string) => ` "${escaped(text)}" `,
      (text: string) => ` ${base64url(text)} `,
    ];
    const kept = fc.record({ before: filler, form: fc.constantFrom(...forms), key: fc.constantFrom(ecKey, octKey) });
    fc.assert(
      fc.property(fc.array(kept, { maxLength: 5 }), filler, (all, after) => {
        const text = all.map(({ before, form, key }) => before + form(JSON.stringify(key))).join('') + after;
        assert.deepEqual(
          findKeys(text).map((found) => JSON.parse(found.text) as unknown),
          all.map(({ key }) => key),
        );
      }),
    );
  });
});

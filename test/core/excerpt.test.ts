import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { applyEdits, type TextEdit } from '../../server/src/core/document/edits.ts';
import {
  base64Excerpt,
  escapeJson,
  jsonStringExcerpt,
  nestedExcerpt,
  plainExcerpt,
  type Excerpt,
} from '../../server/src/core/document/excerpt.ts';
import { parseJson } from '../../server/src/core/document/json.ts';

/** Text with much that has to be escaped, and characters of every length in UTF-8. */
const text = fc.string({ unit: fc.constantFrom('"', '\\', '/', '\n', 'u', '0', 'A', 'é', '…', '😀', '{', ' ') });

/** One of the ways to write each character between the quotes of a JSON string. */
const written = fc.array(
  fc.tuple(fc.constantFrom('"', '\\', '/', '\n', '\t', 'u', 'A', 'é', '\ud83d', '\ude00'), fc.boolean()),
);

function write(characters: readonly (readonly [string, boolean])[]): { token: string; places: number[] } {
  const places: number[] = [];
  let token = '';
  for (const [c, long] of characters) {
    places.push(token.length);
    token += long ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : escapeJson(c);
  }
  places.push(token.length);
  return { token, places };
}

/** Up to three edits that do not overlap. */
function edits(length: number): fc.Arbitrary<TextEdit[]> {
  return fc
    .array(fc.tuple(fc.nat(length), text), { maxLength: 6 })
    .map((picks) => picks.sort(([a], [b]) => a - b))
    .map((picks) =>
      picks.flatMap(([start, inserted], i): TextEdit[] =>
        i % 2 === 0 ? [{ start, end: picks[i + 1]?.[0] ?? start, text: inserted }] : [],
      ),
    )
    .map((all) => all.filter((e, i) => i === 0 || e.start > (all[i - 1] as TextEdit).end));
}

/** Lone surrogates are no text that UTF-8 could hold. */
function isWellFormed(candidate: string): boolean {
  return Buffer.from(candidate).toString() === candidate;
}

function editsOf(excerpt: Excerpt, changes: readonly TextEdit[]): readonly TextEdit[] {
  assert.ok(excerpt.toOuterEdits !== undefined, 'it can be written back');
  return excerpt.toOuterEdits(changes);
}

describe('an excerpt of a JSON string', () => {
  it('knows where each character stands, however it is written', () => {
    fc.assert(
      fc.property(text, written, (before, characters) => {
        const { token, places } = write(characters);
        const outer = `${before}"${token}"`;
        const start = before.length + 1;
        const excerpt = jsonStringExcerpt(outer, [{ start, end: start + token.length }]);
        assert.equal(excerpt.text, characters.map(([c]) => c).join(''));
        assert.deepEqual(
          places.map((_, i) => excerpt.toOuter(i)),
          places.map((place) => start + place),
        );
      }),
    );
  });

  it('says the same as the parser of any string at all', () => {
    const raw = fc.string({ unit: fc.constantFrom('\\', 'u', '0', '4', '1', 'n', 'x', '/', 'é', '\\"') });
    fc.assert(
      fc.property(raw, (body) => {
        const outer = `"${body}"`;
        const { root } = parseJson(outer);
        if (root?.type !== 'string' || root.end !== outer.length) return;
        // Without a closing quote the parser leaves out what looks like punctuation.
        fc.pre(!/(?:^|[^\\])(?:\\\\)*\\$/.test(body));
        const excerpt = jsonStringExcerpt(outer, [{ start: 1, end: outer.length - 1 }]);
        assert.equal(excerpt.text, root.value);
        assert.equal(excerpt.toOuter(excerpt.text.length), outer.length - 1);
      }),
    );
  });

  it('edited outside reads as if it were edited inside', () => {
    const cases = written.chain((characters) => fc.tuple(fc.constant(characters), edits(characters.length)));
    fc.assert(
      fc.property(cases, ([characters, changes]) => {
        const { token } = write(characters);
        const outer = `{"jwks":"${token}","x":1}`;
        const start = outer.indexOf('"', 8) + 1;
        const excerpt = jsonStringExcerpt(outer, [{ start, end: start + token.length }]);
        const after = applyEdits(outer, editsOf(excerpt, changes));
        assert.deepEqual(JSON.parse(after), { jwks: applyEdits(excerpt.text, changes), x: 1 });
      }),
    );
  });

  it('is not written back where an unknown escape could swallow what is put beside it', () => {
    for (const body of ['\\u00', 'a\\x41', 'a\\']) {
      assert.equal(jsonStringExcerpt(body, [{ start: 0, end: body.length }]).toOuterEdits, undefined, body);
    }
  });

  it('may be put together from several strings', () => {
    const outer = 'String s = "{\\"a\\":" +\n  "\\"b\\"}";';
    const first = { start: outer.indexOf('{'), end: outer.indexOf('" +') };
    const second = { start: outer.indexOf('\n  "') + 4, end: outer.length - 2 };
    const excerpt = jsonStringExcerpt(outer, [first, second]);
    assert.equal(excerpt.text, '{"a":"b"}');
    assert.equal(outer.slice(excerpt.toOuter(5), excerpt.toOuter(9)), '\\"b\\"}');
    assert.equal(
      applyEdits(outer, editsOf(excerpt, [{ start: 6, end: 7, text: '"' }])),
      'String s = "{\\"a\\":" +\n  "\\"\\"\\"}";',
    );
  });
});

describe('an excerpt of base64', () => {
  const wrapped = fc.constantFrom(0, 4, 7, 76);
  const write64 = (inner: string, url: boolean, width: number): string => {
    const token = Buffer.from(inner).toString(url ? 'base64url' : 'base64');
    return width === 0 ? token : (token.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\r\n  ');
  };

  it('reads either alphabet, wrapped or not, and knows where each character begins', () => {
    fc.assert(
      fc.property(text, text, fc.boolean(), wrapped, (before, inner, url, width) => {
        const token = write64(inner, url, width);
        const outer = `${before}${token}.`;
        const excerpt = base64Excerpt(outer, { start: before.length, end: before.length + token.length });
        assert.equal(excerpt?.text, inner);
        for (let i = 0; i <= inner.length; i++) {
          if (i > 0 && i < inner.length && inner.charCodeAt(i) >= 0xdc00 && inner.charCodeAt(i) < 0xe000) continue;
          const place: number = excerpt.toOuter(i) - before.length;
          const octets = Buffer.byteLength(inner.slice(0, i));
          const characters: number = token.slice(0, place).replace(/[^\w+/-]/g, '').length;
          if (i < inner.length) assert.equal(characters, Math.floor((octets * 8) / 6));
          else assert.equal(place, token.length);
        }
      }),
    );
  });

  it('edited outside reads as if it were edited inside', () => {
    const cases = text.chain((inner) => fc.tuple(fc.constant(inner), edits(inner.length)));
    fc.assert(
      fc.property(cases, fc.boolean(), wrapped, ([inner, changes], url, width) => {
        const expected = applyEdits(inner, changes);
        fc.pre(isWellFormed(expected));
        const token = write64(inner, url, width);
        const excerpt = base64Excerpt(token, { start: 0, end: token.length });
        assert.ok(excerpt !== undefined);
        assert.equal(Buffer.from(applyEdits(token, editsOf(excerpt, changes)), 'base64').toString(), expected);
      }),
    );
  });

  it('is not what is no base64, or no UTF-8', () => {
    for (const token of ['a', 'abc$', '_w', 'YW=E'])
      assert.equal(base64Excerpt(token, { start: 0, end: token.length }), undefined);
  });
});

describe('an excerpt of an excerpt', () => {
  it('edited outside reads as if it were edited inside, through every pair of layers', () => {
    interface Layer {
      readonly write: (inner: string) => string;
      readonly read: (outer: string) => Excerpt | undefined;
    }
    const span = (outer: string): { start: number; end: number } => ({ start: 3, end: outer.length - 2 });
    const layers: readonly Layer[] = [
      { write: (inner) => `>> ${inner}<<`, read: (outer) => plainExcerpt(outer, span(outer)) },
      { write: (inner) => `a="${escapeJson(inner)}";`, read: (outer) => jsonStringExcerpt(outer, [span(outer)]) },
      { write: (inner) => `b: ${Buffer.from(inner).toString('base64url')}, `, read: (o) => base64Excerpt(o, span(o)) },
    ];
    const layer = fc.constantFrom(...layers);
    const cases = text.chain((inner) => fc.tuple(fc.constant(inner), edits(inner.length)));
    fc.assert(
      fc.property(layer, layer, cases, (outerLayer, innerLayer, [inner, changes]) => {
        const expected = applyEdits(inner, changes);
        fc.pre(isWellFormed(expected));
        const middle = innerLayer.write(inner);
        const outer = outerLayer.write(middle);
        const read = (from: string): Excerpt => {
          const first = outerLayer.read(from);
          const second = first === undefined ? undefined : innerLayer.read(first.text);
          assert.ok(first !== undefined && second !== undefined);
          return nestedExcerpt(first, second);
        };
        const excerpt = read(outer);
        assert.equal(excerpt.text, inner);
        assert.equal(read(applyEdits(outer, editsOf(excerpt, changes))).text, expected);
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { parse as jsoncParse, type ParseError } from 'jsonc-parser';
import { maxDepth, parseJson, type JsonNode } from '../../server/src/core/document/json.ts';
import { toValue } from '../../server/src/core/document/tree.ts';

const codes = (text: string): string[] => parseJson(text).errors.map((e) => `${e.code} ${e.start}-${e.end}`);

/** Every node lies inside its parent, after its elder sibling, and its text is what it says. */
function checkPlaces(node: JsonNode | undefined, text: string): void {
  if (node === undefined) return;
  let at = node.start;
  const step = (start: number, end: number): void => {
    assert.ok(at <= start && start <= end && end <= node.end, `${start}-${end} is out of place`);
    at = end;
  };
  if (node.type === 'array') for (const item of node.items) step(item.start, item.end);
  if (node.type === 'object') {
    for (const m of node.members) {
      step(m.name.start, m.name.end);
      if (m.value !== undefined) step(m.value.start, m.value.end);
    }
  }
  const children = node.type === 'array' ? node.items : node.type === 'object' ? node.members.map((m) => m.value) : [];
  for (const child of children) checkPlaces(child, text);
}

const jsonText = fc
  .tuple(fc.jsonValue({ depthSize: 'medium' }), fc.constantFrom(undefined, 1, 2, '\t'))
  .map(([value, indent]) => JSON.stringify(value, null, indent));

/** Valid JSON with characters of the grammar inserted, removed or doubled. */
const brokenText = fc
  .tuple(
    jsonText,
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom('{', '}', '[', ']', ',', ':', '"', "'", '\\', '//', '/*', '…', '\n', 'x', '1'),
      ),
      { maxLength: 5 },
    ),
    fc.nat(),
  )
  .map(([text, insertions, cut]) => {
    let result = text;
    for (const [at, piece] of insertions) {
      const i = at % (result.length + 1);
      result = result.slice(0, i) + piece + result.slice(i);
    }
    return cut % 3 === 0 ? result.slice(0, cut % (result.length + 1)) : result;
  });

function accepts(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('parseJson', () => {
  it('reads what JSON.parse reads, to the same value and without errors', () => {
    fc.assert(
      fc.property(jsonText, (text) => {
        const { root, errors } = parseJson(text);
        assert.deepEqual(errors, []);
        assert.deepEqual(toValue(root), JSON.parse(text));
        checkPlaces(root, text);
      }),
    );
  });

  it('reports an error exactly where JSON.parse refuses', () => {
    fc.assert(
      fc.property(brokenText, (text) => {
        const { root, errors } = parseJson(text);
        assert.equal(errors.length === 0, accepts(text), text);
        checkPlaces(root, text);
        for (const error of errors) assert.ok(error.start <= error.end && error.end <= text.length);
      }),
      { numRuns: 2000 },
    );
  });

  it('agrees with jsonc-parser about the value of JSON with comments and trailing commas', () => {
    const text = '{\n // one\n "a": [1, 2, /* two */ 3,],\n "b": {"c": null,},\n}';
    const problems: ParseError[] = [];
    assert.deepEqual(toValue(parseJson(text).root), jsoncParse(text, problems, { allowTrailingComma: true }));
  });

  it('keeps duplicate members', () => {
    const { root } = parseJson('{"a":1,"a":2}');
    assert.ok(root?.type === 'object');
    assert.deepEqual(
      root.members.map((m) => m.value?.type === 'number' && m.value.value),
      [1, 2],
    );
  });

  const faults: readonly (readonly [string, readonly string[]])[] = [
    ['{"a":1,}', ['trailing-comma 7-8']],
    ['[1,]', ['trailing-comma 3-4']],
    ['{"a":1 "b":2}', ['comma-expected 7-10']],
    ['{"a" 1}', ['colon-expected 5-6']],
    ['{"a":}', ['value-expected 5-6']],
    ['{a:1}', ['unquoted 1-2']],
    ["{'a':1}", ['quotes 1-2']],
    ['[1,2', ['close-expected 4-4']],
    ['{"a":1} x', ['trailing-text 8-9']],
    ['[NaN]', ['unquoted 1-4']],
    ['[01]', ['number 1-3']],
    ['["\\q"]', ['escape 2-4']],
    ['["a\tb"]', ['control-character 3-4']],
    ['[1 /* a */]', ['comment 3-10']],
    ['[1]// a', ['comment 3-7']],
    ['{"keys":[{},…]}', ['ellipsis 12-13']],
    ['{"keys":[{}, ...]}', ['ellipsis 13-16']],
    ['{"a":1, … "b":2}', ['ellipsis 8-9']],
    ['', ['value-expected 0-0']],
  ];
  for (const [text, expected] of faults) {
    it(`says what is wrong with ${JSON.stringify(text)}`, () => assert.deepEqual(codes(text), expected));
  }

  it('takes base64 that was wrapped over lines as one value', () => {
    const { root, errors } = parseJson('{"n":"abcd\n  efgh\n","e":"AQAB"}');
    assert.deepEqual(
      errors.map((e) => e.code),
      ['control-character'],
    );
    assert.deepEqual(toValue(root), { n: 'abcd\n  efgh\n', e: 'AQAB' });
  });

  it('ends text without a closing quote at its line, and reads on', () => {
    const { root } = parseJson('{"kid":"a,\n"use":"sig"}');
    assert.deepEqual(toValue(root), { kid: 'a', use: 'sig' });
  });

  it('skips a byte order mark, and reads what follows at its place', () => {
    const { root, errors } = parseJson('\uFEFF[1]');
    assert.deepEqual([root?.start, errors], [1, []]);
  });

  it('stops at absurd nesting instead of exhausting memory or stack', () => {
    const { errors } = parseJson('['.repeat(1_000_000));
    assert.deepEqual(
      errors.map((e) => e.code),
      ['too-deep'],
    );
    assert.deepEqual(codes('['.repeat(maxDepth) + ']'.repeat(maxDepth)), []);
  });

  it('keeps at most a hundred errors of a binary file', () => {
    const noise = Array.from({ length: 100_000 }, (_, i) => String.fromCharCode((i * 7919) % 256)).join('');
    assert.equal(parseJson(`{${noise}`).errors.length, 100);
  });
});

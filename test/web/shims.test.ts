/** What stands in for Node's test modules in the browser, held against them: else a pass there would mean nothing. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import fc from '../support/fastCheck.ts';
import shim, { AssertionError, isDeepEqual } from './core/assert.ts';
import * as tests from './core/nodeTest.ts';

/** Whether the call is fine, by either module. */
async function fails(work: () => unknown): Promise<boolean> {
  try {
    await work();
    return false;
  } catch (error) {
    assert.ok(error instanceof AssertionError || error instanceof assert.AssertionError, String(error));
    return true;
  }
}

describe('assert in the browser', () => {
  it('finds equal what node finds deeply equal', () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withSet: true,
      withSparseArray: true,
      withTypedArray: true,
      maxDepth: 2,
      maxKeys: 2,
      key: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(anything, anything, (a, b) => {
        assert.equal(isDeepEqual(a, b), isDeepStrictEqual(a, b));
        assert.equal(isDeepEqual([a, { b }], [structuredCopy(a), { b }]), isDeepStrictEqual([a], [structuredCopy(a)]));
      }),
      { numRuns: 1000 },
    );
  });

  it('tells apart what node tells apart', () => {
    const circle = (): unknown[] => {
      const array: unknown[] = [];
      array.push(array);
      return array;
    };
    const cases: readonly (readonly [unknown, unknown])[] = [
      [0, -0],
      [NaN, NaN],
      [1n, 1],
      [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
      [new Uint8Array([1, 2]), new Uint8Array([1, 3])],
      [new Uint8Array([1]), [1]],
      [new Uint8Array([1]), new Uint16Array([1])],
      [{ a: undefined }, {}],
      [{ a: undefined }, { b: undefined }],
      [[undefined], new Array(1)],
      [Object.create(null), {}],
      [new Map([[{ a: 1 }, 2]]), new Map([[{ a: 1 }, 2]])],
      [new Map([['a', 1]]), new Map([['a', 2]])],
      [new Set([[1], [2]]), new Set([[2], [1]])],
      [new Set([[1], [1]]), new Set([[2], [1]])],
      [new Date(1), new Date(1)],
      [new Date(1), new Date(2)],
      [/a/g, /a/g],
      [/a/g, /a/],
      [new Error('a'), new Error('b')],
      [new TypeError('a'), new Error('a')],
      [circle(), circle()],
      [{ [Symbol.iterator]: 1 }, {}],
      [new ArrayBuffer(1), new ArrayBuffer(2)],
      ['a', ['a']],
      [null, undefined],
    ];
    for (const [i, [a, b]] of cases.entries()) {
      assert.equal(isDeepEqual(a, b), isDeepStrictEqual(a, b), `case ${i}`);
    }
  });

  it('refuses what node refuses', async () => {
    type Api = typeof assert;
    const calls: readonly ((api: Api) => unknown)[] = [
      (a) => a.equal(1, 1),
      (a) => a.equal(1, '1'),
      (a) => a.notEqual(1, 1),
      (a) => a.notEqual(1, 2),
      (a) => a.ok(''),
      (a) => a.ok('0'),
      (a) => a(0),
      (a) => a.deepEqual({ a: [1] }, { a: [1] }),
      (a) => a.deepEqual({ a: [1] }, { a: [2] }, 'message'),
      (a) => a.match('abc', /b/),
      (a) => a.match('abc', /d/),
      (a) => a.doesNotMatch('abc', /b/),
      (a) => a.doesNotMatch('abc', /d/),
      (a) => a.fail('x'),
      (a) => a.throws(() => undefined),
      (a) => a.throws(() => JSON.parse('{')),
      (a) => a.throws(() => JSON.parse('{'), /SyntaxError/),
      (a) => a.throws(() => JSON.parse('{'), /TypeError/),
      (a) => a.throws(() => JSON.parse('{'), { name: 'SyntaxError', message: /JSON/ }),
      (a) => a.throws(() => JSON.parse('{'), { name: 'TypeError' }),
      (a) =>
        a.throws(
          () => JSON.parse('{'),
          (error: unknown) => error instanceof SyntaxError,
        ),
      (a) => a.rejects(Promise.resolve(1)),
      (a) => a.rejects(Promise.reject(new Error('abc')), /abc/),
      (a) => a.rejects(() => Promise.reject(new Error('abc')), /xyz/),
      (a) =>
        a.rejects(
          () => Promise.reject(new Error('abc')),
          (error: unknown) => error instanceof TypeError,
        ),
    ];
    for (const [i, call] of calls.entries()) {
      assert.equal(await fails(() => call(shim as unknown as Api)), await fails(() => call(assert)), `call ${i}`);
    }
  });
});

/** Another object that is the same. */
function structuredCopy(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
}

describe('node:test in the browser', () => {
  it('runs tests in order, in their suites, and tells what failed', async () => {
    const log: string[] = [];
    const note = (text: string) => () => void log.push(text);
    const outcomes = await tests.runFile(() => {
      tests.describe('a', () => {
        tests.before(note('before'));
        tests.after(note('after'));
        tests.it('one', note('one'));
        tests.describe('b', { skip: false }, () => {
          tests.it('two', () => Promise.reject(new Error('no')));
        });
        tests.describe('c', { skip: 'not here' }, () => tests.it('three', note('three')));
        tests.it('four', { timeout: 10 }, () => new Promise(() => undefined));
        tests.it('five', { timeout: 10_000 }, note('five'));
      });
      tests.describe('d', () => {
        tests.before(() => {
          throw new Error('not ready');
        });
        tests.it('six', note('six'));
      });
      return Promise.resolve();
    });
    assert.deepEqual(log, ['before', 'one', 'five', 'after']);
    assert.deepEqual(
      outcomes.map(({ name, error }) => `${name}${error === undefined ? '' : `: ${String(error.split('\n')[0])}`}`),
      [
        'a > one',
        'a > b > two: Error: no',
        'a > four: Error: not done within 10 ms',
        'a > five',
        'd > six: Error: not ready',
      ],
    );
  });

  it('does not take an asynchronous suite for one without tests', async () => {
    await assert.rejects(
      tests.runFile(() => {
        tests.describe('a', () => Promise.resolve());
        return Promise.resolve();
      }),
      /the suite "a" is asynchronous/,
    );
  });
});

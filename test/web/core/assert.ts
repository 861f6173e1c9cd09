/**
 * node:assert/strict for the browser, as far as the core's tests use it. The package of that name on npm needs
 * polyfills of process and util, and its deepEqual is Node 12's; this one is held against Node's in shims.test.ts.
 */

export class AssertionError extends Error {
  override readonly name = 'AssertionError';
}

type Message = string | Error | undefined;
type Expected = RegExp | ((error: unknown) => unknown) | Readonly<Record<string, unknown>>;

function show(value: unknown): string {
  const written = JSON.stringify(value, (_, v: unknown) => (typeof v === 'bigint' ? `${v}n` : v), 1) as
    string | undefined;
  const text = written ?? String(value);
  return text.length > 2000 ? `${text.slice(0, 2000)}…` : text;
}

function refuse(message: Message, otherwise: () => string): never {
  if (message instanceof Error) throw message;
  throw new AssertionError(message ?? otherwise());
}

function ok(value: unknown, message?: Message): asserts value {
  if (!value) refuse(message, () => `${show(value)} is not truthy`);
}

function equal(actual: unknown, expected: unknown, message?: Message): void {
  if (!Object.is(actual, expected)) refuse(message, () => `${show(actual)} is not ${show(expected)}`);
}

function notEqual(actual: unknown, expected: unknown, message?: Message): void {
  if (Object.is(actual, expected)) refuse(message, () => `${show(actual)} should be something else`);
}

function deepEqual(actual: unknown, expected: unknown, message?: Message): void {
  if (!isDeepEqual(actual, expected)) refuse(message, () => `${show(actual)}\nis not ${show(expected)}`);
}

function match(text: string, pattern: RegExp, message?: Message): void {
  if (!pattern.test(text)) refuse(message, () => `${show(text)} does not match ${pattern.source}`);
}

function doesNotMatch(text: string, pattern: RegExp, message?: Message): void {
  if (pattern.test(text)) refuse(message, () => `${show(text)} matches ${pattern.source}`);
}

function fail(message?: Message): never {
  refuse(message, () => 'Failed');
}

function throws(work: () => unknown, expected?: Expected): void {
  let thrown: unknown;
  try {
    work();
  } catch (error) {
    thrown = error;
    checkThrown(thrown, expected);
    return;
  }
  fail('nothing was thrown');
}

async function rejects(work: Promise<unknown> | (() => Promise<unknown>), expected?: Expected): Promise<void> {
  let thrown: unknown;
  try {
    await (typeof work === 'function' ? work() : work);
  } catch (error) {
    thrown = error;
    checkThrown(thrown, expected);
    return;
  }
  fail('it was not rejected');
}

function checkThrown(error: unknown, expected: Expected | undefined): void {
  if (expected === undefined) return;
  if (expected instanceof RegExp) return match(String(error), expected);
  if (typeof expected === 'function') return ok(expected(error) === true, `not the error expected: ${String(error)}`);
  for (const [name, value] of Object.entries(expected)) {
    const found = (error as Record<string, unknown>)[name];
    if (value instanceof RegExp && typeof found === 'string') match(found, value);
    else deepEqual(found, value);
  }
}

type Pair = readonly [object, object];

/** Equal as node's deepStrictEqual has it: same prototypes, same own enumerable members, -0 is not 0, NaN is NaN. */
export function isDeepEqual(a: unknown, b: unknown, within: readonly Pair[] = []): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || Array.isArray(a) !== Array.isArray(b)) return false;
  // A circle that closes at the same place in both is the same circle.
  if (within.some(([x, y]) => x === a && y === b)) return true;
  const inner: readonly Pair[] = [...within, [a, b]];
  return sameContent(a, b, inner) && sameMembers(a, b, inner);
}

/** What objects hold other than in members. */
function sameContent(a: object, b: object, within: readonly Pair[]): boolean {
  if (a instanceof Date && b instanceof Date) return Object.is(a.getTime(), b.getTime());
  if (a instanceof RegExp && b instanceof RegExp) return String(a) === String(b) && a.lastIndex === b.lastIndex;
  if (a instanceof Error && b instanceof Error) return a.name === b.name && a.message === b.message;
  if (a instanceof Map && b instanceof Map) {
    return a.size === b.size && unorderedEqual([...a] as unknown[], [...b] as unknown[], within);
  }
  if (a instanceof Set && b instanceof Set) return a.size === b.size && unorderedEqual([...a], [...b], within);
  if (a instanceof ArrayBuffer && b instanceof ArrayBuffer) {
    return isDeepEqual(new Uint8Array(a), new Uint8Array(b), within);
  }
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length;
  return true;
}

function unorderedEqual(a: readonly unknown[], b: readonly unknown[], within: readonly Pair[]): boolean {
  const left = [...b];
  return a.every((item) => {
    const at = left.findIndex((other) => isDeepEqual(item, other, within));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function sameMembers(a: object, b: object, within: readonly Pair[]): boolean {
  const names = enumerable(a);
  if (names.length !== enumerable(b).length) return false;
  return names.every((name) => {
    if (!Object.prototype.propertyIsEnumerable.call(b, name)) return false;
    return isDeepEqual((a as Record<PropertyKey, unknown>)[name], (b as Record<PropertyKey, unknown>)[name], within);
  });
}

/** Elements of arrays and typed arrays are such members, too. */
function enumerable(value: object): PropertyKey[] {
  const symbols = Object.getOwnPropertySymbols(value);
  return [
    ...Object.keys(value),
    ...symbols.filter((symbol) => Object.prototype.propertyIsEnumerable.call(value, symbol)),
  ];
}

const assert = Object.assign((value: unknown, message?: Message): void => ok(value, message), {
  AssertionError,
  deepEqual,
  doesNotMatch,
  equal,
  fail,
  match,
  notEqual,
  ok,
  rejects,
  throws,
});
export default assert;

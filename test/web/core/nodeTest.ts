/**
 * node:test for the browser, as far as the core's tests use it: suites, nested and skipped, tests in order, hooks around
 * a suite, time limits. A suite's function must be synchronous, as registering is.
 */

/** What became of one test; its name is led by those of its suites. */
export interface Outcome {
  readonly name: string;
  /** Absent when it passed. */
  readonly error?: string;
}

type Work = () => unknown;
interface Options {
  readonly skip?: boolean | string;
  readonly timeout?: number;
}

interface Suite {
  readonly name: string;
  readonly steps: (Suite | Test)[];
  readonly before: Work[];
  readonly after: Work[];
}
interface Test {
  readonly name: string;
  readonly timeout: number | undefined;
  readonly work: Work;
}

let current: Suite = newSuite('');

function newSuite(name: string): Suite {
  return { name, steps: [], before: [], after: [] };
}

/** Reads `(name, work)` or `(name, options, work)`. */
function read(rest: readonly [Work] | readonly [Options, Work]): [Options, Work] {
  return rest.length === 1 ? [{}, rest[0]] : [rest[0], rest[1]];
}

export function describe(name: string, ...rest: [Work] | [Options, Work]): void {
  const [{ skip }, work] = read(rest);
  // A skipped suite is never asked for its tests, as in Node.
  if (skip !== undefined && skip !== false) return;
  const outer = current;
  current = newSuite(name);
  outer.steps.push(current);
  try {
    if (work() instanceof Promise) throw new Error(`the suite "${name}" is asynchronous`);
  } finally {
    current = outer;
  }
}

export function it(name: string, ...rest: [Work] | [Options, Work]): void {
  const [{ timeout }, work] = read(rest);
  current.steps.push({ name, timeout, work });
}

export const before = (work: Work): void => void current.before.push(work);
export const after = (work: Work): void => void current.after.push(work);

/** Loads a file of tests and runs them. */
export async function runFile(load: () => Promise<unknown>): Promise<Outcome[]> {
  current = newSuite('');
  const suite = current;
  await load();
  return runSuite(suite, []);
}

async function runSuite(suite: Suite, path: readonly string[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const fault = await faultOf(() => inTurn(suite.before));
  for (const step of suite.steps) {
    const inner = [...path, step.name];
    if ('steps' in step) outcomes.push(...(await runSuite(step, inner)));
    else outcomes.push(outcome(inner, fault ?? (await faultOf(() => limited(step)))));
  }
  const left = await faultOf(() => inTurn(suite.after));
  if (left !== undefined) outcomes.push(outcome([...path, 'after'], left));
  return outcomes;
}

async function inTurn(hooks: readonly Work[]): Promise<void> {
  for (const hook of hooks) await hook();
}

function outcome(path: readonly string[], error: string | undefined): Outcome {
  return { name: path.join(' > '), ...(error === undefined ? {} : { error }) };
}

async function faultOf(work: Work): Promise<string | undefined> {
  try {
    await work();
    return undefined;
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}\n${error.stack ?? ''}` : String(error);
  }
}

/** Work that never yields is ended by whoever waits for the worker. */
async function limited({ timeout, work }: Test): Promise<void> {
  if (timeout === undefined) {
    await work();
    return;
  }
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done within ${timeout} ms`)), timeout);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

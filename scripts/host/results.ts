/** What a suite inside the editor reports, through a file: an exit code says 0 also when the extension host was killed. */

/** The environment variable that tells the suite where to write its report. */
export const RESULTS_VARIABLE = 'JWK_TEST_RESULTS';

/** How a run of the editor ended. */
export interface SuiteOutcome {
  /** The text of the report; absent when the suite wrote none. */
  readonly report: string | undefined;
  /** How the editor ended and what was printed last, in words. */
  readonly ending: string;
}

/** One test, or a hook that failed. */
export interface TestResult {
  readonly title: string;
  readonly milliseconds: number;
  /** Message and stack; absent when it passed. */
  readonly error?: string;
}

/**
 * Reads a report that is the JSON of a `TestResult[]`.
 *
 * @returns At least one result: a report that is missing or empty is a failure itself.
 */
export function testResults({ report, ending }: SuiteOutcome): readonly TestResult[] {
  const failure = (error: string): TestResult[] => [{ title: 'the suite', milliseconds: 0, error }];
  if (report === undefined) return failure(`It left no results: ${ending}`);
  const results = JSON.parse(report) as TestResult[];
  return results.length > 0 ? results : failure('It ran no tests.');
}

/** Results as lines to read. */
export function formatResults(results: readonly TestResult[]): string {
  return results
    .map(({ title, milliseconds, error }) =>
      error === undefined
        ? `✔ ${title} (${milliseconds} ms)`
        : `✖ ${title} (${milliseconds} ms)\n${error.replace(/^/gm, '    ')}`,
    )
    .join('\n');
}

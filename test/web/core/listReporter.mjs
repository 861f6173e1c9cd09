/**
 * A node:test reporter: a line of JSON for each test, its name led by those of its suites; suites and skipped tests are
 * not told.
 */
export default async function* listReporter(events) {
  const names = [];
  for await (const { type, data } of events) {
    if (type === 'test:start') names.splice(data.nesting, Infinity, data.name);
    const ended = type === 'test:pass' || type === 'test:fail';
    if (!ended || data.details.type === 'suite' || data.skip !== undefined) continue;
    yield `${JSON.stringify([...names.slice(0, data.nesting), data.name].join(' > '))}\n`;
  }
}

/**
 * Loaded before tests, takes the work out of them: node:test registers and reports every test, and none does a thing.
 * What runs in the browser is held against these names; running it all a second time would take minutes.
 */
import { createRequire, syncBuiltinESMExports } from 'node:module';

const tests = createRequire(import.meta.url)('node:test');
const { it } = tests;
const nothing = () => undefined;
tests.it = (name, ...rest) => it(name, typeof rest[0] === 'object' ? rest[0] : {}, nothing);
tests.before = nothing;
tests.after = nothing;
// Modules that import the names instead of asking the module for them see the new ones, too.
syncBuiltinESMExports();

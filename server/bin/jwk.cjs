#!/usr/bin/env node
// CommonJS: Node's loader of modules takes longer to start than it takes to check a key.
'use strict';
// A run is over so soon that V8 had better compile less of it, and in smaller portions: with its own settings it makes
// code for functions that are hardly called again, and the rest waits for that.
const v8 = require('node:v8');
v8.setFlagsFromString('--interrupt-budget=200000');
v8.setFlagsFromString('--max-inlined-bytecode-size-cumulative=150');
// Where Node can (from 22.1 on, unless NODE_DISABLE_COMPILE_CACHE is set), it keeps what it compiled for the next run. To
// older ones the question alone is worth a millisecond.
if (Number.parseInt(process.versions.node, 10) >= 22) require('node:module').enableCompileCache?.();
try {
  require('../dist/cli.cjs');
} catch (error) {
  const isMissing = error.code === 'MODULE_NOT_FOUND';
  console.error(isMissing ? 'jwk is not built yet: run "npm run build" in the repository' : error);
  process.exitCode = 2;
}

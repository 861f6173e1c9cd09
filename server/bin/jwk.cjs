#!/usr/bin/env node
// CommonJS: Node's loader of modules takes longer to start than it takes to check a key.
'use strict';
// Where Node can (from 22.1 on, unless NODE_DISABLE_COMPILE_CACHE is set), it keeps what it compiled for the next run.
require('node:module').enableCompileCache?.();
try {
  require('../dist/cli.cjs');
} catch (error) {
  const isMissing = error.code === 'MODULE_NOT_FOUND';
  console.error(isMissing ? 'jwk is not built yet: run "npm run build" in the repository' : error);
  process.exitCode = 2;
}

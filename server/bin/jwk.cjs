#!/usr/bin/env node
// CommonJS: Node's loader of modules takes longer to start than it takes to check a key.
'use strict';
const major = Number.parseInt(process.versions.node, 10);
try {
  if (major >= 22) {
    // Where Node can (from 22.1 on, unless NODE_DISABLE_COMPILE_CACHE is set), it keeps what it compiled for the next run.
    require('node:module').enableCompileCache?.();
    require('../dist/cli.cjs');
  } else {
    // A run is over so soon that V8 had better compile less of it, and in smaller portions: with its own settings it makes
    // code for functions that are hardly called again, and the rest waits for that. Later versions have other settings.
    const v8 = require('node:v8');
    v8.setFlagsFromString('--interrupt-budget=200000');
    v8.setFlagsFromString('--max-inlined-bytecode-size-cumulative=150');
    if (process.argv[2] === 'lint') {
      // Checking is what is done again and again. All that was compiled is kept, also what a long run has long been done with.
      v8.setFlagsFromString('--no-flush-bytecode');
      require('../dist/compileCache.cjs').runFromCache(require.resolve('../dist/cli.cjs'), require);
    } else {
      require('../dist/cli.cjs');
    }
  }
} catch (error) {
  const isMissing = error.code === 'MODULE_NOT_FOUND' || error.code === 'ENOENT';
  console.error(isMissing ? 'jwk is not built yet: run "npm run build" in the repository' : error);
  process.exitCode = 2;
}

#!/usr/bin/env node
'use strict';
try {
  require('../dist/server.cjs');
} catch (error) {
  const isMissing = error.code === 'MODULE_NOT_FOUND';
  console.error(isMissing ? 'jwk-language-server is not built yet: run "npm run build" in the repository' : error);
  process.exitCode = 2;
}

#!/usr/bin/env node
const missing = (error) =>
  error.code === 'ERR_MODULE_NOT_FOUND'
    ? 'jwk-language-server is not built yet: run "npm run build" in the repository'
    : error;
await import('../dist/server.cjs').catch((error) => {
  console.error(missing(error));
  process.exitCode = 2;
});

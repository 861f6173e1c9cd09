#!/usr/bin/env node
const missing = (error) =>
  error.code === 'ERR_MODULE_NOT_FOUND' ? 'jwk is not built yet: run "npm run build" in the repository' : error;
await import('../dist/cli.cjs').catch((error) => {
  console.error(missing(error));
  process.exitCode = 2;
});

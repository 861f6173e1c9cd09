/** The command line's entry point: bin/jwk.cjs loads its bundle. */
import { accelerate } from './accelerate.ts';
import { watchStreams } from './cli/io.ts';
import { main } from './cli/program.ts';

accelerate();
watchStreams((code) => process.exit(code));
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

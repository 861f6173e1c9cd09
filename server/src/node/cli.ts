/** The command line's entry point: bin/jwk.js loads its bundle. */
import { watchStreams } from './cli/io.ts';
import { main } from './cli/program.ts';

watchStreams((code) => process.exit(code));
void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});

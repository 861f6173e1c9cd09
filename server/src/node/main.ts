/** The language server under Node: over stdio, or over IPC when VS Code forked it. */
import module from 'node:module';
import { greetOverIpc, greetOverStdio } from './greeting.ts';
import type * as Server from './serve.ts';

/** Everything else, loaded when the client has its first answer. A bundle of its own (esbuild.mjs). */
async function server(): Promise<typeof Server> {
  // Node's types are those of the oldest version we run on. Node keeps what it compiled where it is told to, or in the
  // directory for temporary files; NODE_DISABLE_COMPILE_CACHE says no.
  (module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
  return import('./serve.ts');
}

/** The transport by the same rules as the library: the first argument that names one. */
const transport = process.argv.slice(2).find((arg) => /^--(?:stdio|node-ipc|socket|pipe)(?:=|$)/.test(arg));

if (transport === '--stdio') greetOverStdio((greeting) => void server().then((s) => s.serveOverStdio(greeting)));
else if (transport === '--node-ipc') greetOverIpc((greeting) => void server().then((s) => s.serveOverIpc(greeting)));
else if (transport !== undefined) void server().then((s) => s.serve());
else {
  process.stderr.write(
    'jwk-language-server speaks the Language Server Protocol. Start it as: jwk-language-server --stdio\n',
  );
  process.exitCode = 2;
}

/** The language server under Node: over stdio, or over IPC when VS Code forked it. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { startServer } from '../server.ts';
import { nodeHost } from './host.ts';

const transports = ['--stdio', '--node-ipc', '--socket', '--pipe'];

if (process.argv.slice(2).some((arg) => transports.some((t) => arg.startsWith(t)))) {
  startServer(createConnection(ProposedFeatures.all), nodeHost());
} else {
  process.stderr.write(
    'jwk-language-server speaks the Language Server Protocol. Start it as: jwk-language-server --stdio\n',
  );
  process.exitCode = 2;
}

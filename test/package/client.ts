/** A language client as small as can be: enough to see that a packaged server works. */
import { spawn } from 'node:child_process';
import {
  createProtocolConnection,
  DidOpenTextDocumentNotification,
  DocumentDiagnosticRequest,
  ExitNotification,
  InitializedNotification,
  InitializeRequest,
  ShutdownRequest,
  StreamMessageReader,
  StreamMessageWriter,
  type Diagnostic,
} from 'vscode-languageserver-protocol/node';

/** How a conversation with the server went. */
export interface Conversation {
  readonly diagnostics: readonly Diagnostic[];
  /** What the server wrote to its standard error. */
  readonly stderr: string;
  readonly exitCode: number | null;
}

/**
 * Starts a server on stdio, opens a document, pulls its diagnostics, and shuts the server down.
 *
 * @param server The script that Node runs.
 * @throws Error when the server answers with an error or ends too early.
 */
export async function diagnose(server: string, uri: string, text: string): Promise<Conversation> {
  const child = spawn(process.execPath, [server, '--stdio']);
  const exited = new Promise<number | null>((resolve) => {
    child.on('close', resolve);
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const connection = createProtocolConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  const early = exited.then((code) => {
    throw new Error(`The server ended with code ${code}. It wrote: ${stderr}`);
  });
  try {
    connection.listen();
    const diagnostics = await Promise.race([early, talk(connection, uri, text)]);
    return { diagnostics, stderr, exitCode: await exited };
  } finally {
    early.catch(() => undefined);
    connection.dispose();
    child.kill();
  }
}

async function talk(
  connection: ReturnType<typeof createProtocolConnection>,
  uri: string,
  text: string,
): Promise<Diagnostic[]> {
  const client = { processId: process.pid, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } };
  await connection.sendRequest(InitializeRequest.type, client);
  await connection.sendNotification(InitializedNotification.type, {});
  await connection.sendNotification(DidOpenTextDocumentNotification.type, {
    textDocument: { uri, languageId: 'json', version: 1, text },
  });
  const report = await connection.sendRequest(DocumentDiagnosticRequest.type, { textDocument: { uri } });
  await connection.sendRequest(ShutdownRequest.type);
  await connection.sendNotification(ExitNotification.type);
  return report.kind === 'full' ? report.items : [];
}

/** The first answer comes before the server proper is loaded (P5): it must be the one the library would give. */
import assert from 'node:assert/strict';
import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { LspClient, root } from '../support/lspClient.ts';

const bundle = join(root, 'server/dist/server.cjs');
const uri = 'file:///r/set.json';
const opened = {
  textDocument: { uri, languageId: 'json', version: 1, text: '{"keys":[{"kty":"RSA","n":"AQAB","e":"AQAB"}]}' },
};
const params = { processId: null, rootUri: null, capabilities: { textDocument: { diagnostic: {} } } };

interface Message {
  readonly id?: number | string;
  readonly result?: { readonly items?: readonly unknown[] };
  readonly error?: { readonly code: number };
}

const request = (id: number | string | undefined, method: string, sent: unknown): object => ({
  jsonrpc: '2.0',
  ...(id === undefined ? {} : { id }),
  method,
  params: sent,
});

function framed(message: object): string {
  const text = JSON.stringify(message);
  return `Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}

/**
 * Everything the server answers to these octets, each written by itself, and to the `shutdown` that ends it, which is
 * sent once the request `last` has its answer: one that is under way then need not be answered.
 */
async function talk(
  last: number,
  ...chunks: readonly string[]
): Promise<{ messages: Message[]; exitCode: number | null }> {
  const child = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let output = '';
  const ends = [request(shutdownId, 'shutdown', null), request(undefined, 'exit', null)];
  const awaited = [last, shutdownId];
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    output += chunk;
    while (awaited.length > 0 && output.includes(`"id":${awaited[0]},`)) {
      awaited.shift();
      child.stdin.write(framed(ends.shift() as object));
    }
  });
  for (const chunk of chunks) {
    child.stdin.write(chunk);
    // So that it is read by itself.
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const [exitCode] = (await once(child, 'close')) as [number | null];
  const messages = output
    .split(/Content-Length: \d+\r\n\r\n/)
    .filter((text) => text !== '')
    .map((text) => JSON.parse(text) as Message);
  return { messages, exitCode };
}

const shutdownId = 9;

describe('the first answer', { timeout: 60_000 }, () => {
  it("is the library's, whatever the client can do", async () => {
    for (const options of [{}, { pull: false }, { refresh: true }, { folders: ['file:///r'] }]) {
      const [early, late] = [await LspClient.start({ ...options, spawn: true }), await LspClient.start(options)];
      assert.deepEqual(early.initializeResult?.capabilities, late.initializeResult?.capabilities);
      await early.stop();
      await late.stop();
    }
  });

  it('is given once, and what is sent in the same breath is answered after it', async () => {
    const all = [
      request('first', 'initialize', params),
      request(undefined, 'initialized', {}),
      request(undefined, 'textDocument/didOpen', opened),
      request(2, 'textDocument/diagnostic', { textDocument: { uri } }),
    ];
    const { messages, exitCode } = await talk(2, all.map(framed).join(''));
    assert.deepEqual(
      messages.flatMap(({ id }) => id ?? []),
      ['first', 2, shutdownId],
    );
    assert.notEqual(messages.find(({ id }) => id === 2)?.result?.items?.length ?? 0, 0);
    assert.equal(exitCode, 0);
  });

  it('waits for a message that comes in pieces', async () => {
    const text = framed(request(1, 'initialize', { ...params, locale: 'ä€😀' }));
    const { messages } = await talk(1, text.slice(0, 9), text.slice(9, 60), text.slice(60));
    assert.deepEqual(
      messages.flatMap(({ id }) => id ?? []),
      [1, shutdownId],
    );
  });

  it('is left to the library where something else comes first', async () => {
    const early = framed(
      request(1, 'textDocument/hover', { textDocument: { uri }, position: { line: 0, character: 0 } }),
    );
    const { messages } = await talk(2, early, framed(request(2, 'initialize', params)));
    assert.deepEqual(
      messages.flatMap(({ id }) => id ?? []),
      [1, 2, shutdownId],
    );
  });

  it('is not waited for once the client is gone', async () => {
    const child = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'ignore', 'inherit'] });
    child.stdin.end('Content-Length: 100\r\n\r\n{');
    assert.deepEqual(await once(child, 'exit'), [1, null]);
    const greeted = spawn(process.execPath, [bundle, '--stdio'], { stdio: ['pipe', 'ignore', 'inherit'] });
    greeted.stdin.end(framed(request(1, 'initialize', params)));
    assert.deepEqual(await once(greeted, 'exit'), [1, null]);
  });

  it('comes over IPC too', async () => {
    const child = fork(bundle, ['--node-ipc'], { execArgv: [] });
    const connection = overIpc(child);
    const answers: unknown[] = [];
    child.on('message', (message: Message) => answers.push(message.id));
    const initialized = connection.sendRequest('initialize', params);
    // Before the answer is there, as no client does: nothing may get lost on the way to the server proper.
    await connection.sendNotification('textDocument/didOpen', opened);
    const report = await connection.sendRequest<{ items: unknown[] }>('textDocument/diagnostic', {
      textDocument: { uri },
    });
    await initialized;
    assert.notEqual(report.items.length, 0);
    assert.deepEqual(answers, [0, 1]);
    await connection.sendRequest('shutdown');
    await connection.sendNotification('exit');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    connection.dispose();
  });
});

function overIpc(child: ChildProcess): ProtocolConnection {
  const connection = createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.listen();
  return connection;
}

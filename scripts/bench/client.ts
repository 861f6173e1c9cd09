/** An editor, as far as timing needs one: a server over stdio whose answers are waited for. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ProtocolConnection,
} from 'vscode-languageserver-protocol/node';
import { plainEnvironment } from './processes.ts';

export interface Position {
  readonly line: number;
  readonly character: number;
}

export class Client {
  private readonly child: ChildProcessByStdio<Writable, Readable, null>;
  private readonly connection: ProtocolConnection;
  private version = 1;

  /** Starts the server and waits for the answer to `initialize`. */
  static async start(bundle: string): Promise<Client> {
    const client = new Client(bundle);
    await client.connection.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      // As VS Code: a client that cannot be asked to pull again has to wait for the checks that take long.
      capabilities: { textDocument: { diagnostic: {} }, workspace: { diagnostics: { refreshSupport: true } } },
    });
    return client;
  }

  private constructor(bundle: string) {
    this.child = spawn(process.execPath, [bundle, '--stdio'], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: plainEnvironment(),
    });
    this.connection = createProtocolConnection(
      new StreamMessageReader(this.child.stdout),
      new StreamMessageWriter(this.child.stdin),
    );
    this.connection.onRequest('workspace/diagnostic/refresh', () => null);
    this.connection.listen();
  }

  async initialized(): Promise<this> {
    await this.connection.sendNotification('initialized', {});
    return this;
  }

  async open(uri: string, text: string): Promise<void> {
    const textDocument = { uri, languageId: 'json', version: this.version, text };
    await this.connection.sendNotification('textDocument/didOpen', { textDocument });
  }

  /** Replaces one character. */
  async change(uri: string, start: Position, text: string): Promise<void> {
    const range = { start, end: { line: start.line, character: start.character + 1 } };
    await this.connection.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: ++this.version },
      contentChanges: [{ range, text }],
    });
  }

  async close(uri: string): Promise<void> {
    await this.connection.sendNotification('textDocument/didClose', { textDocument: { uri } });
  }

  async diagnostics(uri: string): Promise<readonly unknown[]> {
    const report = await this.ask<{ items: unknown[] }>('textDocument/diagnostic', { textDocument: { uri } });
    return report.items;
  }

  async notify(method: string, params: object): Promise<void> {
    await this.connection.sendNotification(method, params);
  }

  async ask<T>(method: string, params: object): Promise<T> {
    return this.connection.sendRequest<T>(method, params);
  }

  /** The most memory the server has had, in MiB; undefined where the system does not tell. */
  peakMemory(): number | undefined {
    const status = `/proc/${this.child.pid}/status`;
    if (!existsSync(status)) return undefined;
    const peak = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync(status, 'utf8'))?.[1];
    return peak === undefined ? undefined : Number(peak) / 1024;
  }

  async stop(): Promise<void> {
    const exited = new Promise<void>((resolve) => this.child.once('exit', () => resolve()));
    this.child.kill();
    await exited;
    this.connection.dispose();
  }
}

/** The language server as the commands see it. */
import * as vscode from 'vscode';
import {
  ExecuteCommandRequest,
  LSPErrorCodes,
  ResponseError,
  RevealOutputChannelOn,
  State,
  type BaseLanguageClient,
  type LanguageClientOptions,
} from 'vscode-languageclient';
import { remoteScheme, type InitializationOptions, type ServerCommands } from '../../server/src/protocol.ts';
import { Failure, nameOf } from './failure.ts';

/** Makes the client for the place it runs in. */
export type CreateClient = (id: string, name: string, options: LanguageClientOptions) => BaseLanguageClient;

/** The documents the server is told about. */
export const documentSelector = [
  { language: 'json' },
  { language: 'jsonc' },
  { pattern: '**/*.{jwk,jwks}' },
  { scheme: remoteScheme },
];

/** How the server is to behave in VS Code. */
export function clientOptions(log: vscode.LogOutputChannel): LanguageClientOptions {
  // VS Code's own JSON service reports syntax errors, and only its extension host knows proxy and certificates.
  const initializationOptions: InitializationOptions = { reportSyntax: false, fetch: 'client', codeLenses: true };
  return {
    documentSelector,
    initializationOptions,
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    // What went wrong is said once, by Server.start.
    initializationFailedHandler: () => false,
  };
}

/** What a command answers, but for a problem. */
export type Answer<C extends keyof ServerCommands> = Exclude<ServerCommands[C]['result'], { readonly kind: 'problem' }>;

/** Starts the server, and sends it commands. */
export class Server {
  /** For requests that come from the server. */
  readonly client: BaseLanguageClient;
  readonly #log: vscode.LogOutputChannel;
  #started: Promise<boolean> | undefined;

  constructor(client: BaseLanguageClient, log: vscode.LogOutputChannel) {
    this.client = client;
    this.#log = log;
  }

  /** Starts it, once. Never throws: whoever needs the server is told by {@link execute}. */
  start(): void {
    this.#started ??= this.#outcome(this.client.start());
  }

  /**
   * Ends it and starts it again.
   *
   * @throws Failure when it does not start.
   */
  async restart(): Promise<void> {
    await this.#started;
    this.#started = this.#outcome(this.#startAgain());
    if (!(await this.#started)) throw notRunning();
  }

  /**
   * Runs one of the server's commands.
   *
   * @returns Its answer, even one that comes after a cancellation: what it tells of has been done, and it may hold the
   *   only copy of a private key. Undefined when it was cancelled in time.
   * @throws Failure when the server is not there or fails. It never quotes the server's error, which may quote a key.
   */
  async execute<C extends keyof ServerCommands>(
    command: C,
    params: ServerCommands[C]['params'],
    token: vscode.CancellationToken,
  ): Promise<ServerCommands[C]['result'] | undefined> {
    this.start();
    if (!(await this.#started) || !this.client.isRunning()) throw notRunning();
    try {
      const request = { command, arguments: [params] };
      const answer: unknown = await this.client.sendRequest(ExecuteCommandRequest.type, request, token);
      return answer as ServerCommands[C]['result'];
    } catch (error) {
      if (token.isCancellationRequested || isCancellation(error)) return undefined;
      this.#log.error(`${command} failed: ${nameOf(error)}`);
      throw new Failure(
        vscode.l10n.t('The JWK language server failed at this. Its output may tell more; restarting it may help.'),
        [showOutput(), restart()],
      );
    }
  }

  /**
   * As {@link execute}, where nothing can be done about a problem.
   *
   * @throws Failure with the problem, too.
   */
  async ask<C extends keyof ServerCommands>(
    command: C,
    params: ServerCommands[C]['params'],
    token: vscode.CancellationToken,
  ): Promise<Answer<C> | undefined> {
    const answer = await this.execute(command, params, token);
    if (answer?.kind === 'problem') throw new Failure(answer.message);
    return answer as Answer<C> | undefined;
  }

  /** The name the server knows a document by. */
  uriOf(uri: vscode.Uri): string {
    return this.client.code2ProtocolConverter.asUri(uri);
  }

  /** Ends the server. */
  dispose(): void {
    const { state } = this.client;
    if (state === State.Running || state === State.Starting) this.client.dispose().catch(() => undefined);
  }

  async #startAgain(): Promise<void> {
    // A client that is not running cannot be stopped, only started.
    if (this.client.isRunning()) await this.client.stop();
    await this.client.start();
  }

  async #outcome(starting: Promise<void>): Promise<boolean> {
    try {
      await starting;
      return true;
    } catch (error) {
      this.#log.error(`The language server did not start: ${nameOf(error)}`);
      return false;
    }
  }
}

function isCancellation(error: unknown): boolean {
  return (
    error instanceof ResponseError &&
    (error.code === LSPErrorCodes.RequestCancelled || error.code === LSPErrorCodes.ServerCancelled)
  );
}

function notRunning(): Failure {
  return new Failure(vscode.l10n.t('The JWK language server is not running. Restart it, or see its output.'), [
    restart(),
    showOutput(),
  ]);
}

function restart(): vscode.Command {
  return { title: vscode.l10n.t('Restart'), command: 'jwk.restartServer' };
}

function showOutput(): vscode.Command {
  return { title: vscode.l10n.t('Show Output'), command: 'jwk.showOutput' };
}

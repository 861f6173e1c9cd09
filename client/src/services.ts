/** What commands work with, and how they are registered. */
import * as vscode from 'vscode';
import { Failure, nameOf } from './failure.ts';
import type { FileWriter } from './files.ts';
import { complain } from './messages.ts';
import type { RemoteDocuments } from './remoteDocuments.ts';
import type { Reports } from './reports.ts';
import type { Scans } from './scan.ts';
import type { Server } from './server.ts';

/** What a command may use. */
export interface Services {
  readonly server: Server;
  readonly remote: RemoteDocuments;
  readonly reports: Reports;
  readonly scans: Scans;
  readonly files: FileWriter;
  readonly log: vscode.LogOutputChannel;
  /** Keeps the last choices for the next time; never anything of a key. */
  readonly memory: vscode.Memento;
}

/** One command of the palette. */
export interface Command {
  readonly id: string;
  /**
   * Does it.
   *
   * @param given The argument of a key binding or another extension; anything at all, so it has to be looked at.
   * @returns What was done, for callers; undefined when the user thought better of it.
   * @throws Failure when it cannot be done.
   */
  readonly run: (services: Services, given: unknown) => unknown;
}

/** Registers the commands. A failure becomes one message; nothing is thrown at the caller. */
export function registerCommands(commands: readonly Command[], services: Services): vscode.Disposable[] {
  return commands.map(({ id, run }) =>
    vscode.commands.registerCommand(id, async (given: unknown) => {
      try {
        return await run(services, given);
      } catch (error) {
        explain(id, error, services.log);
        return undefined;
      }
    }),
  );
}

function explain(id: string, error: unknown, log: vscode.LogOutputChannel): void {
  if (error instanceof Failure) {
    complain(error.message, ...error.offers);
    return;
  }
  log.error(`${id} failed: ${nameOf(error)}`);
  complain(vscode.l10n.t('This could not be done, for a reason that was not foreseen. The output names it.'), {
    title: vscode.l10n.t('Show Output'),
    command: 'jwk.showOutput',
  });
}

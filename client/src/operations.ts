/** The server's operations as commands run them: problems become failures, passwords are asked for. */
import type * as vscode from 'vscode';
import type { OperationAnswer, OperationCommand, ServerCommands } from '../../server/src/protocol.ts';
import { askAboutPublicDocument } from './exposure.ts';
import { Failure } from './failure.ts';
import { withBriefProgress, withProgress } from './progress.ts';
import { askForPassword } from './prompts/askForPassword.ts';
import type { Services } from './services.ts';

/** The commands that are operations by their parameters. */
export type OperationName = {
  [C in keyof ServerCommands]: ServerCommands[C]['params'] extends OperationCommand
    ? OperationCommand extends ServerCommands[C]['params']
      ? C
      : never
    : never;
}[keyof ServerCommands];

/** Whether it may take seconds, so that whoever waits can cancel: keys are made of passwords slowly, on purpose. */
function isLong(operation: OperationName, { password, newPassword }: OperationCommand): boolean {
  return operation === 'jwk.server.generateSet' || password !== undefined || newPassword !== undefined;
}

export type Done = Extract<OperationAnswer, { kind: 'done' }>;

/**
 * Runs an operation. Where it needs a password, or another than the last, the user is asked for it.
 *
 * @param typed Told the password that was typed, for the next operation on the same source.
 * @returns What was done; undefined when the user thought better of it.
 * @throws Failure when it cannot be done.
 */
export async function operate(
  services: Services,
  operation: OperationName,
  params: OperationCommand,
  title: string,
  typed?: (password: string) => void,
): Promise<Done | undefined> {
  const answer = await send(services, operation, params, title, typed);
  return answer?.kind === 'done' ? answer : undefined;
}

/**
 * Runs an operation that adds something to the document `into`; before private keys get into one that others read, the
 * user is asked.
 *
 * @param name What the document is called.
 */
export async function operateInto(
  services: Services,
  operation: OperationName,
  params: OperationCommand,
  title: string,
  name: string,
): Promise<Done | undefined> {
  let { publicDocument } = params;
  publicDocument ??= 'ask';
  // What was typed once need not be typed again.
  const known = { ...params };
  let answer = await send(services, operation, { ...known, publicDocument }, title, (password) => {
    known.password = password;
  });
  if (answer?.kind === 'public-document') {
    publicDocument = await askAboutPublicDocument(name, operation !== 'jwk.server.generateSet');
    if (publicDocument === undefined) return undefined;
    answer = await send(services, operation, { ...known, publicDocument }, title);
  }
  return answer?.kind === 'done' ? answer : undefined;
}

async function send(
  services: Services,
  operation: OperationName,
  params: OperationCommand,
  title: string,
  typed?: (password: string) => void,
): Promise<Exclude<OperationAnswer, { kind: 'problem' }> | undefined> {
  let given = params;
  for (;;) {
    const run = (token: vscode.CancellationToken): Promise<OperationAnswer | undefined> =>
      services.server.execute(operation, given, token);
    const answer = await (isLong(operation, given) ? withProgress : withBriefProgress)(title, run);
    if (answer?.kind !== 'problem') return answer;
    if (answer.failure !== 'password') throw new Failure(answer.message);
    const password = await askForPassword(title, given.password === undefined ? undefined : answer.message);
    if (password === undefined) return undefined;
    typed?.(password);
    given = { ...given, password };
  }
}

/** The text an answer has of the kinds named, the first of them that is there. */
export function textOf({ texts }: Done, ...kinds: readonly string[]): string | undefined {
  for (const kind of kinds) {
    const found = texts.find((text) => text.kind === kind);
    if (found) return found.text;
  }
  return undefined;
}

/** The warnings of an answer, for people. */
export function warningsOf({ notes }: Done): readonly string[] {
  return notes.filter(({ severity }) => severity === 'warning').map(({ message }) => message);
}

/** A place as operations take it. */
export function documentAt(
  { server }: Services,
  document: vscode.TextDocument,
  position: vscode.Position | undefined,
): { readonly uri: string; readonly position?: { readonly line: number; readonly character: number } } {
  return {
    uri: server.uriOf(document.uri),
    ...(position ? { position: { line: position.line, character: position.character } } : {}),
  };
}

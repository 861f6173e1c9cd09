/** Messages in the corner of the window. None is waited for: a command is done when its work is. */
import * as vscode from 'vscode';

/** Tells that something was done, and what can be done next. */
export function tell(message: string, ...offers: readonly vscode.Command[]): void {
  void answered(vscode.window.showInformationMessage(message, ...offers.map(({ title }) => title)), offers);
}

/** Tells that something was done, but not all is well. */
export function warn(message: string, ...offers: readonly vscode.Command[]): void {
  void answered(vscode.window.showWarningMessage(message, ...offers.map(({ title }) => title)), offers);
}

/** Tells that something was not done. */
export function complain(message: string, ...offers: readonly vscode.Command[]): void {
  void answered(vscode.window.showErrorMessage(message, ...offers.map(({ title }) => title)), offers);
}

/** Tells that something was done; louder when there are warnings. */
export function report(done: string, warnings: readonly string[], ...offers: readonly vscode.Command[]): void {
  if (warnings.length > 0) warn([done, ...warnings.map(sentence)].join(' '), ...offers);
  else tell(done, ...offers);
}

/** The server's notes end without a full stop, as reports have them. */
function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

async function answered(answer: Thenable<string | undefined>, offers: readonly vscode.Command[]): Promise<void> {
  const title = await answer;
  const offer = offers.find((candidate) => candidate.title === title);
  if (!offer) return;
  const { command, arguments: given = [] } = offer;
  // The command tells of its own failures; VS Code's own commands are offered only where they exist.
  await vscode.commands.executeCommand(command, ...(given as unknown[])).then(undefined, () => undefined);
}

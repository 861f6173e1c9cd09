/** Work that may take a while. */
import * as vscode from 'vscode';

/** Runs `work`; a notification with Cancel appears when it is not done at once. */
export function withProgress<T>(title: string, work: (token: vscode.CancellationToken) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  // The promise of VS Code's is only a Thenable.
  return Promise.resolve(vscode.window.withProgress(options, (_progress, token) => work(token)));
}

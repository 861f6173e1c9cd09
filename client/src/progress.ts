/** Work that may take a while. */
import * as vscode from 'vscode';

/** How far work has come. */
export type Progress = vscode.Progress<{ message?: string; increment?: number }>;

/** Runs `work`; a notification with Cancel appears when it is not done at once. */
export function withProgress<T>(
  title: string,
  work: (token: vscode.CancellationToken, progress: Progress) => Promise<T>,
): Promise<T> {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  // The promise of VS Code's is only a Thenable.
  return Promise.resolve(vscode.window.withProgress(options, (progress, token) => work(token, progress)));
}

/** Runs `work` that takes a moment: the status bar says so, and no notification gets in the way. */
export function withBriefProgress<T>(title: string, work: (token: vscode.CancellationToken) => Promise<T>): Promise<T> {
  const options = { location: vscode.ProgressLocation.Window, title };
  return Promise.resolve(vscode.window.withProgress(options, (_progress, token) => work(token)));
}

/** What the extension shows people, caught: nobody is there to press its buttons. */
import * as vscode from 'vscode';

/** A message in the corner of the window, or a modal one. */
export interface Message {
  readonly kind: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly string[];
  readonly modal: boolean;
}

type Show = (text: string, ...rest: unknown[]) => Promise<string | undefined>;

/**
 * Runs something and returns its result with the messages shown meanwhile.
 *
 * @param press The button to press, wherever it is offered.
 */
export async function withMessages<T>(
  run: () => T | PromiseLike<T>,
  press?: string,
): Promise<{ readonly result: T; readonly messages: readonly Message[] }> {
  const messages: Message[] = [];
  // The specs are part of the extension's folder, so they share its instance of the API.
  const window = vscode.window as unknown as Record<string, Show>;
  const kinds = {
    information: 'showInformationMessage',
    warning: 'showWarningMessage',
    error: 'showErrorMessage',
  } as const;
  const originals = Object.values(kinds).map((name) => [name, window[name]] as const);
  for (const [kind, name] of Object.entries(kinds) as [Message['kind'], string][]) {
    window[name] = (text, ...rest) => {
      const buttons = rest.filter((item) => typeof item === 'string');
      const modal = rest.some((item) => (item as vscode.MessageOptions | undefined)?.modal === true);
      messages.push({ kind, text, buttons, modal });
      return Promise.resolve(buttons.find((button) => button === press));
    };
  }
  try {
    return { result: await run(), messages };
  } finally {
    for (const [name, original] of originals) if (original) window[name] = original;
  }
}

/**
 * Runs something and returns its result with the titles of the progress notifications it showed.
 *
 * @param token What the work behind them is given.
 */
export async function withProgressTitles<T>(
  run: () => T | PromiseLike<T>,
  token = new vscode.CancellationTokenSource().token,
): Promise<{ readonly result: T; readonly titles: readonly (string | undefined)[] }> {
  const titles: (string | undefined)[] = [];
  const window: { withProgress: typeof vscode.window.withProgress } = vscode.window;
  const { withProgress } = window;
  window.withProgress = (options, task) => {
    titles.push(options.title);
    return withProgress(options, (progress) => task(progress, token));
  };
  try {
    return { result: await run(), titles };
  } finally {
    window.withProgress = withProgress;
  }
}

/** Runs a command of the palette as a key binding would. */
export function command<T>(id: string, argument?: unknown): Promise<T> {
  return Promise.resolve(vscode.commands.executeCommand<T>(id, argument));
}

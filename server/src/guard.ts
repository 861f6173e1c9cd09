/** Wraps request handlers: each yields once, watches its token, and never throws at the client. */
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';

export type Log = (message: string) => void;

/**
 * Runs a handler after the event loop had a turn, so that edits which queue up are all taken in first.
 * @param neutral the answer when the handler fails; the failure is logged without any text of the document
 */
export async function guarded<T, E = void>(
  name: string,
  token: CancellationToken,
  log: Log,
  neutral: T,
  handler: () => T | Promise<T>,
): Promise<T | ResponseError<E>> {
  await new Promise<void>((resolve) => {
    yieldToEvents(resolve);
  });
  const isCancelled = (): boolean => token.isCancellationRequested;
  if (isCancelled()) return cancelled();
  try {
    const result = await handler();
    return isCancelled() ? cancelled() : result;
  } catch (error) {
    log(`${name} failed: ${describeFailure(error)}`);
    return neutral;
  }
}

/** A failure by its class and place in our code only: messages of libraries may quote the text they choked on. */
export function describeFailure(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const place = /\n\s+at (?:.*\()?(?:[^()\n]*[\\/])?([^()\n\\/]+:\d+:\d+)\)?/.exec(error.stack ?? '')?.[1];
  return place === undefined ? error.name : `${error.name} at ${place}`;
}

function cancelled<E>(): ResponseError<E> {
  return new ResponseError<E>(LSPErrorCodes.RequestCancelled, 'Request cancelled');
}

/** A turn of the event loop: the one timer both Node and web workers have. */
function yieldToEvents(resume: () => void): void {
  if (typeof setImmediate === 'function') setImmediate(resume);
  else setTimeout(resume, 0);
}

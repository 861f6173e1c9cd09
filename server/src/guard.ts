/** Wraps request handlers: each yields once, watches its token, and never throws at the client. */
import { LSPErrorCodes, ResponseError, type CancellationToken } from 'vscode-languageserver';
import { turn } from './turn.ts';

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
  await turn();
  const isCancelled = (): boolean => token.isCancellationRequested;
  if (isCancelled()) return cancelled();
  try {
    const result = await handler();
    return isCancelled() ? cancelled() : result;
  } catch (error) {
    if (error instanceof Stale) return isCancelled() ? cancelled() : outOfDate();
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

/** Thrown when what is being computed is about a text that is no longer the document's, or that nobody waits for. */
export class Stale extends Error {}

function outOfDate<E>(): ResponseError<E> {
  return new ResponseError<E>(LSPErrorCodes.ServerCancelled, 'The document changed', { retriggerRequest: true } as E);
}

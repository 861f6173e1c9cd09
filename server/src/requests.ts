/** Who sends HTTP requests: the client, this server, or nobody (InitializationOptions.fetch). */
import type { CancellationToken, Connection } from 'vscode-languageserver';
import { HttpError, type Host, type HttpRequest, type HttpResponse } from './host.ts';
import { fetchRequest, type FetchParams, type FetchResult, type InitializationOptions } from './protocol.ts';

export type Send = (request: HttpRequest, token: CancellationToken) => Promise<HttpResponse>;

/** @throws HttpError from the function it answers, when there was no answer */
export function sender(connection: Connection, host: Host, mode: InitializationOptions['fetch']): Send {
  if (mode === 'off') return () => Promise.reject(new HttpError('other', 'fetching is switched off'));
  if (mode === 'client') {
    return async (request, token) => {
      const result = await connection.sendRequest<FetchResult>(fetchRequest, request satisfies FetchParams, token);
      if ('error' in result) throw new HttpError(result.error.failure, result.error.message);
      return result.response;
    };
  }
  return async (request, token) => {
    const abort = new AbortController();
    const listener = token.onCancellationRequested(() => abort.abort());
    try {
      return await host.request(request, abort.signal);
    } finally {
      listener.dispose();
    }
  };
}

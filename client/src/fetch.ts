/** Answers the server's `jwk/fetch`: in the extension host, where the editor's proxy and certificate settings hold. */
import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import type { HttpFailure, HttpResponse } from '../../server/src/host.ts';
import { fetchRequest, type FetchParams, type FetchResult } from '../../server/src/protocol.ts';
import { toBase64 } from './base64.ts';
import { failureOf } from './fetchFailure.ts';

/** "manual" lets the server judge every hop; "follow" is for browsers, which do not show hops to a page. */
export type RedirectMode = 'manual' | 'follow';

/** Answers the server's requests for as long as the result is not disposed. */
export function answerFetchRequests(client: BaseLanguageClient, redirects: RedirectMode): vscode.Disposable {
  return client.onRequest(fetchRequest, (params: FetchParams, token: vscode.CancellationToken) =>
    answer(params, redirects, token),
  );
}

async function answer(
  params: FetchParams,
  redirects: RedirectMode,
  token: vscode.CancellationToken,
): Promise<FetchResult> {
  // The server asks for user acts only; this is the last lock on the door.
  if (!vscode.workspace.isTrusted) {
    return failed('untrusted-workspace', vscode.l10n.t('Nothing is fetched in a workspace that is not trusted'));
  }
  if (!/^https?:/i.test(params.url)) return failed('other', vscode.l10n.t('Only http and https can be fetched'));
  const stop = new AbortController();
  const cancellation = token.onCancellationRequested(() => stop.abort());
  const tooLate = new Error('timeout');
  const timer = setTimeout(() => stop.abort(tooLate), params.timeoutMs);
  try {
    return { response: await send(params, redirects, stop.signal) };
  } catch (error) {
    if (stop.signal.reason === tooLate) {
      return failed('timeout', vscode.l10n.t('No answer within {0} seconds', params.timeoutMs / 1000));
    }
    if (token.isCancellationRequested) return failed('cancelled', vscode.l10n.t('It was cancelled'));
    const { failure, message } = failureOf(error, redirects === 'follow');
    return failed(failure, message);
  } finally {
    clearTimeout(timer);
    cancellation.dispose();
  }
}

function failed(failure: HttpFailure, message: string): FetchResult {
  return { error: { failure, message } };
}

async function send(params: FetchParams, redirect: RedirectMode, signal: AbortSignal): Promise<HttpResponse> {
  const { url, headers, maxBytes } = params;
  // No cookies and no cache: what is shown must be what the endpoint serves to a stranger now.
  // Node, whose types these are, keeps no cache; browsers do.
  const init: RequestInit & { readonly cache: 'no-store' } = {
    method: 'GET',
    headers: { ...headers },
    redirect,
    credentials: 'omit',
    cache: 'no-store',
    signal,
  };
  const response = await fetch(url, init);
  const { octets, truncated } = await readBody(response, maxBytes);
  return {
    url: response.url === '' ? url : response.url,
    status: response.status,
    headers: Object.fromEntries(response.headers),
    body: toBase64(octets),
    truncated,
  };
}

/** Reads at most `maxBytes` octets and lets go of the rest, whatever the length the headers claim. */
async function readBody(
  response: Response,
  maxBytes: number,
): Promise<{ readonly octets: Uint8Array; readonly truncated: boolean }> {
  const reader = response.body?.getReader();
  const chunks: Uint8Array[] = [];
  let length = 0;
  while (reader && length <= maxBytes) {
    const { done, value } = (await reader.read()) as { done: boolean; value?: Uint8Array };
    if (done || !value) break;
    chunks.push(value);
    length += value.length;
  }
  const truncated = length > maxBytes;
  if (truncated) reader?.cancel().catch(() => undefined);
  const octets = new Uint8Array(Math.min(length, maxBytes));
  let at = 0;
  for (const chunk of chunks) {
    const part = chunk.subarray(0, octets.length - at);
    octets.set(part, at);
    at += part.length;
  }
  return { octets, truncated };
}

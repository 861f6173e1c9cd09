/** Everything the server speaks beyond the language server protocol; shared with the VS Code client (docs/lsp.md). */
import type { HttpFailure, HttpRequest, HttpResponse } from './host.ts';

/**
 * The one custom request, server to client: send an HTTP GET through the editor, whose proxy and certificates hold.
 * Used only when {@link InitializationOptions.fetch} is "client".
 */
export const fetchRequest = 'jwk/fetch';
export type FetchParams = HttpRequest;
export type FetchResult = { readonly response: HttpResponse } | { readonly error: { readonly failure: HttpFailure; readonly message: string } };

export interface InitializationOptions {
  /** Whether JSON syntax errors are ours to report; false when the client has another JSON service. Default true. */
  readonly reportSyntax?: boolean;
  /** Who sends HTTP requests: "client" answers `jwk/fetch`, "server" is the default, "off" refuses to fetch. */
  readonly fetch?: 'client' | 'server' | 'off';
  /** Settings (the `jwk` section) for clients without workspace/configuration. */
  readonly settings?: unknown;
}

/** Commands of `workspace/executeCommand`. VS Code's palette uses ids of its own (`jwk.…`). */
export const serverCommandPrefix = 'jwk.server.';

/** Why no answer came, told from the errors of the three fetches there are: Node's, Electron's and the browser's. */
import * as vscode from 'vscode';
import type { HttpFailure } from '../../server/src/host.ts';

/** Codes of Node and undici, and Chromium's names without `net::ERR_`. */
const patterns: readonly (readonly [RegExp, HttpFailure])[] = [
  [/^(ENOTFOUND|EAI_\w+|NAME_NOT_RESOLVED|NAME_RESOLUTION_FAILED)$/, 'dns'],
  [/^(ECONNREFUSED|CONNECTION_REFUSED)$/, 'refused'],
  [/^(ENETUNREACH|ENETDOWN|EHOSTUNREACH|INTERNET_DISCONNECTED|ADDRESS_UNREACHABLE|NETWORK_CHANGED)$/, 'offline'],
  [/^(ETIMEDOUT|ESOCKETTIMEDOUT|UND_ERR_\w*TIMEOUT|TIMED_OUT|CONNECTION_TIMED_OUT)$/, 'timeout'],
  [/^(CERT_\w+|ERR_TLS_\w+|ERR_SSL_\w+|SSL_\w+|\w*SELF_SIGNED_CERT\w*|UNABLE_TO_\w+|BAD_SSL_\w+|EPROTO)$/, 'tls'],
];

/**
 * The failure and its code in words.
 *
 * @param inBrowser A browser gives no reason: its commonest one is then named.
 */
export function failureOf(
  error: unknown,
  inBrowser: boolean,
): { readonly failure: HttpFailure; readonly message: string } {
  const codes = codesOf(error);
  for (const code of codes) {
    const found = patterns.find(([pattern]) => pattern.test(code));
    if (found) return { failure: found[1], message: code };
  }
  const [code] = codes;
  if (code !== undefined) return { failure: 'other', message: code };
  if (inBrowser) {
    const message = vscode.l10n.t(
      'the browser gives no reason; often the server does not allow other pages to read it (CORS)',
    );
    return { failure: 'other', message };
  }
  return { failure: 'other', message: vscode.l10n.t('the connection failed') };
}

/** Every code an error and its causes have, outermost first. Their messages are left alone: they may quote addresses. */
function codesOf(error: unknown, depth = 0): readonly string[] {
  if (!(error instanceof Error) || depth > 5) return [];
  const { code } = error as { code?: unknown };
  const chromium = /\bnet::ERR_(\w+)/.exec(error.message)?.[1];
  const inner = error instanceof AggregateError ? (error.errors as readonly unknown[]) : [];
  return [
    ...(typeof code === 'string' ? [code] : []),
    ...(chromium === undefined ? [] : [chromium]),
    ...[error.cause, ...inner].flatMap((cause) => codesOf(cause, depth + 1)),
  ];
}

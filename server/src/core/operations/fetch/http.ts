/** One HTTP GET as the host does it. */

/** Redirects are not followed where the host can help it, so that each hop can be judged. */
export interface HttpQuestion {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Octets of the body after which reading stops. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  /** The address that answered; differs from the question's only where the host followed redirects itself. */
  readonly url: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most `maxBytes` octets, base64. Octets, because what is wrong may be the encoding. */
  readonly body: string;
  /** Whether the body was longer than `maxBytes`. */
  readonly truncated: boolean;
}

export type HttpGet = (question: HttpQuestion) => Promise<HttpAnswer>;

/** The `failure` of a host's HttpError; undefined for any other error. */
export function failureOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('failure' in error)) return undefined;
  return typeof error.failure === 'string' ? error.failure : undefined;
}

/** What the server needs of the place it runs in. Only server/src/node and server/src/browser make one. */

/** One HTTP GET; redirects are not followed where the host can help it, so that each hop can be judged. */
export interface HttpRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Octets of the body after which reading stops. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface HttpResponse {
  /** The address that answered; differs from the request's only where the host followed redirects itself. */
  readonly url: string;
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** At most `maxBytes` octets, base64. Octets, because what is wrong may be the encoding. */
  readonly body: string;
  /** Whether the body was longer than `maxBytes`. */
  readonly truncated: boolean;
}

/** Why no answer came. */
export type HttpFailure =
  'offline' | 'dns' | 'refused' | 'tls' | 'timeout' | 'cancelled' | 'untrusted-workspace' | 'other';

export class HttpError extends Error {
  readonly failure: HttpFailure;

  constructor(failure: HttpFailure, message: string) {
    super(message);
    this.name = 'HttpError';
    this.failure = failure;
  }
}

export interface Host {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /**
   * Sends one request.
   * @throws HttpError when no answer came
   */
  readonly request: (request: HttpRequest, signal: AbortSignal) => Promise<HttpResponse>;
  /** Reads a local file as text, where there is a file system. */
  readonly readFile?: (path: string) => Promise<string>;
  /** Whether a number is prime, where the host finds out faster than we do; rejects when it cannot tell. */
  readonly isPrime?: (n: bigint) => Promise<boolean>;
  readonly setTimeout: (callback: () => void, ms: number) => () => void;
}

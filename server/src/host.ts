/** What the server needs of the place it runs in. Only server/src/node and server/src/browser make one. */
import type { HttpAnswer, HttpQuestion } from './core/operations/fetch/http.ts';
import type { CurveName } from './core/registry/curves.ts';

export type { HttpAnswer as HttpResponse, HttpQuestion as HttpRequest };

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
  readonly request: (request: HttpQuestion, signal: AbortSignal) => Promise<HttpAnswer>;
  /**
   * Reads a local file as text, where there is a file system; rejects when it is none, or too large for a document.
   * @param folder what the file must be in, symbolic links followed
   */
  readonly readFile?: (path: string, folder: string) => Promise<string>;
  /** Reads a local block list, where there is a file system; rejects when it is no file, or too large for a list. */
  readonly readList?: (path: string) => Promise<Uint8Array>;
  /** A new private key of the curve as a JWK, where the host makes one faster than WebCrypto; undefined where not. */
  readonly keyPair?: (crv: CurveName) => object | undefined;
  /** Whether a number is prime, where the host finds out faster than we do; rejects when it cannot tell. */
  readonly isPrime?: (n: bigint) => Promise<boolean>;
  readonly setTimeout: (callback: () => void, ms: number) => () => void;
}

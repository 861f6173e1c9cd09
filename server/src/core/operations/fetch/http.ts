/** One HTTP GET as the host does it; the shapes are those of ../../../host.ts, which the core cannot see. */

export interface HttpQuestion {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

export interface HttpAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** base64 */
  readonly body: string;
  readonly truncated: boolean;
}

export type HttpGet = (question: HttpQuestion) => Promise<HttpAnswer>;

/** The `failure` of a host's HttpError; undefined for any other error. */
export function failureOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('failure' in error)) return undefined;
  return typeof error.failure === 'string' ? error.failure : undefined;
}

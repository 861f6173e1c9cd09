/** One address asked to the end of its redirects, each hop checked before it is asked. */
import { OperationError, type Wording } from '../operation.ts';
import { fill } from '../../text.ts';
import { readBody, type Body } from './body.ts';
import { failureOf, type HttpAnswer, type HttpGet } from './http.ts';
import { judge, show, type FetchPolicy } from './policy.ts';

export const maxRedirects = 5;

export interface Hop {
  readonly url: string;
  readonly status: number;
}

export interface Trip {
  readonly hops: readonly Hop[];
  readonly answer?: HttpAnswer;
  readonly body?: Body;
  readonly url?: URL;
  /** Why there is no answer to read, in one line that goes on after the address. */
  readonly problem?: string;
}

export interface FollowContext {
  readonly request: HttpGet;
  readonly policy: FetchPolicy;
  readonly maxBytes: number;
  /** Seconds since 1970 when the time is over. */
  readonly deadline: number;
  readonly now: () => number;
  readonly checkpoint: () => void;
  readonly progress: (message: string) => void;
}

/** No user's credentials, no cookies: the same question for everybody. */
const headers = { accept: 'application/jwk-set+json, application/json;q=0.9, */*;q=0.1' };

/**
 * @param from the address whose document named this one; undefined for the user's own
 * @throws OperationError (`refused`) when the policy does not allow the address or one it redirects to
 */
export async function follow(address: string, from: URL | undefined, context: FollowContext): Promise<Trip> {
  const hops: Hop[] = [];
  let url = allowed(address, from, context.policy);
  const visited = new Set<string>();
  for (;;) {
    context.checkpoint();
    if (visited.has(url.href)) return { hops, problem: `redirects in a circle (back to ${show(url)})` };
    visited.add(url.href);
    const answered = await ask(url, context);
    if ('problem' in answered) return { hops, ...answered };
    const { answer } = answered;
    hops.push({ url: show(url), status: answer.status });
    // A host that followed redirects itself (a browser) tells where it ended: that place is judged too.
    const arrived =
      answer.url === ''
        ? url
        : allowed(answer.url, from ?? url, context.policy, `${show(url)} redirects to a refused address`);
    const location = isRedirect(answer.status) ? answer.headers.location : undefined;
    if (location === undefined) return { hops, answer, body: readBody(answer), url: arrived };
    if (hops.length > maxRedirects) return { hops, problem: `redirects more than ${maxRedirects} times` };
    url = allowed(location, url, context.policy, `${show(url)} redirects to a refused address`);
  }
}

function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

function allowed(address: string, from: URL | undefined, policy: FetchPolicy, lead?: string): URL {
  const judged = judge(address, from, policy);
  if ('url' in judged) return judged.url;
  throw notAsked(judged.refused, lead);
}

/** @param lead what led to an address that is not asked */
export function notAsked(why: Wording, lead = 'Not asked'): OperationError {
  return new OperationError('refused', (names) => `${lead}: ${why(names)}`);
}

async function ask(url: URL, context: FollowContext): Promise<{ answer: HttpAnswer } | { problem: string }> {
  const left = Math.floor((context.deadline - context.now()) * 1000);
  if (left <= 0) return { problem: 'did not answer in time' };
  context.progress(`Asking ${show(url)}`);
  try {
    const question = { url: url.href, headers, maxBytes: context.maxBytes, timeoutMs: left };
    return { answer: await context.request(question) };
  } catch (error) {
    context.checkpoint();
    const failure = failureOf(error);
    if (failure === undefined || failure === 'cancelled') throw error;
    if (failure === 'untrusted-workspace')
      throw new OperationError('refused', 'Nothing is fetched in an untrusted workspace');
    const detail = error instanceof Error && error.message !== '' ? fill(' ({detail})', { detail: error.message }) : '';
    return { problem: `${failureWords(failure, url)}${detail}` };
  }
}

function failureWords(failure: string, url: URL): string {
  switch (failure) {
    case 'dns':
      return `cannot be found: there is no host "${url.hostname}"`;
    case 'refused':
      return 'refuses the connection: nothing listens there';
    case 'tls':
      return 'has no trustworthy TLS connection';
    case 'timeout':
      return 'did not answer in time';
    case 'offline':
      return 'cannot be reached: this machine seems to be offline';
    default:
      return 'gave no usable answer';
  }
}

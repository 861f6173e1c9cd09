import { readDocument } from '../../document/document.ts';
import { count, display, quoted } from '../../text.ts';
import { defineOperation, information, OperationError, warning, type Note, type OperationDeps } from '../operation.ts';
import { readContent, size, statusProblem, type Body, type Content } from './body.ts';
import { follow, notAsked, type FollowContext, type Hop, type Trip } from './follow.ts';
import type { HttpAnswer } from './http.ts';
import { addressKinds, candidates, issuerOf, withoutTrailingSlashes, withScheme, type Candidate } from './locate.ts';
import { judge, show, type FetchPolicy } from './policy.ts';

const mebibyte = 1024 * 1024;

/** One address asked. */
export interface Attempt {
  /** What was hoped for. */
  readonly what: string;
  /** Every hop with its status, the first is the address asked. */
  readonly hops: readonly Hop[];
  readonly address: string;
  /** Why it was of no use, in words; null for the attempts that led on. */
  readonly problem: string | null;
}

export interface FetchReport {
  /** Where the set is. */
  readonly url: string;
  /** The issuer as its discovery document states it, when there was one. */
  readonly issuer: string | null;
  readonly discovery: string | null;
  readonly attempts: readonly Attempt[];
  readonly status: number;
  readonly contentType: string | null;
  readonly cacheControl: string | null;
  readonly etag: string | null;
  /** `Access-Control-Allow-Origin`, without which web pages cannot read the set. */
  readonly cors: string | null;
  /** Octets of the body. */
  readonly size: number;
  readonly byteOrderMark: boolean;
  readonly keys: number;
}

/** The operation that fetches. Only ever run because a user asked for this address. */
export const fetchKeySet = defineOperation({
  id: 'fetchKeySet',
  title: 'Fetch Key Set',
  summary: 'Fetch the key set of an issuer, a discovery document or a jwks_uri, and report how it is served',
  parameters: [
    {
      name: 'address',
      type: 'string',
      required: true,
      description: 'Issuer, realm or host name, discovery document, or jwks_uri',
    },
    { name: 'as', type: 'string', values: addressKinds, default: 'auto', description: 'What the address is' },
    {
      name: 'allowPrivateAddresses',
      type: 'boolean',
      description: 'Ask private and link-local addresses and local names too',
    },
    { name: 'maxBytes', type: 'integer', default: 4 * mebibyte, description: 'Size limit of an answer in bytes' },
    { name: 'timeoutMs', type: 'integer', default: 20_000, description: 'Time limit in milliseconds, for all of it' },
  ],
  async run(parameters, deps) {
    const address = withScheme(parameters.address);
    const policy = { allowPrivateAddresses: parameters.allowPrivateAddresses === true };
    const judged = judge(address, undefined, policy);
    if ('refused' in judged) throw notAsked(judged.refused);
    const context = contextOf(parameters.maxBytes ?? 4 * mebibyte, parameters.timeoutMs ?? 20_000, policy, deps);
    const attempts: Attempt[] = [];
    for (const candidate of candidates(judged.url.href, parameters.as ?? 'auto')) {
      const found = await tryCandidate(candidate, attempts, context);
      if (found === 'unreachable') break;
      if (found !== undefined) return result(found, attempts);
    }
    throw notFound(show(judged.url), attempts);
  },
});

function contextOf(maxBytes: number, timeoutMs: number, policy: FetchPolicy, deps: OperationDeps): FollowContext {
  for (const [name, limit] of Object.entries({ maxBytes, timeoutMs })) {
    if (limit < 1) throw new OperationError('usage', ({ parameter }) => `${parameter(name)} must be 1 or more`);
  }
  return {
    request: deps.request,
    policy,
    maxBytes,
    deadline: deps.now() + timeoutMs / 1000,
    now: deps.now,
    checkpoint: deps.checkpoint ?? (() => undefined),
    progress: deps.progress ?? (() => undefined),
  };
}

interface Found {
  readonly answer: HttpAnswer;
  readonly body: Body;
  readonly url: URL;
  readonly content: Extract<Content, { kind: 'set' | 'key' }>;
  readonly discovery?: {
    readonly url: URL;
    readonly issuer: string | undefined;
    readonly expected: string | undefined;
  };
}

async function tryCandidate(
  candidate: Candidate,
  attempts: Attempt[],
  context: FollowContext,
): Promise<Found | 'unreachable' | undefined> {
  const first = await attempt(candidate.address, candidate.what, undefined, attempts, context);
  // No hop was answered: the host cannot be had, and asking it for another path is useless.
  if (first === undefined) return attempts.at(-1)?.hops.length === 0 ? 'unreachable' : undefined;
  if (first.content.kind !== 'metadata') return { ...first, content: first.content };
  const { issuer, jwksUri } = first.content;
  const expected = candidate.issuer ?? issuerOf(first.url);
  const second = await attempt(jwksUri, 'key set (jwks_uri)', first.url, attempts, context);
  if (second === undefined) throw notFound(`the jwks_uri of ${show(first.url)}`, attempts);
  if (second.content.kind === 'metadata')
    throw new OperationError(
      'network',
      `jwks_uri of ${show(first.url)} leads to another discovery document, not to a key set`,
    );
  return { ...second, content: second.content, discovery: { url: first.url, issuer, expected } };
}

interface Arrived {
  readonly answer: HttpAnswer;
  readonly body: Body;
  readonly url: URL;
  readonly content: Exclude<Content, { kind: 'other' }>;
}

/** Asks one address and records the attempt; undefined when it was of no use. */
async function attempt(
  address: string,
  what: string,
  from: URL | undefined,
  attempts: Attempt[],
  context: FollowContext,
): Promise<Arrived | undefined> {
  const trip = await follow(address, from, context);
  const read = contentOf(trip);
  const shown = trip.hops[0]?.url ?? shownAddress(address, from);
  const problem = 'problem' in read ? read.problem : null;
  attempts.push({ what, address: shown, hops: trip.hops, problem });
  return 'problem' in read ? undefined : read;
}

function contentOf(trip: Trip): Arrived | { readonly problem: string } {
  const { answer, body, url } = trip;
  if (answer === undefined || body === undefined || url === undefined)
    return { problem: trip.problem ?? 'gave no answer' };
  const status = statusProblem(answer, body);
  if (status !== undefined) return { problem: status };
  const content = readContent(answer, body);
  return content.kind === 'other' ? { problem: content.problem } : { answer, body, url, content };
}

function shownAddress(address: string, from: URL | undefined): string {
  try {
    return show(from === undefined ? new URL(address) : new URL(address, from.href));
  } catch {
    return display(address);
  }
}

function attemptLine({ address, hops, problem }: Attempt): string {
  const last = hops.at(-1);
  const via =
    last === undefined || hops.length < 2
      ? ''
      : ` -> ${hops
          .slice(1)
          .map((h) => h.url)
          .join(' -> ')}`;
  return `${address}${via} ${problem ?? `answered ${last?.status ?? ''}`}`;
}

function notFound(address: string, attempts: readonly Attempt[]): OperationError {
  const failed = attempts.filter((a) => a.problem !== null);
  const [only] = failed;
  if (only !== undefined && failed.length === 1) return new OperationError('network', attemptLine(only));
  return new OperationError('network', `No key set found at ${address}`, attempts.map(attemptLine));
}

function result(found: Found, attempts: readonly Attempt[]) {
  const { answer, body, url, content, discovery } = found;
  const header = (name: string): string | null => answer.headers[name] ?? null;
  const report: FetchReport = {
    url: show(url),
    issuer: discovery?.issuer ?? null,
    discovery: discovery === undefined ? null : show(discovery.url),
    attempts,
    status: answer.status,
    contentType: header('content-type'),
    cacheControl: header('cache-control'),
    etag: header('etag'),
    cors: header('access-control-allow-origin'),
    size: body.octets,
    byteOrderMark: body.byteOrderMark,
    keys: content.kind === 'set' ? content.keys : 1,
  };
  return {
    texts: [{ kind: 'fetched' as const, text: content.text, secret: holdsSecrets(content.text) }],
    edits: [],
    report,
    lines: reportLines(report),
    notes: [...discoveryNotes(found), ...servedNotes(found, report)],
  };
}

function reportLines(report: FetchReport): string[] {
  const rows: (readonly [string, string | null])[] = [
    ['keys', count(report.keys, 'key')],
    ['issuer', report.issuer],
    ['content type', report.contentType],
    ['cache', report.cacheControl],
    ['etag', report.etag],
    ['CORS', report.cors],
    ['size', size(report.size)],
  ];
  const shown = rows.flatMap(([name, text]) => (text === null ? [] : [`  ${name.padEnd(12)}  ${display(text)}`]));
  return [...report.attempts.map(attemptLine), ...shown];
}

function discoveryNotes({ discovery, url }: Found): Note[] {
  if (discovery === undefined) return [];
  const notes: Note[] = [];
  const { issuer, expected } = discovery;
  if (issuer === undefined) notes.push(warning('The discovery document has no "issuer"'));
  else if (expected !== undefined && issuer !== expected) {
    notes.push(
      warning(
        `The discovery document is of issuer ${quoted(issuer)}, not ${quoted(expected)}${issuerHint(issuer, expected)}; clients compare the two exactly`,
      ),
    );
  }
  if (discovery.url.host !== url.host)
    notes.push(
      information(`The key set is on another host (${url.host}) than its discovery document (${discovery.url.host})`),
    );
  return notes;
}

function issuerHint(issuer: string, expected: string): string {
  if (withoutTrailingSlashes(issuer) === withoutTrailingSlashes(expected))
    return ' (they differ in the trailing slash)';
  if (issuer.toLowerCase() === expected.toLowerCase()) return ' (they differ in case)';
  return '';
}

function servedNotes({ body, content }: Found, report: FetchReport): Note[] {
  const notes: Note[] = [];
  const type = report.contentType?.split(';')[0]?.trim().toLowerCase();
  if (type === undefined)
    notes.push(information('The answer has no Content-Type; application/jwk-set+json or application/json is right'));
  else if (!/^application\/(?:[\w.-]+\+)?json$/.test(type))
    notes.push(warning(`The content type is ${quoted(type)}; application/jwk-set+json or application/json is right`));
  if (body.byteOrderMark)
    notes.push(warning('The text begins with a byte order mark, which JSON does not allow (RFC 8259 §8.1)'));
  if (!body.utf8) notes.push(warning('The text is not UTF-8'));
  if (report.cacheControl === null)
    notes.push(information('There is no Cache-Control: each consumer decides for itself how long it keeps the set'));
  if (content.kind === 'key') notes.push(warning('The answer is a single JWK, not a JWK Set'));
  if (content.kind === 'set' && content.keys === 0) notes.push(warning('The set is empty'));
  if (holdsSecrets(content.text))
    notes.push(warning('The answer holds private or symmetric keys: they are compromised, everybody can read them'));
  return notes;
}

function holdsSecrets(text: string): boolean {
  return readDocument(text, 'jwks.json').parts.some((part) => part.keys.some((key) => key.isPrivate));
}

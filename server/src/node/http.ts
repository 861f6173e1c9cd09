/**
 * One HTTP GET under Node, for the command line and for editors that leave fetching to the server.
 *
 * Made of node:http, node:https and a CONNECT tunnel rather than of `fetch`: Node's `fetch` obeys HTTPS_PROXY only
 * from version 24.5 on, and undici's proxy agent would add half a megabyte to both bundles for what is forty lines here.
 * Environment: HTTPS_PROXY, https_proxy, ALL_PROXY, all_proxy, NO_PROXY, no_proxy; NODE_EXTRA_CA_CERTS through Node.
 * Plain http is for this machine only (the policy in the core says so) and never goes through a proxy.
 */
import http from 'node:http';
import https from 'node:https';
import type { Duplex, Readable } from 'node:stream';
import tls from 'node:tls';
import zlib from 'node:zlib';
import { HttpError, type HttpRequest, type HttpResponse } from '../host.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Sends one GET, following nothing.
 * @throws HttpError when no answer came, the signal fired, or the time was over
 */
export async function request(
  question: HttpRequest,
  signal: AbortSignal,
  environment: Environment = process.env,
): Promise<HttpResponse> {
  const limit = new AbortController();
  const timer = setTimeout(() => {
    limit.abort();
  }, question.timeoutMs);
  const both = AbortSignal.any([signal, limit.signal]);
  try {
    if (both.aborted) throw new Error('aborted');
    return await send(question, both, environment);
  } catch (error) {
    if (signal.aborted) throw new HttpError('cancelled', 'cancelled');
    if (limit.signal.aborted)
      throw new HttpError('timeout', `no complete answer within ${question.timeoutMs / 1000} s`);
    throw error instanceof HttpError ? error : toHttpError(error);
  } finally {
    clearTimeout(timer);
  }
}

async function send(question: HttpRequest, signal: AbortSignal, environment: Environment): Promise<HttpResponse> {
  const url = new URL(question.url);
  const proxy = url.protocol === 'https:' ? proxyFor(url, environment) : undefined;
  const createConnection = proxy === undefined ? undefined : await tunnel(url, proxy, signal);
  const response = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const options = {
      method: 'GET',
      signal,
      headers: { 'accept-encoding': 'gzip, deflate, br', connection: 'close', ...question.headers },
      // One request, one connection: nothing is kept open that would keep the process alive.
      ...(createConnection === undefined ? { agent: false as const } : { createConnection }),
    };
    const get = url.protocol === 'https:' ? https.request(url, options) : http.request(url, options);
    get.once('response', resolve).once('error', reject).end();
  });
  const { octets, truncated } = await read(response, question.maxBytes);
  return {
    url: question.url,
    status: response.statusCode ?? 0,
    headers: flatten(response.headers),
    body: octets.toString('base64'),
    truncated,
  };
}

function flatten(headers: http.IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name !== 'set-cookie') flat[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flat;
}

/** Reads at most `maxBytes` octets of the decoded body; the rest is never taken off the wire. */
async function read(response: http.IncomingMessage, maxBytes: number): Promise<{ octets: Buffer; truncated: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of decoded(response) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxBytes) break;
    }
  } finally {
    response.destroy();
  }
  return { octets: Buffer.concat(chunks).subarray(0, maxBytes), truncated: size > maxBytes };
}

function decoded(response: http.IncomingMessage): Readable {
  const decoders: Readonly<Record<string, () => zlib.Gunzip | zlib.Inflate | zlib.BrotliDecompress>> = {
    gzip: () => zlib.createGunzip(),
    'x-gzip': () => zlib.createGunzip(),
    deflate: () => zlib.createInflate(),
    br: () => zlib.createBrotliDecompress(),
  };
  const decoder = decoders[(response.headers['content-encoding'] ?? '').trim().toLowerCase()]?.();
  if (decoder === undefined) return response;
  response.once('error', (error) => decoder.destroy(error));
  response.once('aborted', () => decoder.destroy(new Error('the connection was closed before the end')));
  return response.pipe(decoder);
}

/** The proxy the environment names for the address; the names are those curl and others use. */
export function proxyFor(url: URL, environment: Environment): URL | undefined {
  const named = (name: string): string | undefined => environment[name.toLowerCase()] ?? environment[name];
  const proxy = named('HTTPS_PROXY') ?? named('ALL_PROXY');
  if (proxy === undefined || proxy === '' || bypasses(url, named('NO_PROXY') ?? '')) return undefined;
  try {
    const parsed = new URL(/^[a-z0-9+.-]+:\/\//i.test(proxy) ? proxy : `http://${proxy}`);
    if (parsed.protocol === 'http:' || parsed.protocol === 'https:') return parsed;
  } catch {
    throw new HttpError('other', 'the proxy in the environment is not a URL');
  }
  throw new HttpError('other', 'the proxy in the environment is neither http nor https');
}

/** Host names and their subdomains, address literals, with a port where one is named; `*` is everything. */
function bypasses(url: URL, noProxy: string): boolean {
  const host = url.hostname.toLowerCase().replace(/^\[|\]$/g, '');
  if (host === 'localhost' || host.endsWith('.localhost') || host === '::1' || host.startsWith('127.')) return true;
  const port = url.port === '' ? '443' : url.port;
  return noProxy.split(/[\s,]+/).some((entry) => {
    if (entry === '*') return true;
    const match = /^\[?(.+?)\]?(?::(\d+))?$/.exec(entry.toLowerCase().replace(/^\*?\./, ''));
    if (match === null || (match[2] !== undefined && match[2] !== port)) return false;
    const name = match[1] ?? '';
    return host === name || host.endsWith(`.${name}`);
  });
}

/** A TLS connection to the address through the proxy (RFC 9110 §9.3.6). */
async function tunnel(url: URL, proxy: URL, signal: AbortSignal): Promise<() => tls.TLSSocket> {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const authority = `${url.hostname}:${url.port === '' ? '443' : url.port}`;
  const socket = await new Promise<Duplex>((resolve, reject) => {
    const options = {
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...proxyCredentials(proxy) },
      agent: false as const,
      signal,
    };
    const ask = proxy.protocol === 'https:' ? https.request(proxy, options) : http.request(proxy, options);
    ask.once('connect', (response, connected) => {
      if (response.statusCode === 200) resolve(connected);
      else {
        connected.destroy();
        reject(new HttpError('other', `the proxy ${proxy.host} answered ${response.statusCode ?? ''}`));
      }
    });
    ask.once('response', (response) => {
      response.destroy();
      reject(new HttpError('other', `the proxy ${proxy.host} answered ${response.statusCode ?? ''}`));
    });
    ask.once('error', (error) => {
      const { failure, message } = toHttpError(error);
      reject(new HttpError(failure === 'tls' ? 'tls' : 'other', `the proxy ${proxy.host}: ${message}`));
    });
    ask.end();
  });
  return () => {
    const servername = /^[\d.]+$|:/.test(host) ? '' : host;
    return tls.connect({ socket, servername, ALPNProtocols: ['http/1.1'] });
  };
}

function proxyCredentials(proxy: URL): Record<string, string> {
  if (proxy.username === '' && proxy.password === '') return {};
  const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

const dns = new Set(['ENOTFOUND', 'EAI_NODATA', 'EAI_NONAME']);
const offline = new Set(['ENETUNREACH', 'ENETDOWN', 'EAI_AGAIN', 'EHOSTUNREACH', 'EADDRNOTAVAIL']);
const tlsCodes =
  /^(?:ERR_TLS|ERR_SSL|CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH|EPROTO)/;

/** Why a connection failed, from the codes of Node and OpenSSL. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (!(error instanceof Error)) return new HttpError('other', 'unknown failure');
  // Several addresses tried at once fail together (happy eyeballs).
  const inner =
    error instanceof AggregateError ? (error.errors as unknown[]).find((e) => e instanceof Error) : undefined;
  const code = ((inner ?? error) as NodeJS.ErrnoException).code ?? '';
  const { message } = inner ?? error;
  if (dns.has(code)) return new HttpError('dns', '');
  if (offline.has(code)) return new HttpError('offline', code);
  if (code === 'ECONNREFUSED') return new HttpError('refused', '');
  if (tlsCodes.test(code)) return new HttpError('tls', tlsWords(code, message));
  if (code === 'ETIMEDOUT') return new HttpError('timeout', code);
  if (code === 'ECONNRESET' || code === 'EPIPE')
    return new HttpError('other', 'the connection was closed before an answer came');
  if (code.startsWith('HPE_')) return new HttpError('other', 'what answers does not speak HTTP');
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR') || code.startsWith('ERR_BROTLI'))
    return new HttpError('other', 'the compressed body is damaged');
  return new HttpError('other', message);
}

function tlsWords(code: string, message: string): string {
  const words: Readonly<Record<string, string>> = {
    DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed; NODE_EXTRA_CA_CERTS can name more authorities',
    SELF_SIGNED_CERT_IN_CHAIN: 'its authority is not trusted here; NODE_EXTRA_CA_CERTS can name more authorities',
    UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      'its chain is incomplete or not trusted here; NODE_EXTRA_CA_CERTS can name more authorities',
    UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its authority is not known here; NODE_EXTRA_CA_CERTS can name more authorities',
    CERT_HAS_EXPIRED: 'its certificate has expired',
    CERT_NOT_YET_VALID: 'its certificate is not valid yet',
    ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
    EPROTO: 'the two sides found no TLS version or cipher in common, or it does not speak TLS',
  };
  return words[code] ?? message;
}

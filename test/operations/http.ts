/** A real HTTP server on this machine, and requests that really go out. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpAnswer, HttpQuestion } from '../../server/src/core/operations/fetch/http.ts';
import { request } from '../../server/src/node/http.ts';

/** Requests that really go out, each noted before it does. */
export function recordedRequests(signal = new AbortController().signal): {
  readonly asked: string[];
  readonly request: (question: HttpQuestion) => Promise<HttpAnswer>;
} {
  const asked: string[] = [];
  return {
    asked,
    request: (question) => {
      asked.push(question.url);
      return request(question, signal, {});
    },
  };
}

export interface TestServer {
  readonly origin: string;
  /** Paths asked for, in order. */
  readonly paths: string[];
  readonly close: () => Promise<void>;
}

type Route = (request: IncomingMessage, response: ServerResponse, origin: string) => void;

/** Serves routes by path; anything else is 404 with a plain text. */
export async function serve(routes: Readonly<Record<string, Route>>): Promise<TestServer> {
  const paths: string[] = [];
  let origin = '';
  const listener: RequestListener = (request, response) => {
    paths.push(request.url ?? '');
    const route = routes[(request.url ?? '').split('?')[0] ?? ''];
    if (route === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('nothing here');
    else route(request, response, origin);
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A test that failed before it closed its server must not keep the run from ending.
  server.unref();
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    paths,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A route that sends JSON. */
export function json(value: (origin: string) => unknown, headers: Readonly<Record<string, string>> = {}): Route {
  return (_, response, origin) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value(origin)));
  };
}

export function redirect(to: (origin: string) => string): Route {
  return (_, response, origin) => {
    response.writeHead(302, { location: to(origin) }).end();
  };
}

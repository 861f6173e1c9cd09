/** The language server in a web worker. */
import { BrowserMessageReader, BrowserMessageWriter, createConnection } from 'vscode-languageserver/browser';
import { HttpError, type Host } from '../host.ts';
import { startServer } from '../server.ts';

/** The worker's end of its message channel; Node's types, which the server compiles with, do not know it. */
declare const self: ConstructorParameters<typeof BrowserMessageReader>[0];

const host: Host = {
  now: () => Date.now() / 1000,
  // The worker never fetches: the client does, and says so in its initialization options.
  request: () => Promise.reject(new HttpError('other', 'this server cannot fetch by itself')),
  setTimeout: (callback, ms) => {
    const timer = setTimeout(callback, ms);
    return () => {
      clearTimeout(timer);
    };
  },
};

startServer(createConnection(new BrowserMessageReader(self), new BrowserMessageWriter(self)), host);

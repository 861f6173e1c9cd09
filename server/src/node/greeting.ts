/**
 * Answers `initialize` before the server proper is loaded, which takes longer than Node itself does to start: nothing
 * but what the client said goes into the answer. Meanwhile what the client sends next waits in its pipe.
 */
import type { InitializeParams } from 'vscode-languageserver';
import { featuresOf, initializeResult } from '../initialize.ts';

type Id = string | number;

/** What came and went before the server proper was there. */
export interface Greeting {
  /** Of the `initialize` request that is answered already; absent when something else came first. */
  readonly answered: Id | undefined;
  /** Ends the greeting and gives the messages that came; over stdio they are in the stream again. */
  readonly takeOver: () => readonly unknown[];
}

/** Greets over stdin and stdout. */
export function greetOverStdio(proceed: (greeting: Greeting) => void): void {
  const { stdin, stdout } = process;
  let received = Buffer.alloc(0);
  // As the library does it: an editor that goes away without `shutdown` has failed.
  const end = (): void => process.exit(1);
  const take = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    const message = firstMessage(received);
    if (message === undefined) return;
    // Whatever it is, the library reads it too: to learn about the client, or to complain.
    stdin.off('data', take).off('end', end).pause().unshift(received);
    const answer = answerTo(message.content);
    const go = (): void => proceed({ answered: answer?.id, takeOver: () => [] });
    if (answer === undefined) {
      go();
      return;
    }
    const text = JSON.stringify(answer);
    stdout.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`, go);
  };
  stdin.on('data', take).on('end', end);
}

/** Greets the process that forked this one. */
export function greetOverIpc(proceed: (greeting: Greeting) => void): void {
  const received: unknown[] = [];
  const take = (message: unknown): void => {
    if (received.push(message) > 1) return;
    const answer = answerTo(message);
    const takeOver = (): readonly unknown[] => {
      process.off('message', take);
      return received;
    };
    const go = (): void => proceed({ answered: answer?.id, takeOver });
    if (answer === undefined) go();
    else process.send?.(answer, undefined, undefined, go);
  };
  process.on('message', take);
}

/** More than any client puts before its first message. */
const maxHeader = 4096;

/** The content of the first message, undefined when it is none; nothing while more of it is to come. */
function firstMessage(octets: Buffer): { readonly content: unknown } | undefined {
  const end = octets.indexOf('\r\n\r\n');
  if (end < 0) return octets.length > maxHeader ? { content: undefined } : undefined;
  const length = /^Content-Length: *(\d+) *$/im.exec(octets.toString('latin1', 0, end))?.[1];
  if (length === undefined) return { content: undefined };
  const start = end + 4;
  if (octets.length < start + Number(length)) return undefined;
  try {
    return { content: JSON.parse(octets.toString('utf8', start, start + Number(length))) };
  } catch {
    return { content: undefined };
  }
}

interface Answer {
  readonly jsonrpc: '2.0';
  readonly id: Id;
  readonly result: unknown;
}

function answerTo(message: unknown): Answer | undefined {
  if (typeof message !== 'object' || message === null) return undefined;
  const { id, method, params } = message as { id?: unknown; method?: unknown; params?: InitializeParams };
  if (method !== 'initialize' || (typeof id !== 'number' && typeof id !== 'string')) return undefined;
  // A client that does not say what it can do gets its answer from the library.
  if (typeof params?.capabilities !== 'object') return undefined;
  return {
    jsonrpc: '2.0',
    id,
    result: initializeResult(featuresOf(params.capabilities, params.initializationOptions)),
  };
}

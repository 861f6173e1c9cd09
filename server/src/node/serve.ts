/** The server proper, a bundle of its own: main.ts loads it once the client is greeted. */
import { Console } from 'node:console';
import {
  createConnection,
  IPCMessageReader,
  IPCMessageWriter,
  Message,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type Connection,
  type DataCallback,
  type Disposable,
  type MessageWriter,
} from 'vscode-languageserver/node';
import { startServer } from '../server.ts';
import { accelerate } from './accelerate.ts';
import type { Greeting } from './greeting.ts';
import { nodeHost } from './host.ts';

accelerate();

/** Serves over the transport the arguments name, with nothing said yet. */
export function serve(): void {
  startServer(createConnection(ProposedFeatures.all), nodeHost());
}

/** Serves over stdin and stdout. */
export function serveOverStdio({ answered }: Greeting): void {
  const { stdin, stdout, stderr } = process;
  // Whatever prints must not print into the protocol.
  globalThis.console = new Console(stderr);
  const reader = new StreamMessageReader(stdin);
  const connection = createConnection(
    ProposedFeatures.all,
    reader,
    withoutAnswer(new StreamMessageWriter(stdout), answered),
  );
  exitWith(connection);
  startServer(connection, nodeHost());
  stdin.resume();
}

/** Serves the process that forked this one. */
export function serveOverIpc({ answered, takeOver }: Greeting): void {
  const connection = createConnection(
    ProposedFeatures.all,
    new LateIpcReader(takeOver),
    withoutAnswer(new IPCMessageWriter(process), answered),
  );
  startServer(connection, nodeHost());
}

/** Ends the process when the client closes its pipe, as the library does for streams it is given itself. */
function exitWith(connection: Connection): void {
  let isShutDown = false;
  connection.onShutdown(() => {
    isShutDown = true;
  });
  const exit = (): void => process.exit(isShutDown ? 0 : 1);
  process.stdin.on('end', exit).on('close', exit);
}

/** Begins with the messages that came before it was there. */
class LateIpcReader extends IPCMessageReader {
  private readonly takeOver: Greeting['takeOver'];

  constructor(takeOver: Greeting['takeOver']) {
    super(process);
    this.takeOver = takeOver;
  }

  override listen(callback: DataCallback): Disposable {
    const listening = super.listen(callback);
    for (const message of this.takeOver()) callback(message as Message);
    return listening;
  }
}

/** The writer, which keeps to itself the library's answer to a request that is answered already. */
function withoutAnswer(writer: MessageWriter, answered: Greeting['answered']): MessageWriter {
  if (answered === undefined) return writer;
  const write = writer.write.bind(writer);
  let isKept = false;
  writer.write = (message) => {
    if (isKept || !Message.isResponse(message) || message.id !== answered) return write(message);
    isKept = true;
    return Promise.resolve();
  };
  return writer;
}

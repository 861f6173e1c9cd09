/** Standard streams, and errors as the command line says them. */
import { OperationError } from '../../core/operations/operation.ts';
import { fill } from '../../core/text.ts';
import { HttpError } from '../../host.ts';
import { FileError } from '../files.ts';

/** What a command ended with. */
export const exit = { done: 0, findings: 1, failed: 1, usage: 2 } as const;

/** A mistake in how the command was called; the message is for people. */
export class UsageError extends Error {
  readonly details: readonly string[];

  constructor(message: string, details: readonly string[] = []) {
    super(message);
    this.name = 'UsageError';
    this.details = details;
  }
}

export function out(text: string): void {
  process.stdout.write(text);
}

/** Whether somebody waits for standard output and is told of its failure. */
let isAwaited = false;

/**
 * Writes to standard output what must not get lost, and waits until it is out of our hands.
 * @throws FileError when it could not be written
 */
export async function outSurely(text: string | Uint8Array): Promise<void> {
  isAwaited = true;
  await new Promise<void>((resolve, reject) => {
    process.stdout.write(text, (error?: NodeJS.ErrnoException | null) => {
      if (error === undefined || error === null) resolve();
      else reject(new FileError('standard output', `${streamFailure(error)}; nothing was written`));
    });
  });
  isAwaited = false;
}

function streamFailure({ code }: NodeJS.ErrnoException): string {
  if (code === 'ENOSPC') return 'no space left on the disk';
  return code === 'EPIPE' ? 'its reader went away' : (code ?? 'unknown failure');
}

/** One line for people. Escapes what could make a terminal say something else. */
export function tell(line: string): void {
  process.stderr.write(`${fill('{line}', { line })}\n`);
}

/** Says what went wrong and gives the exit code. Errors that are not for people are told by name and place only. */
export function reportError(error: unknown): number {
  if (error instanceof UsageError || error instanceof OperationError) {
    tell(`jwk: ${error.message}`);
    for (const detail of error.details) tell(`  ${detail}`);
    return error instanceof OperationError && error.failure !== 'usage' ? exit.failed : exit.usage;
  }
  if (error instanceof FileError) {
    tell(`jwk: ${error.path}: ${error.message}`);
    return exit.usage;
  }
  if (error instanceof HttpError && error.failure === 'cancelled') return exit.failed;
  tell(`jwk: internal error (${internal(error)}); please report it at https://github.com/vscode-jwk/vscode-jwk/issues`);
  return exit.usage;
}

/** Name and place of an unexpected error. Its message may quote values of a key: it is not shown. */
export function internal(error: unknown): string {
  if (!(error instanceof Error)) return 'no Error';
  const place = /\n\s+at (.*)/.exec((error.stack ?? '').slice(`${error.name}: ${error.message}`.length))?.[1];
  return place === undefined ? error.name : `${error.name} at ${place}`;
}

/**
 * A reader that went away (`| head`) is no error; a full disk behind the stream is.
 * @param exitNow ends the process
 */
export function watchStreams(exitNow: (code: number) => void): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (isAwaited) return;
    if (error.code === 'EPIPE') {
      exitNow(Number(process.exitCode ?? 0));
      return;
    }
    tell(`jwk: cannot write to standard output: ${streamFailure(error)}`);
    exitNow(exit.usage);
  });
  process.stderr.on('error', () => undefined);
}

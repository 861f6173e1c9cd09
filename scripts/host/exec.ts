/** Runs commands to their end. */
import { spawn } from 'node:child_process';

/** Options of {@link exec}. */
export interface ExecOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** What to advise when the command fails. */
  readonly hint?: string;
}

/**
 * Runs a command, keeping its output to itself unless it fails.
 *
 * @param step What the command is for, in words: it begins the error message.
 * @throws Error naming the step, the command, the end of its output, and the hint.
 */
export async function exec(
  step: string,
  command: string,
  args: readonly string[],
  options: ExecOptions,
): Promise<void> {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  const keep = (chunk: Buffer): void => {
    output = (output + chunk.toString()).slice(-8000);
  };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const problem = await new Promise<string | undefined>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => resolve(code === 0 ? undefined : `it ended with ${signal ?? `code ${code}`}`));
  });
  if (problem === undefined) return;
  const lines = [`${step} failed: ${problem}`, `  command: ${command} ${args.join(' ')}`, `  in: ${options.cwd}`];
  if (output.trim()) lines.push(output.trim().replace(/^/gm, '  | '));
  if (options.hint) lines.push(options.hint);
  throw new Error(lines.join('\n'));
}

/** Whole processes, from their start to their end. */
import { spawn } from 'node:child_process';
import { timed } from './measure.ts';

/** Time of a Node process with these arguments; whatever it prints and its exit code are no matter. */
export function nodeProcess(args: readonly string[]): Promise<number> {
  return timed(
    () =>
      new Promise<void>((resolve, reject) => {
        const child = spawn(process.execPath, args, { stdio: 'ignore' });
        child.once('error', reject);
        child.once('exit', () => resolve());
      }),
  );
}

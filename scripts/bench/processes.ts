/** Whole processes, from their start to their end. */
import { spawn } from 'node:child_process';
import { timed } from './measure.ts';

/**
 * The environment without what some machines have every Node read at its start: certificates that no process here needs
 * take longer to read than all the rest of an empty one.
 */
export function plainEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, NODE_EXTRA_CA_CERTS: undefined };
}

/**
 * Time of a Node process with these arguments; whatever it prints and its exit code are no matter.
 * @param environment what it has beside the plain one
 */
export function nodeProcess(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<number> {
  return timed(
    () =>
      new Promise<void>((resolve, reject) => {
        const child = spawn(process.execPath, args, {
          stdio: 'ignore',
          env: { ...plainEnvironment(), ...environment },
        });
        child.once('error', reject);
        child.once('exit', () => resolve());
      }),
  );
}

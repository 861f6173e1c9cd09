/** Undoes what a run set up, whatever ends it: the normal end, an exception, or Ctrl-C. */
import { rmSync } from 'node:fs';
import { makeTempFolder } from './paths.ts';

const pending = new Set<() => void>();
let listening = false;

/**
 * Registers an action to run when this process ends.
 *
 * @param action Synchronous; it must not throw when there is nothing to undo.
 * @returns Runs the action now, once, and forgets it.
 */
export function onExit(action: () => void): () => void {
  listen();
  pending.add(action);
  return () => {
    if (pending.delete(action)) action();
  };
}

/** Makes a temporary folder that is gone when this process is. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = makeTempFolder();
  // A process that was just killed may still be writing its last file.
  const remove = onExit(() => rmSync(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }));
  return { path, remove };
}

function listen(): void {
  if (listening) return;
  listening = true;
  process.on('exit', () => {
    // The last thing set up is the first to go: processes before the folders they use.
    for (const action of [...pending].reverse()) {
      pending.delete(action);
      try {
        action();
      } catch (error) {
        console.error(error);
      }
    }
  });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.on(signal, () => process.exit(code));
  }
}

/** Giving others a turn. Apart from guard.ts, because the command line needs it and no language server's library. */

/** One turn of the event loop: what has arrived meanwhile is taken in. */
export async function turn(): Promise<void> {
  await new Promise<void>((resolve) => {
    // The one timer both Node and web workers have; Node's own comes sooner.
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}

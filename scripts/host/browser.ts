/** Starts the headless browser that shows the workbench. */
import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium.ts';

/** Nothing a browser does on its own account is wanted: no updates, no sync, no first-run pages. */
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Starts Chromium without a window. Close it when done; it is also killed when this process exits.
 *
 * @throws Error when there is no browser (see `findChromium`) or it does not start.
 */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  // Signals are handled in one place, cleanup.ts; playwright kills the browser in the exit that follows.
  return chromium.launch({
    executablePath,
    args: ARGS,
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
}

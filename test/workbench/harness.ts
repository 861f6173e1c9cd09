/** Drives the workbench of a real VS Code, with the packaged extension installed as a user would. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/host/browser.ts';
import { temporaryFolder } from '../../scripts/host/cleanup.ts';
import { installHost } from '../../scripts/host/install.ts';
import { repoRoot } from '../../scripts/host/paths.ts';
import { startServer, type RunningServer } from '../../scripts/host/server.ts';
import { packageVsix } from '../../scripts/host/vsix.ts';
import type { HostName } from '../../scripts/host/versions.ts';

/** What the workbench is opened on. */
export interface WorkbenchOptions {
  /** Files of the folder to open: relative path to text. */
  readonly files: Readonly<Record<string, string>>;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly host?: HostName;
  /** The folder with the extension's package.json, its bundles built; the repository when not given. */
  readonly extension?: string;
}

/** Slow machines need most of it only once, when the workbench starts. */
const LIMIT = 30_000;

/** A workbench on screen. Each action waits until its effect is seen. */
export class Workbench {
  /** For what has no helper here. */
  readonly page: Page;
  /** The opened folder; files changed here change in the workbench. */
  readonly folder: string;
  readonly #closers: (() => Promise<void> | void)[];

  /** Use {@link openWorkbench}. */
  constructor(page: Page, folder: string, closers: (() => Promise<void> | void)[]) {
    this.page = page;
    this.folder = folder;
    this.#closers = closers;
  }

  /** Opens a file of the folder by quick open. */
  async openFile(path: string): Promise<void> {
    await this.quickInput('Control+P', path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    // Clicked rather than entered: until the list is filtered its first item is the last file that was opened.
    await this.#options().filter({ hasText: name }).first().click({ timeout: LIMIT });
    await this.page.locator('.tab.active', { hasText: name }).waitFor({ timeout: LIMIT });
    await this.page.locator('.editor-instance .view-lines').first().waitFor({ timeout: LIMIT });
  }

  /** Runs a command by the title it has in the palette (`JWK: Generate Key…`); its first match is taken. */
  async runCommand(title: string): Promise<void> {
    const offered = await this.palette(title);
    if (!offered.some((label) => label.includes(title)))
      throw new Error(`The palette does not offer ${title}, only: ${offered.join('; ')}`);
    await this.page.keyboard.press('Enter');
  }

  /** Opens the palette, types, and returns the labels that are offered then. Leaves it open. */
  async palette(text: string): Promise<string[]> {
    await this.quickInput('F1', `>${text}`);
    return this.quickPick();
  }

  /** The labels of the quick pick that is shown, once it has settled. */
  async quickPick(): Promise<string[]> {
    return settled(() => this.#options().locator('.quick-input-list-label .label-name').allInnerTexts());
  }

  /** Puts the cursor into the active editor. */
  async focusEditor(): Promise<void> {
    await this.page.locator('.editor-instance .view-lines').last().click();
  }

  /** The text of the active editor, as far as it is on screen. */
  async editorText(): Promise<string> {
    return (await this.page.locator('.editor-instance .view-lines').last().innerText()).replaceAll('\u00a0', ' ');
  }

  /** Picks the item with exactly this label in the quick pick that is shown. */
  async choose(label: string): Promise<void> {
    const name = this.page.locator('.label-name').getByText(label, { exact: true });
    await this.#options().filter({ has: name }).first().click();
  }

  /** Types in the quick input that a command has opened. */
  async type(text: string): Promise<void> {
    await this.#input().fill(text);
  }

  /** Opens a quick input by its key and types in it. */
  async quickInput(key: string, text: string): Promise<void> {
    await this.escape();
    await this.page.keyboard.press(key);
    await this.#input().waitFor({ timeout: LIMIT });
    await this.#input().fill(text);
  }

  /** Closes the quick input, if one is open. */
  async escape(): Promise<void> {
    if (!(await this.#input().isVisible())) return;
    await this.page.keyboard.press('Escape');
    await this.#input().waitFor({ state: 'hidden', timeout: LIMIT });
  }

  /**
   * Shows the Problems panel and waits until it has findings from `source`.
   *
   * @returns Its rows as they read, without those that name a file.
   */
  async problems(source = 'jwk'): Promise<string[]> {
    const panel = this.page.locator('.markers-panel-container');
    if (!(await panel.isVisible())) await this.runCommand('View: Focus Problems');
    await panel
      .locator('.monaco-list-row', { has: this.page.locator('.marker-source', { hasText: source }) })
      .first()
      .waitFor({ timeout: LIMIT });
    const rows = panel.locator('.monaco-list-row', { has: this.page.locator('.marker-source') });
    return settled(async () => (await rows.allInnerTexts()).map((row) => row.replace(/\s+/g, ' ').trim()));
  }

  /** The document inside a webview. There is one at a time; with several, the last one opened. */
  webview(): FrameLocator {
    return this.page.locator('iframe.webview.ready').last().contentFrame().frameLocator('#active-frame');
  }

  /** Saves what is on screen as `test-results/<name>.png`. */
  async screenshot(name: string): Promise<void> {
    await this.page.screenshot({ path: join(repoRoot(), 'test-results', `${name}.png`) });
  }

  /** Ends the browser and the server, and removes all they had. */
  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }

  #input(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-box input');
  }

  #options(): Locator {
    return this.page.locator('.quick-input-widget .quick-input-list .monaco-list-row');
  }
}

/**
 * Packages the extension, installs it in a fresh VS Code, and opens a folder there.
 *
 * @returns The workbench, ready for input. Close it.
 * @throws Error naming what could not be made or started; nothing is left running then.
 */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const closers: (() => Promise<void> | void)[] = [];
  try {
    const host = await installHost(options.host ?? 'newest');
    const files = temporaryFolder();
    closers.push(files.remove);
    const vsix = join(files.path, 'extension.vsix');
    await packageVsix(options.extension ?? repoRoot(), vsix);
    const folder = join(files.path, 'folder');
    writeFiles(folder, options.files);
    const server = await startServer(host, { vsix: [vsix], settings: options.settings ?? {} });
    closers.push(server.stop);
    const browser = await launchBrowser();
    closers.push(() => browser.close());
    return new Workbench(await showFolder(browser, server, folder), folder, closers);
  } catch (error) {
    for (const close of closers.reverse()) await close();
    throw error;
  }
}

function writeFiles(folder: string, files: WorkbenchOptions['files']): void {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

async function showFolder(browser: Browser, server: RunningServer, folder: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(`${server.origin}/?${new URLSearchParams({ folder })}`);
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 2 * LIMIT });
  return page;
}

/** Reads until two readings in a row agree and are not empty; the last reading when that takes too long. */
async function settled(read: () => Promise<string[]>): Promise<string[]> {
  const until = Date.now() + 10_000;
  let last = await read();
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const next = await read();
    if (Date.now() > until || (next.length > 0 && next.join('\n') === last.join('\n'))) return next;
    last = next;
  }
}

/**
 * The core's tests in a web worker of a real Chromium: BoringSSL's WebCrypto and no Node. Each is a test here, too; and
 * each that Node runs must have run there, so that none is lost on the way.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../scripts/host/browser.ts';
import { onExit } from '../../scripts/host/cleanup.ts';
import { testFiles } from '../../scripts/host/nodeTests.ts';
import { repoRoot } from '../../scripts/host/paths.ts';
import { bundleCoreTests, coreTestFiles } from './core/bundle.ts';
import { coreFolders, excluded } from './core/excluded.ts';
import type { Outcome } from './core/nodeTest.ts';

const root = repoRoot();
const files = coreTestFiles();

/** In the page: runs a file in a worker of its own, for nothing one file leaves behind may help or harm another. */
const runner = `
  window.run = (file) => new Promise((resolve) => {
    const worker = new Worker('/tests.js');
    const end = (answer) => { worker.terminate(); resolve(answer); };
    worker.onmessage = ({ data }) => end(data);
    worker.onerror = ({ message }) => end({ error: message });
    worker.postMessage(file);
  });
`;
interface Answer {
  readonly outcomes?: readonly Outcome[];
  readonly error?: string;
}

/** The names of the tests Node runs. */
async function namesInNode(): Promise<string[]> {
  const reporter = ['--test-reporter=./test/web/core/listReporter.mjs', '--test-reporter-destination=stdout'];
  // Told that it runs inside of another test run, Node would talk to that in its own way.
  const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
  const imports = ['--import', 'tsx', '--import', './test/web/core/namesOnly.mjs'];
  const child = spawn(process.execPath, [...imports, '--test', '--test-concurrency=1', ...reporter, ...files], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const done = onExit(() => child.kill());
  let lines = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => (lines += chunk));
  await new Promise<void>((resolve, reject) => child.on('error', reject).on('close', () => resolve()));
  done();
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as string);
}

describe("the core's tests in Chromium", { timeout: 600_000 }, () => {
  let http: Server;
  let browser: Browser;
  let page: Page;
  let inNode: Promise<string[]>;
  const ran: string[] = [];

  before(async () => {
    inNode = namesInNode();
    const script = await bundleCoreTests(files);
    http = createServer(({ url }, response) => {
      const isScript = url === '/tests.js';
      response.setHeader('Content-Type', isScript ? 'text/javascript; charset=utf-8' : 'text/html');
      response.end(isScript ? script : `<!doctype html><script>${runner}</script>`);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
  });
  after(async () => {
    await browser.close();
    http.close();
  });

  it('leaves out only what there is, and says why', () => {
    const all = testFiles((folder) => (coreFolders as readonly string[]).includes(folder));
    for (const [file, reason] of Object.entries(excluded)) {
      assert.ok(all.includes(file), `${file} is not there`);
      assert.ok(reason.length > 40, `${file} is left out without a reason`);
    }
  });

  for (const file of files) {
    it(file, { timeout: 300_000 }, async (t) => {
      const { outcomes = [], error } = await page.evaluate(
        (name) => (globalThis as unknown as { run: (file: string) => Promise<Answer> }).run(name),
        file,
      );
      assert.equal(error, undefined);
      for (const { name, error: fault } of outcomes) await t.test(name, () => assert.equal(fault, undefined));
      ran.push(...outcomes.map(({ name }) => name));
    });
  }

  it('ran every test that Node runs', async () => {
    const known = await inNode;
    assert.ok(known.length > 1000, `Node told of ${known.length} tests only`);
    assert.deepEqual(ran.sort(), known.sort());
  });
});

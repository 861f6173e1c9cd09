/**
 * The server in a web worker of a real Chromium (C4): no Node, and BoringSSL's WebCrypto, which knows no secp256k1, Ed448
 * or X448. What works here works in VS Code for the Web, and its cryptography in VS Code desktop.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import type { DocumentDiagnosticReport } from 'vscode-languageserver-protocol';
import { launchBrowser } from '../../scripts/host/browser.ts';
import type { GenerateAnswer, GenerateCommand } from '../../server/src/protocol.ts';
import { lintText } from '../support/lint.ts';
import { root } from '../support/lspClient.ts';

const worker = readFileSync(join(root, 'server/dist/server.browser.js'));

/** Runs in the page: a language client of one function. */
const client = `
  const worker = new Worker('/server.js');
  const waiting = new Map();
  let last = 0;
  worker.onmessage = ({ data }) => {
    if (data.id !== undefined && data.method === undefined) { waiting.get(data.id)?.(data); waiting.delete(data.id); }
  };
  window.notify = (method, params) => worker.postMessage({ jsonrpc: '2.0', method, params });
  window.request = (method, params) => new Promise((resolve, reject) => {
    const id = ++last;
    waiting.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
    worker.postMessage({ jsonrpc: '2.0', id, method, params });
  });
`;

interface PageClient {
  notify(method: string, params: unknown): void;
  request(method: string, params: unknown): Promise<unknown>;
}

describe('the server in a web worker', { timeout: 120_000 }, () => {
  let http: Server;
  let browser: Browser;
  let page: Page;

  before(async () => {
    http = createServer(({ url }, response) => {
      const script = url === '/server.js';
      response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
      response.end(script ? worker : `<!doctype html><script>${client}</script>`);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    browser = await launchBrowser();
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(http.address() as AddressInfo).port}/`);
    const capabilities = { textDocument: { diagnostic: {} } };
    await request('initialize', { processId: null, rootUri: null, capabilities });
    await page.evaluate(() => (globalThis as unknown as PageClient).notify('initialized', {}));
  });
  after(async () => {
    await browser.close();
    http.close();
  });

  function request(method: string, params: unknown): Promise<unknown> {
    return page.evaluate(([m, p]) => (globalThis as unknown as PageClient).request(m, p), [method, params] as const);
  }

  async function diagnose(uri: string, text: string): Promise<string[]> {
    const textDocument = { uri, languageId: 'json', version: 1, text };
    await page.evaluate((params) => (globalThis as unknown as PageClient).notify('textDocument/didOpen', params), {
      textDocument,
    });
    const report = (await request('textDocument/diagnostic', { textDocument })) as DocumentDiagnosticReport;
    return report.kind === 'full' ? report.items.map((d) => `${d.code ?? ''} ${d.range.start.line}`) : [];
  }

  it('finds what the core finds under Node', async () => {
    const text = readFileSync(join(root, 'examples/faulty/jwks.json'), 'utf8');
    const path = 'file:///faulty/jwks.json';
    const here = lintText(text, { path }).map((f) => `${f.rule.id} ${text.slice(0, f.start).split('\n').length - 1}`);
    assert.ok(here.length > 5);
    assert.deepEqual(await diagnose(path, text), here);
  });

  const kinds: readonly GenerateCommand[] = [
    { kty: 'RSA', bits: 2048 },
    ...['P-256', 'P-384', 'P-521', 'secp256k1'].map((crv) => ({ kty: 'EC', crv }) as const),
    ...['Ed25519', 'Ed448', 'X25519', 'X448'].map((crv) => ({ kty: 'OKP', crv }) as const),
    { kty: 'oct', alg: 'HS256' },
    { kty: 'AKP', alg: 'ML-DSA-44' },
  ];
  for (const kind of kinds) {
    const name = kind.crv ?? kind.alg ?? kind.kty;
    it(`generates ${kind.kty} ${name} keys that stand up to every check`, async () => {
      const params = { command: 'jwk.server.generate', arguments: [kind] };
      const answer = (await request('workspace/executeCommand', params)) as GenerateAnswer;
      assert.ok(answer.kind === 'text', JSON.stringify(answer));
      const findings = lintText(answer.privateSet, { path: 'private.jwks' }).map((f) => f.rule.id);
      assert.deepEqual(findings, kind.kty === 'oct' ? [] : ['private-key-plaintext']);
    });
  }
});

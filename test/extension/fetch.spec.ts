import assert from 'node:assert/strict';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as vscode from 'vscode';
import { ecKey, publicHalf, setText } from './keys.ts';
import { jwkDiagnostics, waitFor } from './support.ts';
import { command, withMessages, withProgressTitles, type Message } from './windows.ts';

describe('JWK: Fetch Key Set…', () => {
  const set = setText({ ...publicHalf(ecKey('live')), alg: 'RSA256' });
  let server: Server;
  let origin: string;
  let cookies: (string | undefined)[] = [];

  const answers: Record<string, RequestListener> = {
    '/jwks.json': (_request, response) => response.setHeader('content-type', 'application/json').end(set),
    '/op/keys': (_request, response) => response.setHeader('content-type', 'application/jwk-set+json').end(set),
    '/op/.well-known/openid-configuration': (_request, response) =>
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ issuer: `${origin}/op`, jwks_uri: `${origin}/op/keys` })),
    '/moved': (_request, response) => response.writeHead(302, { location: '/jwks.json' }).end(),
    '/circle': (_request, response) => response.writeHead(302, { location: '/circle' }).end(),
    '/html': (_request, response) =>
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>Sign in</title>'),
    '/broken': (_request, response) => response.writeHead(500).end('oops'),
    '/endless': (_request, response) => {
      response.setHeader('content-type', 'application/json').write('{ "keys": [');
      const more = setInterval(() => response.write(' '.repeat(1 << 20)), 1);
      response.on('close', () => clearInterval(more));
    },
    '/dead': (request) => request.socket.destroy(),
  };

  before(async () => {
    server = createServer((request, response) => {
      cookies.push(request.headers.cookie);
      const answer = answers[request.url ?? ''];
      if (answer) answer(request, response);
      else response.writeHead(404).end('not here');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  after(() => {
    server.closeAllConnections();
    server.close();
  });

  /** The one message that a failed fetch shows. */
  async function failure(path: string, id = 'jwk.fetchFromUrl'): Promise<Message> {
    const { result, messages } = await withMessages(() => command(id, `${origin}${path}`));
    assert.equal(result, undefined);
    assert.equal(messages.length, 1, JSON.stringify(messages));
    const [message] = messages;
    assert.ok(message);
    assert.equal(message.kind, 'error');
    return message;
  }

  it('opens the set read-only, with its findings', async () => {
    const { result, messages } = await withMessages(() =>
      command<vscode.Uri>('jwk.fetchFromUrl', `${origin}/jwks.json`),
    );
    assert.ok(result, JSON.stringify(messages));
    assert.deepEqual([result.scheme, result.path], ['jwk-remote', `/${new URL(origin).host}.jwks.json`]);
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.deepEqual([document.uri.toString(), document.languageId], [result.toString(), 'json']);
    assert.equal(document.getText(), set);
    const [finding] = await waitFor('a finding', () => {
      const found = jwkDiagnostics(result);
      return found.length > 0 ? found : undefined;
    });
    assert.match(finding?.message ?? '', /RS256/);
    const before = document.getText();
    await vscode.commands.executeCommand('type', { text: 'x' });
    assert.equal(document.getText(), before);
    assert.deepEqual(cookies, [undefined]);
    assert.match(messages[0]?.text ?? '', /^Fetched the key set of 127\.0\.0\.1:\d+\./);
    assert.deepEqual(messages[0]?.buttons, ['Report']);
  });

  it('follows a redirect, and shows the new text of an address that is fetched again', async () => {
    const moved = await command<vscode.Uri>('jwk.fetchFromUrl', { address: `${origin}/moved` });
    assert.equal((await vscode.workspace.openTextDocument(moved)).getText(), set);
    answers['/renewed'] = (_request, response) => response.end('{ "keys": [] }');
    const first = await command<vscode.Uri>('jwk.fetchFromUrl', `${origin}/renewed`);
    answers['/renewed'] = (_request, response) => response.end(set);
    const second = await command<vscode.Uri>('jwk.fetchFromUrl', `${origin}/renewed`);
    assert.equal(second.toString(), first.toString());
    await waitFor('the new text', async () =>
      (await vscode.workspace.openTextDocument(second)).getText() === set ? true : undefined,
    );
  });

  it('shows sets whose addresses differ in the query side by side', async () => {
    answers['/b2c?p=a'] = (_request, response) => response.end('{ "keys": [] }');
    answers['/b2c?p=b'] = (_request, response) => response.end(set);
    const a = await command<vscode.Uri>('jwk.fetchFromUrl', `${origin}/b2c?p=a`);
    const b = await command<vscode.Uri>('jwk.fetchFromUrl', `${origin}/b2c?p=b`);
    const again = await command<vscode.Uri>('jwk.fetchFromUrl', `${origin}/b2c?p=a`);
    assert.equal(again.toString(), a.toString());
    assert.equal(b.path, a.path);
    assert.ok(!decodeURIComponent(b.toString()).includes('p=b'));
    assert.equal((await vscode.workspace.openTextDocument(a)).getText(), '{ "keys": [] }');
    assert.equal((await vscode.workspace.openTextDocument(b)).getText(), set);
    assert.ok(await waitFor('findings', () => (jwkDiagnostics(b).length > 0 ? true : undefined)));
  });

  it('names the host only while it asks', async () => {
    for (const address of ['host:8443/x?token=secret', 'https://me:secret@host:8443/x', 'host:8443#secret']) {
      const { result } = await withMessages(() => withProgressTitles(() => command('jwk.fetchFromUrl', address)));
      assert.deepEqual(result.titles, ['Fetching the key set of host:8443'], address);
    }
  });

  it("finds an issuer's set by discovery", async () => {
    const { result, messages } = await withMessages(() => command<vscode.Uri>('jwk.fetchFromIssuer', `${origin}/op`));
    assert.equal(result.path, `/op/keys/${new URL(origin).host}.jwks.json`, JSON.stringify(messages));
    assert.equal((await vscode.workspace.openTextDocument(result)).languageId, 'json');
  });

  it('opens the report', async () => {
    await withMessages(() => command('jwk.fetchFromUrl', `${origin}/jwks.json`), 'Report');
    await waitFor('the report', () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('Fetch report')),
    );
  });

  it('says in one line why there is no set', async () => {
    assert.match((await failure('/nothing')).text, /404/);
    assert.match((await failure('/broken')).text, /500/);
    assert.match((await failure('/html')).text, /HTML/i);
    assert.match((await failure('/circle')).text, /redirect/i);
    assert.match((await failure('/endless')).text, /MiB|large|long|octets/i);
    assert.deepEqual((await failure('/nothing')).buttons, ['Details']);
  });

  it('tells a server that does not answer from one that is not there', async () => {
    assert.match((await failure('/dead')).text, /127\.0\.0\.1/);
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    const { messages } = await withMessages(() => command('jwk.fetchFromUrl', `http://127.0.0.1:${port}/jwks.json`));
    assert.match(messages[0]?.text ?? '', /refused/i);
  });

  it('refuses what may not be fetched without asking the network', async () => {
    const asked = cookies.length;
    for (const address of ['http://login.example.com/jwks.json', 'https://10.0.0.1/jwks.json', 'file:///etc/passwd']) {
      const { messages } = await withMessages(() => command('jwk.fetchFromUrl', address));
      assert.deepEqual(
        messages.map(({ kind }) => kind),
        ['error'],
        address,
      );
    }
    assert.equal(cookies.length, asked);
    cookies = [];
  });
});

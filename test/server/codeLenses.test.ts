/** Code lenses over the protocol (E4): which, where, and with what arguments. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { LspClient, type ClientOptions } from '../support/lspClient.ts';
import { readMarks } from '../support/marks.ts';

const set = 'file:///r/keys/set.json';
const publicKey =
  '{"kty":"EC","crv":"P-256","kid":"a","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}';
const d = 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI';
const privateKey = publicKey.replace('"kid":"a"', `"kid":"b","d":"${d}"`);
const symmetric = '{"kty":"oct","kid":"c","k":"GawgguFyGrWKav7AX4VKUg"}';

let client: LspClient;
async function start(options: ClientOptions = {}): Promise<void> {
  client = await LspClient.start({ initializationOptions: { codeLenses: true }, ...options });
}
afterEach(() => client.stop());

/** Opens the text; `⟦{⟧` marks where lenses stand. Returns them by mark as "title command argument…". */
async function lensesAt(marked: string, uri = set): Promise<(readonly string[])[]> {
  const { text, marks } = readMarks(marked);
  await client.open(uri, text);
  const lenses = await client.codeLenses(uri);
  const document = client.document(uri);
  const places = marks.map(({ start, end }) =>
    JSON.stringify({ start: document.positionAt(start), end: document.positionAt(end) }),
  );
  for (const { range } of lenses) assert.ok(places.includes(JSON.stringify(range)), JSON.stringify(range));
  return places.map((place) =>
    lenses
      .filter(({ range }) => JSON.stringify(range) === place)
      .map(({ command }) => `${command?.title ?? ''} ${command?.command ?? ''}`),
  );
}

const facts = (title: string): string => `${title} jwk.inspectKey`;
const generate = 'Generate key jwk.generateKey';
const copySet = 'Copy public set jwk.copyPublicKeySet';
const inspect = 'Inspect jwk.inspectKey';
const copyAs = 'Copy as… jwk.copyKeyAs';
const rotate = 'Rotate jwk.rotateKey';

describe('code lenses (E4)', () => {
  it('stand above sets and keys, with what fits them', async () => {
    await start();
    const text = (...keys: string[]): string =>
      `⟦{⟧\n"keys":[\n${keys.map((key) => key.replace('{', '⟦{⟧')).join(',\n')}]}`;
    assert.deepEqual(await lensesAt(text(publicKey, privateKey, symmetric)), [
      [facts('3 keys, 1 private, 1 symmetric'), generate, copySet],
      [inspect, copyAs],
      [inspect, copyAs, rotate],
      [inspect, copyAs, rotate],
    ]);
  });

  it('name the document, and the key by its place', async () => {
    await start();
    await client.open(set, `{ "keys": [\n  ${privateKey}\n] }`);
    const position = { line: 1, character: 2 };
    assert.deepEqual(
      (await client.codeLenses(set)).map(({ command }) => command?.arguments),
      [
        [{ uri: set }],
        [{ uri: set }],
        [{ uri: set }],
        [{ uri: set, position }],
        [{ uri: set, position }],
        [{ uri: set, position }],
      ],
    );
  });

  it('offer an empty set a key, and of a public set no public half', async () => {
    await start();
    assert.deepEqual(await lensesAt('⟦{⟧"keys": []}', 'file:///r/private.jwks'), [[generate]]);
    assert.deepEqual(await lensesAt(`⟦{⟧"keys": [\n${publicKey.replace('{', '⟦{⟧')}]}`, 'file:///r/b.json'), [
      [facts('1 key'), generate],
      [inspect, copyAs],
    ]);
  });

  it('stand above a lone key, which cannot be rotated', async () => {
    await start();
    assert.deepEqual(await lensesAt(privateKey.replace('{', '⟦{⟧'), 'file:///r/key.jwk'), [[inspect, copyAs]]);
  });

  it('are those of the set only where keys share a line, or are many', async () => {
    await start();
    assert.deepEqual(await lensesAt(`⟦{⟧"keys": [${publicKey}, ${privateKey}]}`), [
      [facts('2 keys, 1 private'), generate, copySet],
    ]);
    const many = Array.from({ length: 201 }, () => publicKey).join(',\n');
    assert.deepEqual(await lensesAt(`⟦{⟧"keys": [\n${many}]}`, 'file:///r/many.json'), [[facts('201 keys'), generate]]);
  });

  it('change nothing in what was fetched', async () => {
    await start();
    const text = `⟦{⟧"keys": [\n${privateKey.replace('{', '⟦{⟧')}]}`;
    assert.deepEqual(await lensesAt(text, 'jwk-remote://host/host.jwks.json'), [
      [facts('1 key, 1 private'), copySet],
      [inspect, copyAs],
    ]);
  });

  it('stand in a string that holds a set, and offer what takes one document only where it is one', async () => {
    await start();
    const inside = `⟦{⟧"keys":[${privateKey.replace('{', '⟦{⟧')}]}`;
    const held = `{ "jwks":\n  ${JSON.stringify(inside)} }`;
    assert.deepEqual(await lensesAt(held), [
      [facts('1 key, 1 private'), generate, copySet],
      [inspect, copyAs, rotate],
    ]);
    const two = `{ "jwks":\n  ${JSON.stringify(inside)},\n  "jwk":\n  ${publicKey.replace('{', '⟦{⟧')} }`;
    assert.deepEqual(await lensesAt(two, 'file:///r/two.json'), [[facts('1 key, 1 private')], [inspect], [inspect]]);
  });

  it('fetch the addresses of sets, none that hold a user or are no address', async () => {
    await start();
    const text = `{
  "issuer": "https://op.example", ⟦"⟧jwks_uri": "https://op.example/jwks",
  "config": { ⟦"⟧jwkUrl" : "http://localhost:8080/jwks" },
  "x": { "jwkUrl": "&{url}" }, "y": { "jwkUrl": "https://me:pw@op.example" }, "z": { "jwkUrl": "file:///jwks" },
  "text": "\\"jwks_uri\\": \\"https://op.example/jwks\\""
}`;
    const fetch = 'Fetch jwk.fetchFromUrl';
    assert.deepEqual(await lensesAt(text), [[fetch], [fetch]]);
    const addresses = (await client.codeLenses(set)).map(({ command }) => (command?.arguments ?? []) as unknown[]);
    assert.deepEqual(addresses, [
      [{ address: 'https://op.example/jwks' }],
      [{ address: 'http://localhost:8080/jwks' }],
    ]);
  });

  it('are silent on other documents, and say no secret', async () => {
    await start();
    assert.deepEqual(await lensesAt('{"name":"app","keys":[1,2]}', 'file:///r/package.json'), []);
    const text = JSON.stringify({ keys: [JSON.parse(privateKey), JSON.parse(symmetric)] }, null, 2);
    await client.open(set, text);
    const said = JSON.stringify(await client.codeLenses(set));
    for (const secret of [d, 'GawgguFyGrWKav7AX4VKUg']) assert.ok(!said.includes(secret));
  });

  it('are for clients that have the commands', async () => {
    await start({ initializationOptions: {} });
    assert.equal(client.initializeResult?.capabilities.codeLensProvider, undefined);
  });

  it('go with the setting, and come back with it', async () => {
    let enabled = false;
    await start({ settings: () => ({ codeLens: { enabled } }) });
    await client.open(set, `{"keys": [\n${publicKey}]}`);
    assert.deepEqual(await client.codeLenses(set), []);
    enabled = true;
    await client.configurationChanged();
    assert.equal((await client.codeLenses(set)).length, 4);
    assert.equal(client.codeLensRefreshes, 1);
  });
});

/** Keys in a string of a document, as an editor has them (V5), and a pasted response (V6). */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { ecPublic } from '../../server/src/core/rules/samples.ts';
import { LspClient } from '../support/lspClient.ts';

const uri = 'file:///r/service.json';
const good = `{${ecPublic},"use":"sig","kid":"a"}`;
const set = `{"keys":[${good}]}`;
const text = `{"serviceName":"A","jwks":${JSON.stringify(set)}}`;

let client: LspClient;
afterEach(() => client.stop());

async function open(content: string): Promise<void> {
  client = await LspClient.start({ initializationOptions: { reportSyntax: false } });
  await client.open(uri, content);
}

/** The text at a range of a document of one line. */
function at(content: string, range: { start: { character: number }; end: { character: number } } | undefined): string {
  return content.slice(range?.start.character, range?.end.character);
}

describe('a key in a string', () => {
  it('has hovers at its members and at "keys"', async () => {
    await open(text);
    const kty = await client.hover(uri, text.indexOf('\\"EC\\"') + 3);
    assert.match((kty?.contents as { value: string }).value, /Thumbprint/);
    assert.equal(at(text, kty?.range), '\\"EC\\"');
    const keys = await client.hover(uri, text.indexOf('keys'));
    assert.match((keys?.contents as { value: string }).value, /1 key · exposure: private/);
    assert.equal(await client.hover(uri, text.indexOf('serviceName')), null);
  });

  it('is in the outline', async () => {
    await open(text);
    const [symbol] = await client.symbols(uri);
    assert.equal(symbol?.name, 'jwks');
    assert.equal(at(text, symbol.range), JSON.stringify(set).slice(1, -1));
    const [key] = symbol.children ?? [];
    assert.equal(key?.name, 'a');
    assert.equal(at(text, key.range), JSON.stringify(good).slice(1, -1));
    assert.equal(at(text, key.selectionRange), '\\"a\\"');
  });

  it('is inspected with its own problems', async () => {
    const faulty = text.replace('\\"sig\\"', '\\"enc\\",\\"alg\\":\\"ES256\\"');
    await open(faulty);
    const character = faulty.indexOf('kty');
    const answer = await client.execute('jwk.server.inspect', { uri, position: { line: 0, character } });
    assert.equal(answer.kind, 'report');
    assert.match(JSON.stringify(answer), /EC P-256, kid a.*use-mismatch/s);
  });

  it('is offered no completion, which would have to be escaped', async () => {
    await open(text);
    assert.deepEqual(await client.complete(uri, text.indexOf('\\"EC\\"') + 3), []);
    assert.deepEqual(await client.complete(uri, text.indexOf('keys')), []);
  });

  it('is fixed in the string', async () => {
    const faulty = text.replace('\\"use\\"', '\\"Use\\"');
    await open(faulty);
    const diagnostic = (await client.diagnostics(uri)).find((d) => d.code === 'member-name-case');
    assert.ok(diagnostic !== undefined);
    const { character } = diagnostic.range.start;
    const [action] = await client.actions(uri, character, character + 1);
    assert.match(JSON.stringify(action?.edit), /\\\\\\"use\\\\\\"/);
  });

  it('has its syntax errors reported although the editor reports those of the document', async () => {
    const faulty = `{"serviceName":"A","jwks":${JSON.stringify(set.replace('}]', '},]'))},}`;
    await open(faulty);
    const found = await client.diagnostics(uri);
    assert.deepEqual(
      found.map((d) => [d.code, at(faulty, d.range)]),
      [['json-syntax', ']']],
    );
  });
});

describe('a pasted response', () => {
  it('is one information where the editor reports syntax, with a fix', async () => {
    await open(`HTTP/1.1 200 OK\nContent-Type: application/json\n\n${set}`);
    const found = await client.diagnostics(uri);
    assert.deepEqual(
      found.map((d) => [d.code, d.severity]),
      [['json-syntax', 3]],
    );
    const [action] = await client.actions(uri, 0, 1);
    assert.equal(action?.title, 'Keep only the body');
  });
});

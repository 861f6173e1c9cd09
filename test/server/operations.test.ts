/** Operations as commands of the server: made from the operation table, the same for all of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CancellationTokenSource } from 'vscode-languageserver-protocol';
import { operations } from '../../server/src/core/operations/index.ts';
import {
  serverCommandPrefix,
  serverCommands,
  type OperationAnswer,
  type OperationCommand,
} from '../../server/src/protocol.ts';
import { LspClient } from '../support/lspClient.ts';

/** Operations with a command of their own, under another name or with other parameters. */
const ownCommands: Readonly<Record<string, string>> = { fetchKeySet: 'fetch', publicOnly: 'publicKeySet' };

const uri = 'file:///r/set.json';
// RFC 7638 §3.1.
const thumbprint = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';
const key =
  '{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}';

describe('operations as commands', () => {
  it('are all there', () => {
    const wanted = operations.map(({ id }) => serverCommandPrefix + (ownCommands[id] ?? id));
    assert.deepEqual([...serverCommands].sort(), [...wanted, 'jwk.server.scan'].sort());
  });

  for (const spawn of [false, true]) {
    it(`take an open document, or a text, and say what is wrong with their arguments (${spawn ? 'the bundle' : 'in process'})`, async () => {
      const client = await LspClient.start({ spawn });
      await client.open(uri, `{"keys":[${key}]}`);
      const run = (params: OperationCommand): Promise<unknown> => client.execute('jwk.server.thumbprint', params);
      for (const document of [{ uri }, { text: key }]) {
        const answer = await run({ document });
        assert.deepEqual((answer as { lines: unknown }).lines, [`${thumbprint}  2011-04-29`]);
        assert.deepEqual((answer as { changed: unknown }).changed, []);
      }
      assert.deepEqual(await run({ document: { uri: 'file:///r/none.json' } }), {
        kind: 'problem',
        failure: 'input',
        message: 'file:///r/none.json is not open; open it first',
      });
      // Every class of errors is there twice: operations are a bundle of their own.
      assert.deepEqual(await client.execute('jwk.server.publicKeySet', { uri }), {
        kind: 'text',
        text: `{"keys":[${key}]}`,
        keys: 1,
        dropped: 0,
      });
      assert.deepEqual(await run({ document: 1 }), {
        kind: 'problem',
        failure: 'usage',
        message: 'thumbprint: "document" must be a document',
      });
      await client.stop();
    });
  }

  it('mean the key at the position, and none where there is none', async () => {
    const client = await LspClient.start();
    const other = key.replace('2011-04-29', 'b');
    await client.open(uri, `{"keys":[\n${key},\n${other}]}`);
    const run = async (document: unknown): Promise<unknown> => {
      const answer = await client.execute('jwk.server.copyAs', { document });
      if (answer.kind !== 'done') return answer.kind === 'problem' ? answer.message : answer.kind;
      const value = JSON.parse(answer.texts[0]?.text ?? '') as { kid?: string; keys?: unknown[] };
      return value.kid ?? value.keys?.length;
    };
    assert.equal(await run({ uri, position: { line: 2, character: 3 } }), 'b');
    assert.equal(
      await run({ uri, position: { line: 0, character: 0 } }),
      'The cursor is in none of the keys; put it inside one',
    );
    assert.equal(await run({ uri }), 2);
    const lone = 'file:///r/lone.json';
    await client.open(lone, `{"keys":[\n${other}]}`);
    assert.equal(await run({ uri: lone, position: { line: 0, character: 0 } }), 'b');
    await client.stop();
  });

  it('tell of all keys where the position is in none, if that gives nothing away', async () => {
    const client = await LspClient.start();
    await client.open(uri, `{"keys":[\n${key},\n${key.replace('2011-04-29', 'b')}]}`);
    const run = async (document: unknown): Promise<unknown> => {
      const answer: OperationAnswer = await client.execute('jwk.server.thumbprint', { document });
      return answer.kind === 'done' && answer.lines;
    };
    assert.deepEqual(await run({ uri, position: { line: 2, character: 3 } }), [`${thumbprint}  b`]);
    const all = [`${thumbprint}  2011-04-29`, `${thumbprint}  b`];
    assert.deepEqual(await run({ uri, position: { line: 0, character: 0 } }), all);
    await client.stop();
  });

  it('stop a private key on its way into a public set when they are to ask', async () => {
    const client = await LspClient.start();
    const published = 'file:///r/.well-known/jwks.json';
    const before = `{"keys":[${key}]}`;
    await client.open(published, before);
    const privateKey = JSON.stringify({
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
      d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
      kid: 'a',
    });
    const run = (source: string, publicDocument: string): Promise<OperationAnswer> =>
      client.execute('jwk.server.convert', {
        source: { text: source, path: 'key.jwk' },
        to: 'jwk',
        into: { uri: published },
        publicDocument,
      });
    assert.deepEqual(await run(privateKey, 'ask'), { kind: 'public-document' });
    assert.equal(client.text(published), before);
    const half = await run(privateKey, 'public-half');
    assert.equal(half.kind, 'done');
    assert.ok(half.texts.some(({ secret }) => secret));
    assert.ok(!client.text(published).includes('"d"'));
    const whole = await run(privateKey.replace('"a"', '"b"'), 'whole');
    assert.deepEqual(whole.kind === 'done' && whole.texts, []);
    assert.ok(client.text(published).includes('"d"'));
    // What is public needs no question.
    const open = await run(key.replace('2011-04-29', 'c'), 'ask');
    assert.equal(open.kind, 'done');
    await client.stop();
  });

  it('make no key before they ask, and all of them once (G5)', async () => {
    let made = 0;
    const keyPair = (): undefined => {
      made++;
      return undefined;
    };
    const client = await LspClient.start({ host: { keyPair } });
    const published = 'file:///r/.well-known/jwks.json';
    const before = `{"keys":[${key}]}`;
    await client.open(published, before);
    const run = (publicDocument: string, ...more: object[]): Promise<OperationAnswer> => {
      const keys = [{ crv: 'P-256', count: 2 }, ...more];
      const presetFile = { text: JSON.stringify({ name: 'mine', keys }), path: 'mine.json' };
      return client.execute('jwk.server.generateSet', { presetFile, into: { uri: published }, publicDocument });
    };
    assert.deepEqual([await run('ask'), made], [{ kind: 'public-document' }, 0]);
    assert.equal(client.text(published), before);
    // What cannot be done is no question.
    const refused = await run('ask', { kty: 'oct' });
    assert.deepEqual([refused.kind === 'problem' && refused.failure, made], ['refused', 0]);
    const half = await run('public-half');
    assert.deepEqual([half.kind, made], ['done', 2]);
    const kids = (text: string): unknown =>
      (JSON.parse(text) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    const [whole] = half.kind === 'done' ? half.texts.filter(({ kind }) => kind === 'private') : [];
    assert.deepEqual(kids(client.text(published)), ['2011-04-29', ...(kids(whole?.text ?? '{"keys":[]}') as string[])]);
    // In a private set there is nothing to ask.
    const own = 'file:///r/keys/private.jwks';
    await client.open(own, '{"keys":[]}');
    const preset = {
      presetFile: { text: '{"name":"m","keys":[{"crv":"P-256"}]}', path: 'm.json' },
      into: { uri: own },
    };
    const added = await client.execute('jwk.server.generateSet', { ...preset, publicDocument: 'ask' });
    assert.deepEqual([added.kind, made], ['done', 3]);
    await client.stop();
  });

  it('give nothing, and change nothing, once they are cancelled (G7)', async () => {
    const client = await LspClient.start();
    await client.open(uri, '{"keys":[]}');
    const made = await client.execute('jwk.server.generate', { kty: 'EC' });
    const text = made.kind === 'text' ? made.privateSet : '';
    const cancelled = (command: 'convert' | 'encrypt', params: OperationCommand): Promise<unknown> => {
      const stop = new CancellationTokenSource();
      const answer = client.execute(`jwk.server.${command}`, params, stop.token);
      // Once it is at it: a request that waits in the queue is refused.
      setTimeout(() => stop.cancel(), 20);
      return answer;
    };
    const source = { text, path: 'key.jwks' };
    const password = 'correct horse';
    assert.equal(await cancelled('convert', { source, newPassword: password }), null);
    assert.equal(await cancelled('encrypt', { document: source, password }), null);
    const encrypted = await client.execute('jwk.server.convert', { source, newPassword: password });
    const pem = encrypted.kind === 'done' ? (encrypted.texts[0]?.text ?? '') : '';
    assert.equal(await cancelled('convert', { source: { text: pem }, password, to: 'jwks', into: { uri } }), null);
    // Not even that the password is another one.
    assert.equal(await cancelled('convert', { source: { text: pem }, password: 'wrong', to: 'jwks' }), null);
    assert.equal(client.text(uri), '{"keys":[]}');
    await client.stop();
  });

  it('convert into an open set, from base64, and copy what is at the cursor', async () => {
    const client = await LspClient.start();
    await client.open(uri, `{"keys":[${key}]}`);
    const run = async (
      command: 'convert' | 'copyAs',
      params: OperationCommand,
    ): Promise<OperationAnswer & { kind: 'done' }> => {
      const answer: OperationAnswer = await client.execute(`jwk.server.${command}`, params);
      assert.ok(answer.kind === 'done', JSON.stringify(answer));
      return answer;
    };
    // RFC 8410 §10.1.
    const source = { base64: 'MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=', path: 'key.der' };
    const added = await run('convert', { source, into: { uri }, kidText: 'new' });
    assert.deepEqual([added.changed, added.texts.map(({ secret }) => secret)], [['into'], [false]]);
    const set = JSON.parse(client.document(uri).getText()) as { keys: { kid: string }[] };
    assert.deepEqual(
      set.keys.map(({ kid }) => kid),
      ['2011-04-29', 'new'],
    );
    const der = await run('convert', { source: { uri }, to: 'der', index: 1 });
    assert.deepEqual(
      der.texts.map(({ text, isBase64, kind }) => [text, isBase64, kind]),
      [[source.base64, true, 'public']],
    );
    const character = client.document(uri).getText().indexOf('"new"');
    const position = client.document(uri).positionAt(character);
    const { texts } = await run('copyAs', { document: { uri, position }, as: 'pem' });
    assert.equal(texts[0]?.text.includes(source.base64), true);
    await client.stop();
  });
});

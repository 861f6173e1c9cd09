import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { ecKey, setText, type Jwk } from './keys.ts';
import { openInWorkspace } from './support.ts';
import { command, ESCAPE, withAnswers, withMessages, type Message } from './windows.ts';

const [a, b] = [ecKey('a'), ecKey('b')];
const secret = { kty: 'oct', use: 'sig', alg: 'HS256', kid: 's', k: 'dGhpcy1pcy10aGUtY2FuYXJ5LW9mLXRoaXMtc3BlYyE' };

/** RFC 7638 §3, of an EC key. */
function thumbprint({ crv, kty, x, y }: Jwk, hash = 'sha256'): string {
  return createHash(hash).update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

const uriOf = (key: Jwk): string => `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${thumbprint(key)}`;

describe('JWK: Copy Thumbprint… (I4)', () => {
  let document: vscode.TextDocument;
  before(async () => {
    document = await openInWorkspace('thumbprint/private.jwks', setText(a, b, secret));
  });

  /** Puts the cursor before a text and answers the questions. */
  async function copied(at: string, argument: unknown, ...answers: readonly string[]) {
    const editor = await vscode.window.showTextDocument(document);
    const position = document.positionAt(document.getText().indexOf(at));
    editor.selection = new vscode.Selection(position, position);
    await vscode.env.clipboard.writeText('as it was');
    const { result, messages } = await withMessages(() =>
      withAnswers(answers, () => command('jwk.copyThumbprint', argument)),
    );
    return { ...result, messages, clipboard: await vscode.env.clipboard.readText() };
  }
  const said = (messages: readonly Message[]): unknown => messages.map(({ kind, text }) => [kind, text]);

  it('copies that of the key at the cursor in the form that is chosen, the usual one first', async () => {
    const usual = await copied('"b"', undefined, 'SHA-256');
    assert.deepEqual(
      usual.questions.map(({ title, offered, active }) => [title, offered, active]),
      [['Copy Thumbprint', ['SHA-256', 'Thumbprint URI', 'SHA-384', 'SHA-512'], 'SHA-256']],
    );
    assert.equal(usual.clipboard, thumbprint(b));
    assert.deepEqual(usual.result, { as: 'thumbprint', hash: 'sha-256', text: thumbprint(b) });
    assert.deepEqual(said(usual.messages), [['information', 'Copied the SHA-256 thumbprint (RFC 7638) of key "b".']]);
    const uri = await copied('"a"', undefined, 'Thumbprint URI');
    assert.equal(uri.clipboard, uriOf(a));
    assert.equal(uri.messages[0]?.text, 'Copied the thumbprint URI (RFC 9278, SHA-256) of key "a".');
    assert.equal((await copied('"a"', undefined, 'SHA-384')).clipboard, thumbprint(a, 'sha384'));
  });

  it('asks nothing that its argument says', async () => {
    const { line, character } = document.positionAt(document.getText().indexOf('"b"'));
    const place = { uri: document.uri.toString(), position: { line, character } };
    assert.equal((await copied('"a"', { ...place, hash: 'sha-512' })).clipboard, thumbprint(b, 'sha512'));
    assert.equal((await copied('"a"', { ...place, as: 'uri' })).clipboard, uriOf(b));
    const wrong = await copied('"a"', { hash: 'md5' });
    assert.deepEqual(said(wrong.messages), [
      ['error', 'The argument "hash" of jwk.copyThumbprint must be one of sha-256, sha-384, sha-512.'],
    ]);
  });

  it('asks which key is meant where the cursor is in none', async () => {
    const asked = await copied('{', { as: 'thumbprint' }, 'b');
    assert.deepEqual(asked.questions[0]?.offered, ['a', 'b', 's']);
    assert.equal(asked.clipboard, thumbprint(b));
    const given = await copied('{', undefined, ESCAPE);
    assert.deepEqual([given.result, given.messages, given.clipboard], [undefined, [], 'as it was']);
  });

  it('copies none of a symmetric key, and says why', async () => {
    const why = 'keys[2] (kid "s") is symmetric: its thumbprint would let anyone test guesses of it (RFC 7638 §7)';
    for (const answers of [['"s"'], ['{', 's']] as const) {
      const [at, ...chosen] = answers;
      const refused = await copied(at, undefined, ...chosen);
      assert.deepEqual([refused.result, said(refused.messages)], [undefined, [['error', why]]]);
      assert.equal(refused.clipboard, 'as it was');
    }
  });

  it('warns where the key is not written canonically, and says where there is none', async () => {
    // One zero bit too many in the last character: other text, the same octets.
    const x = String(a.x);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const odd = { ...a, x: `${x.slice(0, -1)}${alphabet[alphabet.indexOf(x.at(-1) ?? '') + 1] ?? ''}` };
    document = await openInWorkspace('thumbprint/odd.jwks', setText(odd));
    const warned = await copied('{', { as: 'thumbprint' });
    assert.equal(warned.clipboard, thumbprint(odd));
    assert.deepEqual(said(warned.messages), [
      [
        'warning',
        'Copied the SHA-256 thumbprint (RFC 7638) of key "a". keys[0] (kid "a") is not written canonically; the thumbprint is that of the text as it stands.',
      ],
    ]);
    document = await openInWorkspace('thumbprint/empty.jwks', setText());
    const none = await copied('{', { as: 'thumbprint' });
    assert.deepEqual(said(none.messages), [['error', 'empty.jwks has no key.']]);
  });
});

import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, keysOf, publicHalf, setText, type Jwk } from './keys.ts';
import { closeUnsaved, openInWorkspace, secretsOf } from './support.ts';
import { BACK, command, ESCAPE, withAnswers, withMessages, withProgressTitles } from './windows.ts';

interface Generated {
  readonly kid: string | undefined;
  readonly to: string;
}

describe('JWK: Generate Key…', () => {
  it('adds a key to the open set, which undo takes out again', async () => {
    const before = setText(ecKey('a'));
    const document = await openInWorkspace('generate/private.jwks', before);
    const { result, messages } = await withMessages(() =>
      command<Generated>('jwk.generateKey', {
        kty: 'EC',
        crv: 'P-384',
        use: 'sig',
        kid: 'text',
        kidText: 'b',
        to: 'document',
      }),
    );
    assert.deepEqual(result, { kid: 'b', to: 'document' });
    const [, added] = keysOf(document);
    assert.deepEqual(
      [added?.kty, added?.crv, added?.use, added?.alg, added?.kid],
      ['EC', 'P-384', 'sig', 'ES384', 'b'],
    );
    assert.equal(secretsOf(added).length, 1);
    assert.deepEqual(
      messages.map(({ kind, text }) => [kind, text]),
      [['information', 'Added key "b" to private.jwks.']],
    );
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), before);
  });

  it('makes every kind of key in a new file', async () => {
    for (const [argument, expected] of [
      [{ kty: 'RSA' }, { kty: 'RSA', use: 'sig', alg: 'RS256' }],
      [
        { kty: 'EC', use: 'enc' },
        { kty: 'EC', use: 'enc', alg: 'ECDH-ES+A256KW' },
      ],
      [{ kty: 'OKP' }, { kty: 'OKP', use: 'sig', alg: 'Ed25519' }],
      [
        { kty: 'OKP', crv: 'X25519' },
        { kty: 'OKP', use: 'enc', alg: 'ECDH-ES+A256KW' },
      ],
      [
        { kty: 'oct', bits: 512 },
        { kty: 'oct', use: 'sig', alg: 'HS512' },
      ],
      [
        { kty: 'oct', use: 'enc', bits: 512 },
        { kty: 'oct', use: 'enc', alg: 'dir' },
      ],
      [
        { kty: 'EC', alg: 'ES384' },
        { kty: 'EC', use: 'sig', alg: 'ES384' },
      ],
      [
        { kty: 'OKP', use: 'enc' },
        { kty: 'OKP', use: 'enc', alg: 'ECDH-ES+A256KW' },
      ],
      [
        { kty: 'RSA', alg: 'RSA-OAEP-256' },
        { kty: 'RSA', use: 'enc', alg: 'RSA-OAEP-256' },
      ],
      [{ kty: 'AKP' }, { kty: 'AKP', use: 'sig', alg: 'ML-DSA-65' }],
      [
        { kty: 'EC', alg: 'none', kid: 'none' },
        { kty: 'EC', use: 'sig' },
      ],
    ] as const) {
      const { result, messages } = await withMessages(() =>
        command<Generated>('jwk.generateKey', { ...argument, to: 'file' }),
      );
      assert.equal(result.to, 'file', JSON.stringify(messages));
      const document = vscode.window.activeTextEditor?.document;
      assert.ok(document?.isUntitled);
      assert.equal(document.languageId, 'json');
      const [key] = keysOf(document);
      assert.deepEqual({ kty: key?.kty, use: key?.use, alg: key?.alg }, { alg: undefined, ...expected });
      const kid: unknown = key?.kid;
      assert.equal(kid, result.kid);
      assert.equal(kid === undefined, 'kid' in argument);
      for (const secret of secretsOf(key)) assert.ok(!JSON.stringify(messages).includes(secret));
      await closeUnsaved();
    }
  });

  it('goes to the active document only if that is a key set', async () => {
    const before = '{ "name": "app", "keys": "none" }\n';
    const other = await openInWorkspace('generate/package.json', before);
    assert.equal((await command<Generated>('jwk.generateKey', { kty: 'EC', use: 'sig' })).to, 'file');
    assert.equal(other.getText(), before);
    assert.ok(vscode.window.activeTextEditor?.document.isUntitled);
    await closeUnsaved();
    const set = await openInWorkspace('generate/new-keys.json', setText());
    assert.equal((await command<Generated>('jwk.generateKey', { kty: 'EC', use: 'sig' })).to, 'document');
    assert.equal(keysOf(set).length, 1);
  });

  it('hands out the private half even when it was cancelled after the public half was added', async () => {
    const document = await openInWorkspace('late/.well-known/jwks.json', setText(publicHalf(ecKey('a'))));
    const stop = new vscode.CancellationTokenSource();
    const changes = vscode.workspace.onDidChangeTextDocument((event) => {
      if (event.document === document) stop.cancel();
    });
    const argument = { kty: 'RSA', to: 'document', publicDocument: 'public-half' };
    await withProgressTitles(() => command('jwk.generateKey', argument), stop.token);
    changes.dispose();
    assert.ok(stop.token.isCancellationRequested);
    const rest = vscode.window.activeTextEditor?.document;
    assert.ok(rest?.isUntitled);
    assert.equal(keysOf(rest)[0]?.n, keysOf(document)[1]?.n);
    assert.equal(secretsOf(keysOf(rest)[0]).length, 6);
    await closeUnsaved();
  });

  it('copies a key set and says that it is secret', async () => {
    const { messages } = await withMessages(() => command('jwk.generateKey', { kty: 'OKP', to: 'clipboard' }));
    const set = JSON.parse(await vscode.env.clipboard.readText()) as { keys: Jwk[] };
    assert.equal(secretsOf(set.keys[0]).length, 1);
    assert.match(messages[0]?.text ?? '', /^The clipboard has a key set with key ".+", secret part included\.$/);
  });

  it('asks before it puts a private key into a public set', async () => {
    const before = setText(publicHalf(ecKey('a')));
    const document = await openInWorkspace('.well-known/jwks.json', before);
    const argument = { kty: 'EC', kid: 'text', kidText: 'b', to: 'document' };
    const refused = await withMessages(() => command('jwk.generateKey', argument));
    assert.deepEqual(
      refused.messages.map(({ modal, text }) => [modal, text]),
      [[true, 'jwks.json is a public key set. Add only the public half of the new key?']],
    );
    assert.equal(refused.result, undefined);
    assert.equal(document.getText(), before);
    const half = await withMessages(() => command<Generated>('jwk.generateKey', argument), 'Add Public Half Only');
    assert.deepEqual(half.result, { kid: 'b', to: 'document' });
    assert.deepEqual(secretsOf(keysOf(document)[1]), []);
    // Where the private half is, or the key were of no use.
    const rest = vscode.window.activeTextEditor?.document;
    assert.ok(rest?.isUntitled);
    assert.equal(secretsOf(keysOf(rest)[0]).length, 1);
    assert.equal(keysOf(rest)[0]?.x, keysOf(document)[1]?.x);
    await closeUnsaved();
  });

  it('says what is wrong with an argument, or with the document', async () => {
    const wrong = await withMessages(() => command('jwk.generateKey', { kty: 'DSA' }));
    assert.deepEqual(
      wrong.messages.map(({ kind, text }) => [kind, text]),
      [['error', 'The argument "kty" of jwk.generateKey must be one of RSA, EC, OKP, oct, AKP.']],
    );
    await openInWorkspace('generate/list.json', '[1, 2]\n');
    const other = await withMessages(() => command('jwk.generateKey', { kty: 'EC', to: 'document' }));
    assert.equal(other.messages[0]?.kind, 'error');
    assert.match(other.messages[0].text, /list\.json/);
  });

  it('makes key IDs in every way, and writes key_ops or nothing for use', async () => {
    const date = /^\d{4}-\d{2}-\d{2}_01$/;
    for (const [argument, expected] of [
      [{ kid: 'sha1' }, { use: 'sig', kid: /^[\w-]{27}$/ }],
      [{ kid: 'sha256' }, { use: 'sig', kid: /^[\w-]{43}$/ }],
      [{ kid: 'date' }, { use: 'sig', kid: date }],
      [
        { kid: 'date', use: 'omit' },
        { use: undefined, kid: date },
      ],
      [
        { kid: 'date', keyOps: ['sign', 'verify'] },
        { use: undefined, key_ops: ['sign', 'verify'], kid: date },
      ],
    ] as const) {
      await command('jwk.generateKey', { kty: 'EC', ...argument, to: 'file' });
      const document = vscode.window.activeTextEditor?.document;
      assert.ok(document?.isUntitled);
      const [key] = keysOf(document);
      const { kid, ...rest } = { key_ops: undefined, ...expected };
      assert.deepEqual({ use: key?.use, key_ops: key?.key_ops }, rest, JSON.stringify(argument));
      assert.match(String(key?.kid), kid);
      assert.equal(key?.alg, 'ES256');
      await closeUnsaved();
    }
    const wrong = await withMessages(() => command('jwk.generateKey', { kty: 'EC', keyOps: ['fly'] }));
    assert.match(wrong.messages[0]?.text ?? '', /^The argument "keyOps" of jwk\.generateKey must be a list of sign, /);
  });

  it('makes RSA keys of another size when it is asked to, and says what comes of it', async () => {
    const { result, messages } = await withMessages(() =>
      withAnswers(['RSA', 'Other size…', '1000', '2176', 'sig', 'RS256', 'SHA-1', 'New Editor'], () =>
        command<Generated>('jwk.generateKey'),
      ),
    );
    const sizes = result.questions[1];
    assert.deepEqual(sizes?.offered, ['2048 bits', '3072 bits', '4096 bits', 'Other size…']);
    assert.equal(result.questions[2]?.problem, 'Type a multiple of 128 from 1024 to 16384.');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    const [key] = keysOf(document);
    assert.equal(Buffer.from(String(key?.n), 'base64url').length, 272);
    assert.deepEqual(
      messages.map(({ kind }) => kind),
      ['warning'],
    );
    assert.match(messages[0]?.text ?? '', /is not saved yet\. 2176 bits are unusual; .*\.$/);
    await closeUnsaved();
  });

  it('goes back through its questions, remembers the answers, and gives up without a trace', async () => {
    const document = await openInWorkspace('generate/back.jwks', setText());
    const answers = ['OKP', 'X25519', BACK, 'Ed448', 'Ed448', 'UUID', BACK, BACK, 'Ed448', 'UUID', ESCAPE];
    const first = await withMessages(() => withAnswers(answers, () => command('jwk.generateKey')));
    assert.deepEqual([first.result.result, first.messages, document.getText()], [undefined, [], setText()]);
    assert.deepEqual(
      first.result.questions.map(({ text }) => text),
      ['Key type', 'Curve', 'Algorithm', 'Curve', 'Algorithm', 'Key ID (kid)', 'Where the key goes', 'Key ID (kid)']
        .concat('Algorithm')
        .concat('Key ID (kid)', 'Where the key goes'),
    );
    await withMessages(() =>
      withAnswers(['OKP', 'Ed448', 'No alg member', 'UUID', 'Add to back.jwks'], () => command('jwk.generateKey')),
    );
    const { questions } = (await withMessages(() => withAnswers(['OKP', ESCAPE], () => command('jwk.generateKey'))))
      .result;
    assert.deepEqual(
      questions.map(({ active }) => active),
      ['OKP', 'Ed448'],
    );
  });
});

describe('JWK: Generate Key (Defaults)', () => {
  const shape = (key: Jwk | undefined): unknown[] => [key?.kty, key?.crv, key?.use, key?.alg];
  const wanted = ['EC', 'P-256', 'sig', 'ES256'];

  it('asks nothing: into the open set, else into a new one', async () => {
    const set = await openInWorkspace('defaults/private.jwks', setText());
    const into = await withMessages(() => withAnswers([], () => command<Generated>('jwk.generateKeyDefaults')));
    assert.equal(into.result.result.to, 'document');
    assert.deepEqual(shape(keysOf(set)[0]), wanted);
    assert.match(String(keysOf(set)[0]?.kid), /^[\w-]{43}$/);
    await vscode.commands.executeCommand('undo');
    assert.equal(set.getText(), setText());
    await openInWorkspace('defaults/package.json', '{ "name": "app" }\n');
    assert.equal((await command<Generated>('jwk.generateKeyDefaults')).to, 'file');
    const made = vscode.window.activeTextEditor?.document;
    assert.ok(made?.isUntitled);
    assert.deepEqual(shape(keysOf(made)[0]), wanted);
    await closeUnsaved();
  });

  it('asks only before a public set would get all of it', async () => {
    const before = setText(publicHalf(ecKey('a')));
    const document = await openInWorkspace('defaults/.well-known/jwks.json', before);
    const { messages } = await withMessages(() => command('jwk.generateKeyDefaults'));
    assert.deepEqual(
      messages.map(({ modal, buttons }) => [modal, buttons]),
      [[true, ['Add Public Half Only', 'Add Private Key Anyway']]],
    );
    assert.equal(document.getText(), before);
  });
});

/** Linked pairs over the protocol: both documents say that they are out of step, and one action mends it. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  ConfigurationRequest,
  UnregistrationRequest,
  type CodeAction,
  type Diagnostic,
} from 'vscode-languageserver-protocol/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { ecPrivate, ecPublic, edPrivate, edPublic } from '../../server/src/core/rules/samples.ts';
import { nodeHost } from '../../server/src/node/host.ts';
import { LspClient, type ClientOptions } from '../support/lspClient.ts';

const folder = 'file:///w/my%20keys';
const own = `${folder}/keys.private.jwks`;
const published = `${folder}/public/jwks.json`;
const pairs = [{ private: 'keys.private.jwks', public: './public/jwks.json' }];

const set = (...keys: string[]): string => `{"keys":[${keys.map((k) => `{${k}}`).join(',')}]}`;
const privateText = set(`${ecPublic},${ecPrivate},"kid":"a"`, `${edPublic},${edPrivate},"kid":"b"`);
const inStep = set(`${ecPublic},"kid":"a"`, `${edPublic},"kid":"b"`);
const drifted = set(`${ecPublic},"kid":"a"`);

let client: LspClient;
afterEach(() => client.stop());

/** Files by URI; anything else is not there. */
type Files = Record<string, string>;

async function start(files: Files = {}, options: ClientOptions = {}): Promise<{ reads: string[] }> {
  const reads: string[] = [];
  client = await LspClient.start({
    folders: [folder],
    settings: () => ({ pairs }),
    host: {
      readFile: (path) => {
        reads.push(path);
        const text = files[encodeURI(`file://${path}`)];
        return text === undefined ? Promise.reject(new Error('there is none')) : Promise.resolve(text);
      },
    },
    ...options,
  });
  return { reads };
}

const drift = (found: readonly Diagnostic[]): Diagnostic[] => found.filter((d) => d.code === 'public-set-drifted');
const messages = (found: readonly Diagnostic[]): string[] => drift(found).map((d) => d.message as string);

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
  assert.ok(holds());
}

/** What the action's edits make of a text of that URI. */
function applied(action: CodeAction | undefined, uri: string, text: string): string {
  const [change, ...more] = action?.edit?.documentChanges ?? [];
  assert.deepEqual(more, []);
  assert.ok(change !== undefined && 'edits' in change);
  assert.equal(decodeURIComponent(change.textDocument.uri), decodeURIComponent(uri));
  return TextDocument.applyEdits(TextDocument.create(uri, 'json', 1, text), change.edits as never);
}

describe('a linked pair', () => {
  it('is reported in both documents, each pointing into the other', async () => {
    await start();
    await client.open(own, privateText);
    await client.open(published, drifted);
    const [missing, ...more] = drift(await client.diagnostics(own));
    assert.deepEqual(more, []);
    assert.equal(missing?.message, 'Out of step with jwks.json: this key is not there');
    assert.equal(missing.severity, 2);
    assert.equal(missing.range.start.character, privateText.indexOf('"b"'));
    const [there] = missing.relatedInformation ?? [];
    assert.equal(there?.location.uri, published);
    assert.deepEqual(there.location.range.start, { line: 0, character: drifted.indexOf('"keys"') });

    const [here] = drift(await client.diagnostics(published));
    assert.equal(here?.message, 'Out of step with keys.private.jwks: the public half of kid "b" is not here');
    assert.equal(here.range.start.character, 1);
    const [key] = here.relatedInformation ?? [];
    assert.equal(key?.location.uri, own);
    assert.equal(key.location.range.start.character, privateText.indexOf('"b"'));
  });

  it('is mended from the public document', async () => {
    await start();
    await client.open(own, privateText);
    await client.open(published, drifted);
    const [action] = await client.actions(published, 2, 2);
    assert.equal(action?.title, 'Update jwks.json from keys.private.jwks');
    assert.equal(action.isPreferred, true);
    assert.equal(applied(action, published, drifted), inStep);
    client.applyWorkspaceEdit(action.edit ?? {});
    assert.deepEqual(messages(await client.diagnostics(published)), []);
    assert.deepEqual(messages(await client.diagnostics(own)), []);
  });

  it('is mended from the private document, in the version of the other that is open', async () => {
    await start();
    await client.open(own, privateText);
    await client.open(published, drifted);
    await client.change(published, 0, 0, '\n');
    const at = privateText.indexOf('"kid":"b"') + 7;
    const [action] = (await client.actions(own, at, at)).filter((a) => a.title.startsWith('Update'));
    assert.equal(applied(action, published, `\n${drifted}`), `\n${inStep}`);
    client.applyWorkspaceEdit(action?.edit ?? {});
    assert.equal(client.text(published), `\n${inStep}`);
    assert.deepEqual(messages(await client.diagnostics(own)), []);
  });

  it('is mended in the file when that is not open', async () => {
    await start({ [published]: drifted });
    await client.open(own, privateText);
    assert.deepEqual(messages(await client.diagnostics(own)), ['Out of step with jwks.json: this key is not there']);
    const at = privateText.indexOf('"kid":"b"') + 7;
    const [action] = (await client.actions(own, at, at)).filter((a) => a.title.startsWith('Update'));
    assert.equal(applied(action, published, drifted), inStep);
    const [change] = action?.edit?.documentChanges ?? [];
    assert.ok(change !== undefined && 'textDocument' in change);
    assert.equal(change.textDocument.version, null);
  });

  it('is mended in a file with a byte order mark, which editors do not count', async () => {
    await start({ [published]: `\uFEFF${drifted}` });
    await client.open(own, privateText);
    const at = privateText.indexOf('"kid":"b"') + 7;
    const [action] = (await client.actions(own, at, at)).filter((a) => a.title.startsWith('Update'));
    assert.equal(applied(action, published, drifted), inStep);
  });

  it('is not part of fix-all', async () => {
    await start();
    await client.open(own, privateText);
    await client.open(published, drifted);
    assert.deepEqual(await client.actions(published, 0, drifted.length, ['source.fixAll.jwk']), []);
  });

  it('is updated by command', async () => {
    await start();
    await client.open(own, privateText);
    await client.open(published, drifted);
    const answer = await client.execute('jwk.server.updatePublicSet', {
      document: { uri: own },
      public: { uri: published },
    });
    assert.equal(answer.kind, 'done');
    assert.deepEqual(answer.changed, ['public']);
    assert.equal(client.text(published), inStep);
  });
});

describe('when the other document of a pair changes', () => {
  it('the client is told to ask again', async () => {
    await start();
    await client.open(own, privateText);
    await client.open(published, drifted);
    await client.diagnostics(own);
    await client.diagnostics(published);
    const before = client.refreshes;
    await client.change(published, 0, drifted.length, inStep);
    await until(() => client.refreshes > before);
    assert.deepEqual(messages(await client.diagnostics(own)), []);
    const at = privateText.indexOf('"kid":"a"') + 7;
    await client.change(own, at, at + 1, 'z');
    await until(() => client.refreshes > before + 1);
    assert.deepEqual(messages(await client.diagnostics(published)), [
      'Out of step with keys.private.jwks: "kid" differs there',
    ]);
  });

  it('diagnostics are pushed again', async () => {
    await start({}, { pull: false });
    await client.open(own, privateText);
    await client.open(published, drifted);
    const shown = (uri: string): string[] => messages(client.published.get(uri)?.diagnostics ?? []);
    await until(() => shown(own).length === 1 && shown(published).length === 1);
    await client.change(published, 0, drifted.length, inStep);
    await until(() => shown(own).length === 0 && shown(published).length === 0);
    await client.change(published, 0, inStep.length, drifted);
    await until(() => shown(own).length === 1);
  });

  it('unsaved text counts while it is open, and the file afterwards', async () => {
    await start({ [published]: inStep });
    await client.open(own, privateText);
    assert.deepEqual(messages(await client.diagnostics(own)), []);
    const before = client.refreshes;
    await client.open(published, drifted);
    await until(() => client.refreshes > before);
    assert.equal(messages(await client.diagnostics(own)).length, 1);
    await client.close(published);
    await until(() => client.refreshes > before + 1);
    assert.deepEqual(messages(await client.diagnostics(own)), []);
  });

  it('on the disk, a client that watches files says so', async () => {
    const files: Files = { [published]: drifted };
    const { reads } = await start(files, { watch: true });
    await client.open(own, privateText);
    assert.equal(messages(await client.diagnostics(own)).length, 1);
    await client.change(own, 0, 0, ' ');
    await client.diagnostics(own);
    await client.actions(own, 0, 1);
    assert.deepEqual(reads, ['/w/my keys/public/jwks.json']);
    assert.deepEqual(
      client.registrations.filter((r) => r.method.includes('Watched')).map((r) => r.registerOptions as unknown),
      [{ watchers: [{ globPattern: '**/jwks.json' }] }],
    );
    files[published] = inStep;
    const before = client.refreshes;
    await client.filesChanged(`${folder}/other/jwks.json`);
    await client.filesChanged(published);
    await until(() => client.refreshes > before);
    assert.deepEqual(messages(await client.diagnostics(own)), []);
    assert.equal(reads.length, 2);
  });

  it('a file is watched and remembered while an open document is linked with it', async () => {
    const { reads } = await start({ [published]: drifted }, { watch: true });
    const gone: string[] = [];
    client.connection.onRequest(UnregistrationRequest.type, ({ unregisterations }) => {
      gone.push(...unregisterations.map(({ id }) => id));
    });
    const watchers = (): string[] => client.registrations.filter((r) => r.method.includes('Watched')).map((r) => r.id);
    await client.open(own, privateText);
    await client.diagnostics(own);
    assert.equal(watchers().length, 1);
    await client.close(own);
    await until(() => gone.length === 1);
    assert.deepEqual(gone, watchers());
    await client.open(own, privateText);
    assert.equal(messages(await client.diagnostics(own)).length, 1);
    assert.equal(watchers().length, 2);
    assert.equal(reads.length, 2);
  });

  it('a document that was closed while its settings were waited for links nothing', async () => {
    let answer: (() => void) | undefined;
    const waiting = new Promise<void>((resolve) => (answer = resolve));
    let isAsked = false;
    const { reads } = await start({ [published]: drifted });
    client.connection.onRequest(ConfigurationRequest.type, async ({ items }) => {
      isAsked = true;
      await waiting;
      return items.map(() => ({ pairs }));
    });
    await client.open(own, privateText);
    const late = client.diagnostics(own).catch(() => []);
    await until(() => isAsked);
    await client.close(own);
    // An answer to this comes after the server has closed the document.
    await client.connection.sendRequest('jwk/none').catch(() => undefined);
    answer?.();
    await late;
    assert.deepEqual(reads, []);
  });

  it('on the disk, it is read again on saving and before it is changed where nobody watches', async () => {
    const files: Files = { [published]: drifted };
    const { reads } = await start(files);
    await client.open(own, privateText);
    await client.diagnostics(own);
    await client.change(own, 0, 0, ' ');
    await client.diagnostics(own);
    assert.equal(reads.length, 1);
    const before = client.refreshes;
    files[published] = inStep;
    await client.save(own);
    await until(() => client.refreshes > before);
    assert.deepEqual(messages(await client.diagnostics(own)), []);
    files[published] = ` ${drifted}`;
    const at = privateText.indexOf('"kid":"b"') + 8;
    const [action] = (await client.actions(own, at, at)).filter((a) => a.title.startsWith('Update'));
    assert.equal(applied(action, published, ` ${drifted}`), ` ${inStep}`);
  });
});

describe('a pair that cannot be compared says nothing', () => {
  it('when the other is not there, or there is no file system', async () => {
    await start();
    await client.open(own, privateText);
    assert.deepEqual(messages(await client.diagnostics(own)), []);
    await client.stop();
    client = await LspClient.start({
      folders: [folder],
      settings: () => ({ pairs }),
      // As in the browser.
      host: { readFile: undefined } as never,
    });
    await client.open(own, privateText);
    assert.deepEqual(messages(await client.diagnostics(own)), []);
  });

  const posix = { skip: process.platform === 'win32' ? 'symbolic links and pipes are for administrators' : false };

  it('when the other is outside of the folder, no file, or too large', posix, async () => {
    const base = realpathSync(mkdtempSync(join(tmpdir(), 'jwk pairs-')));
    const [inside, outside] = [join(base, 'in'), join(base, 'out.jwks')];
    const other = join(inside, 'pub.jwks');
    mkdirSync(inside);
    writeFileSync(outside, drifted);
    const uri = pathToFileURL(join(inside, 'own.jwks')).href;
    let isStarted = false;
    const found = async (make: () => void): Promise<string[]> => {
      rmSync(other, { force: true });
      make();
      if (isStarted) await client.stop();
      isStarted = true;
      client = await LspClient.start({
        folders: [pathToFileURL(inside).href],
        settings: () => ({ pairs: [{ private: 'own.jwks', public: 'pub.jwks' }] }),
      });
      await client.open(uri, privateText);
      return messages(await client.diagnostics(uri));
    };
    const missing = ['Out of step with pub.jwks: this key is not there'];
    try {
      writeFileSync(join(inside, 'real.jwks'), drifted);
      assert.deepEqual(await found(() => symlinkSync('real.jwks', other)), missing);
      assert.deepEqual(await found(() => symlinkSync(outside, other)), []);
      assert.deepEqual(await found(() => execFileSync('mkfifo', [other])), []);
      const padding = (octets: number): string => drifted + ' '.repeat(octets - drifted.length);
      assert.deepEqual(await found(() => writeFileSync(other, padding(4 * 1024 * 1024))), missing);
      assert.deepEqual(await found(() => writeFileSync(other, padding(4 * 1024 * 1024 + 1))), []);
      // A block list may be anywhere, and is a file as well.
      const { readFile, readList } = nodeHost();
      assert.equal(Buffer.from((await readList?.(outside)) ?? []).toString(), drifted);
      await assert.rejects(async () => readFile?.(other, inside), /over the limit of 4 MiB/);
      // Lists of published keys are longer.
      assert.equal((await readList?.(other))?.length, 4 * 1024 * 1024 + 1);
      await assert.rejects(async () => readList?.(inside), /not a file/);
    } finally {
      rmSync(base, { recursive: true });
    }
  });

  it('when either is broken', async () => {
    await start();
    await client.open(own, privateText);
    await client.open(published, drifted.slice(0, -1));
    assert.deepEqual(messages(await client.diagnostics(own)), []);
    assert.deepEqual(messages(await client.diagnostics(published)), []);
  });

  it('when a document is in no pair', async () => {
    const { reads } = await start({ [published]: drifted });
    await client.open(`${folder}/other/keys.private.jwks`, privateText);
    assert.deepEqual(messages(await client.diagnostics(`${folder}/other/keys.private.jwks`)), []);
    assert.deepEqual(reads, []);
  });
});

describe('the setting of pairs (E5)', () => {
  it('takes effect when it changes', async () => {
    let value: unknown = undefined;
    await start({}, { settings: () => ({ pairs: value }) });
    await client.open(own, privateText);
    await client.open(published, drifted);
    assert.deepEqual(messages(await client.diagnostics(own)), []);
    value = pairs;
    await client.configurationChanged();
    assert.equal(messages(await client.diagnostics(own)).length, 1);
    value = null;
    await client.configurationChanged();
    assert.deepEqual(messages(await client.diagnostics(own)), []);
  });

  it('says what is wrong with it', async () => {
    const wrong = [
      1,
      { private: 'a.jwks' },
      { private: '/etc/a.jwks', public: '../b.jwks' },
      { private: 'a\\b.jwks', public: 'c:/b' },
      { private: 'a/../b.jwks', public: './b.jwks' },
      { private: 'a.jwks', public: 'b.jwks', publik: 'c' },
    ];
    await start({}, { settings: () => ({ pairs: wrong }) });
    await client.open(own, privateText);
    await client.diagnostics(own);
    assert.deepEqual(
      client.messages.map((m) => m.replace('JWK settings: ', '')),
      [
        '"pairs[0]" must be an object with private and public',
        '"pairs[1].public" must be the path of a file',
        '"pairs[2].private": "/etc/a.jwks" must be a path inside of the folder',
        '"pairs[2].public": "../b.jwks" must be a path inside of the folder',
        '"pairs[3].private": "a\\b.jwks" must be written with forward slashes',
        '"pairs[3].public": "c:/b" must be a path inside of the folder',
        '"pairs[4]" must name two files',
        '"pairs[5]": there is no setting "publik"; did you mean "public"?',
      ],
    );
  });
});

describe('what pairs say', () => {
  it('never holds a private value of either document', async () => {
    await start();
    const secrets = [ecPrivate, edPrivate].map((member) => /:"([^"]+)"/.exec(member)?.[1] ?? '');
    // A private value as the key ID of its own key, where messages would name the key.
    const leaky = privateText.replace('"kid":"b"', `"kid":"${secrets[1] ?? ''}"`);
    await client.open(own, leaky);
    await client.open(published, drifted);
    assert.deepEqual(messages(await client.diagnostics(published)), [
      'Out of step with keys.private.jwks: the public half of keys[1] is not here',
    ]);
    await client.diagnostics(own);
    await client.actions(published, 0, drifted.length);
    await client.actions(own, 0, leaky.length);
    await client.execute('jwk.server.updatePublicSet', { document: { uri: own }, public: { uri: published } });
    const said = client.received.join('');
    for (const secret of secrets) assert.equal(said.includes(secret), false);
  });
});

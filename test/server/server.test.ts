/** The server over its protocol, in this process; the bundle in a process of its own is tried in stdio.test.ts. */
import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';
import type { Diagnostic } from 'vscode-languageserver-protocol/node';
import { keyOf } from '../../server/src/core/operations/documents.ts';
import { LspClient, type ClientOptions } from '../support/lspClient.ts';
import { readCursor } from '../support/marks.ts';

const set = 'file:///r/set.json';
const ec =
  '{"kty":"EC","crv":"P-256","use":"sig","alg":"ES256","kid":"a","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}';
const keys = (...list: string[]): string => `{"keys":[${list.join(',')}]}`;
/** The RFC 7515 key is well known; every other finding is of the text at hand. */
const codes = (diagnostics: Diagnostic[]): string[] =>
  diagnostics.map((d) => String(d.code)).filter((code) => code !== 'known-example-key');

/** 2^521 − 1 is prime, and no modulus. */
const primeModulus = Buffer.from(`01${'ff'.repeat(65)}`, 'hex').toString('base64url');
const ofPrimeModulus = keys(`{"kty":"RSA","use":"sig","kid":"a","e":"AQAB","n":"${primeModulus}"}`);

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
  assert.ok(holds());
}

let client: LspClient;
async function start(options: ClientOptions = {}): Promise<LspClient> {
  client = await LspClient.start(options);
  return client;
}
afterEach(() => client.stop());

describe('diagnostics (V4)', () => {
  it('answers a pull with source, code, page and the exact range', async () => {
    await start();
    const text = keys(ec.replace('ES256', 'ES384'));
    await client.open(set, text);
    const [found] = (await client.diagnostics(set)).filter((d) => d.code === 'alg-crv-mismatch');
    const start_ = text.indexOf('"ES384"');
    assert.deepEqual(found?.range, { start: { line: 0, character: start_ }, end: { line: 0, character: start_ + 7 } });
    assert.deepEqual([found.source, found.severity], ['jwk', 1]);
    assert.match(found.codeDescription?.href ?? '', /docs\/rules\/alg-crv-mismatch\.md$/);
  });

  it('follows edits', async () => {
    await start();
    const text = keys(ec);
    await client.open(set, text);
    assert.deepEqual(codes(await client.diagnostics(set)), []);
    const at = text.indexOf('"ES256"');
    await client.change(set, at, at + 7, '"ES384"');
    assert.deepEqual(codes(await client.diagnostics(set)), ['alg-crv-mismatch']);
    await client.change(set, at, at + 7, '"ES256"');
    assert.deepEqual(codes(await client.diagnostics(set)), []);
  });

  it('finds in a pause what takes long, and has the client ask again', async () => {
    await start();
    await client.open(set, ofPrimeModulus);
    assert.deepEqual(codes(await client.diagnostics(set)), ['rsa-modulus-too-small']);
    await until(() => client.refreshes > 0);
    assert.deepEqual(codes(await client.diagnostics(set)), ['rsa-modulus-too-small', 'rsa-modulus-invalid']);
    // Known from now on: an edit elsewhere in the key does not make it vanish for a while.
    const at = ofPrimeModulus.indexOf('"sig"');
    await client.change(set, at, at + 5, '"enc"');
    const other = 'file:///r/other.json';
    await client.open(other, ofPrimeModulus);
    await client.diagnostics(other);
    await client.diagnostics(set);
    await until(() => client.refreshes > 1);
    assert.ok(codes(await client.diagnostics(set)).includes('rsa-modulus-invalid'));
    assert.ok(codes(await client.diagnostics(other)).includes('rsa-modulus-invalid'));
  });

  it('leaves a key alone that is edited before the pause is over', async () => {
    await start();
    await client.open(set, ofPrimeModulus);
    await client.diagnostics(set);
    const at = ofPrimeModulus.indexOf('"n":"') + 5;
    await client.change(set, at, at + 8, '');
    await client.diagnostics(set);
    await client.change(set, at, at, '/////////////');
    assert.equal(codes(await client.diagnostics(set)).includes('rsa-modulus-invalid'), false);
  });

  it('answers with everything where the client would not ask again', async () => {
    await start({ refresh: false });
    await client.open(set, ofPrimeModulus);
    assert.deepEqual(codes(await client.diagnostics(set)), ['rsa-modulus-too-small', 'rsa-modulus-invalid']);
  });

  it('pushes a second time when something took long to find', async () => {
    await start({ pull: false });
    await client.open(set, ofPrimeModulus);
    await until(() => codes(client.published.get(set)?.diagnostics ?? []).includes('rsa-modulus-invalid'));
  });

  it('never pushes to a client that pulls', async () => {
    await start();
    await client.open(set, keys(ec.replace('ES256', 'ES384')));
    await client.diagnostics(set);
    assert.equal(client.published.size, 0);
    assert.notEqual(client.initializeResult?.capabilities.diagnosticProvider, undefined);
  });

  it('pushes to a client that cannot pull, and clears when the document is closed', async () => {
    await start({ pull: false });
    assert.equal(client.initializeResult?.capabilities.diagnosticProvider, undefined);
    await client.open(set, keys(ec.replace('ES256', 'ES384')));
    assert.deepEqual(codes(await client.pushed(set, 1)), ['alg-crv-mismatch']);
    await client.change(set, 0, 0, ' ');
    await client.change(set, 0, 1, '');
    assert.deepEqual(codes(await client.pushed(set, 3)), ['alg-crv-mismatch']);
    await client.close(set);
    await client.diagnostics(set).catch(() => undefined);
    assert.deepEqual(client.published.get(set)?.diagnostics, []);
  });

  it('leaves JSON syntax to the client where it says so', async () => {
    const broken = `${keys(ec)},`;
    await start();
    await client.open(set, broken);
    assert.deepEqual(codes(await client.diagnostics(set)), ['json-syntax']);
    await client.stop();
    await start({ initializationOptions: { reportSyntax: false } });
    await client.open(set, broken);
    assert.deepEqual(codes(await client.diagnostics(set)), []);
  });

  it('says that a document is too long instead of examining it', async () => {
    await start();
    await client.open(set, `{"keys":[],"pad":"${'x'.repeat(5 * 1024 * 1024)}"}`);
    assert.deepEqual(codes(await client.diagnostics(set)), ['document-too-long']);
    const data = 'file:///r/data.json';
    await client.open(data, `{"pad":"${'x'.repeat(5 * 1024 * 1024)}","jwk":${ec}}`);
    assert.deepEqual(codes(await client.diagnostics(data)), []);
  });

  it('takes a set fetched from an endpoint as public', async () => {
    await start();
    const uri = 'jwk-remote:/op.example/keys.json';
    await client.open(uri, keys(ec.replace('"kid"', '"d":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE","kid"')));
    assert.ok(codes(await client.diagnostics(uri)).includes('private-key-in-public-document'));
  });
});

describe('the place of a document', () => {
  it('counts from its workspace folder: a home directory named public makes nothing public', async () => {
    const d = '"d":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE","kid"';
    const text = keys(ec.replace('"kid"', d));
    await start({ folders: ['file:///home/public/project'] });
    await client.open('file:///home/public/project/set.json', text);
    assert.ok(
      codes(await client.diagnostics('file:///home/public/project/set.json')).includes('private-key-plaintext'),
    );
    await client.open('file:///home/public/project/public/set.json', text);
    const published = codes(await client.diagnostics('file:///home/public/project/public/set.json'));
    assert.ok(published.includes('private-key-in-public-document'));
  });
});

describe('settings (E5)', () => {
  it('match paths as people write them', async () => {
    const d = '"d":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE","kid"';
    const uri = 'file:///w/my%20keys/%C3%A4.json';
    await start({ folders: ['file:///w'], settings: () => ({ exposure: { 'my keys/ä.json': 'public' } }) });
    await client.open(uri, keys(ec.replace('"kid"', d)));
    assert.ok(codes(await client.diagnostics(uri)).includes('private-key-in-public-document'));
  });

  it('are pulled per document, and asked for again after a change', async () => {
    let rules: unknown = { 'alg-crv-mismatch': 'off' };
    await start({ settings: () => ({ rules }) });
    await client.open(set, keys(ec.replace('ES256', 'ES384')));
    assert.deepEqual(codes(await client.diagnostics(set)), []);
    rules = { 'alg-crv-mismatch': 'hint' };
    await client.configurationChanged();
    const [found] = (await client.diagnostics(set)).filter((d) => d.code === 'alg-crv-mismatch');
    assert.equal(found?.severity, 4);
    assert.equal(client.refreshes, 1);
  });

  it('hold for each document as its overrides say, whichever was judged before', async () => {
    const overrides = [
      { files: ['quiet/**'], rules: { 'alg-crv-mismatch': 'off' } },
      { files: ['*/loud.json'], rules: { 'alg-crv-mismatch': 'hint' } },
    ];
    const folders = ['file:///w'];
    await start({ folders, settings: () => ({ overrides }), initializationOptions: { reportSyntax: false } });
    const severity = async (name: string): Promise<number | undefined> => {
      const uri = `file:///w/${name}`;
      await client.open(uri, keys(ec.replace('ES256', 'ES384')));
      return (await client.diagnostics(uri)).find((d) => d.code === 'alg-crv-mismatch')?.severity;
    };
    const names = ['a.json', 'quiet/a.json', 'b.json', 'quiet/loud.json', 'other/loud.json', 'quiet/b.json', 'c.json'];
    const found: (number | undefined)[] = [];
    for (const name of names) found.push(await severity(name));
    assert.deepEqual(found, [1, undefined, 1, 4, 4, undefined, 1]);
  });

  it('come with the initialization options where the client has no workspace/configuration', async () => {
    await start({ initializationOptions: { settings: { rules: { 'alg-crv-mismatch': 'off' } } } });
    await client.open(set, keys(ec.replace('ES256', 'ES384')));
    assert.deepEqual(codes(await client.diagnostics(set)), []);
    await client.configurationChanged({ jwk: { rules: {} } });
    assert.deepEqual(codes(await client.diagnostics(set)), ['alg-crv-mismatch']);
  });

  it('that name no rule are reported once, with the name that was meant', async () => {
    await start({ settings: () => ({ rules: { 'alg-crv-mismach': 'off' } }) });
    await client.open(set, keys(ec));
    await client.diagnostics(set);
    await client.open('file:///r/other.json', keys(ec));
    await client.diagnostics('file:///r/other.json');
    assert.equal(client.messages.length, 1);
    assert.match(client.messages[0] ?? '', /alg-crv-mismach.*did you mean "alg-crv-mismatch"/);
  });

  describe('name a block list', () => {
    const reads: string[] = [];
    const listing = async (blocklist: string, content: string | undefined): Promise<void> => {
      reads.length = 0;
      const readList = (path: string): Promise<Uint8Array> => {
        reads.push(path);
        return content === undefined ? Promise.reject(new Error('none')) : Promise.resolve(Buffer.from(content));
      };
      await start({ folders: ['file:///w/my%20folder'], settings: () => ({ blocklist }), host: { readList } });
    };
    const uri = 'file:///w/my%20folder/a/jwks.json';
    const found = async (document = uri): Promise<string[]> => {
      await client.open(document, keys(ec));
      const diagnostics = await client.diagnostics(document);
      return diagnostics.filter((d) => d.code === 'compromised-key').map((d) => d.message as string);
    };

    it('whose path counts from the folder, and which is read once', async () => {
      await listing('lists/ours.txt', `${String(keyOf(JSON.parse(ec) as object).thumbprint)}\n`);
      const message = ['This key is on the configured block list (lists/ours.txt)'];
      assert.deepEqual(await found(), message);
      assert.deepEqual(await found('file:///w/my%20folder/other.jwks'), message);
      assert.deepEqual(reads, ['/w/my folder/lists/ours.txt']);
      await client.configurationChanged();
      await client.diagnostics(uri);
      assert.equal(reads.length, 2);
    });

    it('anywhere, by an absolute path', async () => {
      await listing('/etc/keys/blocklist.dat', '');
      assert.deepEqual(await found(), []);
      assert.deepEqual([reads, client.messages], [['/etc/keys/blocklist.dat'], []]);
    });

    for (const [title, blocklist, content, document, problem] of [
      ['that is not there', 'l.txt', undefined, uri, '/w/my folder/l.txt cannot be read'],
      ['that is none', 'l.txt', 'no', uri, 'line 1 is no RFC 7638 SHA-256 thumbprint'],
      [
        'from no folder',
        'l.txt',
        '',
        'file:///elsewhere/jwks.json',
        'l.txt is no absolute path, and there is no folder it could count from',
      ],
    ] as const) {
      it(`${title}: said once`, async () => {
        await listing(blocklist, content);
        assert.deepEqual([await found(document), await found(`${document}.jwks`)], [[], []]);
        assert.deepEqual(client.messages, [`JWK settings: "blocklist": ${problem}`]);
      });
    }
  });
});

describe('a client that knows less than it says', () => {
  it('still gets diagnostics, by the default settings', async () => {
    await start({ settings: () => ({ rules: {} }), refuses: true });
    await client.open(set, keys(ec.replace('ES256', 'ES384')));
    assert.deepEqual(codes(await client.diagnostics(set)), ['alg-crv-mismatch']);
    await client.configurationChanged();
    assert.deepEqual(codes(await client.diagnostics(set)), ['alg-crv-mismatch']);
    assert.equal(client.refreshes, 1);
  });
});

describe('quick fixes (E3)', () => {
  it('are edits of the version that was looked at', async () => {
    await start();
    const text = keys(ec.replace('"ES256"', '"es256"'));
    await client.open(set, text);
    const at = text.indexOf('"es256"');
    const [action] = await client.actions(set, at, at);
    assert.ok(action?.edit !== undefined);
    assert.deepEqual(
      [action.kind, action.isPreferred, action.diagnostics?.[0]?.code],
      ['quickfix', true, 'value-wrong-case'],
    );
    client.applyWorkspaceEdit(action.edit);
    assert.equal(client.text(set), keys(ec));
  });

  it('of source.fixAll.jwk mend all that is safe in one step, and nothing else', async () => {
    await start();
    const text = keys(ec.replace('"ES256"', '"es256"').replace('VEU"', 'VEU="'), ec.replace('"a"', '"a "'));
    await client.open(set, text);
    const actions = await client.actions(set, 0, 0, ['source.fixAll.jwk']);
    assert.deepEqual(
      actions.map((a) => a.kind),
      ['source.fixAll.jwk'],
    );
    const [action] = actions;
    assert.ok(action?.edit !== undefined);
    client.applyWorkspaceEdit(action.edit);
    assert.equal(client.text(set), keys(ec, ec.replace('"a"', '"a "')));
    assert.deepEqual(await client.actions(set, 0, 0, ['source.fixAll.jwk']), []);
  });

  it('of source.fixAll.jwk reach beyond what is shown', async () => {
    await start();
    const bare = Array.from({ length: 260 }, (_, i) => `{"kty":"EC","crv":"P-256","kid":"${i}"}`);
    const text = keys(...bare, ec.replace('VEU"', 'VEU="'));
    await client.open(set, text);
    const [action] = await client.actions(set, 0, 0, ['source.fixAll.jwk']);
    assert.ok(action?.edit !== undefined);
    client.applyWorkspaceEdit(action.edit);
    assert.equal(client.text(set), keys(...bare, ec));
  });
});

describe('hover (E1)', () => {
  async function hoverAt(marked: string): Promise<string> {
    const { text, offset } = readCursor(marked);
    await start();
    await client.open(set, text);
    const hover = await client.hover(set, offset);
    return hover === null ? '' : (hover.contents as { value: string }).value;
  }

  it('explains a member in the words of its RFC', async () => {
    assert.match(await hoverAt(keys(ec).replace('"use"', '"u|se"')), /Public Key Use.*RFC 7517 §4\.2/s);
  });
  it('explains a registered value', async () => {
    assert.match(await hoverAt(keys(ec).replace('"ES256"', '"ES|256"')), /ECDSA using P-256 and SHA-256/);
  });
  it('gives size, thumbprint and what the key can serve', async () => {
    const text = await hoverAt(keys(ec).replace('"EC"', '"E|C"'));
    assert.match(text, /EC P-256/);
    assert.match(text, /oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U/);
    assert.match(text, /urn:ietf:params:oauth:jwk-thumbprint:sha-256:oKIyw/);
    assert.match(text, /Can serve: ES256/);
  });
  it('shows what a document says letter by letter, and no image of it', async () => {
    const text = await hoverAt('{"keys":[{"kty":"EC ![](https://evil.example/p.png)","crv|":"P-256","kid":"a"}]}');
    assert.doesNotMatch(text, /!\[\]\(/);
    await client.stop();
    const kty = await hoverAt('{"keys":[{"kty":"E|C ![](https://evil.example/p.png)","crv":"P-256","kid":"a"}]}');
    assert.match(kty, /Key: EC \\!\\\[/);
  });
  it('says nothing of a secret but its length', async () => {
    const k = 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0LXNlY3I';
    const text = await hoverAt(`{"keys":[{"kty":"oct","kid":"a","k":"|${k}"}]}`);
    assert.match(text, /32 octets/);
    assert.ok(!text.includes(k));
    await client.stop();
    const type = await hoverAt(`{"keys":[{"kty":"o|ct","kid":"a","k":"${k}"}]}`);
    assert.doesNotMatch(type, /Thumbprint/);
  });
  it('names subject, issuer and validity of a certificate', async () => {
    const item =
      'MIICujCCAaKgAwIBAgIECI8fsTANBgkqhkiG9w0BAQsFADAfMR0wGwYDVQQDExR0ZXN0LWFsZXgucmVhY2g1Lm5ldDAeFw0yMDA3MjkwOTM0MjlaFw0yMjAyMTcxNDIwMzNaMB8xHTAbBgNVBAMTFHRlc3QtYWxleC5yZWFjaDUubmV0MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAlzRszUeQ4WiSqvmYxMP10ngm8ALIoUwMH7Oa8vrZgD5pqalPjetPAxeVcAv2gTyDlOwtB0fGvlQo6n78pd9pTbgrzUjhmFuYN6OCfT6eN/2wu0LmwryFS2mbh7/1DTiKd2tZaRalskPECXTKkeks85HVqanB0860BYlGvQvfgrvhCWXXFJJeXvNwYNFYdDdrFQhoeOAEvRDKg9DdHZf6XzSR6Qk3w51FKn2b7imen/G52itD/kIen1hqqB2Jwt9SWyX5MSGySY2QwC18F6Dfs8L+t0mwCo6grGW9264Z5vlO0PWssEqGIX/ez6nk1ZdHXhoXwJ0W+6QzeQlUN8jNoQIDAQABMA0GCSqGSIb3DQEBCwUAA4IBAQAETbMWro4HI4ZuqtnjMZrgEOpx6WhAtxpMx5XFPVWbdp/DpPySotoWbbD6qCtYc34E+ec7mH7aHVap+Gl2IyeSHTht4FXfF9q/1Oj/fis/4DDi1iq00rJsU18D71mZ9FGWCWlO1nhW1KSTGbRJ3E0wSrNabcvaXcwEHokR3zm+xfRWjtbrq2hQ19R16xyOLVy4zrF95QxP4UN+Cvm8nmYur6bSqv+gCMvDsl+O/gtRHGgpUukHEJwnee1R3+1aIv+9zOF3HaaUC5neOLBFITGmeXgi8G2IhbG+JoXh/GUkb66TZUlUAM3qXYNL9Nf+2MQ7nAPTXcxlmImFUUrnv0c3';
    const text = await hoverAt(`{"keys":[{"kty":"RSA","x5|c":["${item}"]}]}`);
    assert.match(text, /CN=test-alex\.reach5\.net.*2020-07-29 to 2022-02-17/);
  });
  it('is silent outside keys', async () => {
    assert.equal(await hoverAt('{"na|me":"x","kty":1}'), '');
  });
});

describe('completion (E2)', () => {
  async function labelsAt(marked: string): Promise<string[]> {
    const { text, offset } = readCursor(marked);
    await start();
    await client.open(set, text);
    const items = await client.complete(set, offset);
    return items.sort((a, b) => (a.sortText ?? '').localeCompare(b.sortText ?? '')).map((i) => i.label);
  }

  it('offers the algorithms this key can do', async () => {
    assert.deepEqual(await labelsAt('{"keys":[{"kty":"EC","crv":"P-384","use":"sig","alg":"|"}]}'), ['ES384']);
  });
  it('offers curves of the key type', async () => {
    assert.deepEqual(await labelsAt('{"keys":[{"kty":"OKP","crv":"|"}]}'), ['Ed25519', 'Ed448', 'X25519', 'X448']);
  });
  it('offers operations that are not there yet and fit', async () => {
    assert.deepEqual(await labelsAt('{"keys":[{"kty":"EC","use":"sig","d":"AA","key_ops":["sign","|"]}]}'), ['verify']);
  });
  it('offers missing members, required ones first, and none twice', async () => {
    const labels = await labelsAt('{"keys":[{"kty":"EC","crv":"P-256","|"}]}');
    assert.deepEqual(labels.slice(0, 2), ['x', 'y']);
    assert.ok(!labels.includes('kty') && labels.includes('kid') && !labels.includes('n'));
  });
  it('completes after the colon, quotes included', async () => {
    const { text, offset } = readCursor('{"keys":[{"kty": |}]}');
    await start();
    await client.open(set, text);
    const rsa = (await client.complete(set, offset)).find((i) => i.label === 'RSA');
    assert.equal(rsa?.textEdit?.newText, '"RSA"');
  });
  it('offers nothing in values it knows nothing of', async () => {
    assert.deepEqual(await labelsAt('{"keys":[{"kty":"EC","kid":"|"}]}'), []);
  });
});

describe('outline (E4)', () => {
  it('has one entry a key: kid, kind, use, alg', async () => {
    await start();
    await client.open(set, keys(ec, '{"kty":"oct","k":"AAAA"}'));
    const symbols = await client.symbols(set);
    assert.deepEqual(
      symbols.map((s) => [s.name, s.detail]),
      [
        ['a', 'EC P-256 · sig · ES256'],
        ['keys[1]', 'oct 24 · secret'],
      ],
    );
  });
});

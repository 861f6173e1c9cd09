/**
 * The canary (architecture.md, invariant 7): documents with known secrets go through every feature, operation and
 * failure, and everything that comes out is searched for the secrets, for parts of them and for hashes of them. Edits
 * are left out, for they may hold what the document holds; so is the text of a key somebody asked for.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, it } from 'node:test';
import { utf8 } from '../../server/src/core/encoding/octets.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import {
  convert,
  copyAs,
  decrypt,
  encrypt,
  generate,
  generateSet,
  inspect,
  publicOnly,
  rotate,
  selfSign,
  thumbprint,
} from '../../server/src/core/operations/index.ts';
import { OperationError, type OperationResult } from '../../server/src/core/operations/operation.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { reportFile } from '../../server/src/core/report/report.ts';
import { lint } from '../../server/src/core/rules/run.ts';
import { findLeaks } from '../../server/src/core/scan/leaks.ts';
import type { HttpResponse } from '../../server/src/host.ts';
import { lintText } from '../support/lint.ts';
import { LspClient, type ClientOptions } from '../support/lspClient.ts';
import { testDeps } from '../operations/support.ts';
import { canariesOf, type Canary } from './documents.ts';
import { makeKeys, privateNamesOf, Secrets, type Jwk } from './secrets.ts';

// RFC 8410 §10.1.
const publicPem = `-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
-----END PUBLIC KEY-----`;
const keys = makeKeys();
const secrets = new Secrets(keys);
const canaries = canariesOf(keys);

/** Fails with every place at once: one leak often has brothers. */
class Leaks {
  private readonly found: string[] = [];

  look(where: string, ...texts: readonly string[]): void {
    for (const text of texts) {
      const leak = secrets.find(text);
      if (leak !== undefined) this.found.push(`${where}: ${leak}`);
    }
  }

  none(): void {
    assert.equal(this.found.length, 0, `${this.found.length} leaks:\n${this.found.slice(0, 60).join('\n\n')}`);
  }
}

describe('the search itself', () => {
  const [rsa = {}] = keys;
  const octets = Buffer.from(rsa.d ?? '', 'base64url');
  for (const [name, text] of [
    ['raw', rsa.d ?? ''],
    ['in part', (rsa.d ?? '').slice(100, 116)],
    ['in hex', octets.toString('hex')],
    ['as a number', BigInt(`0x${octets.toString('hex')}`).toString()],
    ['in base64', octets.toString('base64')],
    ['with Markdown escapes', (rsa.d ?? '').replaceAll(/[-_]/g, '\\$&')],
  ] as const) {
    it(`finds a secret ${name}`, () => {
      assert.notEqual(secrets.find(`before "${text}" after`), undefined);
    });
  }

  it('finds nothing in the public halves', () => {
    const open = keys.map((key) => {
      const hidden = privateNamesOf(key);
      return Object.fromEntries(Object.entries(key).filter(([name]) => !hidden.includes(name)));
    });
    assert.equal(secrets.find(JSON.stringify(open)), undefined);
  });
});

describe('lint', () => {
  it('says no secret in messages, related places and titles of fixes', () => {
    const leaks = new Leaks();
    let findings = 0;
    for (const { name, path, text } of canaries) {
      for (const finding of lintText(text, { path })) {
        findings++;
        const titles = finding.fixes().map((fix) => fix.title);
        const related = finding.related.map(({ message }) => message);
        leaks.look(`${name}, ${finding.rule.id}`, finding.message, ...related, ...titles);
      }
    }
    assert.ok(findings > canaries.length, `only ${findings} findings`);
    leaks.none();
  });

  it('says no secret of leaks in other files', () => {
    const leaks = new Leaks();
    let findings = 0;
    for (const { name, path, text } of canaries) {
      for (const outer of [`x = ${text}`, `{"a":${JSON.stringify(text)}}`, Buffer.from(text).toString('base64url')]) {
        const document = readDocument(outer, path, { role: 'other' });
        for (const { finding } of findLeaks(document, path, { read: {}, lint: defaultConfiguration }, exampleNow)) {
          findings++;
          leaks.look(`${name}, ${finding.rule.id}`, finding.message, ...finding.related.map(({ message }) => message));
        }
      }
    }
    assert.ok(findings > canaries.length, `only ${findings} findings`);
    leaks.none();
  });

  describe('says none that is a password, a piece, a hash or a part of a word', () => {
    const password = 'correct-horse-battery-staple';
    const k = Buffer.from(password).toString('base64url');
    const oct = `"kty":"oct","k":"${k}"`;
    const ec = keys.find(({ kid }) => kid === 'ec-1') ?? {};
    const d = ec.d ?? '';
    const members = JSON.stringify({ ...ec, kid: undefined }).slice(1, -1);
    const open = JSON.stringify({ ...ec, kid: undefined, d: undefined }).slice(1, -1);
    const hash = createHash('sha256').update(Buffer.from(d, 'base64url')).digest('hex');
    const twice = (kid: string): string =>
      `{"keys":[{${members}},{${open},"kid":"${kid}"},{"kty":"RSA","kid":"${kid}"}]}`;
    const cases: Readonly<Record<string, readonly [secret: string, text: string]>> = {
      'as kid': [password, `{"keys":[{${oct},"kid":"${password}"}]}`],
      'as kid of two': [
        password,
        `{"keys":[{${oct},"kid":"${password}"},{"kty":"oct","k":"AAAA","kid":"${password}"}]}`,
      ],
      'as alg': [password, `{${oct},"alg":"${password}"}`],
      'as use, twice': [password, `{${oct},"use":"${password}","use":"${password}"}`],
      'as a member': [password, `{${oct},"${password}":1,"${password}":2}`],
      'a piece as alg': [d.slice(5, 25), `{${members},"alg":"${d.slice(5, 25)}"}`],
      'a piece as use': [d.slice(5, 16), `{${members},"use":"${d.slice(5, 16)}"}`],
      'a piece as operation': [d.slice(9, 30), `{${members},"key_ops":["${d.slice(9, 30)}"]}`],
      'its hash as kid': [hash, `{"keys":[{${members},"kid":"${hash}"}]}`],
      'in the kid of others': [d, twice(`pre-${d}`)],
      'in an address': [d, twice(`https://a.example/${d}`)],
    };
    for (const [what, [secret, text]] of Object.entries(cases)) {
      it(what, () => {
        const document = readDocument(text, 'jwks.json');
        const findings = lint(document, defaultConfiguration, exampleNow);
        assert.ok(findings.length > 0);
        const said = [
          ...findings.flatMap((f) => [
            f.message,
            ...f.related.map((r) => r.message),
            ...f.fixes().map((fix) => fix.title),
          ]),
          JSON.stringify(reportFile('jwks.json', document, findings, [])),
        ].join('\n');
        assert.ok(!said.includes(secret), said);
      });
    }
  });

  it('says no secret to those who check against a list of compromised keys, under every profile', () => {
    const leaks = new Leaks();
    const profiles = ['oidc-op', 'client-reg', 'fapi2', 'fapi1', 'federation', 'oid4vp', 'smart-health-cards'] as const;
    for (const { name, path, text } of canaries) {
      for (const finding of lintText(text, { path, profiles, blocklist: ['x'] })) {
        leaks.look(`${name}, ${finding.rule.id}`, finding.message);
      }
    }
    leaks.none();
  });
});

describe('operations', () => {
  /** What an operation says; its texts only where they are not meant to be secret. */
  const said = ({ texts, report, lines, notes }: OperationResult): string[] => [
    JSON.stringify(report),
    ...lines,
    ...notes.map((note) => note.message),
    ...texts.filter((text) => !text.secret).map((text) => text.text),
  ];
  const failure = (error: unknown): string[] => {
    assert.ok(error instanceof OperationError, String(error));
    return [error.message, ...error.details];
  };

  const password = 'correct horse battery staple';
  const cheap = { text: '{"name":"a","keys":[{"crv":"Ed25519"},{"kty":"oct"}]}', path: 'a.json' };
  const oct = { text: '{"kty":"oct","k":"AAAA"}', path: 'a.jwk' };

  /** Each as it is run on a document, and what it says. */
  const runs: Readonly<Record<string, (canary: Canary) => Promise<OperationResult>>> = {
    inspect: (document) => inspect.run({ document }, testDeps()),
    publicOnly: (document) => publicOnly.run({ document }, testDeps()),
    thumbprint: (document) => thumbprint.run({ document }, testDeps()),
    'thumbprint, SHA-512, as URI': (document) => thumbprint.run({ document, hash: 'sha-512', uri: true }, testDeps()),
    rotate: (set) => rotate.run({ set, index: 0 }, testDeps()),
    'generate into it': (into) => generate.run({ kty: 'EC', into }, testDeps()),
    'generate a set into it': (into) => generateSet.run({ presetFile: cheap, into }, testDeps()),
    'take it for a preset': (document) =>
      generateSet.run({ presetFile: document.text.length % 7 === 0 ? cheap : document }, testDeps()),
    'self-sign the first key': (document) => selfSign.run({ document, index: 0 }, testDeps()),
    'self-sign another key': (document) => selfSign.run({ document, index: document.text.length % 6 }, testDeps()),
    encrypt: (document) => encrypt.run({ document, password, iterations: 1000 }, testDeps()),
    'encrypt and decrypt': async (document) => {
      const { texts } = await encrypt.run({ document, password, iterations: 1000 }, testDeps());
      const octets = new TextEncoder().encode(texts[0]?.text ?? '');
      return decrypt.run({ source: { octets, name: 'a.jwe' }, password }, testDeps());
    },
    'decrypt what has secrets where they do not belong': async (document) => {
      const { text, path } = document;
      const header = Buffer.from(JSON.stringify({ alg: text, enc: text, kid: text })).toString('base64url');
      const sound =
        text.length % 7 === 0
          ? await encrypt.run({ document: oct, password, iterations: 1000 }, testDeps())
          : undefined;
      const jwe = sound?.texts[0]?.text ?? (text.length % 2 === 0 ? `${header}.AAAA.AAAA.AAAA.AAAA` : text);
      return decrypt.run({ source: { octets: new TextEncoder().encode(jwe), name: path }, password }, testDeps());
    },
    ...Object.fromEntries(
      (['jwks', 'pem', 'der', 'openssh'] as const).flatMap((to) =>
        [false, true].map((isPublic) => [
          `convert to ${to}${isPublic ? ', public' : ''}`,
          ({ text, path }: Canary) =>
            convert.run({ source: { octets: utf8(text), name: path }, to, public: isPublic }, testDeps()),
        ]),
      ),
    ),
    'convert one key': ({ text, path }) =>
      convert.run({ source: { octets: utf8(text), name: path }, to: 'pem', index: 0 }, testDeps()),
    'convert into it': (into) => convert.run({ source: { octets: utf8(publicPem), name: 'a' }, into }, testDeps()),
    ...Object.fromEntries(
      (['json', 'string', 'base64url', 'env', 'pem', 'curl'] as const).flatMap((as) =>
        [false, true].map((whole) => [
          `copyAs ${as}${whole ? ', whole' : ''}`,
          (document: Canary) => copyAs.run({ document, as, whole }, testDeps()),
        ]),
      ),
    ),
  };

  for (const [operation, run] of Object.entries(runs)) {
    it(`${operation}: no secret in reports, notes, public texts and failures`, async () => {
      const leaks = new Leaks();
      let done = 0;
      for (const canary of canaries) {
        const says = await new Promise<OperationResult>((resolve) => {
          resolve(run(canary));
        }).then((result) => {
          done++;
          return said(result);
        }, failure);
        leaks.look(`${canary.name}, ${operation}`, ...says);
      }
      assert.ok(done > 0, 'was never done');
      leaks.none();
    });
  }
});

/** The wire without what may hold secrets: texts of edits, and the private set somebody asked for. */
function searchable(client: LspClient): string {
  const wire = client.received.splice(0).join('');
  return wire.replaceAll(/"(?:newText|privateSet)":"(?:[^"\\]|\\.)*"/g, '');
}

describe('the language server', () => {
  let client: LspClient;
  let names = 0;
  const start = async (options: ClientOptions = {}): Promise<LspClient> => (client = await LspClient.start(options));
  before(() => start({ initializationOptions: { codeLenses: true } }));
  after(() => client.stop());

  /** Offsets a cursor visits: inside each member's name and value, and some between. */
  function offsets(text: string): number[] {
    const visited = new Set<number>();
    for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|\S+/g)) visited.add(match.index + 1);
    for (let i = 0; i < text.length; i += 97) visited.add(i);
    return [...visited].filter((offset) => offset <= text.length).slice(0, 45);
  }

  /** Asks everything there is to ask about a document; each answer, under the name of what was asked. */
  async function* visit({ path, text }: Canary): AsyncGenerator<readonly [string, string]> {
    const uri = `file:///r/${++names}/${path}`;
    await client.open(uri, text);
    await client.diagnostics(uri);
    yield ['diagnostics', searchable(client)];
    await client.actions(uri, 0, text.length);
    await client.actions(uri, 0, text.length, ['source.fixAll.jwk']);
    await client.actions(uri, 0, text.length, ['refactor']);
    yield ['code actions', searchable(client)];
    await client.symbols(uri);
    yield ['symbols', searchable(client)];
    await client.codeLenses(uri);
    yield ['code lenses', searchable(client)];
    for (const offset of offsets(text)) await client.hover(uri, offset);
    yield ['hover', searchable(client)];
    const completions = [];
    for (const offset of offsets(text).slice(0, 15)) completions.push(...(await client.complete(uri, offset)));
    // What is completed is no edit of the document's own text.
    yield ['completion', searchable(client) + JSON.stringify(completions)];
    const position = client.document(uri).positionAt(Math.floor(text.length / 2));
    await client.execute('jwk.server.inspect', { uri });
    await client.execute('jwk.server.inspect', { uri, position });
    yield ['inspect', searchable(client)];
    await client.execute('jwk.server.publicKeySet', { uri });
    yield ['publicKeySet', searchable(client)];
    await client.execute('jwk.server.rotate', { uri });
    await client.execute('jwk.server.rotate', { uri, index: 0 });
    await client.execute('jwk.server.rotate', { uri, index: 99, publicUri: uri });
    yield ['rotate', searchable(client)];
    await client.execute('jwk.server.generate', { kty: 'EC', into: { uri } });
    yield ['generate', searchable(client)];
    await client.close(uri);
  }

  const groups = new Map<string, Canary[]>();
  for (const canary of canaries) {
    const group = canary.name.includes(':') ? canary.name.slice(0, canary.name.indexOf(':')) : 'sets';
    groups.set(group, [...(groups.get(group) ?? []), canary]);
  }

  for (const [group, members] of groups) {
    it(`sends no secret of ${group}, whatever is asked`, async () => {
      const leaks = new Leaks();
      for (const canary of members) {
        for await (const [feature, answer] of visit(canary)) leaks.look(`${canary.name}, ${feature}`, answer);
      }
      leaks.none();
    });
  }

  it('sends no secret to a client that is pushed to, nor to one that edits', async () => {
    await client.stop();
    await start({ pull: false });
    const leaks = new Leaks();
    for (const canary of canaries.filter((_, i) => i % 7 === 0)) {
      const uri = `file:///r/${++names}/${canary.path}`;
      await client.open(uri, canary.text);
      await client.pushed(uri, 1);
      await client.change(uri, 0, 1, '');
      await client.pushed(uri, 2);
      leaks.look(canary.name, searchable(client));
    }
    leaks.none();
  });

  const bad = JSON.stringify({ keys });
  const [rsa = {}] = keys;
  const oct = keys.find((key) => key.kty === 'oct') as Jwk;

  it('sends no secret when a key stands where the settings should name things', async () => {
    const leaks = new Leaks();
    for (const [name, settings] of [
      ['a block list that is a key set', { blocklist: '/r/blocked.txt' }],
      // A rule or profile that does not exist is told by its name: only values of known settings are tried.
      ['rules', { rules: { 'kid-missing': oct.k, 'kty-missing': oct } }],
      ['profiles', { profiles: oct }],
      ['exposure', { exposure: { '**/*.json': oct.k } }],
      ['an unknown setting', { key: oct }],
      ['settings of another type', oct.k],
    ] as const) {
      await client.stop();
      await start({ settings: () => settings, host: { readFile: () => Promise.resolve(bad) } });
      const uri = 'file:///r/jwks.json';
      await client.open(uri, bad);
      await client.diagnostics(uri);
      leaks.look(name, searchable(client));
    }
    leaks.none();
  });

  it('sends no secret when what it depends on fails with one in its message', async () => {
    const leaks = new Leaks();
    const throws = (): never => {
      throw new Error(`unexpected token in ${bad}`);
    };
    for (const [name, host] of [
      ['the clock', { now: throws }],
      ['the file system', { readFile: throws }],
      ['the network', { request: () => Promise.reject(new Error(bad)) }],
    ] as const) {
      await client.stop();
      await start({ host, settings: () => ({ blocklist: '/r/blocked.txt' }) });
      const uri = 'file:///r/jwks.json';
      await client.open(uri, bad);
      await client.diagnostics(uri).catch(() => undefined);
      await client.actions(uri, 0, bad.length).catch(() => undefined);
      await client.hover(uri, 20).catch(() => undefined);
      await client.execute('jwk.server.inspect', { uri }).catch(() => undefined);
      await client.execute('jwk.server.rotate', { uri, index: 0 }).catch(() => undefined);
      await client
        .execute('jwk.server.generate', { kty: 'EC', kid: { strategy: 'date' }, into: { uri } })
        .catch(() => undefined);
      const fetched = { address: 'https://op.example/jwks.json', from: 'jwks' } as const;
      await client.execute('jwk.server.fetch', fetched).catch(() => undefined);
      leaks.look(name, searchable(client));
    }
    leaks.none();
  });

  it('sends no secret when the client refuses the edit, or a command is given nonsense', async () => {
    await client.stop();
    await start({ applyEdits: false });
    const uri = 'file:///r/private/jwks.json';
    await client.open(uri, bad);
    await client.execute('jwk.server.rotate', { uri, index: 0 });
    await client.execute('jwk.server.generate', { kty: 'EC', into: { uri } });
    const nonsense = [
      { uri: rsa.d },
      { uri, index: rsa.d },
      { kty: oct },
      { uri, position: { line: -1, character: 1e9 } },
    ];
    for (const params of nonsense) {
      for (const command of ['generate', 'inspect', 'publicKeySet', 'rotate', 'fetch'] as const) {
        await client.execute(`jwk.server.${command}`, params as never).catch(() => undefined);
      }
    }
    const leaks = new Leaks();
    // What a caller names in his own request may be named in the answer.
    const wire = searchable(client).replaceAll(rsa.d ?? '', '');
    leaks.look('refused', wire);
    leaks.none();
  });

  it('repeats no secret of what it fetched outside the text it was to fetch', async () => {
    const leaks = new Leaks();
    const secret = oct.k ?? '';
    const bodies: Readonly<Record<string, string>> = {
      'a private set': bad,
      'a private key': JSON.stringify(rsa),
      'a set cut short': bad.slice(0, bad.indexOf('"dq"') - 5),
      'not a set': JSON.stringify({ k: secret }),
      'a bare secret': secret,
      'HTML around a key': `<html><body><pre>${bad}</pre></body></html>`,
      'a discovery document': JSON.stringify({ issuer: secret, jwks_uri: `http://${secret}/`, jwks: { keys } }),
    };
    for (const [name, body] of Object.entries(bodies)) {
      for (const status of [200, 404, 500]) {
        for (const type of ['application/json', 'text/html']) {
          await client.stop();
          const answer = (url: string): HttpResponse => ({
            url,
            status,
            headers: { 'content-type': type },
            body: Buffer.from(body).toString('base64'),
            truncated: false,
          });
          await start({ host: { request: ({ url }) => Promise.resolve(answer(url)) } });
          for (const from of ['jwks', 'issuer'] as const) {
            await client.execute('jwk.server.fetch', { address: 'https://op.example/', from });
          }
          const wire = searchable(client).replaceAll(/"text":"(?:[^"\\]|\\.)*"/g, '');
          leaks.look(`${name}, ${status}, ${type}`, wire);
        }
      }
    }
    leaks.none();
  });
});

describe('new keys', () => {
  for (const params of [
    { kty: 'RSA' },
    { kty: 'EC', crv: 'P-384' },
    { kty: 'OKP', crv: 'Ed448' },
    { kty: 'oct', alg: 'HS256' },
    { kty: 'AKP', alg: 'ML-DSA-65' },
  ] as const) {
    it(`of ${params.kty} go nowhere but into the text or the edit`, async () => {
      const client = await LspClient.start();
      const uri = 'file:///r/private/jwks.json';
      await client.open(uri, '{"keys":[]}');
      await client.execute('jwk.server.generate', { ...params, into: { uri } });
      const [key] = (JSON.parse(client.text(uri)) as { keys: Jwk[] }).keys;
      await client.execute('jwk.server.rotate', { uri, index: 0 });
      const answer = await client.execute('jwk.server.generate', params);
      assert.ok(answer.kind === 'text' && key !== undefined);
      const [shown] = (JSON.parse(answer.privateSet) as { keys: Jwk[] }).keys;
      const all = [...(JSON.parse(client.text(uri)) as { keys: Jwk[] }).keys, shown as Jwk];
      assert.equal(all.length, 3);
      const made = new Secrets(all);
      assert.notEqual(made.find(JSON.stringify(key)), undefined);
      assert.equal(made.find(searchable(client)), undefined);
      await client.stop();
    });
  }
});

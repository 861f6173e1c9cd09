/** Sets and keys that stand in strings (V5): what is found in them, where, and that fixes are escaped again. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readDocument } from '../../server/src/core/document/document.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { fixAll } from '../../server/src/core/rules/fixAll.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { lintFully } from '../../server/src/core/rules/run.ts';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { encodeBase64, encodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import { utf8 } from '../../server/src/core/encoding/octets.ts';
import { ecPrivate, ecPublic, rsaPublic } from '../../server/src/core/rules/samples.ts';
import { readText } from '../support/files.ts';
import { applyFix, lintText } from '../support/lint.ts';

const good = `{${ecPublic},"use":"sig","kid":"a"}`;
const padded = good.replace(/"x":"([^"]+)"/, '"x":"$1="');
const rsa = `{${rsaPublic},"use":"sig","kid":"a"}`;
const secret = `{${ecPublic},${ecPrivate},"use":"sig","kid":"a"}`;
const set = (...keys: string[]): string => `{"keys":[${keys.join(',')}]}`;
const service = (jwks: string): string => `{"serviceName":"A","issuer":"https://as.example","jwks":${jwks},"number":1}`;
const authlete = (jwks: string): string => service(JSON.stringify(jwks));

const report = (text: string, path = 'service.json'): string[] =>
  lintText(text, { path }).map(({ severity, rule, start, end }) => `${severity} ${rule.id} ${text.slice(start, end)}`);

describe('a set in the string of a service configuration', () => {
  it('has nothing wrong with it, and is no metadata', () => {
    assert.deepEqual(report(authlete(set(good))), []);
    assert.equal(readDocument(authlete(set(good)), 'service.json').role, 'embedded');
  });

  it('has its findings at the characters inside the string', () => {
    const text = authlete(JSON.stringify({ keys: [JSON.parse(padded), JSON.parse(rsa)] }, null, 2));
    const found = lintText(text, { path: 'service.json' });
    assert.deepEqual(report(text), ['error base64url-padding =', 'information kid-duplicate-different-kty \\"a\\"']);
    const related = found.flatMap((f) => f.related);
    assert.deepEqual(
      related.map(({ start, end }) => text.slice(start, end)),
      ['\\"a\\"'],
    );
    assert.ok(related.every(({ start }) => start < text.lastIndexOf('\\"a\\"')));
  });

  it('is mended by fixes that are escaped again', () => {
    const text = authlete(set(padded));
    const [finding] = lintText(text, { path: 'service.json' });
    assert.ok(finding !== undefined);
    assert.equal(applyFix(text, finding), authlete(set(good)));
    const edits = fixAll(text, 'service.json', defaultConfiguration, exampleNow);
    assert.equal(applyEdits(text, edits), authlete(set(good)));
    const without = `{${ecPublic},"kid":"a"}`;
    const [missing] = lintText(authlete(set(without)), { path: 'service.json' });
    assert.ok(missing !== undefined);
    const fixed = JSON.parse(applyFix(authlete(set(without)), missing)) as { jwks: string };
    assert.equal((JSON.parse(fixed.jwks) as { keys: { use: string }[] }).keys[0]?.use, 'sig');
  });

  it('is read however its quotes are escaped', () => {
    const numbered = service(`"${set(padded).replaceAll('"', '\\u0022')}"`);
    assert.deepEqual(report(numbered), ['error base64url-padding =']);
  });

  it('is private storage, and a leak where the document is published (A5)', () => {
    const text = authlete(set(secret));
    assert.deepEqual(report(text), ['hint private-key-plaintext \\"d\\"']);
    for (const path of ['.well-known/service.json', 'public/service.json', 'service.public.json']) {
      assert.deepEqual(report(text, path), ['error private-key-in-public-document \\"d\\"'], path);
    }
  });

  it('has its syntax errors reported, also where the editor reports those of the document', () => {
    const text = authlete(`{"keys":[${good},]}`);
    assert.deepEqual(report(text), ['error json-syntax ]']);
    const document = readDocument(text, 'service.json');
    const inEditor = { ...defaultConfiguration, syntaxReported: true };
    const [finding] = lintFully(document, inEditor, exampleNow);
    assert.ok(finding !== undefined);
    assert.equal(applyFix(text, finding), authlete(set(good)));
    const own = readDocument('{"keys":[],}', 'jwks.json');
    assert.deepEqual(lintFully(own, inEditor, exampleNow), []);
  });

  it('that was cut says so once', () => {
    assert.deepEqual(report(authlete(`{"keys":[${good}, …, ...]}`)), ['information json-syntax …']);
  });
});

describe('keys in other strings', () => {
  const known = (name: string, value: string): string => JSON.stringify({ keyStore: { [name]: value } });

  it('of base64url and base64', () => {
    for (const encode of [encodeBase64url, encodeBase64]) {
      const text = known('encJWK', encode(utf8(padded)));
      const [finding, ...others] = lintText(text, { path: 'config.json' });
      assert.deepEqual([finding?.rule.id, others], ['base64url-padding', []]);
      assert.ok(finding !== undefined);
      assert.equal(applyFix(text, finding), known('encJWK', encode(utf8(good))));
    }
  });

  it('of JSON, as a key or a set', () => {
    for (const json of [padded, set(padded)]) {
      assert.deepEqual(report(known('JwkText', json), 'config.json'), ['error base64url-padding =']);
    }
  });

  it('are public where their name says so', () => {
    assert.deepEqual(report(known('publicJwk', secret), 'config.json'), [
      'error private-key-in-public-document \\"d\\"',
    ]);
    assert.deepEqual(report(known('jwk', secret), 'config.json'), ['hint private-key-plaintext \\"d\\"']);
  });

  it('not of other names, nor other contents', () => {
    for (const text of [
      known('key', padded),
      known('jwk', 'eyJhbGciOiJFUzI1NiJ9.e30.AAAA'),
      known('jwk', '{"a":1}'),
      known('jwks_uri', 'https://a.example/jwks.json'),
    ]) {
      assert.deepEqual(report(text, 'config.json'), [], text);
    }
  });
});

describe('metadata with a set in a string', () => {
  it('is told that it must be an object, and what is wrong in the set, but not what it lacks', () => {
    const jwks = set(padded.replace(',"use":"sig"', ''));
    const text = `{"client_name":"App","jwks":${JSON.stringify(jwks)}}`;
    assert.deepEqual(report(text, 'client.json'), [
      `error metadata-jwks-not-object ${JSON.stringify(jwks)}`,
      'error base64url-padding =',
    ]);
  });
});

describe('documents with keys in them', () => {
  const cases: readonly (readonly [name: string, path: string, text: string, expected: readonly string[]])[] = [
    [
      'a DID document',
      'did.json',
      `{"id":"did:web:a","verificationMethod":[{"id":"#1","type":"JsonWebKey2020","publicKeyJwk":${secret}},{"id":"#2","publicKeyJwk":${padded}}]}`,
      ['error private-key-in-public-document "d"', 'error base64url-padding ='],
    ],
    [
      'the header of a token',
      'header.json',
      `{"alg":"ES256","typ":"JWT","jwk":${padded}}`,
      ['error base64url-padding ='],
    ],
    [
      'the header of a DPoP proof with a private key',
      'dpop.json',
      `{"typ":"dpop+jwt","alg":"ES256","jwk":${secret}}`,
      ['error private-key-in-public-document "d"'],
    ],
    [
      'a confirmation',
      'token.json',
      `{"iss":"https://as.example","cnf":{"jwk":{${ecPublic},${ecPrivate}}}}`,
      ['error private-key-in-public-document "d"'],
    ],
    [
      'a client registration',
      'client.json',
      `{"redirect_uris":["https://c.example/cb"],"jwks":${set(padded, `{${rsaPublic},"use":"enc","kid":"a"}`)}}`,
      ['error base64url-padding =', 'information kid-duplicate-different-kty "a"'],
    ],
    [
      'provider metadata',
      'openid-configuration',
      `{"issuer":"https://op.example","jwks":${set(secret)}}`,
      ['error private-key-in-public-document "d"'],
    ],
  ];
  for (const [name, path, text, expected] of cases) {
    it(`${name}: exactly`, () =>
      assert.deepEqual(
        report(text, path).filter((f) => !f.includes('jwks-uri')),
        expected,
      ));
    it(`${name}: with a byte order mark and CRLF`, () => {
      const pretty = `\uFEFF${JSON.stringify(JSON.parse(text), null, 2).replaceAll('\n', '\r\n')}`;
      const own = report(pretty, path).filter((f) => !/jwks-uri|byte-order/.test(f));
      assert.deepEqual(own, expected);
    });
  }

  it('are judged by the last of duplicate members', () => {
    const text = `{"keys":[{${ecPublic},"use":"sig","kid":"a","x":"AAAA"}]}`;
    assert.deepEqual(
      report(text, 'jwks.json').map((line) => line.split(' ')[1]),
      ['duplicate-member', 'ec-value-length', 'ec-point-not-on-curve'],
    );
  });
});

describe('a snippet', () => {
  const json = set(good);
  const lines = (text: string, path: string): string[] => report(text, path);

  it('of a response says so once, and what is in it is checked', () => {
    const head = 'HTTP/1.1 200 OK\r\nDate: Sat, 21 Nov 2026 00:00:00 GMT\r\nReport-To: {"group":"a"}';
    const text = `${head}\r\n\r\n${set(padded)}\r\n$ `;
    for (const path of ['jwks.json', 'my.jwks', 'answer.json', 'untitled:Untitled-1', 'stdin.json']) {
      assert.deepEqual(lines(text, path), [`information json-syntax ${head}`, 'error base64url-padding ='], path);
    }
    const [finding] = lintText(text, { path: 'jwks.json' });
    assert.ok(finding !== undefined);
    assert.equal(applyFix(text, finding), `${set(padded)}\n`);
    assert.deepEqual(lines(text, 'answer.http'), []);
  });

  it('after a command or words', () => {
    for (const head of ['$ curl -s https://as.example/jwks.json', 'The keys of the server are:', '# Keys\n\n```json']) {
      for (const path of ['jwks.json', 'stdin.json', 'untitled:Untitled-1']) {
        assert.deepEqual(lines(`${head}\n${json}\n`, path), [`information json-syntax ${head}`], path);
      }
      assert.deepEqual(lines(`${head}\n${json}\n`, 'config.json'), []);
    }
    assert.deepEqual(lines(`curl https://as.example/jwks.json ${json}`, 'jwks.json'), [
      'information json-syntax curl https://as.example/jwks.json',
    ]);
  });

  it('is not a program, or JSON that begins in its middle', () => {
    for (const text of [`export const a = ${json};`, `"keys": [${good}]`, `const a =\n${json}`]) {
      const found = lines(text, 'jwks.json');
      assert.ok(found.length > 0 && found.every((line) => line.startsWith('error')), text);
    }
  });

  it('with ellipses of any sort says so once', () => {
    const cut = good.replace(/"x":"([^"]{20})[^"]+"/, '"x":"$1…"');
    const dots = good.replace(/"x":"([^"]{20})[^"]+"/, '"x":"$1..."');
    for (const [text, mark] of [
      [`{"keys":[${good}, …]}`, '…'],
      [`{"keys":[${good}, ...]}`, '...'],
      [`{"keys":[...]}`, '...'],
      [`{"keys":[{…}]}`, '…'],
      [`{"keys":[{"kty":"EC", ... }, ${good}, … ]}`, '...'],
      [`{"keys":[${good.replace('{', '{"x5c":[…],')}]}`, '…'],
      [`{"keys":[${good}, // ...\n]}`, '// ...'],
      [`{"keys":[${good}, …`, '…'],
      [set(cut), '…'],
      [`{"keys":[${dots}, …]}`, '…'],
    ] as const) {
      assert.deepEqual(lines(text, 'jwks.json'), [`information json-syntax ${mark}`], text);
    }
  });

  it('is not what merely contains a key: its cut values are placeholders', () => {
    for (const dots of ['…', '...']) {
      const text = `{"cnf":{"jwk":${good.replace(/"x":"([^"]{20})[^"]+"/, `"x":"$1${dots}"`)}}}`;
      assert.deepEqual(
        lines(text, 'token.json').map((line) => line.split(' ', 2)),
        [['error', 'value-placeholder']],
      );
    }
  });

  it('keeps its keys checked', () => {
    assert.deepEqual(lines(`{"keys":[${padded}, …]}`, 'jwks.json'), [
      'error base64url-padding =',
      'information json-syntax …',
    ]);
  });

  it('says so also where the editor reports syntax', () => {
    const inEditor = { ...defaultConfiguration, syntaxReported: true };
    for (const text of [`{"keys":[${good}, …]}`, `HTTP/1.1 200 OK\n\n${json}`]) {
      const found = lintFully(readDocument(text, 'jwks.json'), inEditor, exampleNow);
      assert.deepEqual(
        found.map((f) => [f.rule.id, f.severity]),
        [['json-syntax', 'information']],
      );
    }
  });

  it('of three dots in a value alone is a placeholder somebody typed', () => {
    const dots = set(good.replace(/"x":"([^"]{20})[^"]+"/, '"x":"$1..."'));
    assert.deepEqual(
      lines(dots, 'jwks.json').map((line) => line.split(' ')[1]),
      ['value-placeholder'],
    );
  });

  it('of the seeds is what the pages show', () => {
    const text = readText('test/data/seeds/connect2id/response.http');
    const [finding] = lintText(text, { path: 'my.jwks' });
    assert.equal(finding?.severity, 'information');
  });
});

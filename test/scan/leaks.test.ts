/** The leak scan: every form a key may have in a file, and what only looks like one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { findLeaks } from '../../server/src/core/scan/leaks.ts';
import { base64, base64url, ecKey, ecPublic, escaped, knownKey, leaksIn, octKey } from './support.ts';

const json = JSON.stringify(ecKey);
const set = JSON.stringify({ keys: [ecKey, octKey] });
const indented = JSON.stringify({ keys: [ecKey, octKey] }, null, 2);
const ecLeak = 'private-key-plaintext error "d"';
const octLeak = 'symmetric-key-plaintext error "k"';
const wrap = (text: string, width: number): string => (text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []).join('\n  ');
const js = (key: object, quote: string): string =>
  `{ ${Object.entries(key)
    .map(([name, value]) => `${name}: ${quote}${String(value)}${quote}`)
    .join(', ')} }`;

describe('keys that stand as they are', () => {
  const texts: Readonly<Record<string, string>> = {
    'in Markdown': `# Keys\n\nIt's \`{"a"}\` here:\n\n\`\`\`json\n${indented}\n\`\`\`\n`,
    'in YAML': `jwks: ${set}\nother: {a: b}\n`,
    'in a block of YAML': `jwks: |\n${indented.replace(/^/gm, '  ')}\n`,
    'in an environment file': `# don't commit\nA=1\nJWKS='${set}'\n`,
    'in an environment file, without quotes': `JWKS=${set}\n`,
    'in a log': `12:00 {level: info} loaded ${set} in 3ms\n12:01 }\n`,
    'in an HTTP response': `HTTP/1.1 200 OK\nContent-Type: application/json\n\n${indented}`,
    'in source code': `export function load() {\n  if (!x) { return; } // isn't\n  return ${indented};\n}\n`,
    'in a string of single quotes': `const jwks = '${set}';`,
    'in a template': `const jwks = \`\n${indented}\`;`,
    'in a set that is cut': `Keys: ${indented.slice(0, -8)}`,
    'in JSON that is no JWK document': `{"a":{"signing":${json}},"list":[${JSON.stringify(octKey)}]}`,
  };
  for (const [name, text] of Object.entries(texts)) {
    it(name, () => {
      assert.deepEqual(leaksIn(text), [ecLeak, octLeak]);
    });
  }

  it('in an object of JavaScript', () => {
    for (const quote of ["'", '"']) {
      const text = `import x from 'y';\nconst key = ${js(ecKey, quote)}; // it's\nuse(${js(octKey, quote)});`;
      assert.deepEqual(leaksIn(text), ['private-key-plaintext error d', 'symmetric-key-plaintext error k']);
    }
  });

  it('in a dictionary of Python', () => {
    const text = `KEY = ${json.replaceAll('"', "'")}\n`;
    assert.deepEqual(leaksIn(text), ["private-key-plaintext error 'd'"]);
  });

  it('with a brace in a value', () => {
    assert.deepEqual(leaksIn(`a = ${JSON.stringify({ x5u: 'a}b', ...octKey, alg: '}' })};`), [octLeak]);
    assert.deepEqual(leaksIn(`a = ${JSON.stringify({ kty: 'oct', alg: 'a}b', k: octKey.k })}; {}`), [octLeak]);
  });

  it('beside one that does not close', () => {
    assert.deepEqual(leaksIn(`x {"kty":"oct", \n ${json} {{ function f(kty: string) { return ${json}; }`), [
      ecLeak,
      ecLeak,
    ]);
  });

  it('in x5c', () => {
    const x5c = [base64('-----BEGIN PRIVATE KEY-----\nMIGHAgEAMBMG\n-----END PRIVATE KEY-----')];
    const text = `x = ${JSON.stringify({ ...ecPublic, x5c: [`-----BEGIN PRIVATE KEY-----\n${x5c.join()}`] })}`;
    assert.equal(leaksIn(text)[0]?.split(' ')[0], 'x5c-contains-private-key');
  });
});

describe('keys in strings', () => {
  const twice = escaped(escaped(set));
  it('of JSON, escaped once, twice and three times', () => {
    assert.deepEqual(leaksIn(`{"name":"a","keySet":"${escaped(set)}"}`), [
      'private-key-plaintext error \\"d\\"',
      'symmetric-key-plaintext error \\"k\\"',
    ]);
    assert.deepEqual(leaksIn(`{"body":"{\\"jwks\\":\\"${twice}\\"}"}`), [
      'private-key-plaintext error \\\\\\"d\\\\\\"',
      'symmetric-key-plaintext error \\\\\\"k\\\\\\"',
    ]);
    assert.equal(leaksIn(`{"body":"${escaped(twice)}"}`).length, 2);
  });

  it('of JSON with line breaks, and quotes by number', () => {
    assert.equal(leaksIn(`{"keySet":"${escaped(indented)}"}`).length, 2);
    assert.deepEqual(leaksIn(`{"keySet":"${set.replaceAll('"', '\\u0022')}"}`), [
      'private-key-plaintext error \\u0022d\\u0022',
      'symmetric-key-plaintext error \\u0022k\\u0022',
    ]);
  });

  it('not those that are linted as parts of the document, though others beside them', () => {
    for (const held of [escaped(set), base64url(set), base64(set)]) {
      assert.deepEqual(leaksIn(`{"name":"a","jwks":"${held}"}`), [], held);
      assert.equal(leaksIn(`{"jwks":"${held}","other":"${escaped(json)}"}`).length, 1, held);
    }
    const beside = JSON.stringify({ keys: [ecKey], more: { key: ecKey } });
    assert.equal(leaksIn(`{"jwks":"${escaped(beside)}"}`).length, 1);
  });

  it('of source code, environment files and logs', () => {
    const leaks = ['private-key-plaintext error \\"d\\"'];
    assert.deepEqual(leaksIn(`String s = "${escaped(json)}"; // "x"`), leaks);
    assert.deepEqual(leaksIn(`JWK="${escaped(json)}"\nB="c"\n`), leaks);
    assert.deepEqual(leaksIn(`A="x" JWK=${escaped(json)}\n`), leaks);
    assert.deepEqual(leaksIn(`'${escaped(json)}'`), leaks);
    assert.deepEqual(leaksIn(`'${json.replaceAll('"', "\\'")}'`), ["private-key-plaintext error \\'d\\'"]);
  });

  it('that a program puts together', () => {
    const parts = json.split(',').map((part, i) => (i === 0 ? part : `,${part}`));
    for (const join of [' +\n    ', '\n    + ', ' . ', '\n  ', ' \\\n']) {
      const text = `String s = ${parts.map((part) => JSON.stringify(part)).join(join)};\nf("x");\n`;
      assert.deepEqual(leaksIn(text), ['private-key-plaintext error \\"d\\"'], join);
    }
  });
});

describe('keys in base64', () => {
  const message = /^private-key-plaintext error [\w+/-]{2,8}$/;
  const texts: Readonly<Record<string, string>> = {
    'in a property': `keyStore.encJWK = ${base64url(json)}\n`,
    'in JSON': JSON.stringify({ data: { key: base64(json) } }),
    'in a Kubernetes Secret': `apiVersion: v1\nkind: Secret\ndata:\n  jwk.json: ${base64(`${JSON.stringify(ecKey, null, 2)}\n`)}\n`,
    wrapped: `key: |\n  ${wrap(base64(JSON.stringify({ keys: [ecKey] })), 76)}\nother: x\n`,
    'before another line': `JWK=${base64url(json)}\nOTHERVALUE\nb=c\n`,
    'of a string': `x=${base64(`{"jwk":"${escaped(json)}"}`)}`,
    'of base64': `x=${base64(`{"kty":"x","y":"${base64url(json)}"}`)}`,
    'after a slash': `data:application/json;base64,/${base64url(json)}`,
  };
  for (const [name, text] of Object.entries(texts)) {
    it(name, () => {
      const leaks = leaksIn(text);
      assert.equal(leaks.length, 1);
      assert.match(leaks[0] ?? '', message);
    });
  }

  it('says that it is base64', () => {
    const text = `k=${base64url(json)}`;
    const [leak] = findLeaks(
      readDocument(text, 'a.env'),
      'a.env',
      { read: {}, lint: defaultConfiguration },
      exampleNow,
    );
    assert.equal(leak?.finding.message, 'This document holds an unencrypted private key (written in base64url)');
  });

  it('is silent on tokens that show a public key, even a published one', () => {
    for (const jwk of [ecPublic, knownKey]) {
      const header = base64url(JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk }));
      const payload = base64url(JSON.stringify({ iss: 'a', cnf: { jwk } }));
      assert.deepEqual(leaksIn(`DPoP: ${header}.${payload}.c2lnbmF0dXJl\n`), []);
    }
    const header = base64url(JSON.stringify({ alg: 'ES256', jwk: ecKey }));
    assert.equal(leaksIn(`${header}.eyJhIjoxfQ.c2ln`).length, 1, 'a private key in a header is one');
  });
});

describe('what is no leak', () => {
  const texts: Readonly<Record<string, string>> = {
    'a public key': JSON.stringify(ecPublic),
    'a cut value': JSON.stringify({ ...ecPublic, d: '45jFuBcWWm...' }),
    'an ellipsis': JSON.stringify({ ...ecPublic, d: '…' }),
    'three dots': JSON.stringify({ ...octKey, k: '...' }),
    'an instruction': JSON.stringify({ ...ecPublic, d: '<your private key>' }),
    'a variable': JSON.stringify({ ...octKey, k: '${SIGNING_KEY}' }),
    'a template': JSON.stringify({ ...octKey, k: '{{ .Values.key }}' }),
    'a word': JSON.stringify({ ...octKey, k: 'changeme' }),
    'a short word': JSON.stringify({ ...octKey, k: 'abcdef' }),
    'a name for it': JSON.stringify({ ...ecPublic, d: 'private-key' }),
    'one character': JSON.stringify({ ...octKey, k: 'B'.repeat(43) }),
    'no base64': JSON.stringify({ ...octKey, k: 'this is no key, is it?' }),
    'no value': '{"kty":"EC","crv":"P-256","d":""}',
    'an identifier': 'const key = { kty: "EC", crv: "P-256", x, y, d: privateValue };',
    'a type': 'interface Key { kty: string; d?: string; k: string }',
    'a type of key nobody knows': JSON.stringify({ ...ecKey, kty: 'NEW' }),
    'words about it': 'The "kty" is "EC", and "d" is private. {"kty": it says.',
    'a schema': '{"properties":{"kty":{"type":"string"},"d":{"type":"string"},"k":{"type":"string"}}}',
    'an escaped public key': `{"jwks":"${escaped(JSON.stringify({ keys: [ecPublic] }))}"}`,
    'base64 of a public key': `jwk=${base64url(JSON.stringify(ecPublic))}`,
    'base64 of something else': `x=${base64url(JSON.stringify({ a: 'b'.repeat(100) }))}`,
    'an encrypted key': JSON.stringify({ protected: 'eyJhbGciOiJkaXIifQ', iv: 'AA', ciphertext: 'AA', tag: 'AA' }),
  };
  for (const [name, text] of Object.entries(texts)) {
    it(name, () => {
      assert.deepEqual(leaksIn(text), []);
      assert.deepEqual(leaksIn(`x = ${text};\n`), []);
    });
  }

  it('a key of the document itself, which is linted as such', () => {
    for (const text of [
      json,
      set,
      `[${json}]`,
      `{"issuer":"https://a.example","jwks":${set}}`,
      `{"a":{"jwk":${json}}}`,
    ])
      assert.deepEqual(leaksIn(text, '/r/keys.json'), []);
  });

  it('but a key within a member that says nothing of it is one, in any form', () => {
    const open = JSON.stringify(ecPublic).slice(0, -1);
    const within = {
      object: `${open},"other":${json}}`,
      array: `${open},"others":[1,{"old":${json}}]}`,
      string: `${open},"backup":"${escaped(json)}"}`,
      base64: `${open},"backup":"${base64url(json)}"}`,
      'a set': `{"keys":[{"keys":[${json}]}]}`,
    };
    for (const [what, key] of Object.entries(within)) {
      for (const text of [key, `{"keys":[${key}]}`, `{"keys":[${json},${key},${json}]}`, `{"cnf":{"jwk":${key}}}`]) {
        assert.equal(leaksIn(text, '/r/keys.json').length, 1, `${what}: ${text}`);
      }
    }
    const did = `{"verificationMethod":[{"publicKeyJwk":${open},"privateKeyJwk":${json}}}]}`;
    assert.equal(leaksIn(did, '/r/did.json').length, 1);
    // In a set that is itself the text of a string.
    const held = escaped(`{"keys":[${within.object}]}`);
    assert.equal(leaksIn(`{"issuer":"https://a.example","jwks":"${held}"}`, '/r/client.json').length, 1);
  });

  it('but a key in a string beside them is one', () => {
    const text = `{"keys":[${json}],"old":"${escaped(json)}","older":"${base64url(json)}"}`;
    assert.equal(leaksIn(text, '/r/keys.json').length, 2);
  });
});

describe('severities', () => {
  const text = `a = ${json}; b = ${JSON.stringify(octKey)}; c = ${JSON.stringify(knownKey)}`;
  const levels = (path: string, options = {}): string[] =>
    leaksIn(text, path, options).map((leak) => leak.split(' ').slice(0, 2).join(' '));

  it('are errors, but a warning where secrets are kept and information in tests', () => {
    const three = (level: string, known = 'error'): string[] => [
      `private-key-plaintext ${level}`,
      `symmetric-key-plaintext ${level}`,
      `known-example-key ${known}`,
    ];
    assert.deepEqual(levels('/r/src/a.ts'), three('error'));
    assert.deepEqual(levels('/r/secrets/a.env'), three('warning'));
    assert.deepEqual(levels('/r/private-key.txt'), three('warning'));
    assert.deepEqual(levels('/r/test/a.ts'), three('information', 'information'));
    assert.deepEqual(levels('/r/test/a.ts', { attenuateTests: false }), three('error'));
  });

  it('are those of public documents in directories that are served', () => {
    assert.deepEqual(levels('/r/public/index.html'), [
      'private-key-in-public-document error',
      'symmetric-key-in-public-document error',
      'known-example-key error',
    ]);
  });

  it('are those of the user', () => {
    const rules = { 'private-key-plaintext': 'hint', 'known-example-key': 'off' };
    assert.deepEqual(levels('/r/src/a.ts', { rules }), ['private-key-plaintext hint', 'symmetric-key-plaintext error']);
  });

  it('are nothing where the user says that a file holds no keys', () => {
    const lint = defaultConfiguration;
    const document = readDocument(text, 'a.ts', { role: 'other' });
    assert.deepEqual(findLeaks(document, 'a.ts', { read: { role: 'other' }, lint }, exampleNow), []);
  });
});

describe('through any layers', () => {
  it('a key is found, and the place is in the outer text', () => {
    const layers = {
      string: (inner: string) => `{"a":"${escaped(inner)}"}`,
      base64: (inner: string) => `{"b":"${base64url(inner)}"}`,
      spaces: (inner: string) => `{ "c" : ${JSON.stringify(JSON.parse(inner), null, 2)} }`,
    };
    const names = fc.array(fc.constantFrom(...(Object.keys(layers) as (keyof typeof layers)[])), { maxLength: 4 });
    fc.assert(
      fc.property(names, (chosen) => {
        const text = `x: ${chosen.reduce((inner, name) => layers[name](inner), json)}\n`;
        const document = readDocument(text, 'a.yaml');
        const leaks = findLeaks(document, 'a.yaml', { read: {}, lint: defaultConfiguration }, exampleNow);
        assert.equal(leaks.length, 1);
        const { finding, key } = leaks[0] as (typeof leaks)[number];
        assert.equal(key.kid?.value, 'ec-1');
        assert.ok(finding.start > 2 && finding.end < text.length && finding.start < finding.end);
      }),
    );
  });
});

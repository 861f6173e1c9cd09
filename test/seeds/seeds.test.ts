/**
 * The five documents the product starts from, as their readers have them before their eyes: exactly what is reported on
 * their key sets, and that the fixes promised to each reader (product.md §7) do what they say.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeBase64url } from '../../server/src/core/encoding/base64url.ts';
import type { Finding } from '../../server/src/core/rules/run.ts';
import { readText } from '../support/files.ts';
import { applyFix, lintText } from '../support/lint.ts';

const read = (file: string): string => readText(`test/data/seeds/${file}`);

/** One line a finding: severity, rule, and the text it marks, long ones shortened. */
function describeFinding(text: string, { rule, severity, start, end }: Finding): string {
  const span = text.slice(start, end).replace(/\s+/g, ' ');
  return `${severity} ${rule.id} ${span.length > 28 ? `${span.slice(0, 16)}~${span.slice(-8)}` : span}`;
}

function report(text: string, path: string): string[] {
  return lintText(text, { path }).map((f) => describeFinding(text, f));
}

/** The finding of the rule; there must be exactly one. */
function only(text: string, path: string, rule: string): Finding {
  const found = lintText(text, { path }).filter((f) => f.rule.id === rule);
  assert.equal(found.length, 1, `${found.length} findings of ${rule}`);
  return found[0] as Finding;
}

const hexX5t = 'error x5t-hex-encoded "NjU3NDI5ZTZhODU~zNWVmMQ"';
const expired = 'information x5c-certificate-validity "MIICujCCAaKgAwI~Urnv0c3"';
const cut = 'information json-syntax …';

interface Seed {
  readonly file: string;
  /** The name the reader's document has. */
  readonly path: string;
  /** Every finding, in the order of the text. */
  readonly expected: readonly string[];
  /** Findings a reader of the page would not want, or not like this: neither required nor forbidden until decided. */
  readonly disputed?: readonly string[];
}

const seeds: readonly Seed[] = [
  { file: 'reachfive/jwks.json', path: 'jwks.json', expected: [hexX5t, expired, cut] },
  {
    file: 'reachfive/jwks-rsa256.json',
    path: 'jwks.json',
    expected: [hexX5t, expired, 'error value-alias "RSA256"', cut],
  },
  {
    file: 'connect2id/jwks.json',
    path: 'jwks.json',
    expected: ['error rsa-modulus-too-small "kWp2zRA23Z3vTL4~z2-fv9k"', 'warning use-missing "RSA"'],
  },
  // The response saved under a name that says nothing of keys, as an HTTP client of an editor keeps it.
  { file: 'connect2id/response.http', path: 'response.http', expected: [] },
  ...['jwks.json', 'stdin.json', 'untitled:Untitled-1', 'pasted.json'].map((path) => ({
    file: 'connect2id/response.http',
    path,
    expected: [
      'information json-syntax HTTP/1.1 200 OK ~ion/json',
      'error rsa-modulus-too-small "kWp2zRA23Z3vTL4~z2-fv9k"',
    ],
  })),
  {
    file: 'am/jwk_uri.json',
    path: 'connect/jwk_uri',
    // F7: said to be cut, not to be wrong; the certificate comes first.
    expected: [cut],
  },
  {
    file: 'am/jwk_uri-whole.json',
    path: 'jwk_uri.json',
    expected: [cut],
  },
  {
    file: 'am/openid-configuration.json',
    path: '.well-known/openid-configuration',
    expected: [cut],
  },
  {
    file: 'ig/jwks.json',
    path: 'jwks.json',
    expected: ['warning member-name-similar "key_opts"'],
    // Its operations are there, misspelt: once they are mended nothing is missing.
    disputed: ['warning use-missing "EC"'],
  },
  {
    file: 'ig/parameters.json',
    path: 'key.jwk',
    expected: ['error kty-missing {', 'warning member-name-similar "key_opts"'],
  },
  { file: 'ig/parameters.json', path: 'parameters.json', expected: [] },
  { file: 'ig/accessTokenResolver.txt', path: 'config/routes/rs-stateless.json', expected: [] },
  { file: 'ig/route.json', path: 'config/routes/rs-stateless.json', expected: [] },
  {
    file: 'authlete/pair.json',
    path: 'private/jwks.json',
    expected: ['hint private-key-plaintext "d"'],
  },
  {
    file: 'authlete/pair.json',
    path: 'mkjwk.json',
    expected: ['hint private-key-plaintext "d"'],
  },
  {
    file: 'authlete/pair.json',
    path: 'jwks.json',
    expected: ['warning private-key-in-public-document "d"'],
  },
  {
    file: 'authlete/pair.json',
    path: '.well-known/jwks.json',
    expected: ['error private-key-in-public-document "d"'],
  },
  { file: 'authlete/public.json', path: '.well-known/jwks.json', expected: [] },
  { file: 'authlete/public.json', path: 'jwks.json', expected: [] },
];

describe('the seeds, exactly', () => {
  for (const { file, path, expected, disputed = [] } of seeds) {
    it(`${file} as ${path}`, () => {
      const found = report(read(file), path);
      assert.deepEqual(
        found.filter((line) => !disputed.includes(line)),
        expected,
      );
    });
  }

  it('gives the same findings with CRLF line ends', () => {
    for (const { file, path } of seeds) {
      const text = read(file);
      assert.deepEqual(report(text.replaceAll('\n', '\r\n'), path), report(text, path));
    }
  });
});

describe('ReachFive', () => {
  const path = 'jwks.json';

  it('P3: RSA256 becomes RS256, and nothing else changes', () => {
    const text = read('reachfive/jwks-rsa256.json');
    const finding = only(text, path, 'value-alias');
    assert.match(finding.message, /RSA256.*RS256/);
    assert.equal(applyFix(text, finding), read('reachfive/jwks.json'));
  });

  it('P4: the hex x5t becomes the SHA-1 of the certificate beside it', async () => {
    const text = read('reachfive/jwks.json');
    const fixed = applyFix(text, only(text, path, 'x5t-hex-encoded'));
    const certificate = /"(MII[^"]+)"/.exec(text)?.[1] ?? '';
    const der = Uint8Array.from(atob(certificate), (c) => c.charCodeAt(0));
    const digest = encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-1', der)));
    assert.equal(fixed, text.replace(/(?<="x5t": ")[^"]+/, digest));
    assert.deepEqual(report(fixed, path), [expired, cut]);
  });

  it('P5: says when the certificate expired', () => {
    assert.match(only(read('reachfive/jwks.json'), path, 'x5c-certificate-validity').message, /2022-02-17/);
  });

  it('P6: says that the snippet was cut, and checks the whole key all the same', () => {
    const text = read('reachfive/jwks.json');
    assert.match(only(text, path, 'json-syntax').message, /cut/);
    const broken = text.replace('"n": "lz', '"n": "mz');
    assert.ok(report(broken, path).some((line) => line.startsWith('error x5c-key-mismatch')));
  });
});

describe('Connect2id', () => {
  it('K2: the key of 1024 bits is an error that names its size', () => {
    const { message } = only(read('connect2id/jwks.json'), 'jwks.json', 'rsa-modulus-too-small');
    assert.match(message, /1024/);
    assert.match(message, /2048/);
  });

  it('K3: use is missed, and either one can be put in', () => {
    const text = read('connect2id/jwks.json');
    const finding = only(text, 'jwks.json', 'use-missing');
    for (const [n, use] of ['sig', 'enc'].entries()) {
      const fixed = applyFix(text, finding, n);
      const [key] = (JSON.parse(fixed) as { keys: { use?: string }[] }).keys;
      assert.equal(key?.use, use);
      assert.ok(!report(fixed, 'jwks.json').some((line) => line.includes('use-missing')));
    }
  });

  it('K4: of the response pasted into jwks.json the fix keeps the body', () => {
    const text = read('connect2id/response.http');
    const fixed = applyFix(text, only(text, 'jwks.json', 'json-syntax'));
    assert.equal(fixed, read('connect2id/jwks.json'));
  });
});

describe('ForgeRock AM', () => {
  it('F5: a kid with / and = is a kid like any other', () => {
    const text = read('am/jwk_uri-whole.json');
    const at = text.indexOf('"I4x/IijvdDsUZMghwNq2gC/7pYQ="');
    assert.ok(at > 0);
    assert.ok(!lintText(text, { path: 'jwk_uri.json' }).some((f) => f.start <= at && at < f.end));
  });

  it('F7: the key is checked although its certificate is cut short', () => {
    const text = read('am/jwk_uri.json').replace('"y":"Xf', '"y":"Yf');
    assert.ok(report(text, 'jwk_uri.json').some((line) => line.startsWith('error ec-point-not-on-curve')));
  });
});

describe('ForgeRock IG', () => {
  for (const [file, path] of [
    ['ig/jwks.json', 'jwks.json'],
    ['ig/parameters.json', 'key.jwk'],
  ] as const) {
    it(`S5: key_opts becomes key_ops in ${file}`, () => {
      const text = read(file);
      const finding = only(text, path, 'member-name-similar');
      assert.match(finding.message, /key_opts.*key_ops/);
      assert.equal(applyFix(text, finding), text.replace('key_opts', 'key_ops'));
    });
  }

  it('S5: nothing is left to say once key_opts is mended', () => {
    const text = read('ig/jwks.json');
    assert.deepEqual(report(applyFix(text, only(text, 'jwks.json', 'member-name-similar')), 'jwks.json'), []);
  });
});

describe('Authlete', () => {
  it('A5: a private store holds its private key, the same text in public is a leak', () => {
    const text = read('authlete/pair.json');
    const leaks = (path: string): string[] => report(text, path).filter((line) => line.startsWith('error'));
    for (const store of ['private/jwks.json', 'secrets/service.json', 'signing-key.jwks', 'mkjwk.json']) {
      assert.deepEqual(leaks(store), [], store);
    }
    for (const published of ['.well-known/jwks.json', 'public/jwks.json', 'https://as.example/.well-known/jwks']) {
      assert.deepEqual(leaks(published), ['error private-key-in-public-document "d"'], published);
    }
  });

  it('A5: the fix of the leak is the public set', () => {
    const text = read('authlete/pair.json');
    const path = '.well-known/jwks.json';
    const fixed = applyFix(text, only(text, path, 'private-key-in-public-document'));
    assert.equal(fixed, read('authlete/public.json'));
  });
});

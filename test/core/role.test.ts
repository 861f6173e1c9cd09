import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxDocumentLength, readDocument } from '../../server/src/core/document/document.ts';

const ec = '{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}';
const priv = '{"kty":"EC","crv":"P-256","x":"AA","y":"AA","d":"AA"}';
const set = (...keys: string[]): string => `{"keys":[${keys.join(',')}]}`;

describe('role of a document (V2)', () => {
  const cases: readonly (readonly [why: string, path: string, text: string, role: string])[] = [
    ['a set by its content', 'a.json', set(ec), 'jwks'],
    ['an empty set only under a set-like name', 'prod_jwks.json', '{"keys":[]}', 'jwks'],
    ['an empty "keys" elsewhere is anybody\'s', 'a.json', '{"keys":[]}', 'other'],
    ['"keys" of other things', 'a.json', '{"keys":["a","b"]}', 'other'],
    ['an element with kty makes it a set', 'a.json', '{"keys":[{"kty":"LMS"}]}', 'jwks'],
    ['an object map of keys', 'a.json', `{"keys":{"a":${ec}}}`, 'jwks'],
    ['a set with a name', '.well-known/jwks.json', '{"name":"a","keys":[{"kty":"RSA","kid":"a","use":"sig"}]}', 'jwks'],
    ['also under another name', 'a.json', '{"name":"a","keys":[{"kty":"RSA","kid":"a","use":"sig"}]}', 'jwks'],
    ['a preset', 'a.json', '{"name":"a","keys":[{"kty":"RSA","bits":2048},{"kty":"RSA","use":"sig"}]}', 'other'],
    ['a preset by a curve alone', 'a.json', '{"name":"a","keys":[{"crv":"P-256"},{"kty":"RSA"}]}', 'other'],
    ['a preset by an algorithm alone', 'a.json', '{"name":"a","keys":[{"alg":"ES256"},{"kty":"RSA"}]}', 'other'],
    ['a preset by its name', 'a.preset.json', '{"name":"a","keys":[{"kty":"RSA","use":"sig"}]}', 'other'],
    ['a preset by its schema', 'a.json', '{"$schema":"x/preset.schema.json","keys":[{"kty":"RSA"}]}', 'other'],
    ['a single key', 'a.json', ec, 'jwk'],
    ['a single key named as a set', 'jwks.json', ec, 'jwks'],
    ['a key without kty', 'a.json', '{"n":"AA","e":"AQAB"}', 'jwk'],
    ['a key in single quotes', 'a.json', ec.replaceAll('"', "'"), 'jwk'],
    ['a set without quotes about its names', 'a.json', set('{kty: "EC"}').replace('"keys"', 'keys'), 'jwks'],
    ['a text about keys', 'a.json', '{"help":"with kty: EC"}', 'other'],
    ['an array of keys', 'a.json', `[${ec}]`, 'bare-array'],
    ['an array of other things', 'a.json', '[{"a":1}]', 'other'],
    ['broken text named as a set', 'jwks.json', 'oops', 'jwks'],
    ['broken text named as a key', 'my.jwk', '', 'jwk'],
    ['broken text of any other name', 'a.json', 'oops', 'other'],
    ['an encrypted key (JWE JSON)', 'x.jwk', '{"protected":"e30","iv":"AA","ciphertext":"AA","tag":"AA"}', 'other'],
    ['a Tink keyset', 'keyset.json', '{"primaryKeyId":1,"key":[]}', 'other'],
    ['an Ethereum keystore', 'keystore.json', '{"version":3,"crypto":{"kty":"RSA"}}', 'other'],
    ['provider metadata', 'a.json', '{"issuer":"https://a.example","jwks_uri":"https://a.example/jwks"}', 'metadata'],
    ['provider metadata by its name', '.well-known/openid-configuration', '{"issuer":"https://a.example"}', 'metadata'],
    ['client metadata', 'a.json', '{"redirect_uris":[],"jwks_uri":"https://a.example/jwks"}', 'metadata'],
    ['a DID document', 'did.json', `{"verificationMethod":[{"publicKeyJwk":${ec}}]}`, 'embedded'],
    ['a token header', 'a.json', `{"alg":"ES256","typ":"JWT","jwk":${ec}}`, 'embedded'],
    ['package.json', 'package.json', '{"name":"jwks","keywords":["jwk"]}', 'other'],
    ['workload identity, no extension', 'x/openid/v1/jwks', set(ec), 'jwks'],
    ['a URI with a query', 'file:///r/jwks.json?x=/a.txt', 'oops', 'jwks'],
    ['a percent-encoded name', 'file:///r/jwks%2Ejson', 'oops', 'jwks'],
    ['a Windows path', 'C:\\keys\\JWKS.JSON', 'oops', 'jwks'],
  ];
  for (const [why, path, text, role] of cases) {
    it(`${why}: ${role}`, () => assert.equal(readDocument(text, path).role, role));
  }

  it('reads nothing of a text without a sign of a key', () => {
    assert.equal(readDocument('{"a":{"b":[1,2,3]}}', 'a.json').root, undefined);
  });

  it('does not examine what is longer than the limit, and says so', () => {
    const text = `{"keys":[${ec}],"pad":"${'x'.repeat(maxDocumentLength)}"}`;
    const document = readDocument(text, 'jwks.json');
    assert.deepEqual([document.tooLong, document.hasSign, document.parts], [true, true, []]);
  });

  it('searches only the beginning of what is longer than the limit, at every change', () => {
    const pad = 'x'.repeat(maxDocumentLength);
    const far = readDocument(`{"pad":"${pad}","jwk":${ec}}`, 'data.json');
    assert.deepEqual([far.tooLong, far.hasSign], [true, false]);
    const none = readDocument(`{"pad":"${pad}"}`, 'data.json');
    const put = `,"jwk":${ec}`;
    const end = none.text.length - 1;
    const longer = `${none.text.slice(0, end)}${put}}`;
    const change = { start: end, oldEnd: end, newEnd: end + put.length };
    assert.equal(readDocument(longer, 'data.json', {}, { document: none, change }).hasSign, false);
    // Short enough to be examined, it is searched as a whole, although what was taken out is no sign and far from any.
    const rest = 'x'.repeat(1_000);
    const shorter = longer.replace(pad, rest);
    const cut = { start: 8, oldEnd: 8 + pad.length - rest.length, newEnd: 8 };
    const read = readDocument(shorter, 'data.json', {}, { document: readDocument(longer, 'data.json'), change: cut });
    assert.deepEqual([read.tooLong, read.hasSign, read.parts.length], [false, true, 1]);
  });
});

describe('a role that is set', () => {
  it('metadata: whose it is the content tells', () => {
    const kind = (text: string): string | undefined => readDocument(text, 'a.json', { role: 'metadata' }).metadata;
    assert.equal(kind('{"issuer":"https://a.example"}'), 'op');
    assert.equal(kind('{"authorization_endpoint":"https://a.example/a"}'), 'op');
    assert.equal(kind('{"client_name":"a"}'), 'client');
    assert.equal(kind(`{"redirect_uris":[],"jwks":${set(ec)}}`), 'client');
    assert.equal(kind(`{"jwks":${set(ec)}}`), 'other');
    assert.equal(kind('[]'), 'other');
  });

  it('jwk: an array of keys is read as one, which has a finding of its own', () => {
    const document = readDocument(`[${ec}]`, 'a.json', { role: 'jwk' });
    assert.deepEqual([document.role, document.parts[0]?.keys.length], ['bare-array', 1]);
  });
});

describe('exposure of a document (A5, V2)', () => {
  const cases: readonly (readonly [why: string, path: string, text: string, exposure: string])[] = [
    ['a private name', 'keys/private.jwks', set(priv), 'private'],
    ['a private directory', 'secrets/a.jwks', set(priv), 'private'],
    ['a published directory wins over a private name', 'public/private.jwks', set(priv), 'public'],
    ['.well-known', '.well-known/jwks.json', set(priv), 'public'],
    ['a public name', 'public.jwk', priv, 'public'],
    ['content without secrets', 'a.json', set(ec), 'public-content'],
    ['jwks.json with secrets', 'jwks.json', set(priv), 'public-by-name'],
    ['all keys private', 'a.jwks', set(priv, priv), 'unknown'],
    ['some keys private', 'a.jwks', set(priv, ec), 'mixed'],
    ['client metadata', 'a.json', `{"client_name":"a","jwks":${set(priv)}}`, 'public'],
    ['metadata of neither a client nor a provider', 'config.json', `{"jwks":${set(priv)}}`, 'unknown'],
    ['nor beside an address', 'config.json', `{"jwks_uri":"https://a.example","jwks":${set(priv)}}`, 'unknown'],
    ['beside members of metadata wherever it is', 'a.json', `{"a":{"iss":"b","jwks":${set(priv)}}}`, 'public'],
    ['a confirmation claim', 'a.json', `{"cnf":{"jwk":${priv}}}`, 'public'],
    ['an ephemeral key', 'a.json', `{"header":{"epk":${priv}}}`, 'public'],
    ['privateKeyJwk', 'a.json', `{"privateKeyJwk":${priv}}`, 'private'],
    ['any other slot', 'a.json', `{"config":{"jwk":${priv}}}`, 'unknown'],
    ['tempkey.jwk', 'tempkey.jwk', priv, 'private'],
    ['privateKey.json', 'privateKey.json', priv, 'private'],
  ];
  for (const [why, path, text, exposure] of cases) {
    it(`${why}: ${exposure}`, () => assert.equal(readDocument(text, path).parts[0]?.exposure, exposure));
  }

  it('can be set, and so can the role', () => {
    assert.equal(readDocument(set(priv), 'a.jwks', { exposure: 'public' }).parts[0]?.exposure, 'public');
    assert.equal(readDocument(set(ec), 'jwks.json', { role: 'other' }).role, 'other');
  });

  it('can be set of embedded keys and sets, whatever their slot says', () => {
    const forced = (text: string, exposure: 'public' | 'private'): string | undefined =>
      readDocument(text, 'a.json', { exposure }).parts[0]?.exposure;
    assert.equal(forced(`{"client_name":"a","jwks":${set(priv)}}`, 'private'), 'private');
    assert.equal(forced(`{"cnf":{"jwk":${priv}}}`, 'private'), 'private');
    assert.equal(forced(`{"privateKeyJwk":${priv}}`, 'public'), 'public');
    assert.equal(forced(`{"a":{"jwks":${set(priv)}}}`, 'public'), 'public');
  });
});

/** Groups A, B and M: structure, sets and metadata. */
import {
  ecPrivate,
  ecPublic,
  edPrivate,
  edPublic,
  octSecret,
  otherEcPublic,
  rsaPublic,
  xPublic,
} from '../../../server/src/core/rules/samples.ts';
import { setOf, type SubCases } from './case.ts';

const quoted = JSON.stringify;
const use = '"use":"sig","kid":"a"';
const key = `{${ecPublic},${use}}`;

export const structureCases: SubCases = {
  'json-syntax': [
    { title: 'a trailing comma', path: 'jwks.json', text: `{"keys":[${key},⟦]⟧}`, fixed: [`{"keys":[${key}]}`] },
    { title: 'a block comment', path: 'jwks.json', text: `{"keys":[⟦/* a */⟧${key}]}`, fixed: [`{"keys":[${key}]}`] },
    { title: 'a comment without an end, not fixed', path: 'a.jwk', text: `{${ecPublic}} ⟦/* a\n⟧`, fixed: [] },
    { title: 'single quotes, not fixed', path: 'a.jwk', text: `{${ecPublic},"kid":⟦'⟧a'}`, fixed: [] },
    { title: 'a name without quotes', path: 'a.jwk', text: `{${ecPublic},⟦kid⟧:"a"}`, fixed: [] },
    { title: 'NaN', path: 'a.jwk', text: `{${ecPublic},"exp":⟦NaN⟧}`, fixed: [] },
    { title: 'text after the root value', path: 'a.jwk', text: `{${ecPublic}}⟦{⟧}`, fixed: [] },
    { title: 'a file that is no JSON at all, by its name', path: 'a.jwk', text: '⟦hello⟧' },
    { title: 'not in the host of an embedded key', path: 'token.jsonc', text: `{"cnf":{"jwk":${key},}, // a\n}` },
    { title: 'tabs and line breaks between the parts', path: 'a.jwk', text: `\t{\r\n${ecPublic}\n}\n` },
  ],
  'json-byte-order-mark': [
    { title: 'not in the host of an embedded key', path: 'token.json', text: `\uFEFF{"cnf":{"jwk":${key}}}` },
  ],
  'duplicate-member': [
    {
      title: 'three times',
      text: `{${ecPublic},"kid":"a",⟦"kid"⟧:"b",⟦"kid"⟧:"c"}`,
      message: 'Member "kid" appears more than once; RFC 7517 requires unique member names',
      related: ['"kid"'],
    },
    {
      title: 'equal after unescaping',
      text: `{${ecPublic},"kid":"a",⟦"k\\u0069d"⟧:"b"}`,
      fixed: [`{${ecPublic},"k\\u0069d":"b"}`],
    },
    { title: 'in revoked', text: `{${ecPublic},"revoked":{"revoked_at":1,⟦"revoked_at"⟧:2}}` },
    { title: 'in an element of oth', text: `{${rsaPublic},"oth":[{"r":"Aw",⟦"r"⟧:"Aw"}]}` },
    { title: 'not in objects that are none of ours', text: `{${ecPublic},"attributes":{"a":1,"a":2}}` },
  ],
  'member-type': [
    {
      title: 'an array for one value',
      text: `{${ecPublic},"x5c":⟦"MIIB"⟧}`,
      fixed: [`{${ecPublic},"x5c":["MIIB"]}`],
      message: '"x5c" must be an array of strings, not a string',
    },
    { title: 'use with two items stays', text: `{${ecPublic},"use":⟦["sig","enc"]⟧}`, fixed: [] },
    { title: 'a quoted boolean', text: `{${ecPublic},"ext":⟦"false"⟧}`, fixed: [`{${ecPublic},"ext":false}`] },
    {
      title: 'another text for a boolean',
      text: `{${ecPublic},"ext":⟦"yes"⟧}`,
      fixed: [],
      message: '"ext" must be true or false, not a string',
    },
    { title: 'quoted times', text: `{${ecPublic},"iat":⟦"1"⟧,"nbf":⟦"1"⟧}` },
    { title: 'a date for a time', text: `{${ecPublic},"nbf":⟦"2026-01-01"⟧}`, fixed: [] },
    {
      title: 'e = 3 as a number',
      text: `{${rsaPublic.replace('"AQAB"', '⟦3⟧')}}`,
      fixed: [`{${rsaPublic.replace('"AQAB"', '"Aw"')}}`],
    },
    {
      title: 'null for a required member',
      text: '{"kty":"OKP","crv":"Ed25519","x":⟦null⟧}',
      fixed: [],
      message: '"x" must be a string, not null',
    },
    { title: 'an object for kid', text: `{${ecPublic},"kid":⟦{}⟧}`, fixed: [] },
    {
      title: 'text for revoked',
      text: `{${ecPublic},"revoked":⟦"yes"⟧}`,
      message: '"revoked" must be an object, not a string',
    },
    { title: 'an item of x5c', text: `{${ecPublic},"x5c":[⟦1⟧]}`, message: '"x5c[0]" must be a string, not a number' },
    { title: 'oth', text: `{${rsaPublic},"oth":⟦{}⟧}`, message: '"oth" must be an array, not an object' },
  ],
  'member-empty': [
    { title: 'the key type', path: 'a.jwk', text: '{"kty":⟦""⟧,"n":"AQ","e":"AQAB"}', fixed: [] },
    {
      title: 'no operation of a signature key, whoever exported it',
      text: `{${ecPublic},"ext":true,"use":"sig","key_ops":⟦[]⟧}`,
      severity: 'warning',
    },
    {
      title: 'nor by its algorithm',
      text: `{${ecPublic},"ext":true,"alg":"ES256","key_ops":⟦[]⟧}`,
      severity: 'warning',
    },
    { title: 'a key for agreement says so', text: `{${ecPublic},"ext":true,"use":"enc","key_ops":[]}` },
    { title: 'an empty symmetric key is of another rule', text: '{"kty":"oct","k":""}' },
  ],
  'jwks-keys-missing': [
    {
      title: 'names the member that is nearly right',
      path: 'jwks.json',
      text: `⟦{⟧"KEYS":[${key}]}`,
      message: 'A JWK Set must have a "keys" member (found "KEYS")',
      fixed: [`{"keys":[${key}]}`],
    },
    { title: '"key"', path: 'jwks.json', text: `⟦{⟧"key":[${key}]}`, fixed: [`{"keys":[${key}]}`] },
    {
      title: 'a single JWK',
      path: '.well-known/jwks',
      text: `⟦{⟧${ecPublic},${use}}`,
      message: 'A JWK Set must have a "keys" member (this is a single JWK)',
    },
    { title: 'nothing', path: 'jwks.json', text: '⟦{⟧}', message: 'A JWK Set must have a "keys" member', fixed: [] },
    {
      title: 'not in a schema of sets',
      path: 'jwks.json',
      text: '{"$schema":"https://json-schema.org/draft-07/schema","type":"object"}',
    },
  ],
  'jwks-keys-not-array': [{ title: 'a text', path: 'jwks.json', text: '{"keys":⟦"none"⟧}', fixed: [] }],
  'jwks-bare-array': [
    { title: 'one key among other things, in a file named so', path: 'jwks.json', text: `⟦[⟧${key},1]` },
    { title: 'one key among other things elsewhere', path: 'data.json', text: `[${key},1]` },
  ],
  'jwks-element-not-object': [
    {
      title: 'every other type',
      text: `{"keys":[${key},⟦1⟧,⟦true⟧,⟦"a"⟧]}`,
      message: 'Element 1 of "keys" must be a JWK object, not a number',
      fixed: [],
    },
    {
      title: 'a whole set as text',
      text: `{"keys":[${key},⟦${quoted(setOf(edPublic))}⟧]}`,
      fixed: [`{"keys":[${key},{${edPublic}}]}`],
    },
  ],
  'jwks-member-misplaced': [
    {
      title: 'not moved where there are two keys',
      text: `{⟦"use"⟧:"sig","keys":[{${ecPublic}},{${edPublic}}]}`,
      fixed: [],
    },
    { title: 'not moved over the same member', text: `{⟦"kid"⟧:"b","keys":[${key}]}`, fixed: [] },
    {
      title: 'not among historical keys',
      path: 'h.json',
      text: `{"iss":"https://a.example","kid":"a","keys":[{${ecPublic},"exp":1795046400}]}`,
    },
  ],
  'kid-duplicate': [
    {
      title: 'an error under every profile',
      text: setOf(`${ecPublic},"kid":"a"`, `${otherEcPublic},"kid":⟦"a"⟧`),
      profiles: ['fapi2'],
      severity: 'error',
      message: '"kid" "a" is already used by keys[0], which is a different EC key',
      related: ['"a"'],
    },
    {
      title: 'an alg on one side only tells nothing apart',
      text: setOf(`${ecPublic},"kid":"a","alg":"ES256"`, `${otherEcPublic},"kid":⟦"a"⟧`),
      severity: 'error',
    },
    {
      title: 'two algorithms do',
      text: setOf(`${ecPublic},"kid":"a","alg":"ES256"`, `${otherEcPublic},"kid":⟦"a"⟧,"alg":"ECDH-ES"`),
      severity: 'warning',
    },
    {
      title: 'a key that cannot be computed counts as another',
      text: setOf(`${ecPublic},"kid":"a"`, '"kty":"EC","crv":"P-256","kid":⟦"a"⟧'),
      severity: 'error',
    },
    { title: 'empty names are no names', text: setOf(`${ecPublic},"kid":""`, `${otherEcPublic},"kid":""`) },
  ],
  'kid-duplicate-different-kty': [
    {
      title: 'names the other key',
      text: setOf(`${ecPublic},"kid":"a"`, `${rsaPublic},"kid":⟦"a"⟧`),
      message: '"kid" "a" is also used by keys[0] of another key type',
      related: ['"a"'],
    },
  ],
  'key-duplicate': [
    {
      title: 'another kid',
      text: setOf(`${ecPublic},"kid":"a"`, `${ecPublic},"kid":⟦"b"⟧`),
      message: 'Same key as keys[0] under another kid',
      fixed: [],
    },
    {
      title: 'the entry again',
      text: `{"keys":[${key},⟦{⟧${ecPublic},${use}}]}`,
      severity: 'warning',
      message: 'Same key as keys[0]',
      fixed: [`{"keys":[${key}]}`],
    },
    {
      title: 'not with another alg under another kid',
      text: setOf(`${rsaPublic},"kid":"a","alg":"RS256"`, `${rsaPublic},"kid":"b","alg":"PS256"`),
    },
  ],
  'key-reused-for-sig-and-enc': [
    {
      title: 'told by key_ops',
      text: setOf(`${ecPublic},"key_ops":["verify"]`, `"kty":⟦"EC"⟧,${ecPublic.slice(11)},"key_ops":["deriveBits"]`),
      message: 'This key is used for both signatures and encryption (see keys[0])',
      related: ['"EC"'],
    },
  ],
  'key-reused-across-algs': [
    {
      title: 'names the other algorithm',
      text: setOf(`${rsaPublic},"alg":"RS256"`, `${rsaPublic},"alg":⟦"PS256"⟧`),
      message: 'This key is also published for alg RS256 (keys[0])',
      related: ['"RS256"'],
    },
  ],
  'jwks-mixed-symmetric-asymmetric': [
    {
      title: 'the asymmetric key where it is alone',
      path: 'k/all.json',
      text: `{"keys":[{${octSecret}},{"kty":"oct","k":"9UH2FBdAjK_N9HXJmPBi1t0Oq7YVdIGcP5fA8-dY3Dg"},{"kty":⟦"OKP"⟧,${edPublic.slice(12)}}]}`,
    },
    {
      title: 'not with a key of an unknown type',
      path: 'k/all.json',
      text: setOf(octSecret, '"kty":"LMS","pub":"AA"'),
    },
  ],
  'jwks-mixed-public-private': [
    { title: 'not with symmetric keys', path: 'k/all.json', text: setOf(ecPublic, octSecret) },
    { title: 'not in public', path: '.well-known/jwks.json', text: setOf(`${ecPublic},${ecPrivate}`, edPublic) },
  ],
  'use-required-in-mixed-set': [
    {
      title: 'each key without use',
      text: setOf(
        `${ecPublic},"use":"sig"`,
        `${xPublic.replace('"OKP"', '⟦"OKP"⟧')},"alg":"ECDH-ES"`,
        edPublic.replace('"OKP"', '⟦"OKP"⟧'),
      ),
      message: 'The set holds signing and encryption keys, so every key needs "use"',
    },
    {
      title: 'no fix where nothing tells the use',
      text: setOf(edPublic.replace('"OKP"', '⟦"OKP"⟧'), `${ecPublic},"use":"sig"`, `${xPublic},"use":"enc"`),
      fixed: [],
    },
  ],
  'jwks-no-signing-key': [
    { title: 'not of an empty set', path: '.well-known/jwks.json', profiles: ['oidc-op'], text: '{"keys":[]}' },
    {
      title: 'key agreement curves only',
      path: '.well-known/jwks.json',
      profiles: ['oidc-op'],
      severity: 'warning',
      text: `{"keys":⟦[{${xPublic}}]⟧}`,
    },
  ],
  'metadata-jwks-and-jwks-uri': [
    {
      title: 'the other member is named',
      path: 'client.json',
      text: `{"client_name":"A",⟦"jwks"⟧:{"keys":[${key}]},"jwks_uri":"https://a.example/k"}`,
      related: ['"jwks_uri"'],
    },
    {
      title: 'information in federation metadata',
      path: 'op.json',
      text: `{"issuer":"https://a.example","jwks_uri":"https://a.example/k",⟦"jwks"⟧:{"keys":[${key}]}}`,
      severity: 'information',
    },
  ],
  'metadata-jwks-not-object': [
    {
      title: 'null',
      path: 'client.json',
      text: '{"client_name":"A","jwks":⟦null⟧}',
      message: '"jwks" must be a JSON object holding a JWK Set, not null',
      fixed: [],
    },
    {
      title: 'an address beside jwks_uri',
      path: 'client.json',
      text: '{"client_name":"A","jwks_uri":"https://a.example/a","jwks":⟦"https://a.example/b"⟧}',
      fixed: ['{"client_name":"A","jwks_uri":"https://a.example/a"}'],
    },
  ],
  'jwks-uri-missing': [
    {
      title: 'not where the keys are signed',
      path: '.well-known/openid-configuration',
      text: '{"issuer":"https://a.example","signed_jwks_uri":"https://a.example/k"}',
    },
    {
      title: 'also with a name around it',
      path: 'a/openid-configuration.json',
      text: '⟦{⟧"issuer":"https://a.example"}',
    },
  ],
  'jwks-uri-invalid': [
    {
      title: 'white space',
      path: 'op.json',
      text: '{"issuer":"https://a.example","jwks_uri":⟦"https://a.example/a b"⟧}',
      message: '"jwks_uri" is not an absolute URI',
    },
    {
      title: 'a number',
      path: 'op.json',
      text: '{"issuer":"https://a.example","signed_jwks_uri":⟦1⟧}',
      message: '"signed_jwks_uri" must be a string',
    },
    {
      title: 'a set',
      path: 'op.json',
      text: `{"issuer":"https://a.example","jwks_uri":⟦{"keys":[${key}]}⟧}`,
      message: '"jwks_uri" is an inline JWK Set; that member is called "jwks"',
    },
    {
      title: 'a fragment',
      path: 'op.json',
      text: '{"issuer":"https://a.example","jwks_uri":⟦"https://a.example/#a"⟧}',
      message: '"jwks_uri" should not have a fragment',
      severity: 'warning',
    },
  ],
  'jwks-uri-not-https': [
    {
      title: 'another scheme, not fixed',
      path: 'op.json',
      text: '{"issuer":"https://a.example","jwks_uri":⟦"ftp://a.example/k"⟧}',
      fixed: [],
    },
    {
      title: 'a private address',
      path: 'op.json',
      text: '{"issuer":"https://a.example","jwks_uri":⟦"http://10.0.0.1/k"⟧}',
      severity: 'warning',
    },
  ],
  'jwks-uri-private-address': [
    {
      title: 'names the host',
      path: 'op.json',
      text: '{"issuer":"https://a.example","jwks_uri":⟦"https://keys.internal:8443/k"⟧}',
      message: '"jwks_uri" points to keys.internal, which other parties cannot reach',
    },
    {
      title: 'not over http, which is worse',
      path: 'op.json',
      text: '{"issuer":"https://a.example","jwks_uri":"http://localhost/k"}',
    },
  ],
  'metadata-key-source-missing': [
    {
      title: 'a self-signed certificate',
      path: 'client.json',
      text: '{"client_name":"A","token_endpoint_auth_method":⟦"self_signed_tls_client_auth"⟧}',
      message: 'token_endpoint_auth_method self_signed_tls_client_auth needs "jwks" or "jwks_uri"',
    },
    {
      title: 'signed requests',
      path: 'client.json',
      text: '{"client_name":"A","request_object_signing_alg":⟦"RS256"⟧}',
    },
    {
      title: 'one finding for several reasons',
      path: 'client.json',
      text: '{"client_name":"A","token_endpoint_auth_method":⟦"private_key_jwt"⟧,"request_object_signing_alg":"RS256"}',
    },
    {
      title: 'not for symmetric algorithms',
      path: 'client.json',
      text: '{"client_name":"A","request_object_signing_alg":"HS256","id_token_encrypted_response_alg":"dir"}',
    },
    {
      title: 'not for provider metadata',
      path: 'op.json',
      text: '{"issuer":"https://a.example","jwks_uri":"https://a.example/k","token_endpoint_auth_method":"private_key_jwt"}',
    },
  ],
  'metadata-no-usable-key': [
    {
      title: 'another curve',
      path: 'client.json',
      text: `{"client_name":"A","token_endpoint_auth_signing_alg":⟦"ES384"⟧,"jwks":{"keys":[${key}]}}`,
      message: 'No key in "jwks" can be used for token_endpoint_auth_signing_alg ES384',
      related: ['"jwks"'],
    },
    {
      title: 'another alg',
      path: 'client.json',
      text: `{"client_name":"A","request_object_signing_alg":⟦"PS256"⟧,"jwks":{"keys":[{${rsaPublic},"use":"sig","alg":"RS256"}]}}`,
    },
    {
      title: 'a key that fits',
      path: 'client.json',
      text: `{"client_name":"A","authorization_encrypted_response_alg":"ECDH-ES","jwks":{"keys":[{${xPublic}}]}}`,
    },
    {
      title: 'a private key fits as well',
      path: 'client.json',
      text: `{"client_name":"A","backchannel_authentication_request_signing_alg":"EdDSA","jwks":{"keys":[{${edPublic},${edPrivate},"alg":"Ed25519"}]}}`,
    },
  ],
};

/** Groups C, K and N: members all keys have, their names and words, and what profiles ask for. */
import { exampleNow } from '../../../server/src/core/rules/rule.ts';
import {
  ecPrivate,
  ecPublic,
  edPrivate,
  edPublic,
  marked,
  octSecret,
  rsaPrivate,
  rsaPublic,
  xPublic,
} from '../../../server/src/core/rules/samples.ts';
import { setOf, withValue, type SubCases } from './case.ts';

const ec = marked(ecPublic, '"EC"');
const lacking = ecPublic.replace(/,"y":.*/, '');
const uri = 'urn:ietf:params:oauth:jwk-thumbprint';
const ecThumbprint = 'MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo';
const octThumbprint = 'kDv8ueqrfmm-XQEOjWOpxw85J9gpJYSgG1C_hGhNBkI';
const now = String(exampleNow);

export const commonCases: SubCases = {
  'kty-missing': [
    {
      title: 'RSA',
      path: 'a.jwk',
      text: '⟦{⟧"n":"AQ"}',
      message: '"kty" is required (looks like RSA)',
      fixed: ['{"kty":"RSA","n":"AQ"}'],
    },
    { title: 'AKP', path: 'a.jwk', text: '⟦{⟧"pub":"AQ"}', message: '"kty" is required (looks like AKP)' },
    { title: 'oct', path: 'a.jwk', text: '⟦{⟧"k":"AQ"}', message: '"kty" is required (looks like oct)' },
    {
      title: 'by its curve',
      path: 'a.jwk',
      text: '⟦{⟧"crv":"X25519","x":"AQ"}',
      message: '"kty" is required (looks like OKP)',
    },
    {
      title: 'two coordinates',
      path: 'a.jwk',
      text: '⟦{⟧"x":"AQ","y":"AQ"}',
      message: '"kty" is required (looks like EC)',
    },
    { title: 'nothing to go by', path: 'a.jwk', text: '⟦{⟧"kid":"a"}', message: '"kty" is required', fixed: [] },
    {
      title: 'a nested set',
      path: 'jwks.json',
      text: `{"keys":[⟦{⟧"keys":[{${ecPublic}}]}]}`,
      message: '"kty" is required (this is a nested JWK Set)',
    },
    { title: 'not in broken text', path: 'a.jwk', text: '{"n":"AQ"' },
  ],
  'kty-unknown': [
    {
      title: 'names the type',
      path: 'a.jwk',
      text: '{"kty":⟦"LMS"⟧,"kid":"a"}',
      message: 'Unknown key type "LMS"; recipients ignore this key',
    },
    { title: '"none"', path: 'a.jwk', text: '{"kty":⟦"none"⟧,"kid":"a"}' },
    { title: 'a domain', path: 'a.jwk', text: '{"kty":"example.com","kid":"a"}' },
    { title: 'not where only the case is wrong', path: 'a.jwk', text: '{"kty":"rsa","n":"AQ","e":"AQAB"}' },
    { title: 'nor another name', path: 'a.jwk', text: '{"kty":"ECDSA","kid":"a"}' },
  ],
  'required-member-missing': [
    { title: 'all at once', text: '{"kty":⟦"RSA"⟧,"kid":"a"}', message: 'RSA key lacks n and e', fixed: [] },
    { title: 'OKP', text: '{"kty":⟦"OKP"⟧,"kid":"a"}', message: 'OKP key lacks crv and x' },
    { title: 'AKP', text: '{"kty":⟦"AKP"⟧,"kid":"a"}', message: 'AKP key lacks alg and pub' },
    { title: 'oct', text: '{"kty":⟦"oct"⟧,"kid":"a"}', message: 'oct key lacks k' },
    {
      title: 'x from d',
      path: 'private.jwk',
      text: `{"kty":⟦"OKP"⟧,"crv":"Ed25519",${edPrivate}}`,
      message: 'OKP key lacks x',
      fixed: [`{"kty":"OKP","x":"Et76nQRyOmCobvCD8m5ykkyraok1WB-Ee4P1ZW4hpBg","crv":"Ed25519",${edPrivate}}`],
    },
    {
      title: 'not y where there is another',
      path: 'private.jwk',
      text: `{"kty":⟦"EC"⟧,"crv":"P-256","y":"AA",${ecPrivate}}`,
      fixed: [],
    },
    {
      title: 'what both types need where the curve is of another',
      text: '{"kty":⟦"OKP"⟧,"crv":"P-256","use":"sig"}',
      message: 'OKP key lacks x',
      fixed: [],
    },
    { title: 'there not y', text: '{"kty":⟦"EC"⟧,"crv":"Ed25519","use":"sig"}', message: 'EC key lacks x' },
    { title: 'nor y alone', text: `{${edPublic.replace('"OKP"', '"EC"')},"use":"sig"}` },
    {
      title: 'nor anything computed there',
      path: 'private.jwk',
      text: `{"kty":⟦"OKP"⟧,"crv":"P-256",${ecPrivate}}`,
      fixed: [],
    },
    {
      title: 'in a host with comments and trailing commas, which it may have',
      path: 'token.jsonc',
      text: `{ // c\n"cnf":{"jwk":{${lacking.replace('"EC"', '⟦"EC"⟧')},}}}`,
    },
    {
      title: 'not where a comment stands for what was left out',
      path: 'token.jsonc',
      text: `{"cnf":{"jwk":{${lacking}, // ...\n}}}`,
    },
    { title: 'nor in a host that is broken', path: 'token.jsonc', text: `{"cnf":{"jwk":{${lacking}}}` },
    { title: 'not of an unknown type', text: '{"kty":"LMS","kid":"a"}' },
  ],
  'unregistered-value': [
    {
      title: 'names the value',
      text: `{${ecPublic},"use":⟦"tls"⟧}`,
      message: '"tls" is not a registered use value',
      fixed: [],
    },
    {
      title: 'of an operation',
      text: `{${ecPublic},"key_ops":[⟦"mac"⟧]}`,
      message: '"mac" is not a registered key_ops value',
    },
    { title: 'also one nobody else has', text: `{${ecPublic},"use":⟦"https://example.com/use"⟧}` },
    { title: 'SPIFFE', text: setOf(`${ecPublic},"use":"jwt-svid"`) },
    {
      title: 'draft operations',
      text: `{${ecPublic},"key_ops":["encapsulateKey","encapsulateBits","decapsulateKey","decapsulateBits"]}`,
    },
    { title: 'not where only the case is wrong, or the name', text: `{${ecPublic},"use":"SIG","key_ops":["wrap"]}` },
  ],
  'use-with-key-ops': [
    {
      title: 'either can go',
      text: `{${ecPublic},"use":"sig",⟦"key_ops"⟧:["verify"]}`,
      fixed: [`{${ecPublic},"key_ops":["verify"]}`, `{${ecPublic},"use":"sig"}`],
    },
    { title: 'neither while they contradict', text: `{${ecPublic},"use":"sig",⟦"key_ops"⟧:["encrypt"]}`, fixed: [] },
    { title: 'not where one is of the wrong type', text: `{${ecPublic},"use":1,"key_ops":["verify"]}` },
  ],
  'use-key-ops-inconsistent': [
    {
      title: 'two ways out',
      text: `{${ecPublic},"use":"sig","key_ops":["verify",⟦"deriveKey"⟧]}`,
      message: 'key_ops "deriveKey" contradicts use "sig"',
      related: ['"sig"'],
      fixed: [`{${ecPublic},"use":"sig","key_ops":["verify"]}`, `{${ecPublic},"key_ops":["verify","deriveKey"]}`],
    },
    {
      title: 'encryption, wrapping and agreement are all enc',
      text: `{${rsaPublic},"use":"enc","key_ops":["encrypt","decrypt","wrapKey","unwrapKey","deriveKey","deriveBits","encapsulateKey","decapsulateBits"]}`,
    },
    { title: 'unregistered uses are not compared', text: `{${ecPublic},"use":"tls","key_ops":["verify","encrypt"]}` },
    { title: 'nor unregistered operations', text: `{${ecPublic},"use":"sig","key_ops":["mac"]}` },
  ],
  'use-missing': [
    {
      title: 'either use where nothing tells',
      text: setOf(`${ec},"kid":"a"`),
      message: 'Key has no "use"; some recipients ignore it',
      fixed: [setOf(`${ecPublic},"kid":"a","use":"sig"`), setOf(`${ecPublic},"kid":"a","use":"enc"`)],
    },
    {
      title: 'the one of the curve',
      text: setOf(`${marked(edPublic, '"OKP"')},"kid":"a"`),
      fixed: [setOf(`${edPublic},"kid":"a","use":"sig"`)],
    },
    { title: 'in an embedded set', path: 'c.json', text: `{"client_name":"A","jwks":${setOf(`${ec},"kid":"a"`)}}` },
    { title: 'a hint alone', text: `{${ec}}`, severity: 'hint' },
    {
      title: 'not in a slot for one key',
      path: 'did.json',
      text: `{"verificationMethod":[{"publicKeyJwk":{${ecPublic}}}]}`,
    },
    { title: 'not of an unknown type', text: setOf('"kty":"LMS","kid":"a"') },
    { title: 'not with operations', text: setOf(`${ecPublic},"key_ops":["verify"]`) },
  ],
  'use-mismatch': [
    {
      title: 'by the algorithm first',
      text: `{${edPublic},"alg":"EdDSA","use":⟦"enc"⟧}`,
      message: 'use "enc" contradicts alg EdDSA',
      related: ['"EdDSA"'],
      fixed: [`{${edPublic},"alg":"EdDSA","use":"sig"}`],
    },
    {
      title: 'by the curve',
      text: `{${xPublic},"use":⟦"sig"⟧}`,
      message: 'use "sig" contradicts crv X25519',
      related: ['"X25519"'],
    },
    { title: 'content encryption', text: `{${octSecret},"alg":"A256GCM","use":⟦"sig"⟧}` },
    { title: 'curves of both kinds', text: `{${ecPublic},"use":"enc"}` },
    { title: 'unregistered uses are not compared', text: `{${ecPublic},"alg":"ES256","use":"x509-svid"}` },
  ],
  'key-ops-duplicate': [
    {
      title: 'each later one',
      text: `{${ecPublic},"key_ops":["verify",⟦"verify"⟧,⟦"verify"⟧]}`,
      message: 'Duplicate key operation "verify"',
      related: ['"verify"'],
    },
  ],
  'key-ops-unrelated': [
    {
      title: 'names them',
      text: `{${rsaPublic},${rsaPrivate},"key_ops":⟦["sign","decrypt"]⟧}`,
      message: 'Unrelated key operations "sign" and "decrypt" on one key',
      fixed: [],
    },
    { title: 'wrapping and encrypting', text: `{${rsaPublic},"key_ops":⟦["encrypt","wrapKey"]⟧}` },
    ...[
      ['sign', 'verify'],
      ['encrypt', 'decrypt'],
      ['wrapKey', 'unwrapKey'],
      ['deriveKey', 'deriveBits'],
    ].map((ops) => ({ title: ops.join(' and '), text: `{${ecPublic},${ecPrivate},"key_ops":${JSON.stringify(ops)}}` })),
  ],
  'key-ops-private-on-public': [
    {
      title: 'each has its counterpart',
      text: `{${rsaPublic},"key_ops":[⟦"decrypt"⟧]}`,
      message: 'key_ops "decrypt" needs a private key, but this is a public key',
      fixed: [`{${rsaPublic},"key_ops":["encrypt"]}`],
    },
    {
      title: 'unwrapKey',
      text: `{${rsaPublic},"key_ops":[⟦"unwrapKey"⟧]}`,
      fixed: [`{${rsaPublic},"key_ops":["wrapKey"]}`],
    },
    { title: 'both halves derive', text: `{${xPublic},"key_ops":["deriveKey","deriveBits"]}` },
    { title: 'not of symmetric keys', text: `{${octSecret},"key_ops":["sign"]}` },
  ],
  'key-ops-mismatch': [
    {
      title: 'RSA derives nothing',
      text: `{${rsaPublic},"key_ops":[⟦"deriveBits"⟧]}`,
      message: 'key_ops "deriveBits" is not possible with kty RSA',
      related: ['"RSA"'],
    },
    {
      title: 'by the algorithm',
      text: `{${ecPublic},"alg":"ECDH-ES","key_ops":[⟦"verify"⟧]}`,
      message: 'key_ops "verify" is not possible with alg ECDH-ES',
      related: ['"ECDH-ES"'],
    },
    {
      title: 'by the curve',
      text: `{${edPublic},"key_ops":[⟦"deriveKey"⟧]}`,
      message: 'key_ops "deriveKey" is not possible with crv Ed25519',
      related: ['"Ed25519"'],
    },
    {
      title: 'not what use contradicts already',
      text: `{${ecPublic},"alg":"ES256","use":"sig","key_ops":["encrypt"]}`,
    },
  ],
  'alg-missing': [
    {
      title: 'symmetric',
      text: `{${marked(octSecret, '"oct"')}}`,
      severity: 'information',
      message: '"alg" should be present for symmetric keys',
      fixed: [],
    },
    {
      title: 'where a profile requires it',
      text: setOf(`${ec},"use":"enc","kid":"a"`),
      profiles: ['oid4vp'],
      severity: 'error',
      message: '"alg" should be present; OpenID4VP verifier metadata requires it',
      fixed: [],
    },
    {
      title: 'where a profile wants it',
      text: setOf(`${marked(rsaPublic, '"RSA"')},"use":"sig","kid":"a"`),
      profiles: ['fapi1'],
      severity: 'warning',
      message: '"alg" should be present',
      fixed: [],
    },
    { title: 'not of AKP keys, which lack more', text: '{"kty":"AKP","pub":"AA"}', profiles: ['oid4vp'] },
  ],
  'alg-unknown': [
    { title: 'names it', text: `{${ecPublic},"alg":⟦"ES224"⟧}`, message: 'Unknown algorithm "ES224"', fixed: [] },
    {
      title: 'names the draft',
      text: `{${xPublic},"alg":⟦"HPKE-3-KE"⟧}`,
      severity: 'hint',
      message: 'Unknown algorithm "HPKE-3-KE" (only in draft-ietf-jose-hpke-encrypt)',
    },
    {
      title: 'a draft of key encapsulation',
      text: '{"kty":"AKP","pub":"AA","alg":⟦"ML-KEM-768+A192KW"⟧}',
      severity: 'hint',
    },
    {
      title: 'a draft of hash-based signatures',
      text: '{"kty":"AKP","pub":"AA","alg":⟦"SLH-DSA-SHAKE-256f"⟧}',
      severity: 'hint',
    },
    { title: 'a value of a draft in other letters', text: `{${ecPublic},"alg":⟦"hpke-0"⟧}` },
    { title: 'not a name nobody else has', text: `{${ecPublic},"alg":"example.com/es224"}` },
  ],
  'alg-kty-mismatch': [
    {
      title: 'names both',
      text: `{${rsaPublic},"alg":⟦"ES256"⟧}`,
      message: 'alg ES256 needs kty EC, not RSA',
      related: ['"RSA"'],
    },
    {
      title: 'of two types',
      text: `{${rsaPublic},"alg":⟦"ECDH-ES"⟧}`,
      message: 'alg ECDH-ES needs kty EC or OKP, not RSA',
    },
    { title: 'not for none, which no key has', text: `{${rsaPublic},"alg":"none"}` },
    { title: 'a corrected name counts', text: `{${rsaPublic},"alg":⟦"es256"⟧}` },
  ],
  'alg-crv-mismatch': [
    {
      title: 'names all curves',
      text: `{${ecPublic},"alg":⟦"EdDSA"⟧}`.replace('"EC"', '"OKP"').replace('P-256', 'X25519'),
      message: 'alg EdDSA needs curve Ed25519 or Ed448, not X25519',
      related: ['"X25519"'],
      fixed: [],
    },
    {
      title: 'the algorithm of the curve',
      text: `{${edPublic},"alg":⟦"Ed448"⟧}`,
      fixed: [`{${edPublic},"alg":"Ed25519"}`],
    },
    { title: 'key agreement is not mended', text: `{${edPublic},"alg":⟦"ECDH-ES"⟧}`, fixed: [] },
  ],
  'alg-deprecated': [
    {
      title: 'without a curve both names',
      text: '{"kty":"OKP","x":"AA","alg":⟦"EdDSA"⟧}',
      message: 'alg "EdDSA" is deprecated; use "Ed25519" or "Ed448"',
      fixed: [],
    },
  ],
  'alg-insecure': [
    {
      title: 'none',
      text: `{${rsaPublic},"alg":⟦"none"⟧}`,
      severity: 'error',
      message: 'alg "none": is not an algorithm for keys',
      fixed: [],
    },
    {
      title: 'RSA1_5',
      text: `{${rsaPublic},"alg":⟦"RSA1_5"⟧}`,
      message: 'alg "RSA1_5": is open to padding-oracle attacks; use RSA-OAEP-256',
    },
    { title: 'RS1', text: `{${rsaPublic},"alg":⟦"RS1"⟧}`, message: 'alg "RS1": uses SHA-1 and is prohibited in JOSE' },
    { title: 'HS1', text: `{${octSecret},"alg":⟦"HS1"⟧}`, message: 'alg "HS1": uses SHA-1 and is prohibited in JOSE' },
    ...['A128CBC', 'A192CBC', 'A256CBC', 'A128CTR', 'A192CTR', 'A256CTR'].map((alg) => ({
      title: alg,
      text: `{${octSecret},"alg":⟦"${alg}"⟧}`,
      message: `alg "${alg}": is unauthenticated and prohibited in JOSE`,
      fixed: [],
    })),
  ],
  'kid-missing': [
    {
      title: 'no thumbprint of a symmetric key',
      text: setOf(`${ecPublic},"kid":"a"`, marked(octSecret, '"oct"')),
      fixed: [],
    },
    {
      title: 'in a set of one where a profile asks',
      text: setOf(ec),
      profiles: ['oidc-op'],
      severity: 'error',
      fixed: [setOf(`${ecPublic},"kid":"${ecThumbprint}"`)],
    },
    { title: 'not alone', text: `{${ecPublic}}` },
    { title: 'alone where a profile asks', text: `{${ec}}`, profiles: ['smart-backend'], severity: 'error' },
    { title: 'an empty one is of another rule', text: setOf(`${ecPublic},"kid":""`, `${edPublic},"kid":"a"`) },
  ],
  'kid-whitespace': [
    { title: 'before and after', text: `{${ecPublic},"kid":⟦" a\\n"⟧}`, fixed: [`{${ecPublic},"kid":"a"}`] },
    {
      title: 'empty is not mended',
      text: `{${ecPublic},"kid":⟦""⟧}`,
      fixed: [],
      message: '"kid" is empty or has leading/trailing whitespace or control characters',
    },
    { title: 'a control character inside is not either', text: `{${ecPublic},"kid":⟦"a\\u0000b"⟧}`, fixed: [] },
  ],
  'kid-thumbprint-mismatch': [
    {
      title: 'tells the thumbprint',
      text: setOf(`${ecPublic},"kid":⟦"a"⟧`),
      profiles: ['smart-health-cards'],
      severity: 'error',
      message: `"kid" is not the JWK thumbprint (${ecThumbprint})`,
    },
  ],
  'kid-thumbprint-uri-invalid': [
    {
      title: 'an unregistered hash',
      text: `{${ecPublic},"kid":⟦"${uri}:sha256:${ecThumbprint}"⟧}`,
      message: 'JWK Thumbprint URI in "kid" uses the unregistered hash name "sha256"',
      fixed: [`{${ecPublic},"kid":"${uri}:sha-256:${ecThumbprint}"}`],
    },
    {
      title: 'another key',
      text: `{${ecPublic},"kid":⟦"${uri}:sha3-256:AA"⟧}`,
      message: 'JWK Thumbprint URI in "kid" does not match this key',
    },
    {
      title: 'another key, of a symmetric one: its own is a hash of the secret and not offered',
      text: `{${octSecret},"kid":⟦"${uri}:sha-256:${ecThumbprint}"⟧}`,
      message: 'JWK Thumbprint URI in "kid" does not match this key',
      fixed: [],
    },
    { title: 'a hash that is registered, but not computed', text: `{${ecPublic},"kid":"${uri}:blake2b-256:AA"}` },
    { title: 'no hash at all', text: `{${ecPublic},"kid":⟦"${uri}:"⟧}` },
  ],
  'key-expired': [
    { title: 'this very second', text: setOf(`${ecPublic},"exp":⟦${now}⟧`), message: 'This key expired 2026-11-20' },
    { title: 'not a second before', text: setOf(`${ecPublic},"exp":${exampleNow + 1}`) },
    { title: 'also alone', text: `{${ecPublic},"exp":⟦1⟧}` },
  ],
  'key-not-yet-valid': [
    { title: 'a minute is no future', text: `{${ecPublic},"nbf":${exampleNow + 60}}` },
    {
      title: 'a minute and a second is',
      text: `{${ecPublic},"nbf":⟦${exampleNow + 61}⟧}`,
      message: '"nbf" lies in the future (2026-11-20)',
    },
    { title: 'not where the times cannot be meant', text: `{${ecPublic},"nbf":${exampleNow + 61},"exp":5}` },
  ],
  'key-revoked': [{ title: 'not where it is malformed', text: setOf(`${ecPublic},"revoked":{}`) }],
  'key-lifetime-invalid': [
    {
      title: 'milliseconds',
      text: `{${ecPublic},"iat":⟦1795132800000⟧}`,
      message: '"iat": is in milliseconds; JOSE uses seconds',
      fixed: [`{${ecPublic},"iat":1795132800}`],
    },
    { title: 'negative', text: `{${ecPublic},"exp":⟦-1⟧}`, message: '"exp": is negative', fixed: [] },
    { title: 'at once', text: `{${ecPublic},"iat":5,"exp":⟦5⟧}`, message: '"exp": is not after iat', related: ['5'] },
    { title: 'not after nbf', text: `{${ecPublic},"nbf":5,"exp":⟦5⟧}`, message: '"exp": is not after nbf' },
    {
      title: 'revoked without a time',
      text: `{${ecPublic},"revoked":⟦{}⟧}`,
      message: '"revoked": revoked_at (number) is required',
    },
    {
      title: 'a time that is text',
      text: `{${ecPublic},"revoked":{"revoked_at":⟦"now"⟧}}`,
      message: '"revoked": revoked_at (number) is required',
    },
    {
      title: 'a reason that is a number',
      text: `{${ecPublic},"revoked":{"revoked_at":1,"reason":⟦1⟧}}`,
      message: '"revoked": reason must be a string',
    },
  ],
  'x5u-invalid': [
    { title: 'no URI', text: `{${ecPublic},"x5u":⟦"c.pem"⟧}`, message: '"x5u" is not an absolute URI', fixed: [] },
    {
      title: 'plain http',
      text: `{${ecPublic},"x5u":⟦"HTTP://a.example/c"⟧}`,
      message: '"x5u" must use https',
      fixed: [`{${ecPublic},"x5u":"https://a.example/c"}`],
    },
  ],
  'member-name-case': [
    {
      title: 'the right name',
      text: `{${ecPublic},⟦"X5T#S256"⟧:"a"}`,
      message: '"X5T#S256" is ignored: member names are case-sensitive; use "x5t#S256"',
      fixed: [`{${ecPublic},"x5t#S256":"a"}`],
    },
    {
      title: 'both',
      text: `{${ecPublic},"kid":"a",⟦"KID"⟧:"b"}`,
      message: '"KID" is ignored: member names are case-sensitive; "kid" is present too',
      fixed: [],
    },
    { title: 'a single letter with a space', text: `{${ecPublic},⟦"d "⟧:"a"}`, fixed: [`{${ecPublic},"d":"a"}`] },
  ],
  'member-name-similar': [
    {
      title: 'an alias',
      text: `{${ecPublic},⟦"keyId"⟧:"a"}`,
      message: 'Unknown member "keyId"; did you mean "kid"?',
      fixed: [`{${ecPublic},"kid":"a"}`],
    },
    { title: 'a letter too few', text: `{${ecPublic},⟦"revokd"⟧:{}}`, fixed: [`{${ecPublic},"revoked":{}}`] },
    { title: 'short names are never alike', text: `{${ecPublic},"x5b":"a","kidd":"a","us":"sig"}` },
    {
      title: 'known members of others',
      text: setOf(
        `${ecPublic},"x5a":{},"crlVersion":1,"issuer":"a","cloud_instance_name":"a","spiffe_sequence":1,"status":"a"`,
      ),
    },
  ],
  'value-wrong-case': [
    {
      title: 'names the right one',
      text: `{${ecPublic},"use":⟦"Sig "⟧}`,
      message: '"Sig ": values are case-sensitive; use "sig"',
      fixed: [`{${ecPublic},"use":"sig"}`],
    },
    { title: 'the curve', text: `{${withValue(ecPublic, 'crv', '⟦"p-256"⟧')}}`, fixed: [`{${ecPublic}}`] },
    { title: 'not an algorithm of a draft', text: `{${ecPublic},"alg":"hpke-0"}` },
    { title: 'nor an operation of one', text: `{${ecPublic},"key_ops":["encapsulatekey"]}` },
  ],
  'value-alias': [
    {
      title: 'names the right one',
      text: `{${rsaPublic},"alg":⟦"RSA256"⟧}`,
      message: '"RSA256" is not a JOSE name; use "RS256"',
    },
    { title: 'the key type', text: `{${withValue(ecPublic, 'kty', '⟦"ECDSA"⟧')}}`, fixed: [`{${ecPublic}}`] },
    {
      title: 'an operation',
      text: `{${ecPublic},"key_ops":[⟦"verification"⟧]}`,
      fixed: [`{${ecPublic},"key_ops":["verify"]}`],
    },
  ],
  'foreign-member': [
    {
      title: 'names the types it is of',
      text: `{${rsaPublic},⟦"x"⟧:"AA"}`,
      message: '"x" is a parameter of EC and OKP keys and has no meaning for RSA',
      fixed: [`{${rsaPublic}}`],
    },
    { title: 'a private one', text: `{${edPublic},⟦"p"⟧:"AA"}`, severity: 'warning' },
    { title: 'not of an unknown type', text: '{"kty":"LMS","x":"AA","n":"AA","kid":"a"}' },
    { title: 'not where the curve explains it', text: `{${edPublic.replace('"OKP"', '"EC"')},"kid":"a"}` },
    { title: 'not where AKP is spelt as in drafts', text: '{"kty":"AKP","alg":"ML-DSA-44","x":"AA","d":"AA"}' },
  ],
  'kid-derived-from-secret': [
    {
      title: 'the thumbprint',
      text: `{${octSecret},"kid":⟦"${octThumbprint}"⟧}`,
      message: '"kid" is a hash of the secret key, which lets anyone test guesses offline',
    },
    { title: 'SHA-1', text: `{${octSecret},"kid":⟦"c70f9416a31ac62521920d77c1d108116e1db398"⟧}` },
  ],
  'profile-alg-not-permitted': [
    {
      title: 'names what is permitted',
      text: `{${ecPublic},"alg":⟦"ES384"⟧}`,
      profiles: ['fapi1'],
      severity: 'error',
      message: 'fapi1 does not permit alg ES384 for signing (allowed: PS256, ES256)',
      fixed: [],
    },
    { title: 'Ed25519 under FAPI 2.0', text: `{${edPublic},"alg":"Ed25519"}`, profiles: ['fapi2'] },
    { title: 'not under FAPI 1', text: `{${edPublic},"alg":⟦"Ed25519"⟧}`, profiles: ['fapi1'], severity: 'error' },
    {
      title: 'Ed448 is another curve',
      text: `{${withValue(edPublic, 'crv', '"Ed448"')},"alg":⟦"EdDSA"⟧}`,
      profiles: ['fapi2'],
      severity: 'error',
    },
  ],
  'profile-key-constraint': [
    {
      title: 'all four',
      text: setOf(
        `${marked(rsaPublic, '"RSA"')},"use":"enc","alg":"RSA-OAEP"`
          .replace('"RSA"⟧', '⟦"RSA"⟧⟧')
          .replace('"enc"', '⟦"enc"⟧')
          .replace('"RSA-OAEP"', '⟦"RSA-OAEP"⟧'),
      ),
      profiles: ['smart-health-cards'],
      severity: 'error',
      message: 'smart-health-cards requires kty = EC',
    },
    {
      title: 'what a broken text may still hold is not missed in it',
      text: `{"keys":[{${ecPublic},"use":"sig",}]}`,
      profiles: ['smart-health-cards'],
    },
    {
      title: 'what is there and wrong is wrong in a broken text too',
      text: `{"keys":[{${ecPublic},"use":"sig","alg":⟦"ES384"⟧,}]}`,
      profiles: ['smart-health-cards'],
      severity: 'error',
    },
  ],
};

/** What somebody who wishes us ill could write: each text about as long as the longest we examine. */
import { certificate, leafCertificate } from '../../server/src/core/rules/certificateSamples.ts';
import { ecPrivate, emptyElements, escaped, okp, rsaPrivate, rsaPublic } from './hostileKeys.ts';
import { keySet, keySetOfLength } from './inputs.ts';

type Texts = Readonly<Record<string, () => string>>;
type Item = string | ((i: number) => string);

/** Texts by what is bad about them; each is made only when it is measured, for together they are large. */
export function adversarialTexts(length: number): Texts {
  return { ...bracketTexts(length), ...manyTexts(length), ...longTexts(length), ...costlyTexts(length) };
}

const jwk = '{"kty":"oct","k":"AAAA"}';
const inRsa = (member: string): string => `{"keys":[{"kty":"RSA","e":"AQAB",${member}}]}`;

/** Little but the characters of the grammar. */
function bracketTexts(length: number): Texts {
  return {
    'deep arrays': () => `{"keys":${'['.repeat(length / 2 - 10)}${']'.repeat(length / 2 - 10)}}`,
    'deep objects': () => `{"keys":[${'{"kty":'.repeat(length / 8 - 10)}1${'}'.repeat(length / 8 - 10)}]}`,
    'unclosed brackets': () => `{"keys":[${'['.repeat(length - 20)}`,
    'unclosed strings': () => `{"keys":[{${list('"n":"abc\n', length)}`,
    'commas only': () => `{"keys":[${','.repeat(length - 20)}`,
    'comments only': () => `{"keys":[${'/**/'.repeat(length / 4 - 10)}`,
  };
}

/** Many of what there should be few of. */
function manyTexts(length: number): Texts {
  const keysOf = (item: Item): string => `{"keys":[${list(item, length)}]}`;
  const [key] = (JSON.parse(keySet(1)) as { keys: object[] }).keys as [object];
  const secret = (i: number): string => Buffer.from(`secret ${i}`).toString('base64url');
  const third = '{"r":"Aw","d":"AQ","t":"AQ"}';
  return {
    'duplicate members': () => inRsa(list('"n":"AQAB"', length, 300_000)),
    'duplicates of kid': () => `{"keys":[{"kty":"EC",${list((i) => `"kid":"${i}"`, length)}}]}`,
    'duplicates of keys': () => `{${list(`"keys":[${jwk}]`, length)}}`,
    'different members': () => inRsa(list((i) => `"m${i}":1`, length, 300_000)),
    'equal keys': () => keysOf(JSON.stringify(key)),
    'empty keys': () => keysOf('{}'),
    'keys with one fault each': () =>
      keysOf((i) => `{"kid":"${i}","use":"sig","kty":"EC","crv":"P-256","x":"A=","y":"AA"}`),
    'keys with many faults': () =>
      keysOf('{"kty":"rsa","KID":1,"use":"Sig","key_ops":["a","a"],"n":"A+=","crv":"","d":"AA"}'),
    'keys of one kid': () => keysOf((i) => `{"kty":"oct","kid":"a","k":"${secret(i)}"}`),
    'embedded keys': () => `{"a":[${list(`{"jwk":${jwk}}`, length)}]}`,
    'embedded keys of one object': () => `{"alg":"ES256",${list(`"jwk":${jwk}`, length)}}`,
    'embedded sets': () => `{"a":[${list(`{"jwks":{"keys":[${jwk}]}}`, length)}]}`,
    'key_ops without end': () => inRsa(`"key_ops":[${list('"verify"', length)}]`),
    'oth without end': () => inRsa(`"n":"AQAB","d":"AQ","p":"Aw","q":"BQ","oth":[${list(third, length)}]`),
    'x5c without end': () => inRsa(`"x5c":[${list('"AAAA"', length)}]`),
    'a chain without end': () =>
      inRsa(`"x5c":[${list((i) => `"${i % 2 === 0 ? leafCertificate : certificate}"`, length)}]`),
    'a chain for each key': () =>
      keysOf((i) => `{"kty":"RSA","kid":"${i}","n":"AQ","e":"AQ","x5c":["${leafCertificate}","${certificate}"]}`),
  };
}

/** One value as long as the text. */
function longTexts(length: number): Texts {
  const filled = (unit: string): string => unit.repeat(Math.floor((length - 100) / unit.length));
  const secret = (k: string): string => `{"keys":[{"kty":"oct","kid":"abcdefgh","k":"${k}"}]}`;
  return {
    'one huge number': () => inRsa(`"n":${filled('9')}`),
    'one huge string': () => inRsa(`"n":"${filled('A')}"`),
    'one huge name': () => inRsa(`"${filled('a')}":1`),
    'one huge hexadecimal': () => inRsa(`"d":"${filled('a0')}"`),
    'one huge secret': () => secret(filled('QUJD')),
    'one huge certificate': () => inRsa(`"x5c":["${emptyElements(length - 100)}"]`),
    'PEM without end': () => inRsa(`"x5c":["${filled('-----BEGIN CERTIFICATE-----AAAA')}"]`),
    'escapes only': () => inRsa(`"n":"${filled('\\u0041')}"`),
    'escapes in every value': () => escaped(keySetOfLength(length / 6)),
    'white space in a value': () => inRsa(`"n":"A${filled(' ')}A"`),
    'padding in a value': () => inRsa(`"n":"A${filled('=')}A"`),
    'lines in a value': () => inRsa(`"n":"${filled('abcd\n')}"`),
  };
}

/** Numbers and points that are examined one by one. */
function costlyTexts(length: number): Texts {
  const keysOf = (make: () => string): string => `{"keys":[${list(make, length)}]}`;
  return {
    'moduli of 16,384 bits': () => keysOf(() => rsaPublic(2_048)),
    'moduli of 65,537 bits': () => keysOf(() => rsaPublic(8_193, 1)),
    'private keys of 2,048 bits': () => keysOf(() => rsaPrivate(256)),
    'private keys of 16,384 bits': () => keysOf(() => rsaPrivate(2_048)),
    'private P-256 keys': () => keysOf(ecPrivate),
    'Ed448 keys': () => keysOf(() => okp('Ed448', 57, false)),
    'private Ed25519 keys': () => keysOf(() => okp('Ed25519', 32, true)),
    'private X448 keys': () => keysOf(() => okp('X448', 56, true)),
  };
}

function list(item: Item, length: number, count = Infinity): string {
  const items: string[] = [];
  for (let i = 0, have = 150; i < count; i++) {
    const next = typeof item === 'string' ? item : item(i);
    have += next.length + 1;
    if (have > length) break;
    items.push(next);
  }
  return items.join(',');
}

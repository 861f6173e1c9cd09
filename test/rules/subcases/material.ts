/** Groups D to J and L: the encoding of values, the mathematics of keys, certificates and leaks. */
import { decodeBase64Lenient, encodeBase64url } from '../../../server/src/core/encoding/base64url.ts';
import { parseJson, type JsonObject } from '../../../server/src/core/document/json.ts';
import { sequence, unsigned } from '../../../server/src/core/encoding/derWriter.ts';
import type { KeyMaterial, RsaMaterial } from '../../../server/src/core/encoding/keyMaterial.ts';
import { utf8 } from '../../../server/src/core/encoding/octets.ts';
import { writeOpensshPublic } from '../../../server/src/core/encoding/openssh.ts';
import { writePem } from '../../../server/src/core/encoding/pem.ts';
import { writeSubjectPublicKeyInfo } from '../../../server/src/core/encoding/publicKeyInfo.ts';
import { writeRsaPublicKey } from '../../../server/src/core/encoding/rsaKeys.ts';
import { Key } from '../../../server/src/core/key/key.ts';
import { materialOf } from '../../../server/src/core/key/keyMaterial.ts';
import { ecCurveIds, mlDsaIds } from '../../../server/src/core/registry/objectIdentifiers.ts';
import {
  certificate,
  leafCertificate,
  otherCertificate,
  publicKeyInfo,
  pssCertificate,
  signingCertificate,
  weakCertificate,
} from '../../../server/src/core/rules/certificateSamples.ts';
import {
  ed448Key,
  leadingZeroPoint,
  mlDsa44Key,
  modulus2049,
  secrets,
  shortRsa,
  threePrimes,
  x448Key,
} from '../../../server/src/core/rules/numberSamples.ts';
import {
  ecPrivate,
  ecPublic,
  edPrivate,
  edPublic,
  octSecret,
  otherEcPrivate,
  rsaPrivate,
  rsaPublic,
  xPublic,
} from '../../../server/src/core/rules/samples.ts';
import { ecInfo, makeCertificate, mlDsaSigner } from '../../support/certificates.ts';
import { setOf, withValue, type SubCases } from './case.ts';

const { n, e, d, p, q, dp, dq, qi } = shortRsa;
const modulus = `"kty":"RSA","n":"${n}","e":"${e}"`;
const crt = `"p":"${p}","q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}"`;
const x = 'Et76nQRyOmCobvCD8m5ykkyraok1WB-Ee4P1ZW4hpBg';
const okp = (value: string): string => `{"kty":"OKP","crv":"Ed25519","x":${value}}`;
const oct = (value: string, alg?: string): string =>
  `{"kty":"oct",${alg === undefined ? '' : `"alg":"${alg}",`}"k":${value}}`;
const text64 = (text: string): string => Buffer.from(text).toString('base64url');
const hexOf = (value: string): string => Buffer.from(value, 'base64url').toString('hex');
const zeros = (octets: number): string => Buffer.alloc(octets).toString('base64url');
const withExponent = (value: string): string => `{${rsaPublic.replace('"AQAB"', value)}}`;
const x5c = (...items: readonly string[]): string => `{${ecPublic},"x5c":[${items.join(',')}]}`;
const chopped = certificate.replace(/=+$/, '');
const ecIds = { 'P-256': ecCurveIds['P-256'], brainpoolP256r1: '1.3.36.3.3.2.8.1.1.7' };
const [pointX, pointY] = ['x', 'y'].map((name) =>
  decodeBase64Lenient(new RegExp(`"${name}":"([^"]*)"`).exec(ecPublic)?.[1] ?? ''),
) as [Uint8Array, Uint8Array];
/** A certificate of `ecPublic`, or of the point with the other y, in one of the forms of a point. */
function pointCertificate(form: 2 | 3 | 4 | 7, curve: string = ecIds['P-256']): string {
  const octets = form < 4 ? [...pointX] : [...pointX, ...pointY];
  return makeCertificate({ spki: ecInfo(curve, Uint8Array.of(form, ...octets)) });
}
/** The SubjectPublicKeyInfo of `ecPublic` as `openssl ec -param_enc explicit` writes it. */
const explicitCertificate = makeCertificate({
  spki: decodeBase64Lenient(
    'MIIBSzCCAQMGByqGSM49AgEwgfcCAQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAAAAAAAAAAAAAA////////////////MFsEIP////8AAAABAAAAAAAAAAAAAAAA///////////////8BCBaxjXYqjqT57PrvVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSdNgiG5wSTamZ44ROdJreBn36QBEEEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA//////////+85vqtpxeehPO5ysL8YyVRAgEBA0IABE8oQgZFdsvoM8VACclGkqcq+hnjqNDTIBgEYYOix9eWZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes=',
  ) as Uint8Array,
});
const signer = mlDsaSigner(1);
const mlDsa = makeCertificate(signer);
const leaf = {
  spki: ecInfo(ecIds['P-256'], Uint8Array.of(4, ...pointX, ...pointY)),
  subject: 'Leaf',
  issuer: 'Example',
};
const mlDsaLeaf = ({ sign }: typeof signer): string => makeCertificate({ ...leaf, sign });
function material(members: string): KeyMaterial {
  const text = `{${members}}`;
  return materialOf(new Key(parseJson(text).root as JsonObject, text, 0));
}
const rsa = material(rsaPublic) as RsaMaterial;
const spkiPem = writePem('PUBLIC KEY', writeSubjectPublicKeyInfo(material(ecPublic)));
/** Public keys in other formats, and the members of their JWKs. */
const publicFormats: readonly (readonly [title: string, octets: Uint8Array, members: string])[] = [
  ['PKCS#1 PEM', utf8(writePem('RSA PUBLIC KEY', writeRsaPublicKey(rsa))), rsaPublic],
  ['PKCS#1 DER', writeRsaPublicKey(rsa), rsaPublic],
  ['SPKI DER', writeSubjectPublicKeyInfo(rsa), rsaPublic],
  ['SPKI PEM with text before it', utf8(`The key of the service\n\n${spkiPem}`), ecPublic],
  ...[rsaPublic, ecPublic, edPublic].map((members) => {
    const line = writeOpensshPublic(material(members), 'somebody@example.com') ?? '';
    return [line.split(' ')[0] ?? '', utf8(`${line}\n`), members] as const;
  }),
];
const privateValue = /"d":"([^"]*)"/.exec(edPrivate)?.[1] ?? '';

export const materialCases: SubCases = {
  'base64url-padding': [
    {
      title: 'of a certificate digest',
      text: `{${ecPublic},"x5t":"-q6beY0FV2gUKVFz3xk-GD46TRQ⟦=⟧"}`,
      message: 'base64url values in JWKs have no "=" padding',
    },
    {
      title: 'not beside the other alphabet, which says it all',
      text: okp('"nBZwzQpLwfgZ/SAkI4Kp9w2X7+cFLWfp9dBLzZnPG0Q="'),
    },
    { title: 'not of members of another type', text: `{${edPublic},"n":"AQ=="}` },
  ],
  'base64url-standard-alphabet': [
    {
      title: 'of a private value',
      text: oct('"xo2VZub⟦+⟧8f/g/DLmP9vc7S7WqjItGu72hU+SLOPuIB8"'),
      fixed: [oct('"xo2VZub-8f_g_DLmP9vc7S7WqjItGu72hU-SLOPuIB8"')],
    },
  ],
  'base64url-whitespace': [{ title: 'before the value', text: okp(`"⟦ ⟧${x}"`), fixed: [okp(`"${x}"`)] }],
  'base64url-invalid': [
    { title: 'tells the character', text: okp(`"${x.slice(0, 42)}⟦~⟧"`), message: 'Not base64url: character "~"' },
    { title: 'tells the length', text: okp('⟦"AAAAA"⟧'), message: 'Not base64url: impossible length 5' },
    {
      title: 'tells no character of a secret',
      text: oct('"secret⟦!⟧secret"'),
      message: 'Not base64url: illegal character at position 7',
    },
    { title: 'after the repairs', text: okp(`" ${x.slice(0, 41)}⟦~⟧="`) },
  ],
  'base64url-non-canonical': [
    { title: 'not where something was repaired', text: okp(`"${x.slice(0, 42)}h="`) },
    { title: 'of two characters', text: oct('"A⟦B⟧"', 'dir'), fixed: [oct('"AA"', 'dir')] },
  ],
  'value-placeholder': [
    ...[
      '...',
      '…',
      '<key>',
      '{{ key }}',
      '${KEY}',
      'xxxx',
      '****',
      'TODO',
      'tbd',
      'Redacted',
      'changeme',
      'placeholder',
      'replace me',
      'your-key',
      'insert_key',
      'enter key here',
      'base64url of the key',
    ].map((value) => ({
      title: value,
      text: okp(`⟦"${value}"⟧`),
    })),
    { title: 'three x are a value', text: okp('"xxx"') },
  ],
  'value-hex-encoded': [
    {
      title: 'a private value',
      text: `{${ecPublic},"d":⟦"${hexOf('45jFuBcWWmWY31YVyiP5NSAfvxDsPRi2kUX66lmvXYs')}"⟧}`,
      message: '"d" looks hex-encoded; JWK values are base64url',
      fixed: [`{${ecPublic},${ecPrivate}}`],
    },
    { title: 'OKP', text: okp(`⟦"${hexOf(x).toUpperCase()}"⟧`), fixed: [okp(`"${x}"`)] },
    {
      title: 'a modulus',
      text: `{"kty":"RSA","n":⟦"${hexOf(n)}"⟧,"e":"AQAB"}`,
      fixed: [`{"kty":"RSA","n":"${n}","e":"AQAB"}`],
    },
    { title: 'a prime', text: `{${modulus},"p":⟦"${hexOf(p)}"⟧}`, fixed: [`{${modulus},"p":"${p}"}`] },
    { title: 'digits of another number', text: okp(`"${hexOf(x).slice(2)}"`) },
    { title: 'a short modulus', text: `{"kty":"RSA","n":"${'ab'.repeat(63)}","e":"AQAB"}` },
    { title: 'not a digest', text: `{${rsaPublic},"x5t":"${'ab'.repeat(32)}","x5t#S256":"${'ab'.repeat(40)}"}` },
    {
      title: 'nor a value of another prime that is no exponent',
      text: `{${rsaPublic},"oth":[{"r":"${'ab'.repeat(32)}"}]}`,
    },
  ],
  'rsa-leading-zero-octet': [
    {
      title: 'of a prime',
      text: `{${modulus},"p":⟦"${Buffer.concat([Buffer.alloc(2), Buffer.from(p, 'base64url')]).toString('base64url')}"⟧}`,
      fixed: [`{${modulus},"p":"${p}"}`],
      message: '"p" has a leading zero octet; Base64urlUInt uses the minimum number of octets',
    },
    { title: 'zero itself has one octet', text: withExponent('"AA"') },
  ],
  'rsa-modulus-too-small': [
    {
      title: 'one bit is missing',
      text: `{"kty":"RSA","n":⟦"f${'_'.repeat(340)}w"⟧,"e":"AQAB"}`,
      message: 'RSA modulus has 2047 bits; at least 2048 are required',
    },
  ],
  'rsa-modulus-unusual-size': [
    {
      title: 'no multiple of 8',
      text: `{"kty":"RSA","n":⟦"${modulus2049}"⟧,"e":"AQAB"}`,
      message: 'RSA modulus of 2049 bits is not a multiple of 8',
    },
    {
      title: 'above 8192',
      text: `{"kty":"RSA","n":⟦"${'_'.repeat(1368)}"⟧,"e":"AQAB"}`,
      severity: 'information',
      message: 'RSA modulus of 8208 bits is expensive to verify with',
    },
    {
      title: 'above 16384',
      text: `{"kty":"RSA","n":⟦"${'_'.repeat(2732)}"⟧,"e":"AQAB"}`,
      severity: 'warning',
      message: "RSA modulus of 16392 bits is above OpenSSL's limit of 16384",
    },
  ],
  'rsa-modulus-invalid': [
    {
      title: 'smaller than six',
      text: '{"kty":"RSA","n":⟦"BQ"⟧,"e":"Aw"}',
      message: 'RSA modulus is not a product of two large primes: it is smaller than 6',
    },
    {
      title: 'the smallest factor',
      text: '{"kty":"RSA","n":⟦"Dw"⟧,"e":"Bw"}',
      message: 'RSA modulus is not a product of two large primes: it has a small factor (3)',
    },
    ...(
      [
        ['AQE', 257],
        ['AQAB', 65537],
      ] as const
    ).map(([value, prime]) => ({
      title: `a small prime, ${prime}`,
      text: `{"kty":"RSA","n":⟦"${value}"⟧,"e":"Aw"}`,
      message: `RSA modulus is not a product of two large primes: it has a small factor (${prime})`,
    })),
  ],
  'rsa-exponent-misencoded': [
    ...['65537', '010001', '10001', '0x10001', '0x010001', 'F4'].map((value) => ({
      title: value,
      text: withExponent(`⟦"${value}"⟧`),
      fixed: [`{${rsaPublic}}`],
    })),
    {
      title: '3',
      text: withExponent('⟦"3"⟧'),
      fixed: [withExponent('"Aw"')],
      message: '"e" must be base64url; 65537 is "AQAB"',
    },
  ],
  'rsa-exponent-invalid': [
    { title: 'zero', text: withExponent('⟦"AA"⟧'), message: 'RSA public exponent 0 is invalid' },
    { title: 'one', text: withExponent('⟦"AQ"⟧'), message: 'RSA public exponent 1 is invalid' },
    { title: 'even', text: withExponent('⟦"BA"⟧'), message: 'RSA public exponent 4 is invalid' },
    { title: 'three is none', text: withExponent('"Aw"') },
  ],
  'rsa-exponent-unusual': [
    { title: 'small', text: withExponent('⟦"JQ"⟧'), message: 'RSA public exponent 37 is below 65537' },
    {
      title: 'of 33 bits',
      text: withExponent('⟦"AQAAAAE"⟧'),
      severity: 'information',
      message: 'RSA public exponent 4294967297 exceeds 32 bits, which some libraries reject',
    },
    {
      title: 'of 257 bits',
      text: withExponent(`⟦"AQ${'A'.repeat(40)}AB"⟧`),
      message: 'RSA public exponent of 257 bits exceeds 256 bits',
    },
    { title: 'the largest of 32 bits', text: withExponent('"_____w"') },
  ],
  'rsa-private-incomplete': [
    {
      title: 'names all that is missing',
      text: `{${modulus},"d":"${d}",⟦"q"⟧:"${q}"}`,
      message: 'Incomplete RSA private key: p, dp, dq and qi missing',
      fixed: [`{${modulus},"d":"${d}","q":"${q}","p":"${p}","dp":"${dp}","dq":"${dq}","qi":"${qi}"}`],
    },
    { title: 'oth alone', text: `{${modulus},⟦"oth"⟧:[]}`, fixed: [] },
    { title: 'not for an empty value', text: `{${modulus},"d":"${d}","p":""}` },
    { title: 'not for a value of another type', text: `{${modulus},"d":"${d}","q":null,"oth":{}}` },
    {
      title: 'what is empty is not missing, and not pointed at',
      text: `{${modulus},"d":"${d}","p":"",⟦"q"⟧:"${q}"}`,
      message: 'Incomplete RSA private key: dp, dq and qi missing',
    },
  ],
  'rsa-crt-missing': [
    { title: 'not with oth', text: `{${modulus},"d":"${d}","oth":[]}` },
    { title: 'not where "d" is empty', text: `{${modulus},"d":""}` },
    { title: 'not where "d" is of another type', text: `{${modulus},"d":null}` },
  ],
  'rsa-factor-invalid': [
    {
      title: 'the product',
      text: `{${modulus},"d":"${d}","p":⟦"${q}"⟧,"q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}"}`,
      message: 'RSA factors are wrong: p·q ≠ n',
      related: [`"${n}"`],
    },
    {
      title: 'equal',
      text: '{"kty":"RSA","n":"EDgx","e":"Aw","p":⟦"BAc"⟧,"q":"BAc"}',
      message: 'RSA factors are wrong: p = q',
      related: ['"BAc"'],
    },
  ],
  'rsa-crt-mismatch': [
    {
      title: 'tells that p and q are swapped',
      text: `{${modulus},"d":"${d}","p":"${q}","q":"${p}","dp":"${dq}","dq":"${dp}","qi":⟦"${qi}"⟧}`,
      message: '"qi" is inconsistent with p, q and d: p and q are swapped',
      related: [`"${q}"`],
    },
    {
      title: 'each of the three',
      text: `{${modulus},"d":"${d}","p":"${p}","q":"${q}","dp":⟦"${qi}"⟧,"dq":⟦"${qi}"⟧,"qi":⟦"${dp}"⟧}`,
      message: '"dp" is inconsistent with p, q and d',
      related: [`"${p}"`],
      fixed: [`{${modulus},"d":"${d}",${crt}}`],
    },
    {
      title: 'not where the factors are wrong',
      text: `{${modulus},"d":"${d}","p":"${q}","q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}"}`,
    },
  ],
  'rsa-oth-invalid': [
    {
      title: 'not of many primes where they are wrong',
      text: JSON.stringify({ kty: 'RSA', ...threePrimes, p: threePrimes.q }),
    },
    {
      title: 'nothing in it',
      text: `{${modulus},"d":"${d}",${crt},"oth":⟦[]⟧}`,
      message: '"oth" must be omitted for a two-prime key',
    },
    {
      title: 'an element that is no object',
      text: `{${modulus},"d":"${d}",${crt.replace(q, p)},"oth":[⟦1⟧]}`,
      message: '"oth" element 0 needs string members r, d and t',
      fixed: [],
    },
  ],
  'rsa-private-exponent-small': [
    {
      title: 'exactly half',
      text: `{"kty":"RSA","n":"${n}","e":"AQAB","d":⟦"${'_'.repeat(42)}8"⟧}`,
      message: 'RSA private exponent is only 256 bits long',
    },
    {
      title: 'not where the factors are wrong',
      text: `{"kty":"RSA","n":"${n}","e":"AQAB","d":"${'_'.repeat(42)}8","p":"${q}","q":"${q}"}`,
    },
  ],
  'crv-unknown': [
    {
      title: 'names it',
      text: `{${withValue(ecPublic, 'crv', '⟦"brainpoolP256r1"⟧')}}`,
      message: 'Unknown curve "brainpoolP256r1" for kty EC',
    },
    ...['BP-256', 'BP-384', 'BP-512', 'Bls12381G1', 'Bls12381G2', 'SM2'].map((crv) => ({
      title: crv,
      text: `{${withValue(ecPublic, 'crv', `⟦"${crv}"⟧`)}}`,
      severity: 'information' as const,
    })),
    { title: 'not a name of another ecosystem', text: `{${withValue(ecPublic, 'crv', '"secp256r1"')}}` },
    { title: 'not of other key types', text: `{${rsaPublic},"crv":"P-999"}` },
  ],
  'crv-kty-mismatch': [
    {
      title: 'names both',
      text: `{${edPublic.replace('"OKP"', '"EC"').replace('"Ed25519"', '⟦"Ed25519"⟧')}}`,
      message: 'crv Ed25519 belongs to kty OKP, not EC',
      related: ['"EC"'],
    },
  ],
  'ec-value-length': [
    {
      title: 'a private value',
      text: `{${ecPublic},"d":⟦"${zeros(31)}"⟧}`,
      message: '"d" has 31 octets; P-256 needs exactly 32',
      fixed: [`{${ecPublic},"d":"${zeros(32)}"}`],
    },
    {
      title: 'what does not fit is not mended',
      text: `{${withValue(ecPublic, 'x', `⟦"${Buffer.alloc(40, 1).toString('base64url')}"⟧`)}}`,
      fixed: [],
    },
    {
      title: 'nothing is no number that lost its zeros',
      text: `{${withValue(ecPublic, 'x', '⟦"="⟧')}}`,
      message: '"x" has 0 octets; P-256 needs exactly 32',
      fixed: [],
    },
    { title: 'not of an unknown curve', text: '{"kty":"EC","crv":"BP-256","x":"AA","y":"AA"}' },
  ],
  'ec-point-encoded-in-x': [
    {
      title: 'compressed',
      text: `{"kty":"EC","crv":"P-256","x":⟦"A08oQgZFdsvoM8VACclGkqcq-hnjqNDTIBgEYYOix9eW"⟧}`,
      message: '"x" holds an encoded compressed point, not the x coordinate',
      fixed: [],
    },
  ],
  'ec-point-not-on-curve': [
    {
      title: 'a short coordinate is judged by its value',
      text: `{"kty":"EC","crv":"P-256","x":"fVMx4kQp6FHGXqKH1RRUA3Fcxef6d7evOMxvHhfc5A","y":"${leadingZeroPoint.y}"}`,
    },
    {
      title: 'names the curve',
      text: `{${withValue(ecPublic, 'x', '⟦"X9ktRxOlxaNpsObFykWdaDCbVwdALaPfLYIPjfybEc8"⟧')}}`,
      message: '(x, y) is not a point on P-256',
      fixed: [],
    },
  ],
  'ec-private-key-mismatch': [
    {
      title: 'not preferred, and the place of the public key',
      text: `{${ecPublic},${otherEcPrivate.replace(/"d":(.*)/, '"d":⟦$1⟧')}}`,
      message: '"d" does not belong to the public key (x, y)',
      related: ['"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y"'],
    },
  ],
  'okp-value-length': [
    {
      title: 'names what is needed',
      text: okp('⟦"AAAA"⟧'),
      message: '"x" has 3 octets; Ed25519 needs exactly 32',
      fixed: [],
    },
    {
      title: 'twice the length of Ed448 is not seed and public key',
      text: `{"kty":"OKP","crv":"Ed448","x":"${ed448Key.x}","d":⟦"${zeros(114)}"⟧}`,
      fixed: [],
    },
  ],
  'okp-private-key-mismatch': [
    {
      title: 'another curve of the same size',
      text: `{${xPublic},"d":⟦"${privateValue}"⟧}`,
      related: ['"0ZhW5u6ovSYUXFcddIH6CGUq59zyVKb_elEer9i6zgI"'],
    },
  ],
  'okp-public-key-invalid': [
    {
      title: 'no point',
      text: okp(`⟦"Ag${'A'.repeat(41)}"⟧`),
      message: 'Ed25519 public key is not a point on the curve',
    },
    { title: 'small order', text: okp(`⟦"AQ${'A'.repeat(41)}"⟧`), message: 'Ed25519 public key has small order' },
    ...[
      '00'.repeat(32),
      `01${'00'.repeat(31)}`,
      'e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800',
      '5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157',
      `ec${'ff'.repeat(30)}7f`,
      `ed${'ff'.repeat(30)}7f`,
      `ee${'ff'.repeat(30)}7f`,
      `00${'00'.repeat(30)}80`,
    ].map((hex) => ({
      title: `X25519 ${hex.slice(0, 8)}…${hex.slice(-4)}`,
      text: `{"kty":"OKP","crv":"X25519","x":⟦"${Buffer.from(hex, 'hex').toString('base64url')}"⟧}`,
      message: 'X25519 public key has small order',
    })),
    ...[
      '00'.repeat(56),
      `01${'00'.repeat(55)}`,
      `fe${'ff'.repeat(27)}fe${'ff'.repeat(27)}`,
      `${'ff'.repeat(28)}fe${'ff'.repeat(27)}`,
      `${'00'.repeat(28)}${'ff'.repeat(28)}`,
    ].map((hex) => ({
      title: `X448 ${hex.slice(0, 8)}…${hex.slice(-4)}`,
      text: `{"kty":"OKP","crv":"X448","x":⟦"${Buffer.from(hex, 'hex').toString('base64url')}"⟧}`,
      message: 'X448 public key has small order',
    })),
    { title: 'a sound X448 key', text: `{"kty":"OKP","crv":"X448","x":"${x448Key.x}"}` },
    {
      title: 'not canonical',
      text: `{"kty":"OKP","crv":"X25519","x":⟦"${Buffer.from(`f6${'ff'.repeat(30)}7f`, 'hex').toString('base64url')}"⟧}`,
      severity: 'information',
      message: 'X25519 public key is not in canonical form',
      fixed: [`{"kty":"OKP","crv":"X25519","x":"${Buffer.from(`09${'00'.repeat(31)}`, 'hex').toString('base64url')}"}`],
    },
  ],
  'oct-key-too-short': [
    {
      title: 'names both lengths',
      text: oct(`⟦"${secrets[16]}"⟧`, 'HS384'),
      message: 'HS384 needs a key of at least 48 octets; this has 16',
    },
    {
      title: 'without an algorithm',
      text: oct(`⟦"${secrets[8]}"⟧`),
      severity: 'warning',
      message: '128-bit security needs a key of at least 16 octets; this has 8',
    },
    { title: 'not with an algorithm of another kind', text: oct(`"${secrets[8]}"`, 'dir') },
    { title: 'an empty key is of another rule', text: oct('""', 'HS256') },
  ],
  'oct-key-wrong-length': [
    {
      title: 'names both lengths',
      text: oct(`⟦"${secrets[16]}"⟧`, 'A256GCM'),
      message: 'A256GCM needs exactly 32 octets; this has 16',
    },
    ...[
      'A128KW',
      'A128GCMKW',
      'A128GCM',
      'A192KW',
      'A192GCMKW',
      'A192GCM',
      'A192CBC-HS384',
      'A256CBC-HS512',
      'A128CBC',
      'A192CTR',
    ].map((alg) => ({ title: alg, text: oct(`⟦"${secrets[32]}"⟧`, alg) })),
    ...['A256KW', 'A256GCMKW', 'A256GCM', 'A128CBC-HS256', 'A256CTR'].map((alg) => ({
      title: `${alg} fits`,
      text: oct(`"${secrets[32]}"`, alg),
    })),
  ],
  'oct-low-entropy': [
    { title: 'a sentence', text: oct(`⟦"${text64('correct horse battery staple correct!')}"⟧`) },
    { title: 'two values', text: oct(`⟦"${Buffer.from('00ff'.repeat(8), 'hex').toString('base64url')}"⟧`) },
    { title: 'seven octets are too short for a pattern', text: oct(`"${zeros(7)}"`) },
    { title: 'a UUID', text: oct(`"${text64('0f8fad5b-d9cb-469f-a165-70867728950e')}"`) },
    { title: 'base64 of random octets', text: oct(`"${text64(secrets[64])}"`) },
  ],
  'oct-contains-encoded-key': [
    {
      title: 'a private key',
      text: oct(`⟦"${text64('-----BEGIN PRIVATE KEY-----\nMIG')}"⟧`),
      message: 'This symmetric key is an encoded PEM private key',
      fixed: [],
    },
    {
      title: 'a certificate',
      text: oct(`⟦"${text64('-----BEGIN CERTIFICATE-----\nMIIB')}"⟧`),
      message: 'This symmetric key is an encoded PEM certificate',
    },
    {
      title: 'of SSH',
      text: oct(`⟦"${text64('ecdsa-sha2-nistp256 AAAA')}"⟧`),
      message: 'This symmetric key is an encoded SSH public key',
    },
    {
      title: 'of SSH, in its own armor',
      text: oct(`⟦"${text64('---- BEGIN SSH2 PUBLIC KEY ----')}"⟧`),
      message: 'This symmetric key is an encoded SSH public key',
    },
    {
      title: 'a JWK',
      text: oct(`⟦"${text64(`{${edPublic}}`)}"⟧`),
      message: 'This symmetric key is an encoded JWK',
      fixed: [okp(`"${x}"`)],
    },
    { title: 'a private JWK stays', text: oct(`⟦"${text64(`{${edPublic},${edPrivate}}`)}"⟧`), fixed: [] },
    {
      title: 'DER',
      text: oct(`⟦"${Buffer.concat([Buffer.from([0x30, 0x82]), Buffer.alloc(70, 7)]).toString('base64url')}"⟧`),
      message: 'This symmetric key is an encoded DER structure',
      fixed: [],
    },
    ...publicFormats.map(([title, octets, members]) => ({
      title: `replaced by its JWK: ${title}`,
      text: oct(`⟦"${encodeBase64url(octets)}"⟧`),
      fixed: [`{${members}}`],
    })),
    {
      title: 'two public keys are left',
      text: oct(`⟦"${text64(`${spkiPem}${spkiPem}`)}"⟧`),
      message: 'This symmetric key is an encoded PEM public key',
      fixed: [],
    },
    {
      title: 'PKCS#1 of a private key is left',
      text: oct(
        `⟦"${encodeBase64url(sequence(...Array.from({ length: 9 }, () => unsigned(new Uint8Array(80).fill(1)))))}"⟧`,
      ),
      fixed: [],
    },
  ],
  'akp-value-length': [
    {
      title: 'the expanded key of another ML-DSA',
      text: `{"kty":"AKP","alg":"ML-DSA-44","pub":"${zeros(1312)}","priv":⟦"${zeros(4032)}"⟧}`,
      message:
        '"priv" has 4032 octets; ML-DSA-44 needs exactly 32; this is the expanded key, JOSE uses the 32-octet seed',
    },
    {
      title: 'which is none of ML-KEM',
      text: `{"kty":"AKP","alg":"ML-KEM-512","pub":"${zeros(800)}","priv":⟦"${zeros(2560)}"⟧}`,
      message: '"priv" has 2560 octets; ML-KEM-512 needs exactly 64',
    },
    ...(
      [
        ['ML-DSA-44', 1312, 2560],
        ['ML-DSA-65', 1952, 4032],
        ['ML-DSA-87', 2592, 4896],
      ] as const
    ).map(([alg, octets, expanded]) => ({
      title: alg,
      text: `{"kty":"AKP","alg":"${alg}","pub":"${zeros(octets)}","priv":⟦"${zeros(expanded)}"⟧}`,
      message: `"priv" has ${expanded} octets; ${alg} needs exactly 32; this is the expanded key, JOSE uses the 32-octet seed`,
    })),
    ...(
      [
        ['ML-KEM-512', 800],
        ['ML-KEM-768', 1184],
        ['ML-KEM-1024', 1568],
      ] as const
    ).map(([alg, octets]) => ({
      title: alg,
      text: `{"kty":"AKP","alg":"${alg}","pub":"${zeros(octets)}","priv":⟦"${zeros(32)}"⟧}`,
      message: `"priv" has 32 octets; ${alg} needs exactly 64`,
    })),
    ...(
      [
        ['SLH-DSA-SHA2-128s', 32],
        ['SLH-DSA-SHAKE-192f', 48],
        ['SLH-DSA-SHA2-256f', 64],
      ] as const
    ).map(([alg, octets]) => ({
      title: alg,
      text: `{"kty":"AKP","alg":"${alg}","pub":⟦"${zeros(octets + 1)}"⟧}`,
      message: `"pub" has ${octets + 1} octets; ${alg} needs exactly ${octets}`,
    })),
  ],
  'akp-private-key-mismatch': [
    {
      title: 'the public key it is held against',
      path: 'private.jwk',
      text: `{"kty":"AKP","alg":"ML-DSA-44","pub":"${mlDsa44Key.otherPub}","priv":⟦"${mlDsa44Key.priv}"⟧}`,
      related: [`"${mlDsa44Key.otherPub}"`],
    },
  ],
  'akp-legacy-members': [
    {
      title: 'names both',
      text: '{"kty":"AKP","alg":"ML-DSA-44",⟦"d"⟧:"AA"}',
      message: 'AKP keys use "priv", not "d"',
      fixed: ['{"kty":"AKP","alg":"ML-DSA-44","priv":"AA"}'],
    },
    { title: 'not of another type or empty', text: '{"kty":"AKP","alg":"ML-DSA-44","x":null,"d":""}' },
  ],
  'x5c-not-base64': [
    {
      title: 'PEM',
      text: x5c(`⟦"-----BEGIN CERTIFICATE-----\\n${certificate}\\n-----END CERTIFICATE-----"⟧`),
      message: 'x5c[0] is PEM; use plain base64 of the DER',
      fixed: [x5c(`"${certificate}"`)],
    },
    {
      title: 'white space',
      text: x5c(`⟦"${certificate} "⟧`),
      message: 'x5c[0] contains whitespace; use plain base64 of the DER',
      fixed: [x5c(`"${certificate}"`)],
    },
    {
      title: 'base64url',
      text: x5c(`⟦"${certificate.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}"⟧`),
      message: 'x5c[0] is base64url; use plain base64 of the DER',
    },
    {
      title: 'an illegal character',
      text: x5c(`⟦"${certificate.slice(0, 40)}~${certificate.slice(41)}"⟧`),
      message: 'x5c[0] contains an illegal character; use plain base64 of the DER',
      fixed: [],
    },
    ...(chopped === certificate
      ? []
      : [
          {
            title: 'no padding',
            text: x5c(`⟦"${chopped}"⟧`),
            message: 'x5c[0] lacks padding; use plain base64 of the DER',
            fixed: [x5c(`"${certificate}"`)],
          },
        ]),
  ],
  'x5c-not-certificate': [
    {
      title: 'a public key',
      text: x5c(`⟦"${publicKeyInfo}"⟧`),
      message: 'x5c[0] is not an X.509 certificate: it is a public key',
    },
    {
      title: 'more than a certificate',
      text: x5c(
        `⟦"${Buffer.concat([Buffer.from(certificate, 'base64'), Buffer.from([1, 2, 3])]).toString('base64')}"⟧`,
      ),
      message: 'x5c[0] is not an X.509 certificate: data follows the certificate',
    },
    { title: 'anything', text: x5c('⟦"AAECAwQF"⟧'), message: 'x5c[0] is not an X.509 certificate' },
  ],
  'x5c-key-mismatch': [
    {
      title: 'the key it is held against',
      text: x5c(`⟦"${otherCertificate}"⟧`),
      message: "The first certificate's key is not this JWK's key",
      related: ['"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y"'],
    },
    { title: 'of another type', text: `{${rsaPublic},"x5c":[⟦"${certificate}"⟧]}` },
    { title: 'not where the certificate spells its curve out', text: x5c(`"${explicitCertificate}"`) },
    { title: 'of a named curve that JOSE has not', text: x5c(`⟦"${pointCertificate(4, ecIds.brainpoolP256r1)}"⟧`) },
    { title: 'not of the compressed point', text: x5c(`"${pointCertificate(3)}"`) },
    { title: 'of the other point with this x', text: x5c(`⟦"${pointCertificate(2)}"⟧`) },
    { title: 'not of the hybrid form', text: x5c(`"${pointCertificate(7)}"`) },
    { title: 'of another ML-DSA', text: `{"kty":"AKP","alg":"ML-DSA-65","pub":"${zeros(1952)}","x5c":[⟦"${mlDsa}"⟧]}` },
    {
      title: 'not where only the algorithm is wrong',
      text: `{"kty":"AKP","alg":"ML-DSA-65","pub":"${encodeBase64url(signer.pub)}","x5c":["${mlDsa}"]}`,
    },
  ],
  'x5c-chain-broken': [
    {
      title: 'the same certificate',
      text: x5c(`"${leafCertificate}"`, `⟦"${leafCertificate}"⟧`),
      message: 'x5c[1] did not issue x5c[0]: it is the same certificate',
      related: [`"${leafCertificate}"`],
    },
    {
      title: 'another issuer',
      text: x5c(`"${leafCertificate}"`, `⟦"${otherCertificate}"⟧`),
      message: 'x5c[1] did not issue x5c[0]: issuer name or CA constraints do not match',
      fixed: [],
    },
    { title: 'not signed with ML-DSA by the next', text: x5c(`"${mlDsaLeaf(signer)}"`, `"${mlDsa}"`) },
    {
      title: 'forged with another ML-DSA key',
      text: x5c(`"${mlDsaLeaf(mlDsaSigner(2))}"`, `⟦"${mlDsa}"⟧`),
      message: 'x5c[1] did not issue x5c[0]: the signature does not verify',
    },
    {
      title: 'signed with another ML-DSA than that of the key',
      text: x5c(`"${makeCertificate({ ...leaf, algorithm: mlDsaIds['ML-DSA-65'] })}"`, `⟦"${mlDsa}"⟧`),
      message: 'x5c[1] did not issue x5c[0]: the signature does not verify',
    },
  ],
  'x5c-weak-signature': [
    {
      title: 'names the algorithm',
      text: x5c(`⟦"${weakCertificate}"⟧`),
      message: 'x5c[0] is signed with SHA-1 with ECDSA',
    },
    ...(
      [
        ['1.3.14.3.2.29', 'SHA-1 with RSA'],
        ['1.3.14.3.2.3', 'MD5 with RSA'],
        ['1.3.14.3.2.27', 'SHA-1 with DSA'],
      ] as const
    ).map(([algorithm, name]) => ({
      title: `${name} by its old number`,
      text: x5c(`⟦"${makeCertificate({ ...leaf, algorithm })}"⟧`),
      message: `x5c[0] is signed with ${name}`,
    })),
  ],
  'x5c-usage-mismatch': [
    {
      title: 'tells the usage',
      text: `{${ecPublic},"use":⟦"enc"⟧,"x5c":["${signingCertificate}"]}`,
      message: 'The certificate does not allow enc: its keyUsage is digitalSignature',
      related: [`"${signingCertificate}"`],
    },
    {
      title: 'PSS only',
      text: `{${rsaPublic},"use":⟦"sig"⟧,"alg":"RS256","x5c":["${pssCertificate}"]}`,
      message: 'The certificate does not allow RS256: it is restricted to RSASSA-PSS',
    },
    {
      title: 'by its algorithm beside another use',
      text: `{${ecPublic},"use":"x509-svid","alg":⟦"ECDH-ES"⟧,"x5c":["${signingCertificate}"]}`,
    },
    { title: 'not without use and alg', text: x5c(`"${signingCertificate}"`) },
  ],
  'x5t-length': [
    {
      title: 'tells the lengths',
      text: `{${ecPublic},"x5t":⟦"AAAA"⟧}`,
      message: '"x5t" must decode to 20 octets, not 3',
      fixed: [],
    },
    {
      title: 'hex digits of another digest, on any key',
      text: `{${rsaPublic},"x5t":⟦"${'ab'.repeat(32)}"⟧}`,
      message: '"x5t" must decode to 20 octets, not 48',
    },
    {
      title: 'not renamed over the other',
      text: `{${ecPublic},"x5t":⟦"qcgGgSjT6P3ujLicf-JNzyyIeLxAlgq9LbYA6iepjuw"⟧,"x5t#S256":"qcgGgSjT6P3ujLicf-JNzyyIeLxAlgq9LbYA6iepjuw"}`,
      fixed: [],
    },
  ],
  'x5t-hex-encoded': [
    {
      title: 'twice encoded',
      text: `{${ecPublic},"x5t":⟦"ZmFhZTliNzk4ZDA1NTc2ODE0Mjk1MTczZGYxOTNlMTgzZTNhNGQxNA"⟧}`,
      message: '"x5t" is hex, then base64url-encoded; it must be base64url of the digest octets',
    },
    {
      title: 'SHA-256',
      text: `{${ecPublic},"x5t#S256":⟦"${'ab'.repeat(32)}"⟧}`,
      message: '"x5t#S256" is hex; it must be base64url of the digest octets',
    },
  ],
  'x5t-mismatch': [
    {
      title: 'SHA-1',
      text: `{${ecPublic},"x5c":["${certificate}"],"x5t":⟦"AAAAAAAAAAAAAAAAAAAAAAAAAAA"⟧}`,
      message: '"x5t" is not the thumbprint of x5c[0]',
      related: [`"${certificate}"`],
      fixed: [`{${ecPublic},"x5c":["${certificate}"],"x5t":"-q6beY0FV2gUKVFz3xk-GD46TRQ"}`],
    },
  ],
  'private-key-in-public-document': [
    {
      title: 'names the members',
      path: '.well-known/jwks.json',
      text: setOf(`${rsaPublic},${rsaPrivate.replace('"d"', '⟦"d"⟧')}`),
      message: 'Private key material (d, p, q, dp, dq and qi) in a public JWK document',
    },
    {
      title: 'of an unknown curve',
      path: 'public/jwks.json',
      text: setOf(`"kty":"EC","crv":"P-999",⟦"d"⟧:"AA"`),
      fixed: ['{"keys":[{"kty":"EC","crv":"P-999"}]}'],
    },
    {
      title: 'as the public key of a DID document',
      path: 'did.json',
      text: `{"verificationMethod":[{"publicKeyJwk":{${edPublic},⟦"d"⟧:"AA"}}]}`,
    },
    { title: 'as a confirmation key', path: 'token.json', text: `{"cnf":{"jwk":{${edPublic},⟦"d"⟧:"AA"}}}` },
    { title: 'as an ephemeral key', path: 'header.json', text: `{"epk":{${xPublic},⟦"d"⟧:"AA"}}` },
    {
      title: 'as the key of a DPoP proof',
      path: 'header.json',
      text: `{"typ":"dpop+jwt","alg":"EdDSA","jwk":{${edPublic},⟦"d"⟧:"AA"}}`,
    },
    {
      title: 'operations become public',
      path: '.well-known/jwks.json',
      text: setOf(`${rsaPublic},⟦"d"⟧:"AA","key_ops":["sign","decrypt","unwrapKey"]`),
      fixed: [setOf(`${rsaPublic},"key_ops":["verify","encrypt","wrapKey"]`)],
    },
  ],
  'private-key-plaintext': [
    { title: 'in a private slot', path: 'did.json', text: `{"privateKeyJwk":{${edPublic},⟦"d"⟧:"AA"}}` },
    {
      title: 'in a configuration that only has a member of that name',
      path: 'config.json',
      text: `{"jwks":${setOf(`${ecPublic},⟦"d"⟧:"AA","use":"sig"`)}}`,
    },
    { title: 'not of symmetric keys', path: 'private.jwk', text: `{${octSecret}}` },
  ],
  'symmetric-key-in-public-document': [
    {
      title: 'at its type where the value is missing',
      path: '.well-known/jwks.json',
      text: '{"keys":[{"kty":⟦"oct"⟧,"kid":"a"}]}',
    },
  ],
  'known-example-key': [
    {
      title: 'a padded copy',
      text: '{"kty":"EC","crv":"P-256","x":⟦"EVs_o5-uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf84="⟧,"y":"kGe5DgSIycKp8w9aJmoHhB1sB3QTugfnRWm5nU_TzsY"}',
    },
    {
      title: 'information in a test directory',
      path: 'spec/key.json',
      text: oct('⟦"c2VjcmV0"⟧'),
      severity: 'information',
    },
    { title: 'the empty secret is of another rule', text: oct('""') },
  ],
};

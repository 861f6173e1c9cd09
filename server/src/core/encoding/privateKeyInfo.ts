/** PKCS#8 PrivateKeyInfo and OneAsymmetricKey (RFC 5958 §2). */
import { publicFromPrivate } from '../key/publicMembers.ts';
import { mlDsaExpandedKey, mlDsaPublicKey } from '../math/mlDsa.ts';
import { curves, type CurveName } from '../registry/curves.ts';
import { decodeBase64url } from './base64url.ts';
import { derTag } from './der.ts';
import { DerFields, KeyFormatError } from './derFields.ts';
import { element, octetString, sequence, unsigned } from './derWriter.ts';
import { namedCurve, pointMaterial, readEcPrivateKey, writeEcPrivateKey } from './ecPrivateKey.ts';
import { isSameKey, type AkpMaterial, type KeyMaterial, type OkpMaterial } from './keyMaterial.ts';
import { equalOctets } from './octets.ts';
import { algorithmIdentifier, keyAlgorithm, requireLength, type KeyAlgorithm, type TiedKey } from './publicKeyInfo.ts';
import { readRsaPrivateKey, readRsaPublicKey, writeRsaPrivateKey } from './rsaKeys.ts';

const [attributesTag, publicKeyTag] = [0xa0, 0x81];

/** @throws KeyFormatError */
export function readPrivateKeyInfo(der: Uint8Array): TiedKey {
  const fields = DerFields.of(der, 'the private key (PKCS#8)');
  if (fields.count() > 1) throw fields.fault();
  const algorithm = keyAlgorithm(fields);
  const key = fields.octetString();
  fields.takeIf(attributesTag);
  const publicKey = fields.nextTag === publicKeyTag ? fields.bitString(publicKeyTag) : undefined;
  fields.end();
  const material = readKey(algorithm, key);
  if (publicKey !== undefined && !isSameKey(material, publicHalf(algorithm, publicKey)))
    throw new KeyFormatError('its public key does not belong to its private key');
  return { material, tiedTo: algorithm.kty === 'RSA' ? algorithm.tiedTo : undefined };
}

function readKey(algorithm: KeyAlgorithm, key: Uint8Array): KeyMaterial {
  switch (algorithm.kty) {
    case 'RSA':
      return readRsaPrivateKey(key);
    case 'EC':
      return readEcPrivateKey(key, algorithm.parameters);
    case 'OKP':
      // CurvePrivateKey is an OCTET STRING in the OCTET STRING (RFC 8410 §7).
      return okpFromPrivate(algorithm.crv, only(key, derTag.octetString));
    case 'AKP':
      return readMlDsa(algorithm.alg, key);
  }
}

function publicHalf(algorithm: KeyAlgorithm, bits: Uint8Array): KeyMaterial {
  switch (algorithm.kty) {
    case 'RSA':
      return readRsaPublicKey(bits);
    case 'EC':
      return pointMaterial(namedCurve(algorithm.parameters), bits);
    case 'OKP':
      return { kty: 'OKP', crv: algorithm.crv, x: bits, d: undefined };
    case 'AKP':
      return { kty: 'AKP', alg: algorithm.alg, pub: bits, priv: undefined };
  }
}

/** The content of octets that are one element. */
function only(octets: Uint8Array, tag: number): Uint8Array {
  const fields = DerFields.inside(octets, 'the private key (PKCS#8)');
  const content = fields.take(tag);
  fields.end();
  return content;
}

/** @throws KeyFormatError when the octets have the wrong length */
export function okpFromPrivate(crv: CurveName, d: Uint8Array): OkpMaterial {
  requireLength(d, curves[crv].octets, `${crv} private key`);
  const x = decodeBase64url(publicFromPrivate(curves[crv], d)?.x ?? '');
  if (x === undefined || x.length === 0) throw new KeyFormatError(`its private value is none of ${crv}`);
  return { kty: 'OKP', crv, x, d };
}

const seedOctets = 32;

/** The three forms of RFC 9881 §6: seed, expanded key, both. */
function readMlDsa(alg: string, key: Uint8Array): AkpMaterial {
  const what = 'the ML-DSA private key';
  const fields = DerFields.inside(key, what);
  if (fields.nextTag === 0x80) return mlDsaFromSeed(alg, only(key, 0x80));
  if (fields.nextTag === derTag.octetString)
    throw new KeyFormatError(
      `the ${alg} key has its expanded form only; a JWK holds the seed it was made from (RFC 9964), which cannot be computed from it. Export the key with its seed, or generate a new one`,
    );
  const both = DerFields.of(key, what);
  const [seed, expanded] = [both.octetString(), both.octetString()];
  both.end();
  const material = mlDsaFromSeed(alg, seed);
  const right = mlDsaExpandedKey(alg, seed);
  if (right === undefined || !equalOctets(right, expanded))
    throw new KeyFormatError('its expanded key does not follow from its seed');
  return material;
}

/** @throws KeyFormatError when the octets are no seed */
export function mlDsaFromSeed(alg: string, seed: Uint8Array): AkpMaterial {
  requireLength(seed, seedOctets, `${alg} seed`);
  const pub = mlDsaPublicKey(alg, seed);
  if (pub === undefined) throw new KeyFormatError(`there is no ML-DSA parameter set ${alg}`);
  return { kty: 'AKP', alg, pub, priv: seed };
}

/** DER of a private key; undefined for a public one. */
export function writePrivateKeyInfo(material: KeyMaterial): Uint8Array | undefined {
  const key = privateOctets(material);
  if (key === undefined) return undefined;
  return sequence(unsigned(Uint8Array.of(0)), algorithmIdentifier(material), octetString(key));
}

function privateOctets(material: KeyMaterial): Uint8Array | undefined {
  switch (material.kty) {
    case 'RSA':
      return material.secret === undefined ? undefined : writeRsaPrivateKey(material, material.secret);
    case 'EC': {
      const { d } = material;
      return d === undefined ? undefined : writeEcPrivateKey({ ...material, d }, false);
    }
    case 'OKP':
      return material.d === undefined ? undefined : octetString(material.d);
    case 'AKP':
      return material.priv === undefined ? undefined : element(0x80, material.priv);
  }
}

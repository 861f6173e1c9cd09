/** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) of RSA (RFC 4055), EC (RFC 5480), OKP (RFC 8410) and ML-DSA (RFC 9881) keys. */
import { curves } from '../registry/curves.ts';
import { byObjectIdentifier, keyTypeIds, mlDsaIds, okpCurveIds } from '../registry/objectIdentifiers.ts';
import { algorithms } from '../registry/algorithms.ts';
import { DerFields, KeyFormatError, takeAlgorithm } from './derFields.ts';
import { bitString, nothing, objectIdentifier, sequence } from './derWriter.ts';
import { curveId, namedCurve, pointMaterial, pointOctets } from './ecPrivateKey.ts';
import { idName } from './foreignIds.ts';
import type { KeyMaterial } from './keyMaterial.ts';
import { readRsaPublicKey, writeRsaPublicKey } from './rsaKeys.ts';
import { readPssParameters } from './signatures.ts';

const okpCurves = byObjectIdentifier(okpCurveIds);
const akpAlgorithms = byObjectIdentifier(mlDsaIds);

/** A key, and the algorithm its format ties it to, if it does. */
export interface TiedKey {
  readonly material: KeyMaterial;
  /** A JOSE algorithm; "PSS" where the key is for RSASSA-PSS without a hash, or with one JOSE has no algorithm for. */
  readonly tiedTo: 'PS256' | 'PS384' | 'PS512' | 'PSS' | undefined;
}

/** What an AlgorithmIdentifier says of the key that goes with it. */
export type KeyAlgorithm =
  | { readonly kty: 'RSA'; readonly tiedTo: TiedKey['tiedTo'] }
  | { readonly kty: 'EC'; readonly parameters: Uint8Array }
  | { readonly kty: 'OKP'; readonly crv: keyof typeof okpCurveIds }
  | { readonly kty: 'AKP'; readonly alg: keyof typeof mlDsaIds };

const pssAlgorithms: Readonly<Record<string, TiedKey['tiedTo']>> = {
  'SHA-256': 'PS256',
  'SHA-384': 'PS384',
  'SHA-512': 'PS512',
};

/** @throws KeyFormatError for an algorithm that JOSE has no keys for */
export function keyAlgorithm(fields: DerFields): KeyAlgorithm {
  const { oid, parameters } = takeAlgorithm(fields);
  const { rsaEncryption, rsaPss, ecPublicKey } = keyTypeIds;
  if (oid === rsaEncryption) return { kty: 'RSA', tiedTo: undefined };
  if (oid === rsaPss) {
    // Without parameters the key may be used with any hash (RFC 4055 §1.2).
    const hash = parameters.length === 0 ? undefined : readPssParameters(parameters)?.hash;
    return { kty: 'RSA', tiedTo: pssAlgorithms[hash ?? ''] ?? 'PSS' };
  }
  if (oid === ecPublicKey) return { kty: 'EC', parameters };
  const crv = okpCurves.get(oid);
  if (crv !== undefined) return { kty: 'OKP', crv };
  const alg = akpAlgorithms.get(oid);
  if (alg !== undefined) return { kty: 'AKP', alg };
  throw new KeyFormatError(`the key is for ${idName(oid)}, which JOSE has no key type for`);
}

/** @throws KeyFormatError */
export function readSubjectPublicKeyInfo(der: Uint8Array): TiedKey {
  const fields = DerFields.of(der, 'the public key (SubjectPublicKeyInfo)');
  const algorithm = keyAlgorithm(fields);
  const bits = fields.bitString();
  fields.end();
  switch (algorithm.kty) {
    case 'RSA':
      return { material: readRsaPublicKey(bits), tiedTo: algorithm.tiedTo };
    case 'EC':
      return { material: pointMaterial(namedCurve(algorithm.parameters), bits), tiedTo: undefined };
    case 'OKP': {
      const { crv } = algorithm;
      requireLength(bits, curves[crv].octets, `${crv} public key`);
      return { material: { kty: 'OKP', crv, x: bits, d: undefined }, tiedTo: undefined };
    }
    case 'AKP': {
      const { alg } = algorithm;
      requireLength(bits, algorithms.get(alg)?.akp?.pub ?? 0, `${alg} public key`);
      return { material: { kty: 'AKP', alg, pub: bits, priv: undefined }, tiedTo: undefined };
    }
  }
}

/** @throws KeyFormatError unless the octets have the length */
export function requireLength(octets: Uint8Array, length: number, what: string): void {
  if (octets.length !== length)
    throw new KeyFormatError(`the ${what} has ${octets.length} octets where ${length} are prescribed`);
}

/** AlgorithmIdentifier of a key, as PKCS#8 and SubjectPublicKeyInfo have it. */
export function algorithmIdentifier(material: KeyMaterial): Uint8Array {
  switch (material.kty) {
    case 'RSA':
      return sequence(objectIdentifier(keyTypeIds.rsaEncryption), nothing);
    case 'EC':
      return sequence(objectIdentifier(keyTypeIds.ecPublicKey), curveId(material.crv));
    case 'OKP':
      return sequence(objectIdentifier(okpCurveIds[material.crv as keyof typeof okpCurveIds]));
    case 'AKP':
      return sequence(objectIdentifier(mlDsaIds[material.alg as keyof typeof mlDsaIds]));
  }
}

/** Octets of the public key as the formats' BIT STRINGs hold it. */
function publicOctets(material: KeyMaterial): Uint8Array {
  switch (material.kty) {
    case 'RSA':
      return writeRsaPublicKey(material);
    case 'EC':
      return pointOctets(material);
    case 'OKP':
      return material.x;
    case 'AKP':
      return material.pub;
  }
}

export function writeSubjectPublicKeyInfo(material: KeyMaterial): Uint8Array {
  return sequence(algorithmIdentifier(material), bitString(publicOctets(material)));
}

/** The material of a JWK: complete, sound, and of the sizes that the other formats have. */
import { decodeBase64Lenient } from '../encoding/base64url.ts';
import { KeyFormatError } from '../encoding/derFields.ts';
import { ecFromPrivate, pointMaterial } from '../encoding/ecPrivateKey.ts';
import { isSameKey, type KeyMaterial } from '../encoding/keyMaterial.ts';
import { toInteger } from '../encoding/octets.ts';
import { mlDsaFromSeed, okpFromPrivate } from '../encoding/privateKeyInfo.ts';
import { requireLength } from '../encoding/publicKeyInfo.ts';
import { rsaPrivate, rsaPublic } from '../encoding/rsaKeys.ts';
import { algorithms } from '../registry/algorithms.ts';
import { curves, type CurveName } from '../registry/curves.ts';
import { mlDsaIds } from '../registry/objectIdentifiers.ts';
import { list, quoted } from '../text.ts';
import { displayWord } from '../words.ts';
import type { JsonNode } from '../document/json.ts';
import { stringValue } from '../document/tree.ts';
import type { Key } from './key.ts';

/**
 * What numbers the key has. Missing private RSA numbers and public EC and OKP ones are computed.
 * @throws KeyFormatError when they cannot be, do not belong together, or the key is of no type with such a format
 */
export function materialOf(key: Key): KeyMaterial {
  switch (key.type?.kty) {
    case 'RSA':
      return rsaOf(key);
    case 'EC':
      return ecOf(key, curveOf(key, 'EC'));
    case 'OKP':
      return okpOf(key, curveOf(key, 'OKP'));
    case 'AKP':
      return akpOf(key);
    case 'oct':
      throw new KeyFormatError('it is symmetric, and such keys have no PEM, DER or OpenSSH format');
    case undefined:
      throw new KeyFormatError(
        key.kty === undefined ? '"kty" is missing' : `there is no key type ${displayWord(key.kty.value)}`,
      );
  }
}

function octets(key: Key, name: string): Uint8Array | undefined {
  const read = key.octets(name);
  if (read === undefined && key.has(name)) throw new KeyFormatError(`${quoted(name)} is not base64url`);
  return read;
}

/** @throws KeyFormatError naming the members that are missing */
function required<N extends string>(key: Key, ...names: readonly N[]): Readonly<Record<N, Uint8Array>> {
  const values = names.map((name) => [name, octets(key, name)] as const);
  const missing = values.filter(([, value]) => value === undefined || value.length === 0).map(([name]) => quoted(name));
  if (missing.length > 0) throw new KeyFormatError(`${list(missing)} ${missing.length === 1 ? 'is' : 'are'} missing`);
  return Object.fromEntries(values) as Record<N, Uint8Array>;
}

function rsaOf(key: Key): KeyMaterial {
  const { n, e } = required(key, 'n', 'e');
  const [modulus, exponent] = [toInteger(n), toInteger(e)];
  if (!key.isPrivate) return rsaPublic(modulus, exponent);
  const integer = (name: string): bigint | undefined => {
    const value = octets(key, name);
    return value === undefined ? undefined : toInteger(value);
  };
  const [d, p, q] = [integer('d'), integer('p'), integer('q')];
  const [dp, dq, qi] = [integer('dp'), integer('dq'), integer('qi')];
  return rsaPrivate({ n: modulus, e: exponent, d, p, q, dp, dq, qi, others: othersOf(key) });
}

function othersOf(key: Key): { r: bigint; d: bigint; t: bigint }[] {
  const node = key.value('oth');
  if (node === undefined) return [];
  const items = node.type === 'array' ? node.items : [];
  return items.map((item) => {
    const value = (name: string): bigint => numberOf(item, name);
    return { r: value('r'), d: value('d'), t: value('t') };
  });
}

function numberOf(item: JsonNode, name: string): bigint {
  const text = item.type === 'object' ? stringValue(item, name) : undefined;
  const value = text === undefined ? undefined : decodeBase64Lenient(text);
  if (value === undefined) throw new KeyFormatError('"oth" is not a list of primes with "r", "d" and "t"');
  return toInteger(value);
}

function curveOf(key: Key, kty: 'EC' | 'OKP'): CurveName {
  const { curve, crv } = key;
  if (curve?.kty === kty) return curve.crv;
  throw new KeyFormatError(
    crv === undefined ? '"crv" is missing' : `${displayWord(crv.value)} is no curve of ${kty} keys`,
  );
}

function ecOf(key: Key, crv: CurveName): KeyMaterial {
  const d = octets(key, 'd');
  const size = curves[crv].octets;
  const [x, y] = [octets(key, 'x'), octets(key, 'y')];
  if (d !== undefined && x === undefined && y === undefined) return ecFromPrivate(crv, d);
  const given = required(key, 'x', 'y');
  const point = new Uint8Array(1 + 2 * size);
  point[0] = 4;
  for (const [i, name] of (['x', 'y'] as const).entries()) {
    const value = given[name];
    // Leading zeros may be missing or too many; the other formats have them all.
    if (value.length > size && toInteger(value) >> BigInt(8 * size) > 0n)
      requireLength(value, size, `member "${name}"`);
    const last = value.subarray(Math.max(0, value.length - size));
    point.set(last, 1 + (i + 1) * size - last.length);
  }
  return d === undefined ? pointMaterial(crv, point) : ecFromPrivate(crv, d, point);
}

function okpOf(key: Key, crv: CurveName): KeyMaterial {
  const d = octets(key, 'd');
  const x = octets(key, 'x');
  if (x !== undefined) requireLength(x, curves[crv].octets, `member "x"`);
  if (d === undefined) return { kty: 'OKP', crv, x: required(key, 'x').x, d };
  const material = okpFromPrivate(crv, d);
  if (x !== undefined && !isSameKey(material, { kty: 'OKP', crv, x, d: undefined }))
    throw new KeyFormatError('its public key does not belong to its private key');
  return material;
}

function akpOf(key: Key): KeyMaterial {
  const alg = key.alg?.value;
  if (alg === undefined || !Object.hasOwn(mlDsaIds, alg))
    throw new KeyFormatError(
      `${alg === undefined ? '"alg" is missing' : `${displayWord(alg)} has no such format`}; ML-DSA-44, ML-DSA-65 and ML-DSA-87 have one`,
    );
  const priv = octets(key, 'priv');
  const pub = octets(key, 'pub');
  if (pub !== undefined) requireLength(pub, algorithms.get(alg)?.akp?.pub ?? 0, `member "pub"`);
  if (priv === undefined) return { kty: 'AKP', alg, pub: required(key, 'pub').pub, priv };
  const material = mlDsaFromSeed(alg, priv);
  if (pub !== undefined && !isSameKey(material, { kty: 'AKP', alg, pub, priv: undefined }))
    throw new KeyFormatError('its public key does not follow from its seed');
  return material;
}

/** What a key is in any format: its numbers and octets, sound and complete. */
import type { CurveName } from '../registry/curves.ts';
import { encodeBase64url } from './base64url.ts';
import { equalOctets, fromInteger } from './octets.ts';

export interface OtherPrimeValues {
  readonly r: bigint;
  readonly d: bigint;
  readonly t: bigint;
}

export interface RsaSecret {
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  readonly dp: bigint;
  readonly dq: bigint;
  readonly qi: bigint;
  readonly others: readonly OtherPrimeValues[];
}

export interface RsaMaterial {
  readonly kty: 'RSA';
  readonly n: bigint;
  readonly e: bigint;
  readonly secret: RsaSecret | undefined;
}

/** x, y and d have the full size of the curve. */
export interface EcMaterial {
  readonly kty: 'EC';
  readonly crv: CurveName;
  readonly x: Uint8Array;
  readonly y: Uint8Array;
  readonly d: Uint8Array | undefined;
}

export interface OkpMaterial {
  readonly kty: 'OKP';
  readonly crv: CurveName;
  readonly x: Uint8Array;
  readonly d: Uint8Array | undefined;
}

/** `priv` is the seed (RFC 9964). */
export interface AkpMaterial {
  readonly kty: 'AKP';
  readonly alg: string;
  readonly pub: Uint8Array;
  readonly priv: Uint8Array | undefined;
}

export type KeyMaterial = RsaMaterial | EcMaterial | OkpMaterial | AkpMaterial;

export function isPrivateMaterial(material: KeyMaterial): boolean {
  switch (material.kty) {
    case 'RSA':
      return material.secret !== undefined;
    case 'AKP':
      return material.priv !== undefined;
    default:
      return material.d !== undefined;
  }
}

export function publicMaterial(material: KeyMaterial): KeyMaterial {
  switch (material.kty) {
    case 'RSA':
      return { ...material, secret: undefined };
    case 'AKP':
      return { ...material, priv: undefined };
    default:
      return { ...material, d: undefined };
  }
}

/** Whether two are the same key, or halves of it. */
export function isSameKey(a: KeyMaterial, b: KeyMaterial): boolean {
  if (a.kty === 'RSA') return b.kty === 'RSA' && a.n === b.n && a.e === b.e;
  if (a.kty === 'AKP') return b.kty === 'AKP' && a.alg === b.alg && equalOctets(a.pub, b.pub);
  return (
    a.kty === b.kty &&
    a.crv === b.crv &&
    equalOctets(a.x, b.x) &&
    (a.kty !== 'EC' || (b.kty === 'EC' && equalOctets(a.y, b.y)))
  );
}

/** base64url of the minimum number of octets (RFC 7518 §2, Base64urlUInt). */
const number = (value: bigint): string => encodeBase64url(fromInteger(value));

/** The key-type members of the JWK (RFC 7518 §6, RFC 8037 §2, RFC 9964) in their usual order; alg where it is one. */
export function materialMembers(material: KeyMaterial): Readonly<Record<string, unknown>> {
  switch (material.kty) {
    case 'RSA':
      return {
        n: number(material.n),
        e: number(material.e),
        ...(material.secret === undefined ? {} : secretMembers(material.secret)),
      };
    case 'EC':
      return {
        crv: material.crv,
        x: encodeBase64url(material.x),
        y: encodeBase64url(material.y),
        ...(material.d === undefined ? {} : { d: encodeBase64url(material.d) }),
      };
    case 'OKP':
      return {
        crv: material.crv,
        x: encodeBase64url(material.x),
        ...(material.d === undefined ? {} : { d: encodeBase64url(material.d) }),
      };
    case 'AKP':
      return {
        alg: material.alg,
        pub: encodeBase64url(material.pub),
        ...(material.priv === undefined ? {} : { priv: encodeBase64url(material.priv) }),
      };
  }
}

function secretMembers({ d, p, q, dp, dq, qi, others }: RsaSecret): Readonly<Record<string, unknown>> {
  return {
    d: number(d),
    p: number(p),
    q: number(q),
    dp: number(dp),
    dq: number(dq),
    qi: number(qi),
    ...(others.length === 0
      ? {}
      : { oth: others.map((other) => ({ r: number(other.r), d: number(other.d), t: number(other.t) })) }),
  };
}

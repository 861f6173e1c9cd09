/** X.509 certificates (RFC 5280) written; x509.ts reads them. */
import { sha256 } from '@noble/hashes/sha2.js';
import { derChildren, readDer } from './der.ts';
import { bitString, element, objectIdentifier, octetString, sequence, tagged, unsigned } from './derWriter.ts';
import { fromHex, utf8 } from './octets.ts';
import { keyUsages, type KeyUsage } from './x509.ts';

/** What a self-signed certificate says. */
export interface CertificateFields {
  /** Octets of the serial number, as of an unsigned integer. */
  readonly serial: Uint8Array;
  /** DER of the AlgorithmIdentifier. */
  readonly signatureAlgorithm: Uint8Array;
  /** DER of the subject's name, which is the issuer's. */
  readonly name: Uint8Array;
  /** Seconds since 1970, both inclusive. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** DER of the SubjectPublicKeyInfo. */
  readonly publicKeyInfo: Uint8Array;
  /** What the key may be used for; undefined where nothing restricts it. */
  readonly keyUsage: readonly KeyUsage[] | undefined;
}

/** The last second a certificate can be valid in (RFC 5280 §4.1.2.5). */
export const endOfTime = Date.UTC(9999, 11, 31, 23, 59, 59) / 1000;

/** DER of the TBSCertificate, which is what gets signed. */
export function toBeSigned(fields: CertificateFields): Uint8Array {
  const { serial, signatureAlgorithm, name, notBefore, notAfter, publicKeyInfo } = fields;
  return sequence(
    tagged(0, fromHex('020102')),
    unsigned(serial),
    signatureAlgorithm,
    name,
    sequence(time(notBefore), time(notAfter)),
    name,
    publicKeyInfo,
    tagged(3, sequence(...extensions(fields))),
  );
}

/** DER of the certificate. */
export function signedCertificate(tbs: Uint8Array, algorithm: Uint8Array, signature: Uint8Array): Uint8Array {
  return sequence(tbs, algorithm, bitString(signature));
}

/** UTCTime through 2049, GeneralizedTime from 2050 on (RFC 5280 §4.1.2.5). */
function time(seconds: number): Uint8Array {
  const digits = new Date(seconds * 1000).toISOString().slice(0, 19).replace(/[-:T]/g, '');
  const year = Number(digits.slice(0, 4));
  const isShort = year >= 1950 && year < 2050;
  return element(isShort ? 0x17 : 0x18, utf8(`${isShort ? digits.slice(2) : digits}Z`));
}

const isTrue = fromHex('0101ff');

/**
 * The certificate is for its key alone and no CA: with cA TRUE and keyCertSign, whoever puts it into a trust store
 * would let the key vouch for any name. OpenSSL, Java and Go take a trusted end-entity certificate as its own anchor.
 */
function extensions({ keyUsage, publicKeyInfo }: CertificateFields): Uint8Array[] {
  const id = keyIdentifier(publicKeyInfo);
  return [
    // cA is FALSE by default, and DER leaves defaults out.
    extension('2.5.29.19', sequence(), 'critical'),
    ...(keyUsage === undefined ? [] : [extension('2.5.29.15', namedBits(keyUsage), 'critical')]),
    extension('2.5.29.14', octetString(id)),
    extension('2.5.29.35', sequence(element(0x80, id))),
  ];
}

function extension(id: string, value: Uint8Array, critical?: 'critical'): Uint8Array {
  return sequence(objectIdentifier(id), ...(critical === undefined ? [] : [isTrue]), octetString(value));
}

/** The leftmost 160 bits of the SHA-256 of the public key (RFC 7093 §2, method 1). */
function keyIdentifier(publicKeyInfo: Uint8Array): Uint8Array {
  const outer = readDer(publicKeyInfo);
  const bits = outer === undefined ? undefined : derChildren(publicKeyInfo, outer)?.[1];
  // The first octet of a BIT STRING counts unused bits.
  const key = bits === undefined ? publicKeyInfo : publicKeyInfo.subarray(bits.content + 1, bits.end);
  return sha256(key).subarray(0, 20);
}

/** A BIT STRING of named bits, without trailing zeros (X.690 §11.2.2). */
function namedBits(usage: readonly KeyUsage[]): Uint8Array {
  const last = Math.max(...usage.map((name) => keyUsages.indexOf(name)));
  const octets = new Uint8Array((last >> 3) + 1);
  for (const name of usage) {
    const bit = keyUsages.indexOf(name);
    octets[bit >> 3] = (octets[bit >> 3] as number) | (0x80 >> (bit & 7));
  }
  return element(0x03, Uint8Array.of(7 - (last & 7)), octets);
}

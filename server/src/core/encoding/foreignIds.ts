/** Names of what JOSE has no keys for, so that messages can say what was found. */
import { display } from '../text.ts';

const names: Readonly<Record<string, string>> = {
  '1.2.840.10040.4.1': 'DSA',
  '1.2.840.10046.2.1': 'Diffie-Hellman (X9.42)',
  '1.2.840.113549.1.3.1': 'Diffie-Hellman (PKCS#3)',
  '1.2.840.113549.1.1.7': 'RSAES-OAEP',
  '1.2.643.7.1.1.1.1': 'GOST R 34.10-2012 (256 bits)',
  '1.2.643.7.1.1.1.2': 'GOST R 34.10-2012 (512 bits)',
  '1.3.132.1.12': 'ECDH',
  '2.16.840.1.101.3.4.4.1': 'ML-KEM-512',
  '2.16.840.1.101.3.4.4.2': 'ML-KEM-768',
  '2.16.840.1.101.3.4.4.3': 'ML-KEM-1024',
  // Curves: SEC 2, RFC 5639, and the national ones.
  '1.2.840.10045.3.1.1': 'P-192',
  '1.3.132.0.33': 'P-224',
  '1.3.132.0.8': 'secp160r1',
  '1.3.132.0.9': 'secp160k1',
  '1.3.132.0.30': 'secp160r2',
  '1.3.132.0.31': 'secp192k1',
  '1.3.132.0.32': 'secp224k1',
  '1.3.36.3.3.2.8.1.1.1': 'brainpoolP160r1',
  '1.3.36.3.3.2.8.1.1.3': 'brainpoolP192r1',
  '1.3.36.3.3.2.8.1.1.5': 'brainpoolP224r1',
  '1.3.36.3.3.2.8.1.1.7': 'brainpoolP256r1',
  '1.3.36.3.3.2.8.1.1.8': 'brainpoolP256t1',
  '1.3.36.3.3.2.8.1.1.9': 'brainpoolP320r1',
  '1.3.36.3.3.2.8.1.1.11': 'brainpoolP384r1',
  '1.3.36.3.3.2.8.1.1.12': 'brainpoolP384t1',
  '1.3.36.3.3.2.8.1.1.13': 'brainpoolP512r1',
  '1.3.36.3.3.2.8.1.1.14': 'brainpoolP512t1',
  '1.2.156.10197.1.301': 'SM2',
  // Encryption: PKCS#5, PKCS#12 and the ciphers they are used with.
  '1.2.840.113549.1.5.1': 'PBES1 with MD2 and DES',
  '1.2.840.113549.1.5.3': 'PBES1 with MD5 and DES',
  '1.2.840.113549.1.5.4': 'PBES1 with MD2 and RC2',
  '1.2.840.113549.1.5.6': 'PBES1 with MD5 and RC2',
  '1.2.840.113549.1.5.10': 'PBES1 with SHA-1 and DES',
  '1.2.840.113549.1.5.11': 'PBES1 with SHA-1 and RC2',
  '1.2.840.113549.1.12.1.1': 'PKCS#12 PBE with SHA-1 and 128-bit RC4',
  '1.2.840.113549.1.12.1.2': 'PKCS#12 PBE with SHA-1 and 40-bit RC4',
  '1.2.840.113549.1.12.1.3': 'PKCS#12 PBE with SHA-1 and 3DES',
  '1.2.840.113549.1.12.1.4': 'PKCS#12 PBE with SHA-1 and two-key 3DES',
  '1.2.840.113549.1.12.1.5': 'PKCS#12 PBE with SHA-1 and 128-bit RC2',
  '1.2.840.113549.1.12.1.6': 'PKCS#12 PBE with SHA-1 and 40-bit RC2',
  '1.3.14.3.2.7': 'DES-CBC',
  '1.2.840.113549.3.2': 'RC2-CBC',
  '1.2.840.113549.3.7': '3DES (DES-EDE3-CBC)',
  '1.2.840.113549.3.9': 'RC5-CBC',
  '1.2.392.200011.61.1.1.1.2': 'Camellia-128-CBC',
  '1.2.392.200011.61.1.1.1.3': 'Camellia-192-CBC',
  '1.2.392.200011.61.1.1.1.4': 'Camellia-256-CBC',
  '1.2.410.200004.1.4': 'SEED-CBC',
  '1.2.156.10197.1.104.2': 'SM4-CBC',
  '2.16.840.1.101.3.4.1.6': 'AES-128-GCM',
  '2.16.840.1.101.3.4.1.26': 'AES-192-GCM',
  '2.16.840.1.101.3.4.1.46': 'AES-256-GCM',
};

/** The algorithm's or curve's name, or its object identifier where it has none here. */
export function idName(oid: string): string {
  // A hostile identifier may be a thousand arcs long.
  return names[oid] ?? (slhDsa.test(oid) ? 'SLH-DSA' : `the object identifier ${display(oid)}`);
}

/** RFC 9814 §3 (id-slh-dsa-…). */
const slhDsa = /^2\.16\.840\.1\.101\.3\.4\.3\.(?:2\d|3[01])$/;

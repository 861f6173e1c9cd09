/** A key's SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), the octets that Keycloak and others hash for a kid. */
import { stripLeadingZeros } from '../encoding/octets.ts';
import type { Key } from '../key/key.ts';

/** DER of an element: identifier octet, length, content. */
function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, p) => sum + p.length, 0);
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  const out = new Uint8Array(1 + size.length + length);
  out.set([tag, ...size]);
  let at = 1 + size.length;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const octets = (...values: number[]): Uint8Array => Uint8Array.from(values);
const oid = (...encoded: number[]): Uint8Array => element(0x06, octets(...encoded));
const sequence = (...parts: readonly Uint8Array[]): Uint8Array => element(0x30, ...parts);
const bitString = (...parts: readonly Uint8Array[]): Uint8Array => element(0x03, octets(0), ...parts);

function unsigned(value: Uint8Array): Uint8Array {
  const minimal = stripLeadingZeros(value);
  return element(0x02, ...((minimal[0] ?? 0) >= 0x80 ? [octets(0)] : []), minimal);
}

const rsaEncryption = oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01);
const ecPublicKey = oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01);

/** RFC 5480 §2.1.1.1, SEC 2 §A.2; RFC 8410 §3. */
const curveIds: Readonly<Record<string, Uint8Array>> = {
  'P-256': oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07),
  'P-384': oid(0x2b, 0x81, 0x04, 0x00, 0x22),
  'P-521': oid(0x2b, 0x81, 0x04, 0x00, 0x23),
  secp256k1: oid(0x2b, 0x81, 0x04, 0x00, 0x0a),
  X25519: oid(0x2b, 0x65, 0x6e),
  X448: oid(0x2b, 0x65, 0x6f),
  Ed25519: oid(0x2b, 0x65, 0x70),
  Ed448: oid(0x2b, 0x65, 0x71),
};

/** RFC 9881 §2. */
const mlDsaIds: Readonly<Record<string, Uint8Array>> = Object.fromEntries(
  [17, 18, 19].map((n, i) => [
    `ML-DSA-${[44, 65, 87][i] as number}`,
    oid(0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, n),
  ]),
);

/** DER of the key's public half; undefined for a symmetric key, and for one whose values cannot be read. */
export function subjectPublicKeyInfo(key: Key): Uint8Array | undefined {
  const id = curveIds[key.crv?.value ?? ''];
  switch (key.type?.kty) {
    case 'RSA': {
      const [n, e] = [key.octets('n'), key.octets('e')];
      if (n === undefined || e === undefined) return undefined;
      const nothing = element(0x05);
      return sequence(sequence(rsaEncryption, nothing), bitString(sequence(unsigned(n), unsigned(e))));
    }
    case 'EC': {
      const [x, y, size] = [key.octets('x'), key.octets('y'), key.curve?.octets];
      if (x === undefined || y === undefined || id === undefined || x.length !== size || y.length !== size) {
        return undefined;
      }
      return sequence(sequence(ecPublicKey, id), bitString(octets(4), x, y));
    }
    case 'OKP': {
      const x = key.octets('x');
      return x === undefined || id === undefined ? undefined : sequence(sequence(id), bitString(x));
    }
    case 'AKP': {
      const [pub, algorithm] = [key.octets('pub'), mlDsaIds[key.alg?.value ?? '']];
      return pub === undefined || algorithm === undefined ? undefined : sequence(sequence(algorithm), bitString(pub));
    }
    default:
      return undefined;
  }
}

/** A key's SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), the octets that Keycloak and others hash for a kid. */
import { bitString, nothing, objectIdentifier, sequence, unsigned } from '../encoding/derWriter.ts';
import type { Key } from '../key/key.ts';
import { ecCurveIds, keyTypeIds, mlDsaIds, okpCurveIds } from '../registry/objectIdentifiers.ts';

const rsaEncryption = objectIdentifier(keyTypeIds.rsaEncryption);
const ecPublicKey = objectIdentifier(keyTypeIds.ecPublicKey);

const identifiers: ReadonlyMap<string, Uint8Array> = new Map(
  Object.entries({ ...ecCurveIds, ...okpCurveIds, ...mlDsaIds }).map(([name, id]) => [name, objectIdentifier(id)]),
);

/** DER of the key's public half; undefined for a symmetric key, and for one whose values cannot be read. */
export function subjectPublicKeyInfo(key: Key): Uint8Array | undefined {
  const id = identifiers.get(key.crv?.value ?? '');
  switch (key.type?.kty) {
    case 'RSA': {
      const [n, e] = [key.octets('n'), key.octets('e')];
      if (n === undefined || e === undefined) return undefined;
      return sequence(sequence(rsaEncryption, nothing), bitString(sequence(unsigned(n), unsigned(e))));
    }
    case 'EC': {
      const [x, y, size] = [key.octets('x'), key.octets('y'), key.curve?.octets];
      if (x === undefined || y === undefined || id === undefined || x.length !== size || y.length !== size) {
        return undefined;
      }
      return sequence(sequence(ecPublicKey, id), bitString(Uint8Array.of(4), x, y));
    }
    case 'OKP': {
      const x = key.octets('x');
      return x === undefined || id === undefined ? undefined : sequence(sequence(id), bitString(x));
    }
    case 'AKP': {
      const [pub, algorithm] = [key.octets('pub'), identifiers.get(key.alg?.value ?? '')];
      return pub === undefined || algorithm === undefined ? undefined : sequence(sequence(algorithm), bitString(pub));
    }
    default:
      return undefined;
  }
}

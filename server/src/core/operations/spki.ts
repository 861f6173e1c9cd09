/** A key's SubjectPublicKeyInfo (RFC 5280 §4.1.2.7), the octets that Keycloak and others hash for a kid. */
import type { KeyMaterial } from '../encoding/keyMaterial.ts';
import { toInteger } from '../encoding/octets.ts';
import { writeSubjectPublicKeyInfo } from '../encoding/publicKeyInfo.ts';
import type { Key } from '../key/key.ts';
import { mlDsaIds } from '../registry/objectIdentifiers.ts';

/** DER of the key's public half; undefined for a symmetric key, and for one whose values cannot be read. */
export function subjectPublicKeyInfo(key: Key): Uint8Array | undefined {
  const material = publicValues(key);
  return material === undefined ? undefined : writeSubjectPublicKeyInfo(material);
}

/** The values as they are: whether they are those of a sound key is no concern of a hash. */
function publicValues(key: Key): KeyMaterial | undefined {
  const { curve } = key;
  switch (key.type?.kty) {
    case 'RSA': {
      const [n, e] = [key.octets('n'), key.octets('e')];
      if (n === undefined || e === undefined) return undefined;
      return { kty: 'RSA', n: toInteger(n), e: toInteger(e), secret: undefined };
    }
    case 'EC': {
      const [x, y] = [key.octets('x'), key.octets('y')];
      if (curve?.kty !== 'EC' || x?.length !== curve.octets || y?.length !== curve.octets) return undefined;
      return { kty: 'EC', crv: curve.crv, x, y, d: undefined };
    }
    case 'OKP': {
      const x = key.octets('x');
      return x === undefined || curve?.kty !== 'OKP' ? undefined : { kty: 'OKP', crv: curve.crv, x, d: undefined };
    }
    case 'AKP': {
      const [pub, alg] = [key.octets('pub'), key.alg?.value];
      if (pub === undefined || alg === undefined || !Object.hasOwn(mlDsaIds, alg)) return undefined;
      return { kty: 'AKP', alg, pub, priv: undefined };
    }
    default:
      return undefined;
  }
}

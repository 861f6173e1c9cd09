/** RSAPrivateKey and RSAPublicKey (RFC 8017 §A.1), which PKCS#1 PEM, PKCS#8 and SPKI hold. */
import { completeRsa, rsaFault, type RsaParts } from '../math/completeRsa.ts';
import { DerFields, KeyFormatError } from './derFields.ts';
import { sequence, unsigned } from './derWriter.ts';
import type { RsaMaterial, RsaSecret } from './keyMaterial.ts';
import { fromInteger } from './octets.ts';

const integer = (value: bigint): Uint8Array => unsigned(fromInteger(value));

/** @throws KeyFormatError when the numbers are those of no key */
export function rsaPublic(n: bigint, e: bigint): RsaMaterial {
  const fault = rsaFault(n, e);
  if (fault !== undefined) throw new KeyFormatError(`it is no RSA key: ${fault}`);
  return { kty: 'RSA', n, e, secret: undefined };
}

/** @throws KeyFormatError when the numbers do not belong together */
export function rsaPrivate(parts: RsaParts): RsaMaterial {
  const secret = completeRsa(parts);
  if (typeof secret === 'string') throw new KeyFormatError(`its RSA numbers are inconsistent: ${secret}`);
  return { kty: 'RSA', n: parts.n, e: parts.e, secret };
}

/** @throws KeyFormatError */
export function readRsaPublicKey(der: Uint8Array): RsaMaterial {
  const fields = DerFields.of(der, 'the RSA public key (PKCS#1)');
  const [n, e] = [fields.integer(), fields.integer()];
  fields.end();
  return rsaPublic(n, e);
}

/** @throws KeyFormatError */
export function readRsaPrivateKey(der: Uint8Array): RsaMaterial {
  const fields = DerFields.of(der, 'the RSA private key (PKCS#1)');
  const version = fields.count();
  const [n, e, d, p] = [fields.integer(), fields.integer(), fields.integer(), fields.integer()];
  const [q, dp, dq, qi] = [fields.integer(), fields.integer(), fields.integer(), fields.integer()];
  const others: { r: bigint; d: bigint; t: bigint }[] = [];
  if (version > 1) throw fields.fault();
  if (version === 1) {
    const list = fields.sequence();
    while (list.nextTag !== undefined) {
      const other = list.sequence();
      others.push({ r: other.integer(), d: other.integer(), t: other.integer() });
      other.end();
    }
  }
  fields.end();
  return rsaPrivate({ n, e, d, p, q, dp, dq, qi, others });
}

export function writeRsaPublicKey({ n, e }: RsaMaterial): Uint8Array {
  return sequence(integer(n), integer(e));
}

export function writeRsaPrivateKey({ n, e }: RsaMaterial, secret: RsaSecret): Uint8Array {
  const { d, p, q, dp, dq, qi, others } = secret;
  const rest = others.map((other) => sequence(integer(other.r), integer(other.d), integer(other.t)));
  return sequence(
    // Version 1 says that there are more than two primes.
    ...[rest.length === 0 ? 0n : 1n, n, e, d, p, q, dp, dq, qi].map(integer),
    ...(rest.length === 0 ? [] : [sequence(...rest)]),
  );
}

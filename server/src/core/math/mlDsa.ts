/** ML-DSA key pairs (FIPS 204 §6.1) and signatures. */
import { ml_dsa44, ml_dsa65, ml_dsa87 } from '@noble/post-quantum/ml-dsa.js';

const parameterSets = new Map([
  ['ML-DSA-44', ml_dsa44],
  ['ML-DSA-65', ml_dsa65],
  ['ML-DSA-87', ml_dsa87],
]);

/** The octets of the public key a seed generates; undefined for an algorithm that is not ML-DSA. Takes milliseconds. */
export function mlDsaPublicKey(alg: string, seed: Uint8Array): Uint8Array | undefined {
  return parameterSets.get(alg)?.keygen(seed).publicKey;
}

/** The expanded private key of a seed (FIPS 204 §6.1); undefined for an algorithm that is not ML-DSA. */
export function mlDsaExpandedKey(alg: string, seed: Uint8Array): Uint8Array | undefined {
  return parameterSets.get(alg)?.keygen(seed).secretKey;
}

/**
 * Whether a public key verifies a signature that has no context; undefined for an algorithm that is not ML-DSA. Takes
 * milliseconds.
 * @throws where signature or key has not the algorithm's length
 */
export function mlDsaVerifies(
  alg: string,
  signature: Uint8Array,
  message: Uint8Array,
  pub: Uint8Array,
): boolean | undefined {
  return parameterSets.get(alg)?.verify(signature, message, pub);
}

/** Certificates put together for tests: of any key, signed however the test says, without extensions. */
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { encodeBase64 } from '../../server/src/core/encoding/base64url.ts';
import {
  bitString,
  element,
  nothing,
  objectIdentifier,
  sequence,
  tagged,
  unsigned,
  utf8String,
} from '../../server/src/core/encoding/derWriter.ts';
import { fromHex, utf8 } from '../../server/src/core/encoding/octets.ts';
import { attributeIds, keyTypeIds, mlDsaIds } from '../../server/src/core/registry/objectIdentifiers.ts';

export interface MadeCertificate {
  /** DER of the SubjectPublicKeyInfo. */
  readonly spki: Uint8Array;
  readonly subject?: string;
  readonly issuer?: string;
  /** Object identifier of the signature's algorithm. */
  readonly algorithm?: string;
  readonly sign?: (tbs: Uint8Array) => Uint8Array;
}

function name(text: string): Uint8Array {
  return sequence(element(0x31, sequence(objectIdentifier(attributeIds.CN), utf8String(text))));
}

/** base64 of a certificate valid from 2024 to 2049. */
export function makeCertificate(made: MadeCertificate): string {
  const { subject = 'Example', issuer = subject, algorithm = mlDsaIds['ML-DSA-44'] } = made;
  const identifier = sequence(objectIdentifier(algorithm));
  const [from, to] = ['240101000000Z', '491231235959Z'].map((time) => element(0x17, utf8(time)));
  const tbs = sequence(
    tagged(0, fromHex('020102')),
    unsigned(Uint8Array.of(1)),
    identifier,
    name(issuer),
    sequence(from as Uint8Array, to as Uint8Array),
    name(subject),
    made.spki,
  );
  return encodeBase64(sequence(tbs, identifier, bitString(made.sign?.(tbs) ?? nothing)));
}

export function ecInfo(curve: string, point: Uint8Array): Uint8Array {
  return sequence(sequence(objectIdentifier(keyTypeIds.ecPublicKey), objectIdentifier(curve)), bitString(point));
}

export function mlDsaInfo(alg: keyof typeof mlDsaIds, pub: Uint8Array): Uint8Array {
  return sequence(sequence(objectIdentifier(mlDsaIds[alg])), bitString(pub));
}

/** An ML-DSA-44 key pair that signs certificates. */
export function mlDsaSigner(seed: number): {
  spki: Uint8Array;
  pub: Uint8Array;
  sign: (tbs: Uint8Array) => Uint8Array;
} {
  const { publicKey: pub, secretKey } = ml_dsa44.keygen(new Uint8Array(32).fill(seed));
  return { pub, spki: mlDsaInfo('ML-DSA-44', pub), sign: (tbs) => ml_dsa44.sign(tbs, secretKey) };
}

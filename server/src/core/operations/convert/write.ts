/** JWKs in the formats of other tools: PEM, DER, OpenSSH. */
import { writeEcPrivateKey } from '../../encoding/ecPrivateKey.ts';
import { certifiedKey, type KeyFormat } from '../../encoding/keyDer.ts';
import { isPrivateMaterial, isSameKey, publicMaterial, type KeyMaterial } from '../../encoding/keyMaterial.ts';
import { writeOpensshPublic } from '../../encoding/openssh.ts';
import { writePem } from '../../encoding/pem.ts';
import { writePrivateKeyInfo } from '../../encoding/privateKeyInfo.ts';
import { writeSubjectPublicKeyInfo } from '../../encoding/publicKeyInfo.ts';
import { writeRsaPrivateKey, writeRsaPublicKey } from '../../encoding/rsaKeys.ts';
import { materialOf } from '../../key/keyMaterial.ts';
import type { Key } from '../../key/key.ts';
import { readX5cItem } from '../../key/x5c.ts';
import { visibleKid } from '../../key/secretKid.ts';
import { list, quoted } from '../../text.ts';
import { information, OperationError, warning, type Note, type OperationDeps } from '../operation.ts';
import { displayWord } from '../../words.ts';
import { encryptPrivateKey } from './decrypt.ts';
import { writeLabels, type Labels } from './labels.ts';
import { located } from './located.ts';

export const writtenFormats = ['pkcs8', 'pkcs1', 'sec1', 'spki', 'x509'] as const;
export type WrittenFormat = (typeof writtenFormats)[number];

export interface WriteRequest {
  readonly to: 'pem' | 'der' | 'openssh';
  readonly format?: WrittenFormat | undefined;
  readonly public?: boolean | undefined;
  readonly newPassword?: string | undefined;
}

export interface WrittenKey {
  readonly format: KeyFormat;
  readonly isPrivate: boolean;
  readonly isEncrypted: boolean;
  /** PEM with its labels, or the OpenSSH line. */
  readonly text: string;
  /** DER of the key, or of the first certificate. */
  readonly octets: Uint8Array;
  readonly notes: readonly Note[];
}

/** Whether the format holds public keys only, so that the public half is what is written. */
export function isPublicRequest(request: WriteRequest): boolean {
  return request.public === true || request.to === 'openssh' || request.format === 'spki' || request.format === 'x509';
}

/**
 * @param key the half that is to be written; of what {@link isPublicRequest} the public one
 * @param where what messages call it
 * @throws OperationError (`input`) for a key that has no such format, (`usage`) for a format that is not one of the key's
 */
export async function writeKey(
  key: Key,
  where: string,
  request: WriteRequest,
  deps: Pick<OperationDeps, 'crypto' | 'randomBytes'>,
): Promise<WrittenKey> {
  const material = located(where, () => materialOf(key));
  const isPrivate = isPrivateMaterial(material);
  const format: KeyFormat = request.to === 'openssh' ? 'openssh' : (request.format ?? (isPrivate ? 'pkcs8' : 'spki'));
  const notes = [...lostNotes(key, where, format, request.to), ...secretKidNotes(key, where, request.to)];
  const done = { format, isPrivate, isEncrypted: false, notes };
  if (request.newPassword !== undefined && format !== 'pkcs8')
    throw new OperationError('usage', 'Only a private key in PKCS#8 can be encrypted with a new password');
  if (format === 'openssh') {
    const line = writeOpensshPublic(material, commentOf(key) ?? '');
    if (line === undefined) throw new OperationError('input', `${where}: OpenSSH has no keys of this type or curve`);
    return { ...done, text: `${line}\n`, octets: new Uint8Array() };
  }
  const labels = writeLabels(labelsOf(key));
  if (format === 'x509') {
    const chain = chainOf(key, material, where);
    if (request.to === 'der' && chain.length > 1) {
      throw new OperationError(
        'usage',
        `${where} has a chain of ${chain.length} certificates, and DER holds one; write PEM, or take the others out`,
      );
    }
    const text = labels + chain.map((der) => writePem('CERTIFICATE', der)).join('');
    return { ...done, text, octets: chain[0] as Uint8Array };
  }
  const { label, der } = plainDer(material, format, where);
  if (request.newPassword === undefined) return { ...done, text: labels + writePem(label, der), octets: der };
  const encrypted = await encryptPrivateKey(der, request.newPassword, deps);
  const text = labels + writePem('ENCRYPTED PRIVATE KEY', encrypted);
  return { ...done, isEncrypted: true, text, octets: encrypted };
}

function plainDer(
  material: KeyMaterial,
  format: KeyFormat,
  where: string,
): { readonly label: string; readonly der: Uint8Array } {
  const misfit = (reason: string): OperationError => new OperationError('usage', `${where}: ${reason}`);
  switch (format) {
    case 'spki':
      return { label: 'PUBLIC KEY', der: writeSubjectPublicKeyInfo(publicMaterial(material)) };
    case 'pkcs8': {
      const der = writePrivateKeyInfo(material);
      if (der === undefined)
        throw misfit('PKCS#8 holds private keys, and this one is public; spki is the format for it');
      return { label: 'PRIVATE KEY', der };
    }
    case 'pkcs1':
      if (material.kty !== 'RSA') throw misfit('PKCS#1 holds RSA keys, and this is none');
      return material.secret === undefined
        ? { label: 'RSA PUBLIC KEY', der: writeRsaPublicKey(material) }
        : { label: 'RSA PRIVATE KEY', der: writeRsaPrivateKey(material, material.secret) };
    case 'sec1': {
      if (material.kty !== 'EC' || material.d === undefined)
        throw misfit('SEC 1 holds private EC keys, and this is none');
      return { label: 'EC PRIVATE KEY', der: writeEcPrivateKey({ ...material, d: material.d }, true) };
    }
    default:
      throw misfit(`${format} is not written as PEM or DER`);
  }
}

/** The certificates of x5c, of which the first must be this key's. */
function chainOf(key: Key, material: KeyMaterial, where: string): Uint8Array[] {
  const items = key.strings('x5c').map(readX5cItem);
  const [leaf] = items;
  if (leaf === undefined) throw new OperationError('input', `${where} has no certificate: "x5c" is missing`);
  const broken = items.find((item) => item.certificate === undefined);
  if (broken !== undefined) throw new OperationError('input', `${where}: "x5c"[${broken.index}] is not a certificate`);
  const { certificate } = leaf;
  const certified = certificate === undefined ? undefined : located(where, () => certifiedKey(certificate));
  if (certified === undefined || !isSameKey(certified.material, material))
    throw new OperationError('input', `${where}: the first certificate of "x5c" is another key's`);
  return items.flatMap((item) => item.der ?? []);
}

function labelsOf(key: Key): Labels {
  const one = (name: 'use' | 'alg'): string | undefined => {
    const node = key.member(name)?.value;
    return node?.type === 'string' ? node.value : undefined;
  };
  const [kid, use, alg] = [visibleKid(key), one('use'), one('alg')];
  const operations = key.member('key_ops')?.value;
  return {
    ...(kid === undefined ? {} : { kid }),
    ...(use === undefined ? {} : { use }),
    ...(alg === undefined ? {} : { alg }),
    ...(operations?.type === 'array' && operations.items.every((item) => item.type === 'string')
      ? { key_ops: operations.items.map((item) => item.value) }
      : {}),
  };
}

/** A kid that gives the secret away is left out: the block may be encrypted, and labels stand before it in clear. */
function secretKidNotes(key: Key, where: string, to: WriteRequest['to']): Note[] {
  if (to === 'der' || key.kid === undefined || visibleKid(key) !== undefined) return [];
  return [warning(`The kid of ${where} was left out: it gives the secret away`)];
}

/** The kid as an OpenSSH comment: printable, and on the line. */
function commentOf(key: Key): string | undefined {
  const kid = visibleKid(key);
  return kid !== undefined && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(kid) ? kid : undefined;
}

const labelMembers = ['use', 'key_ops', 'alg', 'kid'];
const certificateMembers = ['x5c', 'x5t', 'x5t#S256'];

/** What of the key the format has no place for. */
function lostNotes(key: Key, where: string, format: KeyFormat, to: WriteRequest['to']): Note[] {
  const carried = new Set<string>(['kty', ...(key.type?.members ?? []), 'crv']);
  if (to === 'pem') for (const name of labelMembers) carried.add(name);
  // Of a kid that may not be seen there is a note of its own.
  const isHidden = key.kid !== undefined && visibleKid(key) === undefined;
  if (to === 'openssh' && (isHidden || commentOf(key) !== undefined)) carried.add('kid');
  if (format === 'x509') for (const name of certificateMembers) carried.add(name);
  // The parameter set is in the object identifier.
  if (key.type?.kty === 'AKP') carried.add('alg');
  const lost = [...new Set(key.object.members.map((m) => m.name.value))].filter((name) => !carried.has(name));
  if (lost.length === 0) return [];
  const formats = { pem: 'PEM', der: 'DER', openssh: 'an OpenSSH line' } as const;
  const were = lost.length === 1 ? 'was' : 'were';
  const hint = lost.includes('x5c') ? '; the format x509 writes the certificates' : '';
  const message = `${list(lost.map((name) => quoted(displayWord(name))))} of ${where} ${were} left out: ${formats[to]} has no place for ${lost.length === 1 ? 'it' : 'them'}${hint}`;
  return [lost.includes('kid') ? warning(message) : information(message)];
}

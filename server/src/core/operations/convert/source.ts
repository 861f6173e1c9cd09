/** What a source holds: JSON, or keys and certificates in whichever of the other formats, told by the content. */
import { decodeBase64Lenient } from '../../encoding/base64url.ts';
import { KeyFormatError } from '../../encoding/derFields.ts';
import { shareOfWork } from '../../encoding/encryptedPrivateKey.ts';
import { certifiedKey, isDer, readKeyDer, withoutTrustData, type KeyFormat } from '../../encoding/keyDer.ts';
import type { KeyMaterial } from '../../encoding/keyMaterial.ts';
import { opensshLine, readOpensshPrivate, readOpensshPublic, type OpensshKey } from '../../encoding/openssh.ts';
import { hasPem, readPem, type PemBlock } from '../../encoding/pem.ts';
import type { TiedKey } from '../../encoding/publicKeyInfo.ts';
import type { Certificate } from '../../encoding/x509.ts';
import { display } from '../../text.ts';
import { OperationError, type OperationDeps, type SourceInput } from '../operation.ts';
import { decryptPemBlock, decryptPrivateKey } from './decrypt.ts';
import { readLabels, type Labels } from './labels.ts';
import { located, locatedError } from './located.ts';

export interface FoundKey {
  readonly format: KeyFormat;
  readonly material: KeyMaterial;
  readonly tiedTo: TiedKey['tiedTo'];
  readonly labels: Labels;
  /** Of an OpenSSH key; may be empty. */
  readonly comment?: string;
}

export interface FoundCertificate {
  readonly certificate: Certificate;
  /** Why its key cannot become a JWK, where it cannot. */
  readonly key: TiedKey | string;
  readonly labels: Labels;
}

export interface Found {
  readonly keys: readonly FoundKey[];
  readonly certificates: readonly FoundCertificate[];
}

export type SourceContent = { readonly kind: 'json'; readonly text: string } | ({ readonly kind: 'found' } & Found);

interface Surroundings {
  readonly name: string;
  readonly password: string | undefined;
  readonly deps: Pick<OperationDeps, 'crypto' | 'checkpoint'>;
  /** What of the work for this source is spent on keys from passwords, of 1. */
  readonly work: { spent: number };
}

/**
 * @throws OperationError (`input`) when nothing is found, or something that cannot be read; (`password`)
 */
export async function readSourceContent(
  { octets, name }: SourceInput,
  password: string | undefined,
  deps: Surroundings['deps'],
): Promise<SourceContent> {
  const around = { name: display(name), password, deps, work: { spent: 0 } };
  if (octets.length > maxSourceOctets)
    throw new OperationError('input', `${around.name} is over 4 MiB and was not read`);
  if (isDer(octets)) return { kind: 'found', ...(await derItems(octets, {}, around, around.name)) };
  if (startsWith(octets, [0xfe, 0xed, 0xfe, 0xed]) || startsWith(octets, [0xce, 0xce, 0xce, 0xce])) {
    throw new OperationError(
      'input',
      `${around.name} is a Java keystore; "keytool -importkeystore -srckeystore FILE -destkeystore FILE.p12 -deststoretype PKCS12" turns it into PKCS#12, and "openssl pkcs12 -in FILE.p12 -nodes" into PEM`,
    );
  }
  return textContent(textOf(octets), around, 0);
}

/** As the longest document that is read. */
const maxSourceOctets = 4 * 1024 * 1024;

const startsWith = (octets: Uint8Array, head: readonly number[]): boolean => head.every((o, i) => octets[i] === o);

/** UTF-8, or UTF-16 with the mark that some shells write at a file's beginning. */
function textOf(octets: Uint8Array): string {
  if (startsWith(octets, [0xff, 0xfe])) return new TextDecoder('utf-16le').decode(octets);
  return new TextDecoder().decode(octets);
}

async function textContent(text: string, around: Surroundings, depth: number): Promise<SourceContent> {
  if (isJsonKeys(text)) return { kind: 'json', text };
  if (hasPem(text)) return { kind: 'found', ...(await pemItems(text, around)) };
  const lines = opensshLines(text, around);
  if (lines !== undefined) return { kind: 'found', keys: lines, certificates: [] };
  const octets = decodeBase64Lenient(text.replace(/[\s"']+/g, ''));
  if (octets !== undefined && octets.length >= 16) {
    if (isDer(octets)) return { kind: 'found', ...(await derItems(octets, {}, around, around.name)) };
    // PEM in base64, as Kubernetes keeps secrets.
    const inner = depth === 0 ? new TextDecoder().decode(octets) : '';
    if (hasPem(inner) || isJsonKeys(inner)) return textContent(inner, around, depth + 1);
  }
  throw new OperationError('input', `${around.name} ${otherFormat(text) ?? noKey}`);
}

const noKey = 'holds no key in a format that is read here: JWK, JWK Set, PEM, DER, or an OpenSSH key';

/** JSON that is plainly meant as keys; a PEM block in a string of other JSON is looked for as in any text. */
function isJsonKeys(text: string): boolean {
  return /^[\s\uFEFF]*[[{]/.test(text) && (/"(?:kty|keys)"\s*:/.test(text) || !hasPem(text));
}

function otherFormat(text: string): string | undefined {
  if (/^PuTTY-User-Key-File-/m.test(text))
    return 'is a PuTTY key; "puttygen FILE -O private-openssh-new -o NEW" turns it into an OpenSSH key';
  if (/^---- BEGIN SSH2 /m.test(text))
    return 'is a key in the format of RFC 4716; "ssh-keygen -i -f FILE" turns it into OpenSSH\'s';
  return undefined;
}

function opensshLines(text: string, around: Surroundings): FoundKey[] | undefined {
  const keys = text.split(/\r?\n|\r/).flatMap((line, i): FoundKey[] => {
    const found = opensshLine(line);
    if (found === undefined || /^\s*#/.test(line)) return [];
    return [
      fromOpenssh(
        located(`${around.name}, line ${i + 1}`, () => readOpensshPublic(found)),
        {},
      ),
    ];
  });
  return keys.length === 0 ? undefined : keys;
}

function fromOpenssh({ material, comment }: OpensshKey, labels: Labels): FoundKey {
  return { format: 'openssh', material, tiedTo: undefined, labels, comment };
}

/** Blocks that stand beside keys and say nothing a JWK could hold. */
const skipped = /^(?:EC|DH|X9\.42 DH|DSA) PARAMETERS$/;

/** Bundles of authorities have 150, and as many keys have nothing to do with each other. */
const maxBlocks = 1000;

async function pemItems(text: string, around: Surroundings): Promise<Found> {
  const blocks = located(around.name, () => readPem(text));
  if (blocks.length > maxBlocks)
    throw new OperationError(
      'input',
      `${around.name} holds ${blocks.length} PEM blocks; more than ${maxBlocks} are not read`,
    );
  const keys: FoundKey[] = [];
  const certificates: FoundCertificate[] = [];
  for (const [i, block] of blocks.entries()) {
    around.deps.checkpoint?.();
    if (skipped.test(block.label)) continue;
    const found = await pemBlock(block, around, `${around.name}, block ${i + 1} (${block.label})`);
    keys.push(...found.keys);
    certificates.push(...found.certificates);
  }
  if (keys.length + certificates.length === 0) throw new OperationError('input', `${around.name} ${noKey}`);
  return { keys, certificates };
}

const otherBlocks: readonly (readonly [RegExp, string])[] = [
  [/^PGP /, 'OpenPGP keys are none of JOSE'],
  [/^X509 CRL$/, 'it is a list of revoked certificates, not a key'],
  [/^SSH2 /, 'it is a key in the format of RFC 4716; "ssh-keygen -i -f FILE" turns it into OpenSSH\'s'],
];

async function pemBlock(block: PemBlock, around: Surroundings, place: string): Promise<Found> {
  const { label, headers, octets } = block;
  const labels = readLabels(block.before);
  const other = otherBlocks.find(([pattern]) => pattern.test(label))?.[1];
  if (other !== undefined) throw new OperationError('input', `${place}: ${other}`);
  if (label === 'OPENSSH PRIVATE KEY') {
    const keys = located(place, () => readOpensshPrivate(octets));
    return { keys: keys.map((key) => fromOpenssh(key, labels)), certificates: [] };
  }
  if (label === 'TRUSTED CERTIFICATE') return derItems(withoutTrustData(octets), labels, around, place);
  if (!headers.has('DEK-Info')) return derItems(octets, labels, around, place);
  const request = { password: around.password, where: place };
  let der: Uint8Array;
  try {
    der = await decryptPemBlock(headers, octets, request, around.deps);
  } catch (error) {
    throw locatedError(place, error);
  }
  return derItems(der, labels, around, place);
}

async function derItems(octets: Uint8Array, labels: Labels, around: Surroundings, place: string): Promise<Found> {
  const content = located(place, () => readKeyDer(octets));
  switch (content.kind) {
    case 'key': {
      const { format, material, tiedTo } = content;
      return { keys: [{ format, material, tiedTo, labels }], certificates: [] };
    }
    case 'certificate': {
      const { certificate } = content;
      return { keys: [], certificates: [{ certificate, key: keyOrReason(certificate), labels }] };
    }
    case 'encrypted': {
      const request = { password: around.password, where: place };
      spend(shareOfWork(content.encrypted.derivation), around);
      const der = await decryptPrivateKey(content.encrypted, request, around.deps);
      const { keys } = located(place, () => readPlain(der, labels));
      return { keys, certificates: [] };
    }
  }
}

/** The bounds on one key's derivation are those of all keys of a source together. */
function spend(share: number, { name, password, work }: Surroundings): void {
  // Without a password nothing is derived.
  if (password === undefined || password === '') return;
  work.spent += share;
  if (work.spent > 1)
    throw new OperationError(
      'input',
      `${name}: its encrypted keys together would take too much time to decrypt; give fewer at a time`,
    );
}

/** A key that was encrypted holds no other encrypted one. */
function readPlain(der: Uint8Array, labels: Labels): Pick<Found, 'keys'> {
  const content = readKeyDer(der);
  if (content.kind !== 'key') throw new KeyFormatError('what is encrypted is no private key');
  const { format, material, tiedTo } = content;
  return { keys: [{ format, material, tiedTo, labels }] };
}

function keyOrReason(certificate: Certificate): TiedKey | string {
  try {
    return certifiedKey(certificate);
  } catch (error) {
    if (error instanceof KeyFormatError) return error.message;
    throw error;
  }
}

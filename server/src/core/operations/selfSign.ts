import type { TextEdit } from '../document/edits.ts';
import { endOfTime, signedCertificate, toBeSigned } from '../encoding/certificate.ts';
import { writeCommonName, writeName } from '../encoding/certificateName.ts';
import { toHex } from '../encoding/octets.ts';
import { writePem } from '../encoding/pem.ts';
import { signatureName, verifiesWith } from '../encoding/signatures.ts';
import { nameText, readCertificate, type Certificate, type KeyUsage } from '../encoding/x509.ts';
import type { Key } from '../key/key.ts';
import { visibleKid } from '../key/secretKid.ts';
import { certificateMembers } from '../key/x5c.ts';
import { count, date, display, quoted } from '../text.ts';
import { displayWord } from '../words.ts';
import { keyLabel, openSoundKeys, requirePublic, type NamedInput } from './documents.ts';
import { defineOperation, distinct, OperationError, warning, type Note, type OperationDeps } from './operation.ts';
import { selectKey } from './selectKey.ts';
import { editsOf, type WantedMembers } from './selfSignMembers.ts';
import { mismatch, signerOf } from './selfSignSigner.ts';
import { subjectPublicKeyInfo } from './spki.ts';

export interface SelfSignReport {
  readonly index: number;
  readonly kid: string | null;
  readonly subject: string;
  /** Hex. */
  readonly serial: string;
  /** ISO 8601, UTC. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly signature: string;
  readonly x5t: string | null;
  readonly 'x5t#S256': string;
}

/** A hundred years: what is meant to last longer has no business with an end. */
const mostDays = 36_500;

export const selfSign = defineOperation({
  id: 'selfSign',
  title: 'Self-Sign Certificate',
  summary: 'Make a self-signed certificate for a private key and put it into x5c, x5t and x5t#S256',
  parameters: [
    { name: 'document', type: 'document', required: true, description: 'JWK or JWK Set with the private key' },
    {
      name: 'key',
      type: 'string',
      description: 'kid of the key that gets a certificate; may be left out when the set has one key',
    },
    {
      name: 'index',
      type: 'integer',
      description: 'Its place in the set, counted from 0, where kids are missing or shared',
    },
    {
      name: 'subject',
      type: 'string',
      description:
        'Whose key it is: "CN=…,O=…,C=…" (RFC 4514) or a common name (default: the kid, else the thumbprint)',
    },
    { name: 'days', type: 'integer', default: 365, description: 'For how many days it is valid, from now on' },
    { name: 'public', type: 'document', description: 'Public JWK Set whose entry of the same key gets it too' },
    {
      name: 'sha1',
      type: 'boolean',
      default: true,
      description: 'Write x5t, the SHA-1 thumbprint, beside x5t#S256',
    },
  ],
  async run(parameters, deps) {
    const open = openSoundKeys(parameters.document);
    const key = selectKey(open.keys, parameters, 'Say which key gets a certificate');
    const where = keyLabel(key, open.parts.length === 1 && open.parts[0]?.kind === 'key');
    const readers = parameters.public === undefined ? undefined : openPublic(parameters.public, key, where);
    const der = await certify(key, where, parameters, deps);
    const read = readCertificate(der);
    if (read === undefined || verifiesWith(read, read.key) === false)
      throw new OperationError('input', `${where} ${mismatch}`);
    const all = certificateMembers(der);
    const members: WantedMembers = parameters.sha1 === false ? { ...all, x5t: undefined } : all;
    const report = reportOf(key, read, members);
    const { edits: added } = readers ?? {};
    return {
      texts: [{ kind: 'public' as const, text: writePem('CERTIFICATE', der), secret: false }],
      edits: [
        { parameter: 'document', edits: editsOf(open, [key], members), secret: false },
        ...(added === undefined ? [] : [{ parameter: 'public', edits: added(members), secret: false }]),
      ],
      report,
      lines: [
        `Certificate of ${where}: ${report.subject}, ${report.signature}, valid until ${date(read.notAfter)}`,
        `x5t#S256 ${report['x5t#S256']}`,
      ],
      notes: notesOf(key, where, readers?.keys ?? []),
    };
  },
});

/** The entries of a public document that are the same key, and how they get the certificate. */
function openPublic(
  input: NamedInput,
  key: Key,
  where: string,
): { keys: readonly Key[]; edits: (members: WantedMembers) => readonly TextEdit[] } {
  const open = openSoundKeys(input);
  requirePublic(open);
  const same = open.keys.filter(
    (k) => key.canonicalThumbprint !== undefined && k.canonicalThumbprint === key.canonicalThumbprint,
  );
  if (same.length === 0)
    throw new OperationError('input', `The public set does not have ${where}: add its public half there first`);
  // A key may be listed once for each algorithm: then the entry of the same name is meant.
  const named = same.filter((k) => k.kid?.value === key.kid?.value);
  const keys = named.length > 0 ? named : same;
  return { keys, edits: (members) => editsOf(open, keys, members) };
}

interface Wishes {
  readonly subject?: string | undefined;
  readonly days?: number | undefined;
}

async function certify(
  key: Key,
  where: string,
  { subject, days = 365 }: Wishes,
  deps: OperationDeps,
): Promise<Uint8Array> {
  if (days < 1 || days > mostDays)
    throw new OperationError('usage', ({ parameter }) => `${parameter('days')} must be 1 to ${mostDays}, not ${days}`);
  const notBefore = Math.floor(deps.now());
  const notAfter = notBefore + days * 86_400;
  if (notAfter > endOfTime) throw new OperationError('usage', 'A certificate cannot be valid beyond the year 9999');
  const signer = signerOf(key, where, deps);
  const name = nameOf(key, subject);
  const publicKeyInfo = subjectPublicKeyInfo(key);
  if (publicKeyInfo === undefined)
    throw new OperationError('input', `${where} has public values that cannot be read; mend them first`);
  deps.checkpoint?.();
  const { algorithm } = signer;
  const tbs = toBeSigned({
    serial: serialNumber(deps.randomBytes),
    signatureAlgorithm: algorithm,
    name,
    notBefore,
    notAfter,
    publicKeyInfo,
    keyUsage: usageOf(key),
  });
  return signedCertificate(tbs, algorithm, await signer.sign(tbs));
}

/** 127 random bits, positive and of constant length (RFC 5280 §4.1.2.2 allows 20 octets). */
function serialNumber(randomBytes: (length: number) => Uint8Array): Uint8Array {
  const octets = randomBytes(16).slice();
  octets[0] = ((octets[0] as number) & 0x3f) | 0x40;
  return octets;
}

function nameOf(key: Key, subject: string | undefined): Uint8Array {
  if (subject !== undefined) {
    if (subject.trim() === '') throw new OperationError('usage', 'The subject is empty; leave it out for the kid');
    const written = writeName(subject);
    if ('fault' in written) throw new OperationError('usage', `The subject cannot be written: ${written.fault}`);
    return written.der;
  }
  // A kid that is too long for a common name, or would change in it, makes room for the thumbprint.
  for (const name of [visibleKid(key), key.thumbprint]) {
    const written = name === undefined ? undefined : writeCommonName(name);
    if (written !== undefined && 'der' in written) return written.der;
  }
  throw new OperationError('usage', 'The key has neither kid nor thumbprint for a name; give a subject');
}

/** What the key says it is for; a key that says nothing is not restricted (RFC 5280 §4.2.1.3). */
function usageOf(key: Key): readonly KeyUsage[] | undefined {
  if (key.purpose === undefined) return undefined;
  if (key.purpose === 'sig') return ['digitalSignature'];
  return [key.type?.kty === 'RSA' ? 'keyEncipherment' : 'keyAgreement'];
}

function reportOf(key: Key, certificate: Certificate, members: WantedMembers): SelfSignReport {
  const iso = (seconds: number): string => new Date(seconds * 1000).toISOString();
  return {
    index: key.index,
    kid: visibleKid(key) ?? null,
    subject: display(nameText(certificate.subject)),
    serial: toHex(certificate.serial),
    notBefore: iso(certificate.notBefore),
    notAfter: iso(certificate.notAfter),
    signature: signatureName(certificate.signatureAlgorithm),
    x5t: members.x5t ?? null,
    'x5t#S256': members['x5t#S256'],
  };
}

function notesOf(key: Key, where: string, readers: readonly Key[]): Note[] {
  return [
    ...distinct([key, ...readers].flatMap(replacedNote)),
    ...(key.has('x5u')
      ? [warning(`x5u of ${where} still names another certificate; publish the new one there, or remove it`)]
      : []),
    ...(readers.length > 1
      ? [
          warning(
            `${count(readers.length, 'entry').replace('entrys', 'entries')} of the public set are this key; each got the certificate`,
          ),
        ]
      : []),
  ];
}

/** Of a certificate that an authority issued there may be no other copy. */
function replacedNote(key: Key): Note[] {
  if (!key.has('x5c')) return [];
  const subject = key.certificates[0]?.certificate?.subject;
  const whose = subject === undefined ? '' : ` (subject ${quoted(displayWord(nameText(subject)))})`;
  return [warning(`The certificate that was there${whose} is replaced`)];
}

/** Keys and certificates of one source put together: a private key with its public half, a key with its chain. */
import { encodeBase64url } from '../../encoding/base64url.ts';
import type { KeyFormat } from '../../encoding/keyDer.ts';
import {
  isPrivateMaterial,
  isSameKey,
  materialMembers,
  publicMaterial,
  type KeyMaterial,
} from '../../encoding/keyMaterial.ts';
import { verifiesWith } from '../../encoding/signatures.ts';
import { nameText, type Certificate } from '../../encoding/x509.ts';
import { count, date, quoted } from '../../text.ts';
import { distinct, information, OperationError, warning, type Note } from '../operation.ts';
import type { Labels } from './labels.ts';
import type { Found, FoundCertificate } from './source.ts';

export interface ImportedKey {
  readonly material: KeyMaterial;
  readonly format: KeyFormat;
  readonly labels: Labels;
  /** The algorithm the key's format ties it to. */
  readonly alg: string | undefined;
  /** Leaf first; none for a key without certificates. */
  readonly chain: readonly Certificate[];
}

interface Draft {
  material: KeyMaterial;
  format: KeyFormat;
  labels: Labels;
  tiedTo: Found['keys'][number]['tiedTo'];
}

/** @throws OperationError (`input`) when certificates are all there is, and JOSE has no key like theirs */
export function assembleKeys(
  found: Found,
  now: number,
): { readonly keys: readonly ImportedKey[]; readonly notes: readonly Note[] } {
  const notes: Note[] = [];
  const drafts = mergeHalves(found, notes);
  const certificates = withoutRepeats(found.certificates);
  if (certificates.length > maxCertificates) {
    const message = `The source holds ${certificates.length} certificates, more than the ${maxCertificates} that are put in order; give fewer`;
    throw new OperationError('input', message);
  }
  const issuance = new Issuance();
  const leaves = certificates.filter((c) => isLeaf(c, certificates, drafts, issuance));
  // Certificates that certify each other in a circle: the first one is as good as any.
  const [first] = certificates;
  if (leaves.length === 0 && first !== undefined && drafts.length === 0) leaves.push(first);
  const used = new Set<FoundCertificate>();
  const keys = drafts.map((draft) => withChain(draft, leaves, { all: certificates, used, issuance }));
  for (const leaf of leaves.filter((c) => !used.has(c))) {
    if (typeof leaf.key === 'string') {
      used.add(leaf);
      const message = `The certificate of ${quoted(nameText(leaf.certificate.subject))} cannot become a JWK: ${leaf.key}`;
      if (leaves.length + keys.length === 1) throw new OperationError('input', message);
      notes.push(warning(message));
      continue;
    }
    const draft: Draft = { ...leaf.key, format: 'x509', labels: leaf.labels };
    drafts.push(draft);
    keys.push(withChain(draft, [leaf], { all: certificates, used, issuance }));
  }
  const left = certificates.filter((c) => !used.has(c)).length;
  if (left > 0)
    notes.push(warning(`${count(left, 'certificate')} in no chain of a key ${left === 1 ? 'was' : 'were'} left out`));
  if (keys.length === 0) throw new OperationError('input', 'The source holds no key that a JWK can hold');
  notes.push(...found.keys.flatMap(commentNote), ...drafts.flatMap(tieNote));
  notes.push(...keys.flatMap(({ chain: [leaf] }) => (leaf === undefined ? [] : validityNotes(leaf, now))));
  return { keys, notes: distinct(notes) };
}

/** A key that came as private and as public key, or twice, is one key. */
function mergeHalves({ keys }: Found, notes: Note[]): Draft[] {
  const drafts = new Map<string, Draft>();
  for (const { material, format, labels, tiedTo } of keys) {
    const name = JSON.stringify(materialMembers(publicMaterial(material)));
    const known = drafts.get(name);
    if (known === undefined) {
      drafts.set(name, { material, format, labels, tiedTo });
      continue;
    }
    const isBetter = !isPrivateMaterial(known.material) && isPrivateMaterial(material);
    if (!isBetter && isPrivateMaterial(known.material) === isPrivateMaterial(material))
      notes.push(information('A key stands in the source more than once, and was taken once'));
    known.labels = { ...labels, ...known.labels };
    known.tiedTo ??= tiedTo;
    if (isBetter) Object.assign(known, { material, format });
  }
  return [...drafts.values()];
}

function withoutRepeats(certificates: readonly FoundCertificate[]): FoundCertificate[] {
  return [...new Map(certificates.map((c) => [encodeBase64url(c.certificate.der), c] as const)).values()];
}

const isOf = (certificate: FoundCertificate, { material }: Pick<Draft, 'material'>): boolean =>
  typeof certificate.key !== 'string' && isSameKey(certificate.key.material, material);

/** A certificate of one of the keys, or one that certifies none of the others. */
function isLeaf(
  certificate: FoundCertificate,
  all: readonly FoundCertificate[],
  drafts: readonly Draft[],
  issuance: Issuance,
): boolean {
  if (drafts.some((draft) => isOf(certificate, draft))) return true;
  return !all.some((other) => other !== certificate && issuance.isIssuer(certificate, other));
}

/** Bundles of authorities have 150. */
const maxCertificates = 1000;
/** Verifying takes a millisecond; in a source with so many of one name the names have to do. */
const maxVerified = 2000;

/** Which certificate issued which. */
class Issuance {
  private readonly names = new Map<Uint8Array, string>();
  private verified = 0;

  /** A name as it is compared (RFC 5280 §7.1), made once: each is held against all others. */
  private nameOf(der: Uint8Array): string {
    let name = this.names.get(der);
    if (name === undefined) {
      name = nameText(der).toLowerCase().replace(/\s+/g, ' ');
      this.names.set(der, name);
    }
    return name;
  }

  isIssuer({ certificate: issuer }: FoundCertificate, { certificate }: FoundCertificate): boolean {
    if (this.nameOf(issuer.subject) !== this.nameOf(certificate.issuer)) return false;
    return this.verified++ >= maxVerified || verifiesWith(certificate, issuer.key) !== false;
  }
}

interface Certificates {
  readonly all: readonly FoundCertificate[];
  readonly used: Set<FoundCertificate>;
  readonly issuance: Issuance;
}

function withChain(
  draft: Draft,
  leaves: readonly FoundCertificate[],
  { all, used, issuance }: Certificates,
): ImportedKey {
  const own = leaves.find((c) => isOf(c, draft));
  const chain: FoundCertificate[] = [];
  for (let next = own; next !== undefined && !chain.includes(next);) {
    chain.push(next);
    const last: FoundCertificate = next;
    // A root certifies itself: nothing follows it.
    next = issuance.isIssuer(last, last) ? undefined : all.find((c) => c !== last && issuance.isIssuer(c, last));
  }
  for (const c of chain) used.add(c);
  const { material, format, labels } = draft;
  const tiedTo = draft.tiedTo ?? (own === undefined || typeof own.key === 'string' ? undefined : own.key.tiedTo);
  return {
    material,
    format,
    labels: { ...own?.labels, ...labels },
    alg: tiedTo === 'PSS' ? undefined : tiedTo,
    chain: chain.map((c) => c.certificate),
  };
}

function commentNote({ comment = '' }: Found['keys'][number]): Note[] {
  return comment === ''
    ? []
    : [information(`The comment of an OpenSSH key, ${quoted(comment)}, was left out; give it as the kid to keep it`)];
}

function tieNote({ tiedTo }: Draft): Note[] {
  return tiedTo === 'PSS'
    ? [warning('The key is for RSASSA-PSS, but names no hash that JOSE has with it: say the algorithm, PS256 say')]
    : [];
}

function validityNotes({ subject, notBefore, notAfter }: Certificate, now: number): Note[] {
  const name = `The certificate of ${quoted(nameText(subject))}`;
  if (now > notAfter) return [warning(`${name} expired on ${date(notAfter)}`)];
  return now < notBefore ? [warning(`${name} is not valid before ${date(notBefore)}`)] : [];
}

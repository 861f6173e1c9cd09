/** Keys and certificates of one source put together: a private key with its public half, a key with its chain. */
import type { KeyFormat } from '../../encoding/keyDer.ts';
import { isPrivateMaterial, isSameKey, type KeyMaterial } from '../../encoding/keyMaterial.ts';
import { equalOctets } from '../../encoding/octets.ts';
import { verifiesWith } from '../../encoding/signatures.ts';
import { nameText, sameName, type Certificate } from '../../encoding/x509.ts';
import { count, date, quoted } from '../../text.ts';
import { information, OperationError, warning, type Note } from '../operation.ts';
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
  const leaves = certificates.filter((c) => isLeaf(c, certificates, drafts));
  // Certificates that certify each other in a circle: the first one is as good as any.
  const [first] = certificates;
  if (leaves.length === 0 && first !== undefined && drafts.length === 0) leaves.push(first);
  const used = new Set<FoundCertificate>();
  const keys = drafts.map((draft) => withChain(draft, leaves, certificates, used));
  for (const leaf of leaves.filter((c) => !used.has(c))) {
    if (typeof leaf.key === 'string') {
      used.add(leaf);
      const message = `The certificate of ${quoted(nameText(leaf.certificate.subject))} cannot become a JWK: ${leaf.key}`;
      if (leaves.length + keys.length === 1) throw new OperationError('input', message);
      notes.push(warning(message));
      continue;
    }
    const draft: Draft = { ...leaf.key, format: 'x509', labels: leaf.labels };
    keys.push(withChain(draft, [leaf], certificates, used));
  }
  const left = certificates.filter((c) => !used.has(c)).length;
  if (left > 0)
    notes.push(warning(`${count(left, 'certificate')} in no chain of a key ${left === 1 ? 'was' : 'were'} left out`));
  if (keys.length === 0) throw new OperationError('input', 'The source holds no key that a JWK can hold');
  notes.push(...found.keys.flatMap(commentNote), ...drafts.flatMap(tieNote));
  notes.push(...keys.flatMap(({ chain: [leaf] }) => (leaf === undefined ? [] : validityNotes(leaf, now))));
  return { keys, notes: unique(notes) };
}

function unique(notes: readonly Note[]): Note[] {
  return [...new Map(notes.map((note) => [note.message, note])).values()];
}

/** A key that came as private and as public key, or twice, is one key. */
function mergeHalves({ keys }: Found, notes: Note[]): Draft[] {
  const drafts: Draft[] = [];
  for (const { material, format, labels, tiedTo } of keys) {
    const known = drafts.find((draft) => isSameKey(draft.material, material));
    if (known === undefined) {
      drafts.push({ material, format, labels, tiedTo });
      continue;
    }
    const isBetter = !isPrivateMaterial(known.material) && isPrivateMaterial(material);
    if (!isBetter && isPrivateMaterial(known.material) === isPrivateMaterial(material))
      notes.push(information('A key stands in the source more than once, and was taken once'));
    known.labels = { ...labels, ...known.labels };
    known.tiedTo ??= tiedTo;
    if (isBetter) Object.assign(known, { material, format });
  }
  return drafts;
}

function withoutRepeats(certificates: readonly FoundCertificate[]): FoundCertificate[] {
  return certificates.filter(
    (c, i) => certificates.findIndex((other) => equalOctets(other.certificate.der, c.certificate.der)) === i,
  );
}

const isOf = (certificate: FoundCertificate, { material }: Pick<Draft, 'material'>): boolean =>
  typeof certificate.key !== 'string' && isSameKey(certificate.key.material, material);

/** A certificate of one of the keys, or one that certifies none of the others. */
function isLeaf(certificate: FoundCertificate, all: readonly FoundCertificate[], drafts: readonly Draft[]): boolean {
  if (drafts.some((draft) => isOf(certificate, draft))) return true;
  return !all.some((other) => other !== certificate && isIssuer(certificate, other));
}

function isIssuer({ certificate: issuer }: FoundCertificate, { certificate }: FoundCertificate): boolean {
  return sameName(issuer.subject, certificate.issuer) && verifiesWith(certificate, issuer.key) !== false;
}

function withChain(
  draft: Draft,
  leaves: readonly FoundCertificate[],
  all: readonly FoundCertificate[],
  used: Set<FoundCertificate>,
): ImportedKey {
  const own = leaves.find((c) => isOf(c, draft));
  const chain: FoundCertificate[] = [];
  for (let next = own; next !== undefined && !chain.includes(next);) {
    chain.push(next);
    const last: FoundCertificate = next;
    // A root certifies itself: nothing follows it.
    next = isIssuer(last, last) ? undefined : all.find((c) => c !== last && isIssuer(c, last));
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

import { nameText, type Certificate } from '../encoding/x509.ts';
import type { Key } from '../key/key.ts';
import type { Term } from '../key/term.ts';
import { count, date, display } from '../text.ts';
import { servedAlgorithms } from './choice.ts';
import { openKeys } from './documents.ts';
import { visibleKid, visibleTerm } from '../key/secretKid.ts';
import { kidOrigin } from './kid.ts';
import { defineOperation, OperationError } from './operation.ts';
import { isSymmetric } from './publicHalf.ts';
import { syntaxFaults, syntaxLine, type SyntaxFault } from './syntax.ts';

export interface InspectedKey {
  readonly index: number;
  readonly kid: string | null;
  /** How the kid was made, in words. */
  readonly kidOrigin: string | null;
  readonly kty: string | null;
  readonly crv: string | null;
  /** Bits of the modulus, curve or symmetric key. */
  readonly bits: number | null;
  readonly use: string | null;
  readonly keyOps: readonly string[];
  readonly alg: string | null;
  /** Null for a symmetric key. */
  readonly thumbprint: string | null;
  /** Registered algorithms the key can serve by type, size, use and alg. */
  readonly algorithms: readonly string[];
  /** Whether it holds private or symmetric material. */
  readonly private: boolean;
  /** The certificates of x5c that can be read. */
  readonly certificates: readonly InspectedCertificate[];
}

export interface InspectedCertificate {
  readonly index: number;
  readonly subject: string;
  readonly issuer: string;
  /** ISO 8601 dates; null when the certificate has none that RFC 5280 allows. */
  readonly notBefore: string | null;
  readonly notAfter: string | null;
}

export interface InspectReport {
  readonly role: string;
  readonly exposure: string | null;
  readonly syntaxErrors: number;
  /** Null for sound JSON. With an error, keys and members may be missing here that somebody else would find. */
  readonly firstSyntaxError: SyntaxFault | null;
  readonly keys: readonly InspectedKey[];
}

export const inspect = defineOperation({
  id: 'inspect',
  title: 'Inspect Keys',
  summary: 'Tell what each key is: type, size, use, thumbprint, how its kid was made, and the algorithms it can serve',
  parameters: [
    { name: 'document', type: 'document', required: true, description: 'JWK, JWK Set, or a document that holds one' },
    { name: 'index', type: 'integer', description: 'Only the key at this place, counted from 0' },
  ],
  run({ document, index }) {
    const open = openKeys(document);
    const keys = index === undefined ? open.keys : open.keys.filter((key) => key.index === index);
    if (keys.length === 0 && index !== undefined) throw new OperationError('usage', `There is no key at ${index}`);
    const faults = syntaxFaults(open.document);
    const report: InspectReport = {
      role: open.document.role,
      exposure: open.parts[0]?.exposure ?? null,
      syntaxErrors: faults?.count ?? 0,
      firstSyntaxError: faults?.first ?? null,
      keys: keys.map(inspectKey),
    };
    const head = `${roleNames[open.document.role]}, ${count(open.keys.length, 'key')}`;
    const broken = faults === undefined ? [] : [syntaxLine(faults)];
    return Promise.resolve({
      texts: [],
      edits: [],
      report,
      lines: [head, ...broken, ...report.keys.flatMap(keyLines)],
      notes: [],
    });
  },
});

const roleNames = {
  jwk: 'JWK',
  jwks: 'JWK Set',
  'bare-array': 'Array of JWKs (not a JWK Set)',
  metadata: 'Metadata document',
  embedded: 'Document with embedded keys',
  other: 'Other document',
} as const;

/** What can be told of one key without giving away any of its private part. */
export function inspectKey(key: Key): InspectedKey {
  const symmetric = isSymmetric(key);
  return {
    index: key.index,
    kid: visibleKid(key) ?? null,
    kidOrigin: visibleKid(key) === undefined ? null : (kidOrigin(key)?.text ?? null),
    kty: word(key, key.kty),
    crv: key.type?.kty === 'EC' || key.type?.kty === 'OKP' ? word(key, key.crv) : null,
    bits: key.bits ?? null,
    use: word(key, key.use),
    keyOps: key.keyOps.map((op) => visibleTerm(key, op)),
    alg: word(key, key.alg),
    thumbprint: symmetric ? null : (key.thumbprint ?? null),
    algorithms: servedAlgorithms({
      kty: key.kty?.value,
      crv: key.crv?.value,
      octets: key.octets('k')?.length,
      use: key.purpose,
      alg: key.algorithm?.alg,
    }),
    private: key.isPrivate,
    certificates: key.certificates.flatMap(({ index, certificate }) =>
      certificate === undefined ? [] : [inspectCertificate(index, certificate)],
    ),
  };
}

/** As written, unless it is no word. */
function word(key: Key, term: Term | undefined): string | null {
  return term === undefined ? null : visibleTerm(key, term);
}

function inspectCertificate(index: number, certificate: Certificate): InspectedCertificate {
  const day = (seconds: number): string | null => (Number.isFinite(seconds) ? date(seconds) : null);
  return {
    index,
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    notBefore: day(certificate.notBefore),
    notAfter: day(certificate.notAfter),
  };
}

/** "CN=a, by CN=b, 2026-01-01 to 2027-01-01": subject, issuer and validity in one line. */
export function certificateLine({ subject, issuer, notBefore, notAfter }: InspectedCertificate): string {
  const by = subject === issuer ? 'self-issued' : `by ${display(issuer)}`;
  return `${display(subject)}, ${by}, ${notBefore ?? '?'} to ${notAfter ?? '?'}`;
}

/** The facts as aligned lines. */
export function keyLines(key: InspectedKey): string[] {
  const size = key.crv ?? (key.bits === null ? '' : `${key.bits} bits`);
  const rows: (readonly [string, string | undefined])[] = [
    ['type', [key.kty === null ? '(no kty)' : display(key.kty), display(size)].join(' ').trim()],
    ['use', key.use === null ? undefined : display(key.use)],
    ['key_ops', key.keyOps.length === 0 ? undefined : key.keyOps.map(display).join(', ')],
    ['alg', key.alg === null ? undefined : display(key.alg)],
    [
      'kid',
      key.kid === null ? undefined : `${display(key.kid)}${key.kidOrigin === null ? '' : `  (${key.kidOrigin})`}`,
    ],
    ['thumbprint', key.thumbprint ?? undefined],
    ['serves', key.algorithms.length === 0 ? undefined : key.algorithms.join(', ')],
    ['holds', key.private ? (key.kty === 'oct' ? 'the symmetric key' : 'the private key') : 'the public key only'],
    ...key.certificates.map((c) => [`x5c[${c.index}]`, certificateLine(c)] as const),
  ];
  return [
    '',
    `keys[${key.index}]`,
    ...rows.flatMap(([name, text]) => (text === undefined ? [] : [`  ${name.padEnd(10)}  ${text}`])),
  ];
}

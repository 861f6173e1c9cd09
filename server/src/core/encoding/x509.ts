/**
 * X.509 certificates (RFC 5280), as far as the rules and hovers ask: who, whose key, from when to when, for what, and
 * signed how. Never throws; octets that are not one certificate and nothing else give undefined.
 *
 * Our own reader because the octets need to be walked once and most of them never be looked at: 10 to 30 µs a
 * certificate and 4 KB of bundle, where @peculiar/asn1-x509 takes 350 µs and more, and 117 KB (node:crypto: 130 µs).
 * It also tells "no certificate" from "a certificate and data after it", which a schema decoder does not.
 */
import {
  attributeIds,
  byObjectIdentifier,
  ecCurveIds,
  keyTypeIds,
  mlDsaIds,
  okpCurveIds,
} from '../registry/objectIdentifiers.ts';
import { derChildren, derTag, readDer, type DerElement } from './der.ts';
import { equalOctets, toHex, toInteger } from './octets.ts';

export type CertificateKey =
  | { readonly kty: 'RSA'; readonly n: bigint; readonly e: bigint; readonly onlyPss: boolean }
  | {
      readonly kty: 'EC';
      /** Undefined for curves JOSE does not have. */
      readonly crv: string | undefined;
      /** Whether the curve has a name at all: parameters that spell it out may be those of any curve. */
      readonly isNamed: boolean;
      readonly point: Uint8Array;
      /** Undefined for compressed points. */
      readonly coordinates: { readonly x: Uint8Array; readonly y: Uint8Array } | undefined;
    }
  | { readonly kty: 'OKP'; readonly crv: string; readonly x: Uint8Array }
  | { readonly kty: 'AKP'; readonly alg: string; readonly pub: Uint8Array }
  | { readonly kty: undefined; readonly oid: string };

export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;
export type KeyUsage = (typeof keyUsages)[number];

/** An AlgorithmIdentifier. */
export interface AlgorithmIdentifier {
  readonly oid: string;
  /** DER of the parameters; empty when absent. */
  readonly parameters: Uint8Array;
}

export interface Certificate {
  readonly der: Uint8Array;
  /** What the issuer signed. */
  readonly tbs: Uint8Array;
  readonly signatureAlgorithm: AlgorithmIdentifier;
  readonly signature: Uint8Array;
  /** DER of the names; see {@link nameText} and {@link sameName}. */
  readonly subject: Uint8Array;
  readonly issuer: Uint8Array;
  /** Content of the serial number's INTEGER. */
  readonly serial: Uint8Array;
  /** Seconds since 1970; NaN when the time is not one RFC 5280 allows. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly key: CertificateKey;
  /** Undefined when the certificate does not restrict the use of its key. */
  readonly keyUsage: readonly KeyUsage[] | undefined;
  /** Undefined without basicConstraints. */
  readonly isCa: boolean | undefined;
  readonly subjectKeyId: Uint8Array | undefined;
  readonly authorityKeyId: Uint8Array | undefined;
  /** The issuer's serial number, when authorityKeyIdentifier has it. */
  readonly authoritySerial: Uint8Array | undefined;
}

const tag = {
  ...derTag,
  boolean: 0x01,
  bitString: 0x03,
  utcTime: 0x17,
  generalizedTime: 0x18,
  extensions: 0xa3,
} as const;

/** Children of a SEQUENCE; undefined when the element is none. */
function sequence(bytes: Uint8Array, element: DerElement | undefined): DerElement[] | undefined {
  return element?.tag === tag.sequence ? derChildren(bytes, element) : undefined;
}

function content(bytes: Uint8Array, { content: from, end }: DerElement): Uint8Array {
  return bytes.subarray(from, end);
}

function whole(bytes: Uint8Array, { start, end }: DerElement): Uint8Array {
  return bytes.subarray(start, end);
}

/** Octets of a BIT STRING without unused bits. */
function bitString(bytes: Uint8Array, element: DerElement | undefined): Uint8Array | undefined {
  if (element?.tag !== tag.bitString || element.end === element.content || bytes[element.content] !== 0)
    return undefined;
  return bytes.subarray(element.content + 1, element.end);
}

/** Where the first DER element of the octets ends; undefined when they do not begin with one. */
export function firstElementEnd(bytes: Uint8Array): number | undefined {
  return readDer(bytes)?.end;
}

/** Reads octets that are one certificate. */
export function readCertificate(der: Uint8Array): Certificate | undefined {
  const outer = readDer(der);
  if (outer?.end !== der.length) return undefined;
  const [tbs, algorithm, value, more] = sequence(der, outer) ?? [];
  const signatureAlgorithm = algorithmIdentifier(der, algorithm);
  const signature = bitString(der, value);
  if (tbs === undefined || signatureAlgorithm === undefined || signature === undefined || more !== undefined) {
    return undefined;
  }
  const fields = readFields(der, tbs);
  return fields === undefined ? undefined : { der, tbs: whole(der, tbs), signatureAlgorithm, signature, ...fields };
}

type Fields = Omit<Certificate, 'der' | 'tbs' | 'signatureAlgorithm' | 'signature'>;

function readFields(der: Uint8Array, tbs: DerElement): Fields | undefined {
  const parts = sequence(der, tbs) ?? [];
  // The version is marked [0] and absent from version 1 certificates.
  const at = parts[0]?.tag === 0xa0 ? 1 : 0;
  const [serial, , issuer, validity, subject, spki, ...optional] = parts.slice(at);
  if (serial?.tag !== tag.integer || issuer?.tag !== tag.sequence || subject?.tag !== tag.sequence) return undefined;
  const [from, to] = sequence(der, validity) ?? [];
  const key = readKey(der, spki);
  if (from === undefined || to === undefined || key === undefined) return undefined;
  const extensions = optional.find((o) => o.tag === tag.extensions);
  return {
    subject: whole(der, subject),
    issuer: whole(der, issuer),
    serial: content(der, serial),
    notBefore: readTime(der, from),
    notAfter: readTime(der, to),
    key,
    ...readExtensions(der, extensions),
  };
}

/** Reads octets that are one SubjectPublicKeyInfo. */
export function readPublicKeyInfo(der: Uint8Array): CertificateKey | undefined {
  const outer = readDer(der);
  return outer?.end === der.length ? readKey(der, outer) : undefined;
}

function algorithmIdentifier(bytes: Uint8Array, element: DerElement | undefined): AlgorithmIdentifier | undefined {
  const [oid, parameters] = sequence(bytes, element) ?? [];
  if (oid?.tag !== tag.oid) return undefined;
  return {
    oid: oidText(content(bytes, oid)),
    parameters: parameters === undefined ? new Uint8Array() : whole(bytes, parameters),
  };
}

/** Dotted text of an OBJECT IDENTIFIER's content. */
export function oidText(octets: Uint8Array): string {
  const arcs: number[] = [];
  let arc = 0;
  for (const octet of octets) {
    arc = arc * 128 + (octet & 0x7f);
    if (octet < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const [first = 0, ...rest] = arcs;
  const root = Math.min(Math.floor(first / 40), 2);
  return [root, first - 40 * root, ...rest].join('.');
}

const ecCurves = byObjectIdentifier(ecCurveIds);
const okpCurves = byObjectIdentifier(okpCurveIds);
const akpAlgorithms = byObjectIdentifier(mlDsaIds);

function readKey(der: Uint8Array, spki: DerElement | undefined): CertificateKey | undefined {
  const [algorithm, value, more] = sequence(der, spki) ?? [];
  const identifier = algorithmIdentifier(der, algorithm);
  const bits = bitString(der, value);
  if (identifier === undefined || bits === undefined || more !== undefined) return undefined;
  const { oid, parameters } = identifier;
  const { rsaEncryption, rsaPss, ecPublicKey } = keyTypeIds;
  if (oid === rsaEncryption || oid === rsaPss) return rsaKey(bits, oid === rsaPss);
  if (oid === ecPublicKey) return ecKey(bits, parameters);
  const crv = okpCurves.get(oid);
  if (crv !== undefined) return { kty: 'OKP', crv, x: bits };
  const alg = akpAlgorithms.get(oid);
  return alg === undefined ? { kty: undefined, oid } : { kty: 'AKP', alg, pub: bits };
}

function rsaKey(bits: Uint8Array, onlyPss: boolean): CertificateKey | undefined {
  const [n, e, more] = sequence(bits, readDer(bits)) ?? [];
  if (n?.tag !== tag.integer || e?.tag !== tag.integer || more !== undefined) return undefined;
  return { kty: 'RSA', n: toInteger(content(bits, n)), e: toInteger(content(bits, e)), onlyPss };
}

function ecKey(point: Uint8Array, parameters: Uint8Array): CertificateKey {
  const named = readDer(parameters);
  const isNamed = named?.tag === tag.oid;
  const crv = isNamed ? ecCurves.get(oidText(content(parameters, named))) : undefined;
  const half = (point.length - 1) / 2;
  const [form = 0] = point;
  // 6 and 7 are the hybrid form (X9.62): the uncompressed one, and the parity of y.
  const coordinates =
    (form === 4 || form === 6 || form === 7) && Number.isInteger(half)
      ? { x: point.subarray(1, 1 + half), y: point.subarray(1 + half) }
      : undefined;
  return { kty: 'EC', crv, isNamed, point, coordinates };
}

function readTime(der: Uint8Array, element: DerElement): number {
  const text = ascii(content(der, element));
  const short = element.tag === tag.utcTime;
  if (!short && element.tag !== tag.generalizedTime) return Number.NaN;
  const match = (short ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)?Z$/).exec(
    text,
  );
  if (match === null) return Number.NaN;
  const [year, month, day, hour, minute, second] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0)) as [number, number, number, number, number, number];
  // Two digits from 50 on are the 20th century (RFC 5280 §4.1.2.5.1).
  const fullYear = !short ? year : year >= 50 ? 1900 + year : 2000 + year;
  const time = new Date(0);
  time.setUTCFullYear(fullYear, month - 1, day);
  time.setUTCHours(hour, minute, second);
  return time.getTime() / 1000;
}

function ascii(octets: Uint8Array): string {
  let text = '';
  for (const octet of octets) text += String.fromCharCode(octet);
  return text;
}

type Extensions = Pick<Certificate, 'keyUsage' | 'isCa' | 'subjectKeyId' | 'authorityKeyId' | 'authoritySerial'>;

function readExtensions(der: Uint8Array, wrapper: DerElement | undefined): Extensions {
  const list = wrapper === undefined ? undefined : sequence(der, readDer(der, wrapper.content, wrapper.end));
  const values = new Map<string, Uint8Array>();
  for (const extension of list ?? []) {
    const parts = sequence(der, extension) ?? [];
    const value = parts.at(-1);
    if (parts[0]?.tag !== tag.oid || value?.tag !== tag.octetString) continue;
    values.set(toHex(content(der, parts[0])), content(der, value));
  }
  const authority = readAuthority(values.get('551d23'));
  return {
    keyUsage: readKeyUsage(values.get('551d0f')),
    isCa: readIsCa(values.get('551d13')),
    subjectKeyId: octetString(values.get('551d0e')),
    authorityKeyId: authority.keyId,
    authoritySerial: authority.serial,
  };
}

function octetString(value: Uint8Array | undefined): Uint8Array | undefined {
  const element = value === undefined ? undefined : readDer(value);
  return value === undefined || element?.tag !== tag.octetString ? undefined : content(value, element);
}

function readKeyUsage(value: Uint8Array | undefined): KeyUsage[] | undefined {
  const element = value === undefined ? undefined : readDer(value);
  if (value === undefined || element?.tag !== tag.bitString) return undefined;
  const bits = value.subarray(element.content + 1, element.end);
  return keyUsages.filter((_, i) => (((bits[i >> 3] ?? 0) >> (7 - (i & 7))) & 1) === 1);
}

function readIsCa(value: Uint8Array | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  const first = sequence(value, readDer(value))?.[0];
  return first?.tag === tag.boolean && value[first.content] !== 0;
}

function readAuthority(value: Uint8Array | undefined): {
  keyId?: Uint8Array | undefined;
  serial?: Uint8Array | undefined;
} {
  if (value === undefined) return {};
  const parts = sequence(value, readDer(value)) ?? [];
  const part = (wanted: number): Uint8Array | undefined => {
    const found = parts.find((p) => p.tag === wanted);
    return found === undefined ? undefined : content(value, found);
  };
  return { keyId: part(0x80), serial: part(0x82) };
}

const attributeNames = byObjectIdentifier(attributeIds);

interface Attribute {
  readonly oid: string;
  readonly value: string;
}

/** The relative names of a DER name, each a list of attributes. */
function relativeNames(name: Uint8Array): Attribute[][] {
  return (sequence(name, readDer(name)) ?? []).map((set) =>
    (derChildren(name, set) ?? []).flatMap((pair): Attribute[] => {
      const [oid, value] = sequence(name, pair) ?? [];
      if (oid?.tag !== tag.oid || value === undefined) return [];
      return [{ oid: oidText(content(name, oid)), value: directoryString(name, value) }];
    }),
  );
}

function directoryString(bytes: Uint8Array, element: DerElement): string {
  const octets = content(bytes, element);
  switch (element.tag) {
    case 0x0c:
      return new TextDecoder().decode(octets);
    case 0x1e: // BMPString
      return codeUnits(octets, 2);
    case 0x1c: // UniversalString
      return codeUnits(octets, 4);
    default:
      return ascii(octets);
  }
}

function codeUnits(octets: Uint8Array, size: number): string {
  let text = '';
  for (let i = 0; i + size <= octets.length; i += size) {
    const code = Number(toInteger(octets.subarray(i, i + size)));
    text += code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code);
  }
  return text;
}

/** A name for people: "C=DE, O=Example, CN=Example CA", in the order of the certificate. */
export function nameText(name: Uint8Array): string {
  return relativeNames(name)
    .map((attributes) => attributes.map(attributeText).join('+'))
    .join(', ');
}

function attributeText({ oid, value }: Attribute): string {
  return `${attributeNames.get(oid) ?? oid}=${value.replace(/[,+"\\<>;]/g, '\\$&')}`;
}

/** Whether two DER names are the same, ignoring case, string type and repeated white space (RFC 5280 §7.1). */
export function sameName(a: Uint8Array, b: Uint8Array): boolean {
  return equalOctets(a, b) || comparable(a) === comparable(b);
}

function comparable(name: Uint8Array): string {
  const folded = (value: string): string => value.trim().replace(/\s+/g, ' ').toLowerCase();
  return JSON.stringify(
    relativeNames(name).map((attributes) => attributes.map(({ oid, value }) => [oid, folded(value)]).sort()),
  );
}

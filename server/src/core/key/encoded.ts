/**
 * A base64url member as it stands: what is wrong with its encoding, and its octets when they can be had all the same.
 * One cause each, in the order of rules.md §3.3 (6), so that the encoding rules need not know of one another.
 */
import { decodeBase64url, encodeBase64url, firstIllegal, isCanonical, withoutPadding } from '../encoding/base64url.ts';
import type { JsonString } from '../document/json.ts';

export type EncodingFault = 'placeholder' | 'x5t-hex' | 'hex' | 'exponent' | 'invalid';

export interface Encoded {
  readonly name: string;
  readonly node: JsonString;
  /** What ends the reading of the member; undefined when octets were had. */
  readonly fault: EncodingFault | undefined;
  /** Repairs that were needed before decoding. */
  readonly whitespace: boolean;
  readonly alphabet: boolean;
  readonly padding: boolean;
  /** Decodes as written, but its unused trailing bits are not zero. */
  readonly nonCanonical: boolean;
  /** Octets after the repairs. */
  readonly octets: Uint8Array | undefined;
  /** For `invalid`: the first illegal character of the repaired text, or -1 for an impossible length. */
  readonly illegal: number;
  /** The text the repairs leave, which `illegal` counts in. */
  readonly repaired: string;
}

export interface EncodingContext {
  readonly kty: string | undefined;
  /** Octets a coordinate or key of the curve has. */
  readonly curveOctets: number | undefined;
}

const placeholderWords =
  /^(?:x{4,}|\*+|todo|tbd|redacted|changeme|placeholder|(?:replace|your|insert|enter|base64url)[ _-].*)$/is;
const placeholderParts = /\.\.\.|\u2026|\{\{|\$\{/;

export function isPlaceholder(text: string): boolean {
  // One look at the alphabet first: most values are neither of the words nor have any of the signs.
  if (/^[\w-]*$/.test(text)) return placeholderWords.test(text);
  const angle = text.indexOf('<');
  const inAngles = angle >= 0 && text.includes('>', angle);
  return inAngles || placeholderParts.test(text) || placeholderWords.test(text.trim());
}

/** Base64 of which a part was left out, as pages show long values. */
export function isCutValue(text: string): boolean {
  return /^[\w+/=\s-]*\[?(?:\u2026|\.{3,})\]?[\w+/=\s-]*$/.test(text);
}

/** Spellings of the usual exponents that are not base64url of them, with the right one. */
export const misencodedExponents: ReadonlyMap<string, string> = new Map([
  ...['65537', '010001', '10001', '0x10001', '0x010001', 'F4'].map((text) => [text, 'AQAB'] as const),
  ['17', 'EQ'],
  ['3', 'Aw'],
]);

const digestDigits: Readonly<Record<string, number>> = { x5t: 40, 'x5t#S256': 64 };

/** The hex digits of a certificate digest written as hex, or as base64url of hex; undefined when it is neither. */
export function hexDigest(name: string, text: string): { hex: string; double: boolean } | undefined {
  const digits = digestDigits[name];
  if (digits === undefined) return undefined;
  const isDigest = (candidate: string): boolean => candidate.length === digits && /^[0-9a-f]+$/i.test(candidate);
  const plain = text.replaceAll(':', '');
  if (isDigest(plain)) return { hex: plain, double: false };
  const octets = decodeBase64url(withoutPadding(text));
  if (octets?.length !== digits) return undefined;
  const ascii = String.fromCharCode(...octets);
  return isDigest(ascii) ? { hex: ascii, double: true } : undefined;
}

/** Of an RSA key's values the digits from which on nothing but hex is likely; a digest's are as many by its own length. */
const hexDigits: Readonly<Record<string, number>> = { n: 128, d: 64, p: 64, q: 64, dp: 64, dq: 64, qi: 64 };

const hexText = /^(?:0x)?[0-9a-f]+$/i;

function isHexValue(name: string, text: string, { kty, curveOctets }: EncodingContext): boolean {
  if (!hexText.test(text)) return false;
  const digits = text.length - (/^0x/i.test(text) ? 2 : 0);
  if (kty === 'RSA') return digits >= (hexDigits[name] ?? Infinity);
  if (kty !== 'EC' && kty !== 'OKP') return false;
  return curveOctets !== undefined && digits === 2 * curveOctets && ['x', 'y', 'd'].includes(name);
}

export function readEncoded(name: string, node: JsonString, context: EncodingContext): Encoded {
  const text = node.value;
  const octets = decodeBase64url(text);
  const fault = specialForm(name, text, context, octets !== undefined);
  if (fault !== undefined) return ended(name, node, fault);
  if (octets === undefined) return repair(name, node);
  return {
    name,
    node,
    fault: undefined,
    whitespace: false,
    alphabet: false,
    padding: false,
    nonCanonical: !isCanonical(text),
    octets,
    illegal: -1,
    repaired: text,
  };
}

/** Whether the value is not written as it should be: otherwise no rule has anything to say of its encoding. */
export function isUnsound({ fault, whitespace, alphabet, padding, nonCanonical }: Encoded): boolean {
  return fault !== undefined || whitespace || alphabet || padding || nonCanonical;
}

function specialForm(
  name: string,
  text: string,
  context: EncodingContext,
  decodes: boolean,
): EncodingFault | undefined {
  // What decodes has none of the signs that stand in a placeholder, but may be a word.
  if (decodes ? placeholderWords.test(text) : isPlaceholder(text)) return 'placeholder';
  if (name.startsWith('x5t') && hexDigest(name, text) !== undefined) return 'x5t-hex';
  if (isHexValue(name, text, context)) return 'hex';
  if (name === 'e' && misencodedExponents.has(text)) return 'exponent';
  return undefined;
}

function ended(name: string, node: JsonString, fault: EncodingFault): Encoded {
  const repairs = { whitespace: false, alphabet: false, padding: false, nonCanonical: false } as const;
  return { name, node, fault, ...repairs, octets: undefined, illegal: -1, repaired: node.value };
}

function repair(name: string, node: JsonString): Encoded {
  const text = node.value;
  const solid = text.replace(/\s+/g, '');
  const whitespace = solid.length !== text.length;
  const body = withoutPadding(solid);
  const alphabet = /[+/]/.test(body) && /^[A-Za-z0-9+/_-]*$/.test(body);
  const url = alphabet ? body.replaceAll('+', '-').replaceAll('/', '_') : body;
  // Padding is its own finding only when the alphabet was right.
  const padding = !alphabet && body.length !== solid.length && firstIllegal(body) < 0;
  const repaired = alphabet || padding ? url : solid;
  const illegal = firstIllegal(repaired);
  const octets = illegal < 0 ? decodeBase64url(repaired) : undefined;
  const common = { name, node, whitespace, alphabet, padding, nonCanonical: false, octets, illegal, repaired };
  return { ...common, fault: octets === undefined ? 'invalid' : undefined };
}

/** The canonical spelling of what the member means, for a fix; undefined when its octets could not be had. */
export function canonicalText(encoded: Encoded): string | undefined {
  return encoded.octets === undefined ? undefined : encodeBase64url(encoded.octets);
}

/** base64url (RFC 7515 §2, RFC 4648 §5) and base64 (RFC 4648 §4), without a host's decoder, which would forgive too much. */

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

const values = new Uint8Array(128).fill(255);
for (let i = 0; i < alphabet.length; i++) values[alphabet.charCodeAt(i)] = i;

let keptPairs: readonly string[] | undefined;

/** The two characters of each twelve bits; made when the first octets are encoded. */
function characterPairs(): readonly string[] {
  const pair = (_: unknown, i: number): string => alphabet.charAt(i >> 6) + alphabet.charAt(i & 63);
  return (keptPairs ??= Array.from({ length: 4096 }, pair));
}

/** Six-bit value of a base64url character code, or 255. */
function valueOf(code: number): number {
  return code < 128 ? (values[code] as number) : 255;
}

/** Index of the first character outside A–Z a–z 0–9 - _, or -1. */
export function firstIllegal(text: string): number {
  for (let i = 0; i < text.length; i++) if (valueOf(text.charCodeAt(i)) === 255) return i;
  return -1;
}

/**
 * Octets of unpadded base64url text; undefined when a character is illegal or the length is impossible (4n + 1).
 * Unused trailing bits are ignored: see {@link isCanonical}.
 */
export function decodeBase64url(text: string): Uint8Array | undefined {
  const length = text.length;
  const rest = length % 4;
  if (rest === 1) return undefined;
  const bytes = new Uint8Array((length * 3) >> 2);
  const whole = length - rest;
  let at = 0;
  for (let i = 0; i < whole; i += 4) {
    const a = valueOf(text.charCodeAt(i));
    const b = valueOf(text.charCodeAt(i + 1));
    const c = valueOf(text.charCodeAt(i + 2));
    const d = valueOf(text.charCodeAt(i + 3));
    // Values take six bits, the mark of an illegal character all eight.
    if ((a | b | c | d) > 63) return undefined;
    bytes[at++] = (a << 2) | (b >> 4);
    bytes[at++] = (b << 4) | (c >> 2);
    bytes[at++] = (c << 6) | d;
  }
  if (rest === 0) return bytes;
  const a = valueOf(text.charCodeAt(whole));
  const b = valueOf(text.charCodeAt(whole + 1));
  const c = rest === 3 ? valueOf(text.charCodeAt(whole + 2)) : 0;
  if ((a | b | c) > 63) return undefined;
  bytes[at++] = (a << 2) | (b >> 4);
  if (rest === 3) bytes[at] = (b << 4) | (c >> 2);
  return bytes;
}

/** Whether decodable text has zero unused trailing bits (RFC 4648 §3.5). */
export function isCanonical(text: string): boolean {
  const rest = text.length % 4;
  if (rest === 0) return true;
  const last = valueOf(text.charCodeAt(text.length - 1));
  return (last & (rest === 2 ? 0b1111 : 0b11)) === 0;
}

/** base64url text of octets, unpadded. */
export function encodeBase64url(bytes: Uint8Array): string {
  const pairs = characterPairs();
  let text = '';
  const rest = bytes.length % 3;
  const whole = bytes.length - rest;
  for (let i = 0; i < whole; i += 3) {
    const three = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    text += (pairs[three >> 12] as string) + (pairs[three & 0xfff] as string);
  }
  if (rest === 0) return text;
  const two = ((bytes[whole] as number) << 8) | (rest === 2 ? (bytes[whole + 1] as number) : 0);
  const last = pairs[two >> 4] as string;
  return rest === 1 ? text + last : text + last + alphabet.charAt((two << 2) & 63);
}

/** Standard padded base64 text of octets. */
export function encodeBase64(bytes: Uint8Array): string {
  const text = encodeBase64url(bytes).replaceAll('-', '+').replaceAll('_', '/');
  return text + '='.repeat((4 - (text.length % 4)) % 4);
}

/** Octets of base64 text in either alphabet, padded or not, white space ignored; undefined when it is neither. */
export function decodeBase64Lenient(text: string): Uint8Array | undefined {
  return decodeBase64url(toBase64url(text));
}

/** The text without the `=` at its end; by hand, because `/=+$/` takes quadratic time on a long run inside the text. */
export function withoutPadding(text: string): string {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 0x3d) end--;
  return text.slice(0, end);
}

/** The base64url spelling of lenient base64 text: white space and padding removed, alphabet replaced. */
export function toBase64url(text: string): string {
  return withoutPadding(text.replace(/\s+/g, '')).replaceAll('+', '-').replaceAll('/', '_');
}

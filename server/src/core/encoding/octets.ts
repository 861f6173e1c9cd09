/** Octet strings as hex, integers and UTF-8. */

const hexDigits = new TextEncoder().encode('0123456789abcdef');
const ascii = new TextDecoder();

let hostHex: ((bytes: Uint8Array) => string) | undefined;

/** Has the host write hex, where it is faster at it. */
export function accelerateHex(hex: (bytes: Uint8Array) => string): void {
  hostHex = hex;
}

/** Lower-case hex of octets. */
export function toHex(bytes: Uint8Array): string {
  if (hostHex !== undefined) return hostHex(bytes);
  const digits = new Uint8Array(2 * bytes.length);
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i] as number;
    digits[2 * i] = hexDigits[byte >> 4] as number;
    digits[2 * i + 1] = hexDigits[byte & 15] as number;
  }
  return ascii.decode(digits);
}

/** Octets of an even number of hex digits (either case). */
export function fromHex(hex: string): Uint8Array {
  const bytes = new Uint8Array(hex.length >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** The unsigned big-endian integer the octets spell; zero octets spell 0. */
export function toInteger(bytes: Uint8Array): bigint {
  // Word by word costs the square of the length: soon more than the detour by hex digits.
  if (bytes.length > maxWordwise) return BigInt(`0x${toHex(bytes)}`);
  if (bytes.length <= maxExact) return BigInt(bytes.reduce((value, byte) => value * 256 + byte, 0));
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = bytes.length % 8;
  let integer = 0n;
  for (let i = 0; i < at; i++) integer = (integer << 8n) | BigInt(bytes[i] as number);
  for (; at < bytes.length; at += 8) integer = (integer << 64n) | words.getBigUint64(at);
  return integer;
}

const maxWordwise = 72;
/** So many are an exact number. */
const maxExact = 6;

/** Big-endian octets of a non-negative integer: the minimum number (0 is one octet), or left-padded to `length`. */
export function fromInteger(value: bigint, length?: number): Uint8Array {
  const hex = value.toString(16);
  const minimal = fromHex(hex.length % 2 === 0 ? hex : `0${hex}`);
  if (length === undefined || minimal.length >= length) return minimal;
  const padded = new Uint8Array(length);
  padded.set(minimal, length - minimal.length);
  return padded;
}

/** Octets without leading zeros; of all-zero octets, one remains. */
export function stripLeadingZeros(bytes: Uint8Array): Uint8Array {
  let i = 0;
  while (i < bytes.length - 1 && bytes[i] === 0) i++;
  return i === 0 ? bytes : bytes.subarray(i);
}

/** Bits of the integer the octets spell; 0 for zero. */
export function bitLength(bytes: Uint8Array): number {
  const stripped = stripLeadingZeros(bytes);
  if (stripped.length === 0) return 0;
  return (stripped.length - 1) * 8 + (32 - Math.clz32(stripped[0] as number));
}

/** The octet strings one after the other. */
export function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export function equalOctets(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

const encoder = new TextEncoder();
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text, with its byte order mark if there is one; undefined for octets that are not UTF-8 (RFC 3629). */
export function decodeUtf8(octets: Uint8Array): string | undefined {
  try {
    return strict.decode(octets);
  } catch {
    return undefined;
  }
}

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

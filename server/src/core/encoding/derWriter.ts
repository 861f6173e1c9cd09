/** DER (X.690) written element by element; {@link readDer} reads it. */
import { derTag } from './der.ts';
import { fromHex, stripLeadingZeros, utf8 } from './octets.ts';

/** An element: identifier octet, length, content. Its parts are its content one after the other. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const head = [tag, ...lengthOctets(length)];
  const out = new Uint8Array(head.length + length);
  out.set(head);
  let at = head.length;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

/** X.690 §8.1.3, in its shortest form. */
function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

export function sequence(...parts: readonly Uint8Array[]): Uint8Array {
  return element(derTag.sequence, ...parts);
}

export function octetString(...parts: readonly Uint8Array[]): Uint8Array {
  return element(derTag.octetString, ...parts);
}

/** A BIT STRING of whole octets. */
export function bitString(...parts: readonly Uint8Array[]): Uint8Array {
  return element(0x03, Uint8Array.of(0), ...parts);
}

/** The INTEGER that big-endian octets spell, which is not negative (X.690 §8.3). */
export function unsigned(octets: Uint8Array): Uint8Array {
  const minimal = octets.length === 0 ? Uint8Array.of(0) : stripLeadingZeros(octets);
  return element(derTag.integer, ...((minimal[0] as number) >= 0x80 ? [Uint8Array.of(0)] : []), minimal);
}

/** An OBJECT IDENTIFIER of its dotted decimal form (X.690 §8.19). */
export function objectIdentifier(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return element(derTag.oid, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

function base128(value: number): number[] {
  const octets = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) octets.unshift(0x80 | (rest % 128));
  return octets;
}

export const nothing = fromHex('0500');

export function utf8String(text: string): Uint8Array {
  return element(0x0c, utf8(text));
}

/** A context-specific, constructed element: `[n] EXPLICIT`, or `[n] IMPLICIT` of a constructed one. */
export function tagged(n: number, ...parts: readonly Uint8Array[]): Uint8Array {
  return element(0xa0 | n, ...parts);
}

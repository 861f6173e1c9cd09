/**
 * As much of Node's Buffer as the core's tests write their data with, in a browser: its own base64 and UTF-8, so that
 * what core makes of them is held against something else. Put in front of the tests by bundle.ts.
 */
type Encoding = 'utf8' | 'hex' | 'base64' | 'base64url';

class Octets extends Uint8Array {
  override toString(encoding: Encoding = 'utf8'): string {
    if (encoding === 'utf8') return new TextDecoder('utf-8', { ignoreBOM: true }).decode(this);
    if (encoding === 'hex') return Array.from(this, (octet) => octet.toString(16).padStart(2, '0')).join('');
    const base64 = btoa(Array.from(this, (octet) => String.fromCharCode(octet)).join(''));
    return encoding === 'base64' ? base64 : base64.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  }
}

function decode(text: string, encoding: Encoding): ArrayLike<number> {
  if (encoding === 'utf8') return new TextEncoder().encode(text);
  if (encoding === 'hex') return (text.match(/../g) ?? []).map((digits) => Number.parseInt(digits, 16));
  const binary = atob(text.replace(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from({ length: binary.length }, (_, i) => binary.charCodeAt(i));
}

const buffer = {
  from: (source: string | ArrayLike<number>, encoding: Encoding = 'utf8'): Octets =>
    new Octets(typeof source === 'string' ? decode(source, encoding) : source),
  alloc: (length: number, octet = 0): Octets => new Octets(length).fill(octet),
  concat: (parts: readonly Uint8Array[]): Octets => new Octets(parts.flatMap((part) => Array.from(part))),
  byteLength: (text: string): number => new TextEncoder().encode(text).length,
};

Object.assign(globalThis, { Buffer: buffer });

export {};

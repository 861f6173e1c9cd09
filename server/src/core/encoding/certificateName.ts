/** Distinguished names for certificates (RFC 5280 §4.1.2.4), written from the text people give. */
import { element, objectIdentifier, sequence, utf8String } from './derWriter.ts';
import { attributeIds } from '../registry/objectIdentifiers.ts';
import { quoted } from '../text.ts';
import { readDer } from './der.ts';
import { decodeUtf8, fromHex, utf8 } from './octets.ts';

interface AttributeType {
  /** Code points of a value, at most (RFC 5280 §A.1; X.520 where it says nothing). */
  readonly most?: number;
  /** String type, where it is not the UTF8String that RFC 5280 §4.1.2.4 asks for. */
  readonly kind?: 'printable' | 'ia5';
  /** What a value must look like, and in words. */
  readonly pattern?: readonly [RegExp, string];
}

const types: Readonly<Record<keyof typeof attributeIds, AttributeType>> = {
  CN: { most: 64 },
  SN: { most: 40 },
  serialNumber: { most: 64, kind: 'printable' },
  C: { kind: 'printable', pattern: [/^[A-Z]{2}$/, 'the two capital letters of a country (ISO 3166)'] },
  L: { most: 128 },
  ST: { most: 128 },
  STREET: { most: 128 },
  O: { most: 64 },
  OU: { most: 64 },
  title: { most: 64 },
  GN: { most: 32768 },
  organizationIdentifier: { most: 256 },
  UID: { most: 256 },
  DC: { most: 63, kind: 'ia5' },
  emailAddress: { most: 255, kind: 'ia5' },
};

const names = Object.keys(types) as (keyof typeof types)[];

/** Without regard to case, as RFC 4514 §4 has them. */
const byName: ReadonlyMap<string, keyof typeof types> = new Map([
  ...names.map((name) => [name.toLowerCase(), name] as const),
  ['e', 'emailAddress'],
]);

/** DER of a name, or what is wrong with its text. */
export type WrittenName = { readonly der: Uint8Array } | { readonly fault: string };

/**
 * A name of the string form of RFC 4514 ("CN=…,O=…,C=…", escapes with `\`), or of a plain text, which is its CN.
 * Text whose first `=` has a word before it is of the first form.
 */
export function writeName(text: string): WrittenName {
  try {
    // The string begins with the most specific name, the sequence with the least (RFC 4514 §2.1).
    return isNameString(text)
      ? { der: sequence(...parse(text).map(relativeName).reverse()) }
      : writeCommonName(text.trim());
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    throw error;
  }
}

/** A name of nothing but a CN, which is the text as it is. */
export function writeCommonName(text: string): WrittenName {
  try {
    return { der: sequence(relativeName([{ type: 'CN', value: utf8(text), isDer: false }])) };
  } catch (error) {
    if (error instanceof Fault) return { fault: error.message };
    throw error;
  }
}

class Fault extends Error {}

function isNameString(text: string): boolean {
  return /^\s*(?:[A-Za-z][\w-]*|\d+(?:\.\d+)+)\s*=/.test(text);
}

interface Attribute {
  readonly type: string;
  readonly value: Uint8Array;
  /** The value is DER itself: `#` and hex digits (RFC 4514 §2.4). */
  readonly isDer: boolean;
}

/** The relative names of the string, each with its attributes. */
function parse(text: string): Attribute[][] {
  const names: Attribute[][] = [[]];
  for (let at = 0; ;) {
    const [head, type] = /^\s*([A-Za-z][\w-]*|\d+(?:\.\d+)+)\s*=\s*/.exec(text.slice(at)) ?? [];
    if (head === undefined || type === undefined)
      throw new Fault(`a type and "=" are missing after ${shownEnd(text, at)}; write a comma in a value as \\,`);
    const { value, isDer, end } = readValue(text, at + head.length);
    names.at(-1)?.push({ type, value, isDer });
    const separator = text[end];
    if (separator === undefined) return names;
    if (separator === ',') names.push([]);
    at = end + 1;
  }
}

function shownEnd(text: string, at: number): string {
  return at === 0 ? 'the beginning' : quoted(text.slice(Math.max(0, at - 12), at));
}

/** The value up to the next separator; unescaped spaces at its end do not count. */
function readValue(text: string, from: number): { value: Uint8Array; isDer: boolean; end: number } {
  const [hex] = /^#(?:[0-9a-fA-F]{2})+\s*(?=[,+]|$)/.exec(text.slice(from)) ?? [];
  if (hex !== undefined) return { value: fromHex(hex.trim().slice(1)), isDer: true, end: from + hex.length };
  const octets: number[] = [];
  let kept = 0;
  let at = from;
  while (at < text.length && text[at] !== ',' && text[at] !== '+') {
    const c = String.fromCodePoint(text.codePointAt(at) as number);
    if (c === '\\') {
      const [pair] = /^[0-9a-fA-F]{2}/.exec(text.slice(at + 1)) ?? [];
      const next = text[at + 1] ?? '';
      if (pair === undefined && (next === '' || !' "#+,;<=>\\'.includes(next)))
        throw new Fault('"\\" must be followed by a character with a meaning (, + " \\ < > ; = #) or two hex digits');
      octets.push(...(pair === undefined ? utf8(next) : fromHex(pair)));
      at += 1 + (pair ?? next).length;
      kept = octets.length;
      continue;
    }
    if ('"<>;'.includes(c)) throw new Fault(`${c} in a value is written \\${c}`);
    octets.push(...utf8(c));
    at += c.length;
    if (c !== ' ') kept = octets.length;
  }
  return { value: Uint8Array.from(octets.slice(0, kept)), isDer: false, end: at };
}

/** SET OF has its elements in the order of their octets (X.690 §11.6). */
function relativeName(attributes: readonly Attribute[]): Uint8Array {
  return element(0x31, ...attributes.map(attribute).sort(compareOctets));
}

function compareOctets(a: Uint8Array, b: Uint8Array): number {
  const at = a.findIndex((octet, i) => octet !== b[i]);
  return at < 0 ? a.length - b.length : (a[at] as number) - (b[at] ?? -1);
}

function attribute({ type, value, isDer }: Attribute): Uint8Array {
  const known = byName.get(type.toLowerCase());
  if (known === undefined && !type.includes('.'))
    throw new Fault(`there is no attribute ${type}; ${names.join(', ')} and object identifiers are known`);
  const oid = objectIdentifier(known === undefined ? requireOid(type) : attributeIds[known]);
  if (!isDer) return sequence(oid, text(type, value, known === undefined ? {} : types[known]));
  const inner = readDer(value);
  if (inner?.end !== value.length) throw new Fault(`the value of ${type} is not the hex of one DER element`);
  return sequence(oid, value);
}

function requireOid(type: string): string {
  const [first = 3, second = 0, ...rest] = type.split('.').map(Number);
  const isSound = first <= 2 && (first === 2 || second < 40) && [second, ...rest].every(Number.isSafeInteger);
  if (!isSound) throw new Fault(`${type} is no object identifier`);
  return type;
}

function text(type: string, octets: Uint8Array, { most, kind, pattern }: AttributeType): Uint8Array {
  const value = decode(type, octets);
  if (value === '') throw new Fault(`${type} is empty`);
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(value)) throw new Fault(`${type} has a control character`);
  if (pattern !== undefined && !pattern[0].test(value)) throw new Fault(`${type} must be ${pattern[1]}`);
  const length = Array.from(value).length;
  if (most !== undefined && length > most)
    throw new Fault(`${type} has ${length} characters; ${most} are the most (RFC 5280 §A.1)`);
  if (kind === undefined) return utf8String(value);
  const allowed = kind === 'printable' ? /^[A-Za-z0-9 '()+,\-./:=?]*$/ : /^[\u0020-\u007e]*$/;
  if (!allowed.test(value))
    throw new Fault(`${type} may have ${kind === 'printable' ? "letters, digits and '()+,-./:=? only" : 'ASCII only'}`);
  return element(kind === 'printable' ? 0x13 : 0x16, octets);
}

function decode(type: string, octets: Uint8Array): string {
  const value = decodeUtf8(octets);
  // What stands for half of a character pair was replaced before it came here.
  if (value === undefined || value.includes('\uFFFD')) throw new Fault(`${type} is not valid Unicode`);
  return value;
}

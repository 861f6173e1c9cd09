/** JWEs in their three serializations (RFC 7516 §7): compact, flattened and general JSON. */
import { decodeBase64url } from '../encoding/base64url.ts';
import { decodeUtf8, utf8 } from '../encoding/octets.ts';
import { isRecord, type JsonRecord } from '../record.ts';
import { quoted } from '../text.ts';
import { displayWord } from '../words.ts';
import type { EncryptedContent } from './jweContent.ts';
import { OperationError } from './operation.ts';

type Header = JsonRecord;

export interface Recipient {
  /** Of the protected, shared and own header in one (RFC 7516 §7.2.1): what tells how to decrypt. */
  readonly header: Header;
  readonly encryptedKey: Uint8Array;
}

export interface Jwe {
  readonly content: EncryptedContent;
  /** What the tag authenticates besides the ciphertext: the protected header as it stands, and what was added. */
  readonly aad: Uint8Array;
  readonly recipients: readonly Recipient[];
}

/** @throws OperationError (`input`) for a text that is no JWE, telling what it is where that is plain */
export function readJwe(source: string, name: string): Jwe {
  const fail = (what: string): OperationError => new OperationError('input', `${name} ${what}`);
  const text = source.replace(/^\uFEFF/, '').trim();
  if (text === '') throw fail('is empty');
  if (text.startsWith('{')) return readJson(parseObject(text) ?? refuse(fail('is not valid JSON')), fail);
  // Mail and terminals wrap long lines.
  const parts = text.replace(/\s+/g, '').split('.');
  if (parts.length === 3) throw fail('is a JWS: it is signed, not encrypted');
  const [header, encryptedKey, iv, ciphertext, tag] = parts;
  if (parts.length !== 5) throw fail('is no JWE: that has five parts with dots between them, or is a JSON object');
  return readJson({ protected: header, encrypted_key: encryptedKey, iv, ciphertext, tag }, fail);
}

/** A key is for a few people. */
const maxRecipients = 100;

type Fail = (what: string) => OperationError;

function refuse(error: OperationError): never {
  throw error;
}

function readJson(jwe: Header, fail: Fail): Jwe {
  if (jwe.ciphertext === undefined)
    throw fail(
      jwe.keys === undefined && jwe.kty === undefined ? 'is no JWE: it has no "ciphertext"' : 'is not encrypted',
    );
  const octets = (value: unknown, member: string): Uint8Array => {
    const read =
      typeof value === 'string' ? decodeBase64url(value) : value === undefined ? new Uint8Array() : undefined;
    return read ?? refuse(fail(`is a JWE whose ${quoted(member)} is not base64url text; it is damaged`));
  };
  const protectedHeader = headerOf(octets(jwe.protected, 'protected'), fail);
  const recipients: readonly unknown[] = Array.isArray(jwe.recipients) ? jwe.recipients : [jwe];
  if (recipients.length > maxRecipients)
    throw fail(`is a JWE for ${recipients.length} recipients; more than ${maxRecipients} are not read`);
  const shared = sharedHeader(protectedHeader, jwe.unprotected, fail);
  const aad = jwe.aad === undefined ? '' : `.${textOf(jwe.aad)}`;
  return {
    content: {
      iv: octets(jwe.iv, 'iv'),
      ciphertext: octets(jwe.ciphertext, 'ciphertext'),
      tag: octets(jwe.tag, 'tag'),
    },
    aad: utf8(textOf(jwe.protected) + aad),
    recipients: recipients.map((recipient) => {
      const { header, encrypted_key: key } = isRecord(recipient) ? recipient : {};
      return {
        header: recipientHeader(shared, header, fail),
        encryptedKey: octets(key, 'encrypted_key'),
      };
    }),
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function headerOf(octets: Uint8Array, fail: Fail): Header {
  if (octets.length === 0) return {};
  const header = parseObject(decodeUtf8(octets) ?? '');
  return header ?? refuse(fail('is no JWE, or a damaged one: its protected header is no JSON object'));
}

function parseObject(text: string): Header | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The parameters that tell how to decrypt; others are of no use here, and there may be many. */
const parameters = ['alg', 'enc', 'p2s', 'p2c', 'crit', 'zip'];

/** No name may be in two of the headers (RFC 7516 §7.2.1): readers would disagree about which counts. */
function requireDisjoint(shared: Header, own: Header, fail: Fail): void {
  const twice = Object.keys(own).find((name) => Object.hasOwn(shared, name));
  if (twice !== undefined)
    throw fail(`is a JWE with ${quoted(displayWord(twice))} in two of its headers (RFC 7516 §7.2.1)`);
}

/** What the protected and the shared header say. */
function sharedHeader(protectedHeader: Header, unprotected: unknown, fail: Fail): Header {
  if (!isRecord(unprotected)) return protectedHeader;
  requireDisjoint(protectedHeader, unprotected, fail);
  return { ...protectedHeader, ...unprotected };
}

/** Looks at the recipient's own names only: all recipients have the shared ones in common. */
function recipientHeader(shared: Header, header: unknown, fail: Fail): Header {
  const own = isRecord(header) ? header : {};
  requireDisjoint(shared, own, fail);
  const named = parameters.filter((name) => Object.hasOwn(own, name) || Object.hasOwn(shared, name));
  return Object.fromEntries(named.map((name) => [name, Object.hasOwn(own, name) ? own[name] : shared[name]]));
}

/** The members of a JWK that hold a certificate and its thumbprints, put into a document. */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { insertMembers, removeMembers, replace, type TextEdit } from '../document/edits.ts';
import { encodeBase64, encodeBase64url } from '../encoding/base64url.ts';
import type { Key } from '../key/key.ts';
import { editsInDocument, type OpenKeys } from './documents.ts';

/** The members that tell of a certificate; undefined is to be absent. */
export interface CertificateMembers {
  readonly x5c: string;
  readonly x5t: string | undefined;
  readonly 'x5t#S256': string;
}

export function certificateMembers(der: Uint8Array, withSha1: boolean): CertificateMembers {
  return {
    // Standard base64, not base64url (RFC 7517 §4.7).
    x5c: encodeBase64(der),
    x5t: withSha1 ? encodeBase64url(sha1(der)) : undefined,
    'x5t#S256': encodeBase64url(sha256(der)),
  };
}

/** Edits that give the keys these members, wherever in the document they stand. */
export function editsOf(open: OpenKeys, keys: readonly Key[], members: CertificateMembers): readonly TextEdit[] {
  return open.parts.flatMap((part) => {
    const own = part.keys.filter((key) => keys.includes(key));
    return own.length === 0
      ? []
      : editsInDocument(
          part,
          own.flatMap((key) => memberEdits(key, members)),
        );
  });
}

function memberEdits(key: Key, { x5c, ...thumbprints }: CertificateMembers): TextEdit[] {
  const wanted = Object.entries({ x5c: JSON.stringify([x5c]), ...quoted(thumbprints) });
  const edits: TextEdit[] = [];
  const missing: (readonly [string, string])[] = [];
  const gone = key.object.members.filter(
    // Of duplicates the last counts; what nothing is written for would tell of another certificate.
    (m) =>
      Object.hasOwn({ x5c, ...thumbprints }, m.name.value) &&
      (key.member(m.name.value) !== m || !wanted.some(([n]) => n === m.name.value)),
  );
  for (const [name, json] of wanted) {
    const node = key.member(name)?.value;
    if (node === undefined) missing.push([name, json]);
    else edits.push(replace(node, json));
  }
  // Behind the last member that stays.
  const after = key.object.members.filter((m) => !gone.includes(m)).at(-1);
  if (missing.length > 0) edits.push(insertMembers(key.text, key.object, missing, after));
  return [...edits, ...removeMembers(key.object, gone)];
}

function quoted(members: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(members).flatMap(([name, text]) =>
      text === undefined ? [] : [[name, JSON.stringify(text)] as const],
    ),
  );
}

/** The members of a JWK that hold a certificate and its thumbprints, put into a document. */
import { insertMembers, removeMembers, replace, type TextEdit } from '../document/edits.ts';
import type { Key } from '../key/key.ts';
import type { CertificateMembers } from '../key/x5c.ts';
import { editsInDocument, type OpenKeys } from './documents.ts';

/** The members that tell of a certificate; undefined is to be absent. */
export type WantedMembers = Omit<CertificateMembers, 'x5t'> & { readonly x5t: string | undefined };

/** Edits that give the keys these members, wherever in the document they stand. */
export function editsOf(open: OpenKeys, keys: readonly Key[], members: WantedMembers): readonly TextEdit[] {
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

function memberEdits(key: Key, { x5c, ...thumbprints }: WantedMembers): TextEdit[] {
  const wanted = Object.entries({ x5c: JSON.stringify(x5c), ...quoted(thumbprints) });
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

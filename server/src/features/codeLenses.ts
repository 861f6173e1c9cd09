/**
 * Commands above sets, keys and addresses of sets (E4). The commands are the client's own (`jwk.…`), so lenses are only
 * for clients that have them; their arguments name places and addresses, never anything of a key.
 */
import type { CodeLens, Position } from 'vscode-languageserver';
import { maxDocumentLength, type DocumentPart, type SetPart } from '../core/document/document.ts';
import { outerSpan } from '../core/document/excerpt.ts';
import { opening } from '../core/document/tree.ts';
import type { Key } from '../core/key/key.ts';
import { count } from '../core/text.ts';
import type { Snapshot } from '../documents.ts';
import { remoteScheme } from '../protocol.ts';
import { rangeOf } from './diagnostics.ts';

/** In a set of more keys, lenses would be most of what is on screen: it has those of the set only. */
const maxKeysWithLenses = 200;

/** The lenses of a document, from what was read of it already. */
export function codeLenses(snapshot: Snapshot): CodeLens[] {
  const { parts } = snapshot.document;
  const keys = parts.flatMap((part) => part.keys);
  const sets = parts.filter((part) => part.kind === 'set');
  return [
    ...sets.flatMap((set) => setLenses(snapshot, set)),
    ...(keys.length > maxKeysWithLenses ? [] : parts.flatMap((part) => keysLenses(snapshot, part, keys))),
    ...addressLenses(snapshot),
  ];
}

function lens(snapshot: Snapshot, at: number, title: string, command: string, argument: object): CodeLens {
  return {
    range: rangeOf(snapshot, opening({ start: at, end: at })),
    command: { title, command, arguments: [argument] },
  };
}

/** Operations on a whole set take a document that has one set and nothing else. */
function isWhole({ document: { parts } }: Snapshot): boolean {
  return parts.length === 1;
}

function isReadOnly({ uri }: Snapshot): boolean {
  return uri.startsWith(`${remoteScheme}:`);
}

function setLenses(snapshot: Snapshot, set: SetPart): CodeLens[] {
  const node = set.object ?? set.holder;
  // A lone JWK that its file name makes a set is shown as the key it is.
  if (node === undefined || set.holder === undefined) return [];
  const at = (set.excerpt === undefined ? node : outerSpan(set.excerpt, node)).start;
  const { uri } = snapshot;
  const symmetric = set.keys.filter((key) => key.type?.kty === 'oct').length;
  const secret = set.keys.filter((key) => key.isPrivate && key.type?.kty !== 'oct').length;
  const facts = [
    count(set.keys.length, 'key'),
    ...(secret > 0 ? [`${secret} private`] : []),
    ...(symmetric > 0 ? [`${symmetric} symmetric`] : []),
  ].join(', ');
  return [
    ...(set.keys.length > 0 ? [lens(snapshot, at, facts, 'jwk.inspectKey', { uri })] : []),
    ...(isWhole(snapshot) && !isReadOnly(snapshot)
      ? [lens(snapshot, at, 'Generate key', 'jwk.generateKey', { uri })]
      : []),
    ...(isWhole(snapshot) && secret > 0
      ? [lens(snapshot, at, 'Copy public set', 'jwk.copyPublicKeySet', { uri })]
      : []),
  ];
}

function keysLenses(snapshot: Snapshot, part: DocumentPart, all: readonly Key[]): CodeLens[] {
  return part.keys.flatMap((key, i) => {
    const { line, character } = snapshot.text.positionAt(key.start);
    const isAlone = all.length === 1 || ![part.keys[i - 1], part.keys[i + 1]].some((other) => startsIn(other, line));
    return isAlone ? keyLenses(snapshot, part, key, { line, character }) : [];
  });

  /** Of several keys in one line nobody could tell whose lenses are whose. */
  function startsIn(key: Key | undefined, line: number): boolean {
    return key !== undefined && snapshot.text.positionAt(key.start).line === line;
  }
}

function keyLenses(snapshot: Snapshot, part: DocumentPart, key: Key, position: Position): CodeLens[] {
  const place = { uri: snapshot.uri, position };
  const rotates = key.isPrivate && part.kind === 'set' && part.holder !== undefined && !isReadOnly(snapshot);
  return [
    lens(snapshot, key.start, 'Inspect', 'jwk.inspectKey', place),
    ...(isWhole(snapshot) ? [lens(snapshot, key.start, 'Copy as…', 'jwk.copyKeyAs', place)] : []),
    ...(isWhole(snapshot) && rotates ? [lens(snapshot, key.start, 'Rotate', 'jwk.rotateKey', place)] : []),
  ];
}

/** Members that hold the address of a key set: metadata (OpenID Connect Discovery 1.0 §3) and ForgeRock IG's stores. */
const addressNames = ['"jwks_uri"', '"jwkUrl"'];
const addressValue = /\s*:\s*"(https?:\/\/[^\s"\\{}@]+)"/iy;
const maxAddresses = 20;

/** Found by a look at the text: a document with an address and no key is not read at all. */
function addressLenses(snapshot: Snapshot): CodeLens[] {
  const { text } = snapshot.document;
  if (text.length > maxDocumentLength) return [];
  const found: CodeLens[] = [];
  for (const name of addressNames) {
    for (let at = text.indexOf(name); at >= 0 && found.length < maxAddresses; at = text.indexOf(name, at + 1)) {
      addressValue.lastIndex = at + name.length;
      const address = addressValue.exec(text)?.[1];
      if (address !== undefined) found.push(lens(snapshot, at, 'Fetch', 'jwk.fetchFromUrl', { address }));
    }
  }
  return found;
}

/** The public half of a key: what of its members other parties may have. */
import { decodeBase64Lenient } from '../encoding/base64url.ts';
import type { JsonMember, JsonNode } from '../document/json.ts';
import { removeItems, removeMembers, replace, type TextEdit } from '../document/edits.ts';
import type { Key } from '../key/key.ts';
import { commonMembers, knownExtensionMembers, members as registered } from '../registry/members.ts';
import { privateMembers } from '../registry/keyTypes.ts';
import { keyOperations } from '../registry/uses.ts';

const privateNames = new Set(privateMembers.map((name) => name.toLowerCase()));
const suspicious = /priv|secret|seed|passw|phrase|pem$|^sk$/i;

export interface PublicHalf {
  /** Edits of the key's text that leave its public half. */
  readonly edits: readonly TextEdit[];
  /** Names of private members taken out. */
  readonly removed: readonly string[];
  /** Unregistered members taken out because their name or content says they are secret. */
  readonly suspected: readonly string[];
  /** Unregistered members that stay. */
  readonly kept: readonly string[];
}

/** Whether the key is symmetric, hence has no public half; told by its members where `kty` does not. */
export function isSymmetric(key: Key): boolean {
  if (key.type !== undefined) return key.type.kty === 'oct';
  return key.has('k') && !['n', 'e', 'x', 'y', 'pub'].some((name) => key.has(name));
}

export function publicHalf(key: Key): PublicHalf {
  const { members } = key.object;
  const isPrivate = (m: JsonMember): boolean => privateNames.has(m.name.value.toLowerCase());
  const isSuspect = (m: JsonMember): boolean => {
    const name = m.name.value;
    if (registered.has(name)) return holdsPrivateKey(m.value);
    if (commonMembers.includes(name) || knownExtensionMembers.has(name)) return holdsPrivateKey(m.value);
    return suspicious.test(name) || holdsPrivateKey(m.value);
  };
  const removed = members.filter(isPrivate);
  const suspected = members.filter((m) => !isPrivate(m) && isSuspect(m));
  const gone = new Set([...removed, ...suspected]);
  const kept = members.filter(
    (m) => !gone.has(m) && !registered.has(m.name.value) && !knownExtensionMembers.has(m.name.value),
  );
  const operations = members
    .filter((m) => m.name.value === 'key_ops' && !gone.has(m))
    .map((m) => publicOperations(m.value));
  const emptied = members
    .filter((m) => m.name.value === 'key_ops' && !gone.has(m))
    .filter((_, i) => operations[i] === 'empty');
  const edits = operations.flatMap((o) => (o === 'empty' ? [] : o));
  const names = (list: readonly JsonMember[]): string[] => [...new Set(list.map((m) => m.name.value))];
  return {
    edits: [...removeMembers(key.object, [...gone, ...emptied]), ...edits],
    removed: names(removed),
    suspected: names(suspected),
    kept: names(kept),
  };
}

/**
 * What the public half can do: sign becomes verify, decrypt encrypt, unwrapKey wrapKey; deriving needs the private
 * half. "empty" when nothing is left, because an empty key_ops is a fault.
 */
function publicOperations(node: JsonNode | undefined): TextEdit[] | 'empty' {
  if (node?.type !== 'array') return [];
  const seen = new Set<string>();
  const edits: TextEdit[] = [];
  const dropped: JsonNode[] = [];
  for (const item of node.items) {
    const op = item.type === 'string' ? item.value : undefined;
    const known = op === undefined ? undefined : keyOperations.get(op);
    const counterpart = known?.family === 'derive' ? undefined : (known?.publicCounterpart ?? op);
    if (counterpart === undefined ? known !== undefined : seen.has(counterpart)) {
      dropped.push(item);
    } else if (counterpart !== undefined) {
      seen.add(counterpart);
      if (counterpart !== op) edits.push(replace(item, JSON.stringify(counterpart)));
    }
  }
  if (dropped.length > 0 && dropped.length === node.items.length) return 'empty';
  return [...edits, ...removeItems(node, dropped)];
}

/** Whether a text in the value is a private key in PEM, or in DER or base64 of it: PKCS #8, PKCS #1 and SEC 1 alike. */
function holdsPrivateKey(node: JsonNode | undefined): boolean {
  if (node?.type === 'array') return node.items.some(holdsPrivateKey);
  if (node?.type === 'object')
    return node.members.some((m) => privateNames.has(m.name.value) || holdsPrivateKey(m.value));
  if (node?.type !== 'string') return false;
  const { value } = node;
  if (value.includes('PRIVATE KEY')) return true;
  if (value.length < 40 || !/^[\w+/=\s-]+$/.test(value)) return false;
  const octets = decodeBase64Lenient(value);
  if (octets === undefined || octets.length < 30) return false;
  if (String.fromCharCode(...octets.subarray(0, 64)).includes('PRIVATE KEY')) return true;
  return startsWithVersion(octets);
}

/** A DER SEQUENCE of the whole length whose first element is an INTEGER 0 or 1: the version of a private key. */
function startsWithVersion(der: Uint8Array): boolean {
  if (der[0] !== 0x30) return false;
  const first = der[1] ?? 0;
  const header = first < 0x80 ? 2 : 2 + (first & 0x7f);
  const length = first < 0x80 ? first : der.subarray(2, header).reduce((n, o) => n * 256 + o, 0);
  if (header + length !== der.length) return false;
  return der[header] === 0x02 && der[header + 1] === 1 && (der[header + 2] ?? 2) <= 1;
}

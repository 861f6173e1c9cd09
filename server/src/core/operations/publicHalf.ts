/** The public half of a key: what of its members other parties may have. */
import { hasPrivateKeyArmor, isPrivateKeyBase64 } from '../encoding/privateKey.ts';
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

/** Whether a text anywhere in the value is a private key of another format: PEM, or base64 of DER. */
function holdsPrivateKey(node: JsonNode | undefined): boolean {
  if (node?.type === 'array') return node.items.some(holdsPrivateKey);
  if (node?.type === 'object')
    return node.members.some((m) => privateNames.has(m.name.value) || holdsPrivateKey(m.value));
  if (node?.type !== 'string') return false;
  return hasPrivateKeyArmor(node.value) || isPrivateKeyBase64(node.value);
}

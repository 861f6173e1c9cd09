/** The public half of a key: what of its members other parties may have. */
import { hasPrivateKeyArmor, isPrivateKeyBase64 } from '../encoding/privateKey.ts';
import type { JsonMember, JsonNode } from '../document/json.ts';
import { removeItems, removeMembers, replace, type TextEdit } from '../document/edits.ts';
import type { Key } from '../key/key.ts';
import { readX5cItem } from '../key/x5c.ts';
import { isSecretOf, secretTexts, visibleKid } from '../key/secretKid.ts';
import { knownExtensionMembers, members as registered } from '../registry/members.ts';
import { privateMembers } from '../registry/keyTypes.ts';
import { keyOperations } from '../registry/uses.ts';

export interface PublicHalf {
  /** Edits of the key's text that leave its public half. */
  readonly edits: readonly TextEdit[];
  /** Names of private members taken out. */
  readonly removed: readonly string[];
  /** Registered members taken out because their content gives a secret away. */
  readonly revealing: readonly string[];
  /** Members taken out because nobody knows what they hold. */
  readonly unknown: readonly string[];
}

/** Whether the key is symmetric, hence has no public half; told by its members where `kty` does not. */
export function isSymmetric(key: Key): boolean {
  if (key.type !== undefined) return key.type.kty === 'oct';
  return key.has('k') && !['n', 'e', 'x', 'y', 'pub'].some((name) => key.has(name));
}

/** What a text with these keys in it is; with no key, public. */
export function kindOfKeys(keys: readonly Key[]): 'public' | 'symmetric' | 'private' {
  if (!keys.some((key) => key.isPrivate)) return 'public';
  return keys.every(isSymmetric) ? 'symmetric' : 'private';
}

/**
 * Only what is known to be public stays: a member of another name may hold anything, a misspelt private one included.
 */
export function publicHalf(key: Key): PublicHalf {
  const { members } = key.object;
  const fates = members.map((m) => ({ m, fate: fateOf(key, m) }));
  const of = (...fate: readonly Fate[]): JsonMember[] => fates.filter((f) => fate.includes(f.fate)).map(({ m }) => m);
  const stays = of('public');
  const operations = stays
    .filter((m) => m.name.value === 'key_ops')
    .map((m) => ({ m, edits: publicOperations(m.value) }));
  const emptied = operations.filter(({ edits }) => edits === 'empty').map(({ m }) => m);
  const names = (list: readonly JsonMember[]): string[] => [...new Set(list.map((m) => m.name.value))];
  return {
    edits: [
      ...removeMembers(key.object, [...of('private', 'revealing', 'unknown'), ...emptied]),
      ...operations.flatMap(({ edits }) => (edits === 'empty' ? [] : edits)),
    ],
    removed: names(of('private')),
    revealing: names(of('revealing')),
    unknown: names(of('unknown')),
  };
}

/** Whether the public half keeps a member of that name, unless its content gives a secret away. */
export function isPublishable(name: string): boolean {
  return !privateMembers.includes(name) && (registered.has(name) || knownExtensionMembers.has(name));
}

type Fate = 'public' | 'private' | 'revealing' | 'unknown';

function fateOf(key: Key, { name: { value: name }, value }: JsonMember): Fate {
  if (privateMembers.includes(name)) return 'private';
  if (!isPublishable(name)) return 'unknown';
  // All of them, however many: what is examined of a key is not all that would be published.
  if (name === 'x5c' && key.strings('x5c').some((item, i) => readX5cItem(item, i).certificate === undefined))
    return 'revealing';
  if (name === 'kid' && key.kid !== undefined) return visibleKid(key) === undefined ? 'revealing' : 'public';
  return holdsSecret(key, value) ? 'revealing' : 'public';
}

/** Whether a text anywhere in the value is a secret of the set, or a private key of another format. */
function holdsSecret(key: Key, node: JsonNode | undefined): boolean {
  if (node?.type === 'array') return node.items.some((item) => holdsSecret(key, item));
  if (node?.type === 'object')
    return node.members.some((m) => privateMembers.includes(m.name.value) || holdsSecret(key, m.value));
  if (node?.type !== 'string') return false;
  const { value } = node;
  if (hasPrivateKeyArmor(value) || isPrivateKeyBase64(value) || isSecretOf(key.siblings, value)) return true;
  return secretTexts(key).some((secret) => secret.length >= 8 && value.includes(secret));
}

/** What the public half does where the private one does `op`; undefined where it has no part in it. */
export function publicOperation(op: string): string | undefined {
  const known = keyOperations.get(op);
  return known?.family === 'derive' ? undefined : (known?.publicCounterpart ?? op);
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
    const counterpart = op === undefined ? undefined : publicOperation(op);
    if (counterpart === undefined ? op !== undefined : seen.has(counterpart)) {
      dropped.push(item);
    } else if (counterpart !== undefined) {
      seen.add(counterpart);
      if (counterpart !== op) edits.push(replace(item, JSON.stringify(counterpart)));
    }
  }
  if (dropped.length > 0 && dropped.length === node.items.length) return 'empty';
  return [...edits, ...removeItems(node, dropped)];
}

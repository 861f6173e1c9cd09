/**
 * What a private set and its public one have in common: which public halves are missing, which keys say something else
 * in the two, and which only the public one has. Layout, the order of keys and of members, and spellings of one value
 * are no difference.
 */
import type { JsonNode } from '../document/json.ts';
import { value } from '../document/tree.ts';
import type { Key } from '../key/key.ts';
import { secretsOf } from '../key/secretKid.ts';
import { isPublishable, isSymmetric, publicHalf, publicOperation } from '../operations/publicHalf.ts';

/** A key of both sets, and the members that say something else in the public one. */
export interface Differing {
  readonly own: Key;
  readonly published: Key;
  readonly members: readonly string[];
}

export interface Comparison {
  /** Private keys whose public half is missing, in the order of the private set. */
  readonly missing: readonly Key[];
  readonly differing: readonly Differing[];
  /** Keys of the public set that the private one does not have. */
  readonly unknown: readonly Key[];
}

/**
 * Compares by RFC 7638 thumbprint; linear in the number of keys. Symmetric keys have no public half, and keys without a
 * thumbprint are broken: neither is compared.
 */
export function comparePair(own: readonly Key[], published: readonly Key[]): Comparison {
  const groups = grouped(published);
  const missing: Key[] = [];
  const differing: Differing[] = [];
  const known = grouped(own);
  for (const [thumbprint, keys] of known) {
    const [a, b] = [keys, groups.get(thumbprint) ?? []];
    const [rest, others] = a.length === 1 && b.length === 1 ? [a, b] : withoutEqual(a, b);
    for (const [i, key] of rest.entries()) {
      const other = others[i];
      const members = other === undefined ? [] : differences(key, other);
      if (other !== undefined && members.length > 0) differing.push({ own: key, published: other, members });
      // What a private set holds of others' public keys is not its own to publish.
      if (other === undefined && key.isPrivate) missing.push(key);
    }
  }
  const unknown = [...groups].flatMap(([thumbprint, keys]) => (known.has(thumbprint) ? [] : keys));
  return { missing: inOrder(missing), differing, unknown: inOrder(unknown) };
}

function inOrder(keys: Key[]): Key[] {
  return keys.sort((a, b) => a.start - b.start);
}

function grouped(keys: readonly Key[]): Map<string, Key[]> {
  const groups = new Map<string, Key[]>();
  for (const key of keys) {
    const thumbprint = isSymmetric(key) ? undefined : key.canonicalThumbprint;
    if (thumbprint === undefined) continue;
    const group = groups.get(thumbprint);
    if (group === undefined) groups.set(thumbprint, [key]);
    else group.push(key);
  }
  return groups;
}

/** One key may stand in a set several times, once for each certificate say: entries that agree belong together. */
function withoutEqual(own: readonly Key[], published: readonly Key[]): [Key[], Key[]] {
  const bySignature = new Map<string, Key[]>();
  // From the end, so that the first of them is the first to be taken.
  for (const key of [...published].reverse()) {
    const { signature } = contentOf(key);
    const same = bySignature.get(signature);
    if (same === undefined) bySignature.set(signature, [key]);
    else same.push(key);
  }
  const taken = new Set<Key>();
  const rest = own.filter((key) => {
    const equal = bySignature.get(contentOf(key).signature)?.pop();
    if (equal !== undefined) taken.add(equal);
    return equal === undefined;
  });
  return [rest, published.filter((key) => !taken.has(key))];
}

interface Content {
  /** What the key says besides its material, canonically, by member. */
  readonly members: ReadonlyMap<string, string>;
  readonly signature: string;
}

/** A key's text never changes: in a large set an edit costs one key. */
const contents = new WeakMap<Key, Content>();

function contentOf(key: Key): Content {
  let content = contents.get(key);
  if (content === undefined) contents.set(key, (content = readContent(key)));
  return content;
}

function readContent(key: Key): Content {
  const members = new Map<string, string>();
  for (const { name } of key.object.members) {
    // The material is the same where the thumbprint is; its spelling is for other rules.
    if (!isPublishable(name.value) || key.type?.thumbprint.includes(name.value) === true) continue;
    const node = value(key.object, name.value);
    const text = name.value === 'key_ops' ? operations(node) : canonical(node);
    if (text !== undefined) members.set(name.value, text);
  }
  const signature = [...members].map(([name, text]) => `${name}:${text}`).sort();
  return { members, signature: signature.join() };
}

/** What is left of key_ops in the public half; the order of operations says nothing (RFC 7517 §4.3). */
function operations(node: JsonNode | undefined): string | undefined {
  if (node?.type !== 'array' || node.items.length === 0) return canonical(node);
  const texts = node.items.flatMap((item) => {
    if (item.type !== 'string') return [canonical(item)];
    const operation = publicOperation(item.value);
    return operation === undefined ? [] : [JSON.stringify(operation)];
  });
  return texts.length === 0 ? undefined : `[${[...new Set(texts)].sort().join()}]`;
}

/** The value as JSON text with sorted members. */
function canonical(node: JsonNode | undefined): string {
  switch (node?.type) {
    case 'object': {
      const members = node.members.map((m) => `${JSON.stringify(m.name.value)}:${canonical(m.value)}`);
      return `{${members.sort().join()}}`;
    }
    case 'array':
      return `[${node.items.map(canonical).join()}]`;
    case 'string':
    case 'number':
    case 'boolean':
      return JSON.stringify(node.value);
    default:
      return 'null';
  }
}

interface Known {
  readonly published: Key;
  readonly secrets: ReadonlySet<string>;
  readonly members: readonly string[];
}

/** By private key: where many keys differ, an edit costs one as well. */
const knownDifferences = new WeakMap<Key, Known>();

/** The members that say something else in the public set, or are in one of the two only; in the order of their texts. */
function differences(own: Key, published: Key): readonly string[] {
  if (contentOf(own).signature === contentOf(published).signature) return [];
  const secrets = secretsOf(own.siblings);
  const known = knownDifferences.get(own);
  if (known?.published === published && known.secrets === secrets) return known.members;
  const members = findDifferences(own, published);
  knownDifferences.set(own, { published, secrets, members });
  return members;
}

function findDifferences(own: Key, published: Key): string[] {
  const [a, b] = [contentOf(own), contentOf(published)];
  const names = [...new Set([...a.members.keys(), ...b.members.keys()])];
  const found = names.filter((name) => a.members.get(name) !== b.members.get(name));
  // What gives a secret away is not published, so that its absence is right.
  const { revealing } = publicHalf(own);
  return found.filter((name) => !revealing.includes(name) || b.members.has(name));
}

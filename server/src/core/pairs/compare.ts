/**
 * What a private set and its public one have in common: which public halves are missing, which keys say something else
 * in the two, and which only the public one has. Layout, the order of keys and of members, and spellings of one value
 * are no difference.
 */
import type { JsonNode } from '../document/json.ts';
import { canonicalJson, value } from '../document/tree.ts';
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

/** What one key, by its thumbprint, has in the two sets. */
interface Group {
  readonly own: Key[];
  readonly published: Key[];
}

/** More keys are not followed one by one: comparing all of them costs no more. */
const maxFollowed = 16;

const states = new WeakMap<readonly Key[], State>();

/**
 * Compares by RFC 7638 thumbprint; linear in the number of keys, and after an edit of a few keys of one of the sets not
 * even that. Symmetric keys have no public half, and keys without a thumbprint are broken: neither is compared.
 */
export function comparePair(own: readonly Key[], published: readonly Key[]): Comparison {
  let state = states.get(published) ?? states.get(own);
  if (state?.follow(own, published) !== true) state = new State(own, published);
  states.set(own, state).set(published, state);
  return state.result();
}

/** The last comparison of two sets, which a few edits do not make void. */
class State {
  private own: readonly Key[];
  private published: readonly Key[];
  private readonly groups = new Map<string, Group>();
  /** Of the groups those that have something to say. */
  private readonly outcomes = new Map<string, Comparison>();
  /** What the private set keeps secret decides what is published; asked only where something differs. */
  private secrets: ReadonlySet<string> | undefined;

  constructor(own: readonly Key[], published: readonly Key[]) {
    this.own = own;
    this.published = published;
    for (const key of own) this.groupOf(key)?.own.push(key);
    for (const key of published) this.groupOf(key)?.published.push(key);
    for (const [thumbprint, group] of this.groups) this.judge(thumbprint, group);
    this.secrets = this.secretsNow();
  }

  /** Goes on to later versions of the two; false when too much of them is new. */
  follow(own: readonly Key[], published: readonly Key[]): boolean {
    const [a, b] = [changes(this.own, own), changes(this.published, published)];
    if (a === undefined || b === undefined) return false;
    const [ownBefore, publishedBefore] = [this.own, this.published];
    this.own = own;
    this.published = published;
    const touched = new Set<string>();
    const move = (side: keyof Group, before: Key | undefined, after: Key | undefined): void => {
      const group = before === undefined ? undefined : this.groupOf(before, touched);
      const at = before === undefined ? -1 : (group?.[side].indexOf(before) ?? -1);
      if (at >= 0) group?.[side].splice(at, 1);
      if (after !== undefined) this.groupOf(after, touched)?.[side].push(after);
    };
    for (const i of a) move('own', ownBefore[i], own[i]);
    for (const i of b) move('published', publishedBefore[i], published[i]);
    for (const thumbprint of touched) {
      const group = this.groups.get(thumbprint);
      if (group === undefined) continue;
      inOrder(group.own);
      inOrder(group.published);
      this.judge(thumbprint, group);
    }
    const secrets = this.secretsNow();
    const isSame = this.secrets === undefined || secrets === undefined || this.secrets === secrets;
    this.secrets = secrets;
    return isSame;
  }

  result(): Comparison {
    const all = [...this.outcomes.values()];
    return {
      missing: inOrder(all.flatMap(({ missing }) => missing)),
      differing: all.flatMap(({ differing }) => differing).sort((a, b) => a.own.start - b.own.start),
      unknown: inOrder(all.flatMap(({ unknown }) => unknown)),
    };
  }

  private secretsNow(): ReadonlySet<string> | undefined {
    const differs = [...this.outcomes.values()].some(({ differing }) => differing.length > 0);
    return differs ? secretsOf(this.own[0]?.siblings ?? []) : undefined;
  }

  private groupOf(key: Key, touched?: Set<string>): Group | undefined {
    const thumbprint = isSymmetric(key) ? undefined : key.canonicalThumbprint;
    if (thumbprint === undefined) return undefined;
    touched?.add(thumbprint);
    let group = this.groups.get(thumbprint);
    if (group === undefined) this.groups.set(thumbprint, (group = { own: [], published: [] }));
    return group;
  }

  private judge(thumbprint: string, group: Group): void {
    const outcome = compareGroup(group);
    if (outcome === undefined) this.outcomes.delete(thumbprint);
    else this.outcomes.set(thumbprint, outcome);
    if (group.own.length + group.published.length === 0) this.groups.delete(thumbprint);
  }
}

/** Where the two lists of keys differ; undefined when that is in too many places. */
function changes(before: readonly Key[], after: readonly Key[]): number[] | undefined {
  if (before === after) return [];
  if (before.length !== after.length) return undefined;
  const found: number[] = [];
  for (let i = 0; i < after.length; i++) {
    if (before[i] === after[i]) continue;
    if (found.length === maxFollowed) return undefined;
    found.push(i);
  }
  return found;
}

function inOrder(keys: Key[]): Key[] {
  return keys.length < 2 ? keys : keys.sort((a, b) => a.start - b.start);
}

/** What is to be said of one key; undefined when that is nothing. */
function compareGroup({ own, published }: Group): Comparison | undefined {
  if (own.length === 0) return published.length === 0 ? undefined : { missing: [], differing: [], unknown: published };
  const [first, other] = [own[0], published[0]];
  if (own.length === 1 && published.length === 1 && first !== undefined && other !== undefined) {
    const members = differences(first, other);
    return members.length === 0
      ? undefined
      : { missing: [], differing: [{ own: first, published: other, members }], unknown: [] };
  }
  const [rest, others] = published.length === 0 ? [own, published] : withoutEqual(own, published);
  // What a private set holds of others' public keys is not its own to publish.
  const missing = rest.slice(others.length).filter((key) => key.isPrivate);
  const differing = others.flatMap((one, i): Differing[] => {
    const key = rest[i];
    const members = key === undefined ? [] : differences(key, one);
    return key === undefined || members.length === 0 ? [] : [{ own: key, published: one, members }];
  });
  return missing.length + differing.length === 0 ? undefined : { missing, differing, unknown: [] };
}

/** One key may stand in a set several times, once for each certificate say: entries that agree belong together. */
function withoutEqual(own: readonly Key[], published: readonly Key[]): [Key[], Key[]] {
  const [rest, others] = withoutSame(own, published, (key) => contentOf(key).signature);
  return rest.length < 2 && others.length < 2 ? [rest, others] : withoutSame(rest, others, publishedSignature);
}

function withoutSame(
  own: readonly Key[],
  published: readonly Key[],
  signatureOf: (own: Key) => string,
): [Key[], Key[]] {
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
    const equal = bySignature.get(signatureOf(key))?.pop();
    if (equal !== undefined) taken.add(equal);
    return equal === undefined;
  });
  return [rest, published.filter((key) => !taken.has(key))];
}

/** What the public half says: without what gives a secret away. */
function publishedSignature(own: Key): string {
  const { revealing } = publicHalf(own);
  return signatureOf([...contentOf(own).members].filter(([name]) => !revealing.includes(name)));
}

function signatureOf(members: readonly (readonly [name: string, text: string])[]): string {
  return members
    .map(([name, text]) => `${name}:${text}`)
    .sort()
    .join();
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
    const text = name.value === 'key_ops' ? operations(node) : canonicalJson(node);
    if (text !== undefined) members.set(name.value, text);
  }
  return { members, signature: signatureOf([...members]) };
}

/** What is left of key_ops in the public half; the order of operations says nothing (RFC 7517 §4.3). */
function operations(node: JsonNode | undefined): string | undefined {
  if (node?.type !== 'array' || node.items.length === 0) return canonicalJson(node);
  const texts = node.items.flatMap((item) => {
    if (item.type !== 'string') return [canonicalJson(item)];
    const operation = publicOperation(item.value);
    return operation === undefined ? [] : [JSON.stringify(operation)];
  });
  return texts.length === 0 ? undefined : `[${[...new Set(texts)].sort().join()}]`;
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

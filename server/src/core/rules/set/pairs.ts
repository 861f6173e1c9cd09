/**
 * What a key of a set has to do with an earlier one: the single place that decides, for the five rules that report it,
 * so that each later key is reported at most once, against the first earlier key that gives a reason
 * (rules.md §3.3, 10); one that it cannot be told apart from comes before all others (amendment 2).
 *
 * One pass with maps: 10,000 keys that share one kid must not take 10,000² comparisons.
 */
import type { SetPart } from '../../document/document.ts';
import { canonicalJson } from '../../document/tree.ts';
import type { Key } from '../../key/key.ts';
import { comparedKid } from '../../key/tally.ts';
import type { Term } from '../../key/term.ts';
import { getOrAdd } from '../../maps.ts';

export type Relation =
  /** Same kid and key type, and nothing else that a verifier could tell the two keys apart by. */
  | 'confusable'
  /** Same kid and key type, another key. */
  | 'same-kid'
  /** Same kid, another key type. */
  | 'same-kid-other-type'
  /** The entry again. */
  | 'identical'
  /** The same key under another kid. */
  | 'second-kid'
  /** The same key for signatures here and for encryption there. */
  | 'other-class'
  /** The same key, of the same class, for another algorithm. */
  | 'other-alg';

export interface Pair {
  readonly relation: Relation;
  readonly first: Key;
  readonly later: Key;
}

const kept = new WeakMap<SetPart, { readonly reach: number; readonly pairs: readonly Pair[] }>();

/** The pairs of some kinds. */
export function pairsOf(set: SetPart, ...relations: readonly Relation[]): readonly Pair[] {
  let found = kept.get(set);
  if (found?.reach !== set.reach) kept.set(set, (found = { reach: set.reach, pairs: findPairs(set) }));
  return found.pairs.filter((pair) => relations.includes(pair.relation));
}

function findPairs({ keys: all, reach, tallies }: SetPart): readonly Pair[] {
  const isWhole = reach === all.length;
  const keys = isWhole ? all : all.slice(0, reach);
  const isAny = {
    kids: !isWhole || tallies.kids.hasRepeats(all),
    materials: !isWhole || tallies.materials.hasRepeats(all),
  };
  if (!isAny.kids && !isAny.materials) return [];
  const kids = isAny.kids ? sharing(keys, comparedKid) : nothing;
  const materials = isAny.materials ? sharing(keys, (key) => key.material) : nothing;
  const byKid = sameKid(kids);
  const byKey = sameKey(materials);
  const pairs: Pair[] = [];
  for (const later of keys) {
    const [a, b] = [byKid(later), byKey(later)];
    const isSecond =
      a === undefined || (a.relation !== 'confusable' && b !== undefined && b.first.index < a.first.index);
    const first = isSecond ? b : a;
    if (first !== undefined) pairs.push(first);
  }
  return pairs;
}

const nothing: ReadonlyMap<Key, string> = new Map();

/** The first key, and the first one after it that differs from it: whatever differs from one of them is found in O(1). */
class FirstTwo {
  private readonly differ: (a: Key, b: Key) => boolean;
  private first: Key | undefined;
  private second: Key | undefined;

  constructor(differ: (a: Key, b: Key) => boolean) {
    this.differ = differ;
  }

  /** The first earlier key that differs; then remembers this one. */
  next(key: Key): Key | undefined {
    const found = this.find(key);
    this.add(key);
    return found;
  }

  /** The first earlier key that differs. */
  find(key: Key): Key | undefined {
    return this.first !== undefined && this.differ(this.first, key) ? this.first : this.second;
  }

  add(key: Key): void {
    if (this.first === undefined) this.first = key;
    else if (this.second === undefined && this.differ(this.first, key)) this.second = key;
  }
}

/**
 * Whether they are two keys. One without a thumbprint cannot be shown to be the same as another, so it counts as
 * different from all. Nothing is hashed for keys whose material differs.
 */
function areDifferent(a: Key, b: Key): boolean {
  if (a.material === undefined || a.material !== b.material) return true;
  return a.canonicalThumbprint === undefined || a.canonicalThumbprint !== b.canonicalThumbprint;
}

/** Whether two keys differ in what is read off each. */
function differsIn(markOf: (key: Key) => string): (a: Key, b: Key) => boolean {
  return (a, b) => markOf(a) !== markOf(b);
}

/** The keys that have something in common with another, with what it is; most keys stand alone. */
function sharing(keys: readonly Key[], of: (key: Key) => string | undefined): Map<Key, string> {
  const firsts = new Map<string, Key>();
  const found = new Map<Key, string>();
  for (const key of keys) {
    const common = of(key);
    if (common === undefined || common === '') continue;
    const first = firsts.get(common);
    if (first === undefined) firsts.set(common, key);
    else found.set(first, common).set(key, common);
  }
  return found;
}

/** Different keys with one kid. */
function sameKid(kids: ReadonlyMap<Key, string>): (later: Key) => Pair | undefined {
  const groups = new Map<string, SameKid>();
  return (later) => {
    const kid = kids.get(later);
    return kid === undefined ? undefined : getOrAdd(groups, kid, () => new SameKid()).next(later);
  };
}

/** The keys with one kid. */
class SameKid {
  private readonly all = new FirstTwo(areDifferent);
  private readonly earlier: Key[] = [];
  /** By what else a verifier looks at. Filled when it is asked for: mostly the first key is the one. */
  private readonly alike = new Map<string, FirstTwo>();
  private filled = 0;

  next(later: Key): Pair | undefined {
    const first = this.all.next(later);
    let pair: Pair | undefined;
    if (first !== undefined) {
      const confusable = areConfusable(first, later) ? first : this.firstConfusable(later);
      const other = first.kty?.value === later.kty?.value ? 'same-kid' : 'same-kid-other-type';
      pair = { relation: confusable === undefined ? other : 'confusable', first: confusable ?? first, later };
    }
    this.earlier.push(later);
    return pair;
  }

  private firstConfusable(later: Key): Key | undefined {
    for (const key of this.earlier.slice(this.filled)) this.fill(key);
    this.filled = this.earlier.length;
    const { kty, alg, use } = marksOf(later);
    let found: Key | undefined;
    for (const ofAlg of agreeing(alg)) {
      for (const ofUse of agreeing(use)) {
        const first = this.alike.get(kty + ofAlg + ofUse)?.find(later);
        if (first !== undefined && (found === undefined || first.index < found.index)) found = first;
      }
    }
    return found;
  }

  /** What is absent agrees with everything: a key is found by its own values, and among those of any. */
  private fill(key: Key): void {
    const { kty, alg, use } = marksOf(key);
    for (const ofAlg of [alg, anything]) {
      for (const ofUse of [use, anything]) {
        getOrAdd(this.alike, kty + ofAlg + ofUse, () => new FirstTwo(areDifferent)).add(key);
      }
    }
  }
}

/** Whether the keys are of one type, and `alg` and `use` are each the same, or absent in one of the two. */
function areConfusable(a: Key, b: Key): boolean {
  const agree = (one: Term | undefined, other: Term | undefined): boolean =>
    one === undefined || other === undefined || one.value === other.value;
  return a.kty?.value === b.kty?.value && agree(a.alg, b.alg) && agree(a.use, b.use);
}

function marksOf({ kty, alg, use }: Key): Readonly<Record<'kty' | 'alg' | 'use', string>> {
  return { kty: marked(kty?.value), alg: marked(alg?.value), use: marked(use?.value) };
}

const [absent, anything] = ['-', '*'];

/** A value so that several in a row cannot be taken for others. */
function marked(value: string | undefined): string {
  return value === undefined ? absent : `${value.length}:${value}`;
}

function agreeing(mark: string): readonly string[] {
  return mark === absent ? [anything] : [mark, absent];
}

/** One key several times. Nothing is hashed for keys whose material is their own. */
function sameKey(candidates: ReadonlyMap<Key, string>): (later: Key) => Pair | undefined {
  const groups = new Map<string, SameKey>();
  return (later) => {
    const thumbprint = candidates.has(later) ? later.canonicalThumbprint : undefined;
    return thumbprint === undefined ? undefined : getOrAdd(groups, thumbprint, () => new SameKey()).next(later);
  };
}

class SameKey {
  private readonly identical = new Map<string, Key>();
  private readonly byClass = new FirstTwo(differsIn(({ purpose }) => purpose ?? ''));
  private readonly byAlg = new Map<string, FirstTwo>();
  private readonly byKid = new Map<string, FirstTwo>();

  next(later: Key): Pair | undefined {
    const purpose = later.purpose;
    const class_ = purpose ?? '';
    const alg = algorithmName(later);
    const known = later.algorithm === undefined ? undefined : alg;
    const kid = kidOf(later);
    const candidates: [Relation, Key | undefined][] = [
      ['identical', firstWith(this.identical, canonicalJson(later.object), later)],
      ['other-class', purpose === undefined ? undefined : this.byClass.next(later)],
      ['other-alg', known === undefined ? undefined : group(this.byAlg, class_, algorithmName).next(later)],
      ['second-kid', kid === '' ? undefined : group(this.byKid, `${class_} ${alg}`, kidOf).next(later)],
    ];
    let best: Pair | undefined;
    for (const [relation, first] of candidates) {
      if (first !== undefined && (best === undefined || first.index < best.first.index))
        best = { relation, first, later };
    }
    return best;
  }
}

function group(groups: Map<string, FirstTwo>, name: string, markOf: (key: Key) => string): FirstTwo {
  return getOrAdd(groups, name, () => new FirstTwo(differsIn(markOf)));
}

function kidOf(key: Key): string {
  return key.kid?.value ?? '';
}

/** EdDSA with a curve is the same algorithm as the fully specified one of that curve (RFC 9864). */
function algorithmName(key: Key): string {
  const alg = key.alg?.value ?? '';
  return alg === 'Ed25519' || alg === 'Ed448' ? 'EdDSA' : alg;
}

function firstWith(seen: Map<string, Key>, text: string, key: Key): Key | undefined {
  const first = seen.get(text);
  if (first === undefined) seen.set(text, key);
  return first;
}

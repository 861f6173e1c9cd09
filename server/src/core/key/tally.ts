/** How many keys of a set have one value: tells at once, after each edit, that no two keys have anything in common. */
import { bitsOfMembers } from '../registry/members.ts';
import type { Key } from './key.ts';

/** Counts what is read off each key of a set; keys without it do not count. */
export class Tally {
  private readonly of: (key: Key) => string | undefined;
  private counts: Map<string, number> | undefined = undefined;
  /** Values that several keys have. */
  private repeated = 0;

  constructor(of: (key: Key) => string | undefined) {
    this.of = of;
  }

  /**
   * Whether two of the keys have the same value.
   * @param keys all keys of the set: counted the first time, and kept count of by {@link replace}
   */
  hasRepeats(keys: readonly Key[]): boolean {
    if (this.counts === undefined) {
      this.counts = new Map();
      for (const key of keys) this.add(this.counts, key, 1);
    }
    return this.repeated > 0;
  }

  /** One key of the set was edited. */
  replace(earlier: Key, now: Key): void {
    if (this.counts === undefined) return;
    this.add(this.counts, earlier, -1);
    this.add(this.counts, now, 1);
  }

  private add(counts: Map<string, number>, key: Key, change: 1 | -1): void {
    const value = this.of(key);
    if (value === undefined || value === '') return;
    const before = counts.get(value) ?? 0;
    const after = before + change;
    if (after === 0) counts.delete(value);
    else counts.set(value, after);
    if (before < 2 && after >= 2) this.repeated++;
    else if (before >= 2 && after < 2) this.repeated--;
  }
}

/** What keys of a set may have in common. */
export interface Tallies {
  readonly kids: Tally;
  readonly materials: Tally;
}

export function newTallies(): Tallies {
  return { kids: new Tally(comparedKid), materials: new Tally((key) => key.material) };
}

/** The key ID, of keys that tell what they are. */
export function comparedKid(key: Key): string | undefined {
  return key.kty === undefined ? undefined : key.kid?.value;
}

interface SharedMembers {
  /** Bits of the registered members that every key has. */
  readonly every: number;
  /** Bits of those that some key has. */
  readonly some: number;
}

const shared = new WeakMap<readonly Key[], SharedMembers>();

function sharedMembers(keys: readonly Key[]): SharedMembers {
  let found = shared.get(keys);
  if (found === undefined) {
    let [every, some] = [-1, 0];
    for (const { present } of keys) {
      every &= present;
      some |= present;
    }
    shared.set(keys, (found = { every, some }));
  }
  return found;
}

/** Whether every key has the registered member; told from one look at all keys, whichever rules ask. */
export function allHave(keys: readonly Key[], name: string): boolean {
  return (sharedMembers(keys).every & bitsOfMembers([name])) !== 0;
}

/** Whether some key has one of the registered members. */
export function someHave(keys: readonly Key[], names: readonly string[]): boolean {
  return (sharedMembers(keys).some & bitsOfMembers(names)) !== 0;
}

/** The times of a key (`iat`, `nbf`, `exp`) and its revocation, read once for the four rules about them. */
import type { JsonNode, JsonObject } from '../../document/json.ts';
import { value } from '../../document/tree.ts';
import type { Key } from '../../key/key.ts';

export const timeNames = ['iat', 'nbf', 'exp'] as const;
export type TimeName = (typeof timeNames)[number];

/** Seconds reach this in the year 5138; what is greater was counted in milliseconds. */
const maxSeconds = 1e11;

export interface LifetimeFault {
  readonly name: TimeName | 'revoked';
  readonly at: JsonNode;
  readonly reason: string;
  /** The member the value is held against, if any. */
  readonly against?: TimeName;
}

/** Times that are no seconds since 1970: nothing can be concluded from any of the key's times. */
export function unusableTimes(key: Key): LifetimeFault[] {
  return timeNames.flatMap((name): LifetimeFault[] => {
    const at = key.value(name);
    const time = key.number(name);
    if (at === undefined || time === undefined) return [];
    if (time > maxSeconds) return [{ name, at, reason: 'is in milliseconds; JOSE uses seconds' }];
    return time < 0 ? [{ name, at, reason: 'is negative' }] : [];
  });
}

/** Everything wrong with the key's times and its revocation. */
export function lifetimeFaults(key: Key): LifetimeFault[] {
  const unusable = unusableTimes(key);
  const order = unusable.length > 0 ? undefined : wrongOrder(key);
  const revocation = revocationFault(key);
  return [...unusable, ...(order === undefined ? [] : [order]), ...(revocation === undefined ? [] : [revocation])];
}

function wrongOrder(key: Key): LifetimeFault | undefined {
  const at = key.value('exp');
  const exp = key.number('exp');
  if (at === undefined || exp === undefined) return undefined;
  const before = (['iat', 'nbf'] as const).find((name) => exp <= (key.number(name) ?? -1));
  return before === undefined ? undefined : { name: 'exp', at, reason: `is not after ${before}`, against: before };
}

function revocationFault(key: Key): LifetimeFault | undefined {
  const revoked = revocation(key);
  if (revoked === undefined) return undefined;
  const since = value(revoked, 'revoked_at');
  if (since?.type !== 'number') {
    return { name: 'revoked', at: since ?? revoked, reason: 'revoked_at (number) is required' };
  }
  const reason = value(revoked, 'reason');
  if (reason === undefined || reason.type === 'string') return undefined;
  return { name: 'revoked', at: reason, reason: 'reason must be a string' };
}

/** The value of `revoked`, when it is an object. */
export function revocation(key: Key): JsonObject | undefined {
  const revoked = key.value('revoked');
  return revoked?.type === 'object' ? revoked : undefined;
}

export function isWellRevoked(key: Key): boolean {
  return revocation(key) !== undefined && revocationFault(key) === undefined;
}

/** Member names held against the registered ones, for the two rules about names. */
import { memberAliases } from '../../registry/aliases.ts';
import { knownExtensionMembers, members as registeredMembers } from '../../registry/members.ts';

const byFold = new Map([...registeredMembers.keys()].map((name) => [name.toLowerCase(), name] as const));
const aliasesByFold = new Map([...memberAliases].map(([alias, to]) => [alias.toLowerCase(), to] as const));

/** Names long enough for a slip of one letter to be recognised. */
const longNames = ['key_ops', 'x5t#S256', 'revoked'] as const;
const minSimilarLength = 6;

/** Whether a name says nothing about a slip: it is registered, or another specification's. */
function isKnown(name: string): boolean {
  return registeredMembers.has(name) || knownExtensionMembers.has(name);
}

/** The registered name this one is but for case and surrounding white space. */
export function sameButCase(name: string): string | undefined {
  if (isKnown(name)) return undefined;
  const trimmed = name.trim();
  // "N" and "E" may well be somebody's own members.
  if (trimmed.length === 1 && trimmed.length === name.length) return undefined;
  return byFold.get(trimmed.toLowerCase());
}

/** The registered name this one is an alias or a misspelling of. */
export function similarName(name: string): string | undefined {
  if (isKnown(name) || sameButCase(name) !== undefined) return undefined;
  const alias = memberAliases.get(name) ?? aliasesByFold.get(name.toLowerCase());
  if (alias !== undefined) return alias;
  if (name.length < minSimilarLength) return undefined;
  return longNames.find((to) => isOneSlip(name.toLowerCase(), to.toLowerCase()));
}

/** Whether one insertion, deletion, replacement or swap of neighbours makes the one text the other. */
export function isOneSlip(a: string, b: string): boolean {
  if (a === b || Math.abs(a.length - b.length) > 1) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (a.length === b.length) {
    const replaced = a.slice(i + 1) === b.slice(i + 1);
    return replaced || (a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2));
  }
  return a.length > b.length ? a.slice(i + 1) === b.slice(i) : a.slice(i) === b.slice(i + 1);
}

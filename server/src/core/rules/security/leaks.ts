/** What the rules about published secrets share. */
import { removeItems, removeMembers, replaceString, type TextEdit } from '../../document/edits.ts';
import type { JsonMember, JsonString } from '../../document/json.ts';
import type { Key } from '../../key/key.ts';
import { keyOperations } from '../../registry/uses.ts';
import type { KeyContext, Severity } from '../rule.ts';

/** Private members, by name alone, of a key that is not symmetric: those have a rule of their own. */
export function privateHalf(key: Key): readonly JsonMember[] {
  return key.type?.kty === 'oct' ? [] : key.privateMembers;
}

/** How bad a secret is in a document that is, or by its name may be, public; undefined when it is not. */
export function leakSeverity({ exposure }: KeyContext): Severity | undefined {
  return exposure === 'public' ? 'error' : exposure === 'public-by-name' ? 'warning' : undefined;
}

/** What makes a private key public: its private members gone, and its operations those of the public half. */
export function toPublic(key: Key): TextEdit[] {
  return [...removeMembers(key.object, key.privateMembers), ...publicOperations(key)];
}

function publicOperations(key: Key): TextEdit[] {
  const array = key.value('key_ops');
  if (array?.type !== 'array') return [];
  const present = new Set(key.keyOps.map((op) => op.value));
  const edits: TextEdit[] = [];
  const removed: JsonString[] = [];
  for (const { node, value } of key.keyOps) {
    const counterpart = keyOperations.get(value)?.publicCounterpart;
    if (counterpart === undefined) continue;
    if (present.has(counterpart)) removed.push(node);
    else edits.push(replaceString(node, counterpart));
    present.add(counterpart);
  }
  return [...edits, ...removeItems(array, removed)];
}

/** The member that holds the key itself: modulus, public key or symmetric key. */
export function mainValue(key: Key): JsonString | undefined {
  return ['n', 'x', 'pub', 'k'].map((name) => key.encoded.get(name)?.node).find((node) => node !== undefined);
}

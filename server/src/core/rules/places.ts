/** Where findings point, and edits that several rules make. */
import type { JsonString } from '../document/json.ts';
import { insertMembers, removeItems, removeMembers, type TextEdit } from '../document/edits.ts';
import { opening, type Span } from '../document/tree.ts';
import type { Key } from '../key/key.ts';

/** Where a finding about an absent member points: the `kty` value, or the key's opening brace (rules.md §3.2). */
export function absencePlace(key: Key): Span {
  return key.member('kty')?.value ?? opening(key.object);
}

/** Adds members at the key's end. */
export function addMembers(key: Key, members: readonly (readonly [name: string, value: string])[]): TextEdit {
  return insertMembers(
    key.text,
    key.object,
    members.map(([name, value]) => [name, JSON.stringify(value)] as const),
  );
}

/** Removes a member of the key. */
export function removeMember(key: Key, name: string): TextEdit[] {
  const m = key.member(name);
  return m === undefined ? [] : removeMembers(key.object, [m]);
}

/** Removes an item of `key_ops`; the whole member when nothing would be left, because an empty list permits nothing. */
export function removeOperation(key: Key, item: JsonString): TextEdit[] {
  const array = key.value('key_ops');
  if (array?.type !== 'array') return [];
  return array.items.length === 1 ? removeMember(key, 'key_ops') : removeItems(array, [item]);
}

/** "The "use" of this key", for findings that hold one member against another. */
export function relatedMember(key: Key, name: string): { readonly at: Span; readonly message: string }[] {
  const node = key.value(name);
  return node === undefined ? [] : [{ at: node, message: `The ${JSON.stringify(name)} of this key` }];
}

import type { Key } from '../../key/key.ts';
import { commonMembers } from '../../registry/members.ts';

/** Whether the key can do without the member: one its type requires, or might require, cannot just be removed. */
export function isOptional(key: Key, name: string): boolean {
  if (name === 'kty') return false;
  return key.type === undefined ? commonMembers.includes(name) : !key.type.required.includes(name);
}

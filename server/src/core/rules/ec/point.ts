/** Replacing the public members of an EC key. */
import { insertMembers, replaceString, type TextEdit } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import type { Fix } from '../rule.ts';

/** Writes both coordinates, `y` after `x` where there was none. */
export function replacePoint(key: Key, x: string, y: string): TextEdit[] {
  const xMember = key.member('x');
  const yMember = key.member('y');
  const first = xMember?.value === undefined ? [] : [replaceString(xMember.value, x)];
  if (yMember?.value !== undefined) return [...first, replaceString(yMember.value, y)];
  return [...first, insertMembers(key.text, key.object, [['y', JSON.stringify(y)]], xMember)];
}

/** "Replace x and y by the public key of d". Public values are derived from private ones, never the other way round. */
export function deriveFix(key: Key, preferred: boolean): Fix[] {
  const derived = key.ec?.derivedPublic;
  if (derived?.x === undefined || derived.y === undefined) return [];
  return [
    { title: 'Replace x and y by the public key of d', preferred, edits: replacePoint(key, derived.x, derived.y) },
  ];
}

/** What stands at a place in a document: which key, which member, name or value. */
import type { DocumentPart, JwkDocument } from '../core/document/document.ts';
import type { JsonMember, JsonNode, JsonObject } from '../core/document/json.ts';
import { memberEnd, pathAt } from '../core/document/tree.ts';
import type { Key } from '../core/key/key.ts';

/** The key whose object contains the offset, and the part it belongs to. */
export function keyAt(document: JwkDocument, offset: number): { key: Key; part: DocumentPart } | undefined {
  for (const part of document.parts) {
    const key = part.keys.find(({ object }) => object.start <= offset && offset <= object.end);
    if (key !== undefined) return { key, part };
  }
  return undefined;
}

export interface MemberPlace {
  readonly object: JsonObject;
  readonly member: JsonMember;
  readonly on: 'name' | 'value';
  /** Innermost value at the offset, for an item of an array the item. */
  readonly node: JsonNode | undefined;
}

/** The innermost member whose name or value the offset is in. */
export function memberAt(document: JwkDocument, offset: number): MemberPlace | undefined {
  const path = pathAt(document.root, offset);
  for (let i = path.length - 1; i >= 0; i--) {
    const node = path[i]?.node;
    if (node?.type !== 'object') continue;
    const member = node.members.find((m) => m.name.start <= offset && offset <= memberEnd(m));
    if (member === undefined) return undefined;
    return { object: node, member, on: offset <= member.name.end ? 'name' : 'value', node: path.at(-1)?.node };
  }
  return undefined;
}

/** What stands at a place in a document: which key, which member, name or value. */
import type { DocumentPart, JwkDocument } from '../core/document/document.ts';
import { outerSpan, toInner, type Excerpt } from '../core/document/excerpt.ts';
import type { JsonMember, JsonNode, JsonObject } from '../core/document/json.ts';
import { lastStartingBefore, memberEnd, pathAt, type PathStep, type Span } from '../core/document/tree.ts';
import type { Key } from '../core/key/key.ts';

/** The key whose object contains the offset, and the part it belongs to. */
export function keyAt(document: JwkDocument, offset: number): { key: Key; part: DocumentPart } | undefined {
  for (const part of document.parts) {
    const key = lastStartingBefore(part.keys, offset, ({ start }) => start);
    if (key !== undefined && offset <= key.end) return { key, part };
  }
  return undefined;
}

export interface PathAt {
  /** The nodes that contain the offset, outermost first. */
  readonly path: readonly PathStep[];
  /** The key they belong to; without one they belong to the document around the keys. */
  readonly key: Key | undefined;
  readonly part: DocumentPart | undefined;
  /** The text the nodes' offsets count in, and the offset in it. */
  readonly text: string;
  readonly offset: number;
  /** Brings a node's place to the document. */
  readonly toDocument: (span: Span) => Span;
}

/** What is at the offset: inside a key its own nodes, in the offsets of its own text. */
export function placeAt(document: JwkDocument, offset: number): PathAt {
  const found = keyAt(document, offset);
  if (found === undefined) {
    for (const part of document.parts) {
      const { excerpt } = part;
      if (excerpt !== undefined && excerpt.start <= offset && offset <= excerpt.end) {
        return placeWithin(excerpt, part, offset);
      }
    }
    const path = pathAt(document.root, offset);
    return { path, key: undefined, part: undefined, text: document.text, offset, toDocument: (span) => span };
  }
  const { key, part } = found;
  const own = part.excerpt === undefined ? offset - key.moved : toInner(part.excerpt, offset);
  return {
    path: pathAt(key.object, own),
    key,
    part,
    text: key.text,
    offset: own,
    toDocument: (span) => key.placed(span),
  };
}

/** In a string that holds a set, but in none of its keys. */
function placeWithin(excerpt: Excerpt, part: DocumentPart, offset: number): PathAt {
  const own = toInner(excerpt, offset);
  return {
    path: part.kind === 'set' ? pathAt(part.object, own) : [],
    key: undefined,
    part,
    text: excerpt.text,
    offset: own,
    toDocument: (span) => outerSpan(excerpt, span),
  };
}

export interface MemberPlace {
  readonly object: JsonObject;
  readonly member: JsonMember;
  readonly on: 'name' | 'value';
  /** Innermost value at the offset, for an item of an array the item. */
  readonly node: JsonNode | undefined;
}

/** The innermost member whose name or value is there. */
export function memberAt({ path, offset }: PathAt): MemberPlace | undefined {
  for (let i = path.length - 1; i >= 0; i--) {
    const node = path[i]?.node;
    if (node?.type !== 'object') continue;
    const member = node.members.find((m) => m.name.start <= offset && offset <= memberEnd(m));
    if (member === undefined) return undefined;
    return { object: node, member, on: offset <= member.name.end ? 'name' : 'value', node: path.at(-1)?.node };
  }
  return undefined;
}

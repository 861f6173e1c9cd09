/** Questions asked of a JSON tree. */
import type { JsonArray, JsonMember, JsonNode, JsonObject } from './json.ts';

/** A stretch of text; every node is one. Offsets are UTF-16, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The last member of that name: the one parsers use that accept duplicates (RFC 7517 §4). */
export function member(object: JsonObject, name: string): JsonMember | undefined {
  for (let i = object.members.length - 1; i >= 0; i--) {
    const candidate = object.members[i] as JsonMember;
    if (candidate.name.value === name) return candidate;
  }
  return undefined;
}

export function value(object: JsonObject, name: string): JsonNode | undefined {
  return member(object, name)?.value;
}

export function has(object: JsonObject, name: string): boolean {
  return member(object, name) !== undefined;
}

export function stringValue(object: JsonObject, name: string): string | undefined {
  const node = value(object, name);
  return node?.type === 'string' ? node.value : undefined;
}

/** Where a member ends: after its value, or its name when it has none. */
export function memberEnd(m: JsonMember): number {
  return m.value?.end ?? m.name.end;
}

/** The name token with its quotes, for findings about the member as such. */
export function nameSpan(m: JsonMember): Span {
  return m.name;
}

/** The first character of an object, array or key. */
export function opening(node: Span): Span {
  return { start: node.start, end: node.start + 1 };
}

/**
 * A stretch inside a string's value, as offsets in the text; the whole token when escapes make the two differ.
 * `from` and `to` count UTF-16 units of the value.
 */
export function within(node: JsonNode, from: number, to: number): Span {
  if (node.type !== 'string' || node.escaped) return node;
  return { start: node.start + 1 + from, end: node.start + 1 + to };
}

/** JSON type names as RFC 8259 uses them. */
export function typeName(node: JsonNode | undefined): string {
  return node === undefined ? 'nothing' : node.type === 'invalid' ? 'something that is not JSON' : node.type;
}

/** "a string", "an object", "null", for sentences. */
export function aTypeName(node: JsonNode | undefined): string {
  const name = typeName(node);
  if (name.includes(' ') || name === 'nothing' || name === 'null') return name;
  return `${/^[aeiou]/.test(name) ? 'an' : 'a'} ${name}`;
}

/** The plain value of a node: what JSON.parse would give, the last of duplicate members winning. Depth is bounded by the parser. */
export function toValue(node: JsonNode | undefined): unknown {
  switch (node?.type) {
    case 'object': {
      const entries = node.members.map((m) => [m.name.value, toValue(m.value)] as const);
      return Object.fromEntries(entries);
    }
    case 'array':
      return node.items.map(toValue);
    case 'string':
    case 'number':
    case 'boolean':
      return node.value;
    default:
      return null;
  }
}

/** Whether two values are equal, ignoring the order of members. */
export function deepEqual(a: JsonNode | undefined, b: JsonNode | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  if (a.type !== b.type) return false;
  switch (a.type) {
    case 'object': {
      const other = b as JsonObject;
      if (a.members.length !== other.members.length) return false;
      const byName = new Map(other.members.map((m) => [m.name.value, m]));
      return a.members.every((m) => {
        const match = byName.get(m.name.value);
        return match !== undefined && deepEqual(m.value, match.value);
      });
    }
    case 'array': {
      const other = b as JsonArray;
      return a.items.length === other.items.length && a.items.every((item, i) => deepEqual(item, other.items[i]));
    }
    case 'null':
    case 'invalid':
      return true;
    default:
      return a.value === (b as typeof a).value;
  }
}

/** A step on the way to an offset. */
export interface PathStep {
  readonly node: JsonNode;
  /** The member the node is the value of, or its index in the array. */
  readonly member?: JsonMember;
  readonly index?: number;
}

/** The nodes that contain the offset, outermost first; on a member's name the path ends with that member's value step. */
export function pathAt(root: JsonNode | undefined, offset: number): PathStep[] {
  const path: PathStep[] = [];
  let step: PathStep | undefined =
    root !== undefined && root.start <= offset && offset <= root.end ? { node: root } : undefined;
  while (step !== undefined) {
    path.push(step);
    step = childAt(step.node, offset);
  }
  return path;
}

function childAt(node: JsonNode, offset: number): PathStep | undefined {
  if (node.type === 'object') {
    const at = lastStartingBefore(node.members, offset, (m) => m.name.start);
    if (at?.value !== undefined && offset <= at.value.end) return { node: at.value, member: at };
  } else if (node.type === 'array') {
    const item = lastStartingBefore(node.items, offset, (n) => n.start);
    if (item !== undefined && offset <= item.end) return { node: item, index: node.items.indexOf(item) };
  }
  return undefined;
}

/** The last of a sorted list that begins at the offset or before it. */
export function lastStartingBefore<T>(list: readonly T[], offset: number, start: (item: T) => number): T | undefined {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (start(list[middle] as T) <= offset) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? undefined : list[low - 1];
}

/** The JSON Pointer (RFC 6901) of the innermost value or member at the offset; "" is the root. */
export function pointerAt(root: JsonNode | undefined, offset: number): string {
  return pathAt(root, offset)
    .slice(1)
    .map(
      (step) =>
        `/${String(step.member?.name.value ?? step.index)
          .replaceAll('~', '~0')
          .replaceAll('/', '~1')}`,
    )
    .join('');
}

/** The value as JSON text with sorted members: equal for deep-equal values. */
export function canonicalJson(node: JsonNode | undefined): string {
  switch (node?.type) {
    case 'object': {
      const members = node.members.map((m) => `${JSON.stringify(m.name.value)}:${canonicalJson(m.value)}`);
      return `{${members.sort().join()}}`;
    }
    case 'array':
      return `[${node.items.map(canonicalJson).join()}]`;
    case 'string':
    case 'number':
    case 'boolean':
      return JSON.stringify(node.value);
    default:
      return 'null';
  }
}

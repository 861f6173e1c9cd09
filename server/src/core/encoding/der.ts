/** DER (X.690) element by element: tags, lengths and bounds, no more. Never throws; what is not DER is undefined. */

export interface DerElement {
  readonly tag: number;
  /** Where the element begins, where its content begins, and where both end, in the octets it was read from. */
  readonly start: number;
  readonly content: number;
  readonly end: number;
}

export const derTag = { integer: 0x02, octetString: 0x04, oid: 0x06, sequence: 0x30 } as const;

/** The element at `at`; undefined when none fits before `limit`, or its tag or length is not in DER's short forms. */
export function readDer(bytes: Uint8Array, at = 0, limit = bytes.length): DerElement | undefined {
  const tag = bytes[at];
  const first = bytes[at + 1];
  // No structure of ours has tags above 30, which need more than one octet.
  if (tag === undefined || first === undefined || at + 2 > limit || (tag & 0x1f) === 0x1f) return undefined;
  if (first < 0x80) return bounded(tag, at, at + 2, first, limit);
  const octets = first & 0x7f;
  const content = at + 2 + octets;
  if (octets === 0 || octets > 4 || content > limit) return undefined;
  let length = 0;
  for (let i = at + 2; i < content; i++) length = length * 256 + (bytes[i] as number);
  return bounded(tag, at, content, length, limit);
}

function bounded(tag: number, start: number, content: number, length: number, limit: number): DerElement | undefined {
  const end = content + length;
  return end > limit ? undefined : { tag, start, content, end };
}

/** The elements inside a constructed one; undefined when they do not fill it exactly. */
export function derChildren(bytes: Uint8Array, parent: DerElement): DerElement[] | undefined {
  const children: DerElement[] = [];
  for (let at = parent.content; at < parent.end;) {
    const child = readDer(bytes, at, parent.end);
    if (child === undefined) return undefined;
    children.push(child);
    at = child.end;
  }
  return children;
}

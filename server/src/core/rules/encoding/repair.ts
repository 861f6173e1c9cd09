/** What the rules about base64url text share: fixes that change only their own characters where the token allows it. */
import { removeInside, replaceString, type TextEdit } from '../../document/edits.ts';
import type { JsonString } from '../../document/json.ts';
import { toBase64url } from '../../encoding/base64url.ts';
import type { Encoded } from '../../key/encoded.ts';
import type { Key } from '../../key/key.ts';
import type { Fix, Report, Reporter } from '../rule.ts';

/** A finding for each value that the test picks out; it is asked only of those whose encoding is at fault. */
export function forEachValue(
  key: Key,
  picks: (encoded: Encoded) => boolean,
  describe: (encoded: Encoded) => Report,
  report: Reporter,
): void {
  for (const encoded of key.unsound) if (picks(encoded)) report(describe(encoded));
}

/**
 * A fix of a value: by edits inside the token, or, when escapes make offsets in the value differ from those in the
 * text, by its fully repaired form.
 */
export function repairFix(title: string, encoded: Encoded, inside: (node: JsonString) => TextEdit[]): Fix[] {
  const { node } = encoded;
  return [{ title, edits: node.escaped ? [replaceString(node, toBase64url(node.value))] : inside(node) }];
}

/** Where the padding begins: the first `=` of a value whose repaired text has none. */
export function paddingStart(node: JsonString): number {
  const at = node.value.indexOf('=');
  return at < 0 ? node.value.length : at;
}

/** Deletes the padding, but not the white space inside it, which has a fix of its own. */
export function removePadding(node: JsonString): TextEdit[] {
  return removeInside(node, /=+/g);
}

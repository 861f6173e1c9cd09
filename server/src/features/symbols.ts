/** The outline: one entry a key, named by its key ID (E4). */
import { SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import type { Key } from '../core/key/key.ts';
import { outerSpan } from '../core/document/excerpt.ts';
import { opening } from '../core/document/tree.ts';
import { visibleKid } from '../core/key/secretKid.ts';
import { describeKey } from '../core/key/describe.ts';
import { display } from '../core/text.ts';
import type { Snapshot } from '../documents.ts';
import { rangeOf } from './diagnostics.ts';

export function documentSymbols(snapshot: Snapshot): DocumentSymbol[] {
  return snapshot.document.parts.flatMap((part) => {
    const keys = part.keys.map((key) => keySymbol(snapshot, key));
    if (part.kind === 'key' || part.object === undefined || part.slot === undefined) return keys;
    const range = rangeOf(snapshot, part.excerpt === undefined ? part.object : outerSpan(part.excerpt, part.object));
    return [
      {
        name: part.slot,
        detail: `${keys.length} keys`,
        kind: SymbolKind.Array,
        range,
        selectionRange: range,
        children: keys,
      },
    ];
  });
}

function keySymbol(snapshot: Snapshot, key: Key): DocumentSymbol {
  const kid = visibleKid(key) ?? '';
  return {
    name: kid === '' ? `keys[${key.index}]` : display(kid),
    detail: describeKey(key),
    kind: SymbolKind.Key,
    range: rangeOf(snapshot, key),
    selectionRange: rangeOf(snapshot, key.kid === undefined ? opening(key) : key.placed(key.kid)),
  };
}

/** Completion of member names and registered values, limited to what this key can be (E2). */
import {
  CompletionItemKind,
  InsertTextFormat,
  type CompletionItem,
  type CompletionList,
  type Range,
} from 'vscode-languageserver';
import type { JsonArray, JsonMember, JsonNode, JsonObject } from '../core/document/json.ts';
import { memberEnd } from '../core/document/tree.ts';
import type { Key } from '../core/key/key.ts';
import { servedAlgorithms } from '../core/operations/choice.ts';
import { algorithms } from '../core/registry/algorithms.ts';
import { curves } from '../core/registry/curves.ts';
import { keyTypes } from '../core/registry/keyTypes.ts';
import { commonMembers, members, shownText } from '../core/registry/members.ts';
import { keyOperations, uses } from '../core/registry/uses.ts';
import type { Snapshot } from '../documents.ts';
import { rangeOf } from './diagnostics.ts';
import { placeAt, type PathAt } from './position.ts';

/** Where the cursor is, as far as completion cares. */
type Place =
  | {
      readonly kind: 'name';
      readonly object: JsonObject;
      readonly token: JsonNode | undefined;
      readonly hasValue: boolean;
    }
  | {
      readonly kind: 'value';
      readonly object: JsonObject;
      readonly name: string;
      readonly token: JsonNode | undefined;
    };

interface Choice {
  readonly label: string;
  readonly detail: string;
  readonly documentation?: string;
  /** Smaller comes first. */
  readonly rank: number;
}

/** @param snippets whether the client takes snippets; without, only the name itself is inserted */
export function completion(snapshot: Snapshot, offset: number, snippets: boolean): CompletionList {
  const at = placeAt(snapshot.document, offset);
  // Inside a string what is offered would have to be escaped, and a client compares it with what stands there.
  const place = at.part?.excerpt === undefined ? choosing(at) : undefined;
  const items = place === undefined ? [] : itemsAt(snapshot, at, place, snippets);
  return { isIncomplete: false, items };
}

function choosing({ path, text, offset }: PathAt): Place | undefined {
  const innermost = path.at(-1)?.node;
  for (let i = path.length - 1; i >= 0; i--) {
    const node = path[i]?.node;
    if (node?.type === 'array') {
      const member = path[i]?.member;
      const host = path[i - 1]?.node;
      if (member?.name.value !== 'key_ops' || host?.type !== 'object') return undefined;
      return { kind: 'value', object: host, name: 'key_ops', token: itemAt(node, offset) };
    }
    if (node?.type === 'object') return inObject(text, node, offset, innermost);
  }
  return undefined;
}

function itemAt(array: JsonArray, offset: number): JsonNode | undefined {
  return array.items.find((item) => item.type === 'string' && item.start < offset && offset <= item.end);
}

function inObject(
  text: string,
  object: JsonObject,
  offset: number,
  innermost: JsonNode | undefined,
): Place | undefined {
  const member = object.members.find((m) => m.name.start <= offset && offset <= memberEnd(m));
  if (member !== undefined && offset <= member.name.end) {
    if (offset === member.name.start) return undefined;
    return { kind: 'name', object, token: member.name, hasValue: hasColon(text, member) };
  }
  if (member?.value !== undefined && offset >= member.value.start) {
    const editable = innermost === member.value && innermost.type === 'string';
    return editable ? { kind: 'value', object, name: member.name.value, token: innermost } : undefined;
  }
  const before = /[^\s]\s*$/.exec(text.slice(Math.max(0, offset - 200), offset))?.[0]?.[0];
  if (before === ':') {
    const owner = member ?? object.members.filter((m) => m.name.end <= offset).at(-1);
    return owner === undefined ? undefined : { kind: 'value', object, name: owner.name.value, token: undefined };
  }
  if (before === '{' || before === ',') return { kind: 'name', object, token: undefined, hasValue: false };
  return undefined;
}

function hasColon(text: string, member: JsonMember): boolean {
  return /^\s*:/.test(text.slice(member.name.end, member.name.end + 100));
}

function itemsAt(snapshot: Snapshot, at: PathAt, place: Place, snippets: boolean): CompletionItem[] {
  const { key, offset } = at;
  const range = rangeOf(snapshot, at.toDocument(place.token ?? { start: offset, end: offset }));
  if (key?.object !== place.object) {
    const isSet = snapshot.document.parts.some((p) => p.kind === 'set' && p.object === place.object);
    if (!isSet || place.kind !== 'name' || place.object.members.some((m) => m.name.value === 'keys')) return [];
    return [
      nameItem(
        { label: 'keys', detail: 'Array of JWK values', rank: 0 },
        range,
        place.hasValue || !snippets ? '' : ': [$0]',
      ),
    ];
  }
  if (place.kind === 'name') {
    return nameChoices(key, place.token).map((choice) =>
      nameItem(choice, range, place.hasValue || !snippets ? '' : valueSnippet(choice.label)),
    );
  }
  return valueChoices(key, place.name).map((choice) => valueItem(choice, range));
}

function nameChoices(key: Key, token: JsonNode | undefined): Choice[] {
  const type = key.type;
  const own = type === undefined ? [] : type.members;
  const present = new Set(key.object.members.filter((m) => m.name !== token).map((m) => m.name.value));
  return [...commonMembers, ...own].flatMap((name): Choice[] => {
    const member = members.get(name);
    if (member === undefined || present.has(name)) return [];
    const required = name === 'kty' || type?.required.includes(name) === true;
    const secret = type?.private.includes(name) === true;
    const rank = required ? 0 : ['use', 'alg', 'kid', 'key_ops'].includes(name) ? 1 : secret ? 4 : 2;
    const documentation = shownText(member);
    return [{ label: name, detail: required ? `${member.title} (required)` : member.title, documentation, rank }];
  });
}

function valueSnippet(name: string): string {
  switch (members.get(name)?.type) {
    case 'strings':
      return ': ["$0"]';
    case 'array':
      return ': [$0]';
    case 'object':
      return ': {$0}';
    case 'string':
      return ': "$0"';
    default:
      return ': $0';
  }
}

/** The registered values of a member that fit what the key says elsewhere. */
export function valueChoices(key: Key, name: string): Choice[] {
  switch (name) {
    case 'kty':
      return Object.values(keyTypes).map((t) => ({ label: t.kty, detail: t.title, documentation: t.source, rank: 0 }));
    case 'crv':
      return Object.values(curves)
        .filter((c) => key.type === undefined || c.kty === key.type.kty)
        .map((c) => ({ label: c.crv, detail: `${c.bits} bits`, documentation: c.source, rank: 0 }));
    case 'use':
      return [...uses]
        .filter(([use]) => key.algorithm === undefined || key.algorithm.class === use)
        .map(([use, title]) => ({ label: use, detail: title, rank: 0 }));
    case 'key_ops':
      return keyOpChoices(key);
    case 'alg':
      return algChoices(key);
    default:
      return [];
  }
}

function keyOpChoices(key: Key): Choice[] {
  const present = new Set(key.keyOps.map((op) => op.value));
  const symmetric = key.type?.kty === 'oct';
  return [...keyOperations.values()]
    .filter((o) => o.draft === undefined && !present.has(o.op))
    .filter((o) => key.useClass === undefined || o.class === key.useClass)
    .filter((o) => symmetric || key.isPrivate || o.publicCounterpart === undefined)
    .map((o) => ({ label: o.op, detail: o.title, rank: 0 }));
}

function algChoices(key: Key): Choice[] {
  const use = key.use?.registered === true ? key.use.value : undefined;
  const fitting = new Set(
    servedAlgorithms({
      kty: key.kty?.value,
      crv: key.crv?.value,
      octets: key.octets('k')?.length,
      use: use === 'sig' || use === 'enc' ? use : undefined,
      alg: undefined,
    }),
  );
  const offered = [...algorithms.values()].filter((a) =>
    key.type === undefined || (key.type.kty === 'AKP' && a.kty.includes('AKP')) ? true : fitting.has(a.alg),
  );
  return offered
    .filter((a) => a.draft === undefined && a.insecure === undefined)
    .map((a) => ({
      label: a.alg,
      detail: a.title,
      documentation: a.source,
      rank: a.deprecated === undefined ? (a.class === 'sig' ? 0 : 1) : 2,
    }));
}

function nameItem(choice: Choice, range: Range, after: string): CompletionItem {
  const snippet = after !== '';
  return {
    ...common(choice),
    kind: CompletionItemKind.Property,
    filterText: JSON.stringify(choice.label),
    insertTextFormat: snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range, newText: JSON.stringify(choice.label) + after },
  };
}

function valueItem(choice: Choice, range: Range): CompletionItem {
  const text = JSON.stringify(choice.label);
  return { ...common(choice), kind: CompletionItemKind.Value, filterText: text, textEdit: { range, newText: text } };
}

function common({ label, detail, documentation, rank }: Choice): CompletionItem {
  return {
    label,
    detail,
    sortText: `${rank}${label}`,
    ...(documentation === undefined ? {} : { documentation: { kind: 'markdown', value: documentation } }),
  };
}

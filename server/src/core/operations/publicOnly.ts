import { applyEdits, removeItems, removeMembers, type TextEdit } from '../document/edits.ts';
import { keysArray, type DocumentPart } from '../document/document.ts';
import { parseJson, type JsonNode } from '../document/json.ts';
import { toValue } from '../document/tree.ts';
import type { Key } from '../key/key.ts';
import { count, list, quoted } from '../text.ts';
import { displayWord } from '../words.ts';
import { keyLabel, openSoundKeys, writeDocument, type OpenKeys } from './documents.ts';
import { defineOperation, OperationError, warning, type Note } from './operation.ts';
import { isSymmetric, publicHalf } from './publicHalf.ts';

export interface PublicReport {
  /** Keys of the result. */
  readonly keys: number;
  /** Symmetric keys left out. */
  readonly symmetric: number;
  /** Keys that lost private members. */
  readonly stripped: number;
}

export const publicOnly = defineOperation({
  id: 'publicOnly',
  title: 'Public Key Set',
  summary: 'Give the public half of a key or key set: private members removed, symmetric keys left out',
  parameters: [
    { name: 'document', type: 'document', required: true, description: 'JWK or JWK Set' },
    { name: 'set', type: 'boolean', description: 'Write a JWK Set even of a single key' },
  ],
  run({ document, set }) {
    const open = openSoundKeys(document);
    const part = onlyPart(open);
    // A lone JWK under a set's name is read as a set, but there is only the key.
    const standsAlone = part.kind === 'key' || part.holder === undefined;
    const symmetric = part.keys.filter(isSymmetric);
    if (standsAlone && symmetric.length > 0) {
      throw new OperationError('input', 'A symmetric key has no public half');
    }
    const rest = part.keys.filter((key) => !symmetric.includes(key));
    const halves = rest.map((key) => ({ key, ...publicHalf(key) }));
    const left = leaveOut(part, symmetric);
    const edits = [...halves.flatMap((h) => h.edits), ...left.edits];
    const text = cut(open, part, edits);
    const report = {
      keys: rest.length,
      symmetric: symmetric.length,
      stripped: halves.filter((h) => h.removed.length > 0).length,
    };
    const notes = [...halves.flatMap((h) => memberNotes(h, standsAlone)), ...left.notes, ...leftOutNotes(report)];
    const written = standsAlone && set === true ? writeDocument({ keys: [valueOf(text)] }, text) : text;
    return Promise.resolve({
      texts: [{ kind: 'public' as const, text: written, secret: false }],
      edits: [],
      report,
      lines: [`${count(report.keys, 'public key')}, ${report.stripped} stripped of private members`],
      notes,
    });
  },
});

function onlyPart(open: OpenKeys): DocumentPart {
  const [part] = open.parts;
  if (part === undefined || open.parts.length > 1) {
    throw new OperationError(
      'input',
      `The document holds ${open.parts.length} JWKs and JWK Sets; name one with a single JWK or JWK Set`,
    );
  }
  return part;
}

/** Members of a set that are public by definition; claims are those of a signed JWK Set. */
const setMembers = new Set(['keys', 'iss', 'sub', 'iat', 'exp', 'spiffe_sequence', 'spiffe_refresh_hint']);

/** Takes symmetric keys, elements that are no keys, and unknown members beside `keys` out of a set. */
function leaveOut(part: DocumentPart, symmetric: readonly Key[]): { edits: TextEdit[]; notes: Note[] } {
  // A lone JWK that its file name makes a set has no array of keys.
  if (part.kind !== 'set' || part.holder === undefined) return { edits: [], notes: [] };
  const array = keysArray(part);
  if (array === undefined) throw new OperationError('input', '"keys" is not an array of keys; mend that first');
  const gone = new Set<JsonNode>(symmetric.map((key) => key.object));
  const noKeys = array.items.filter((item) => item.type !== 'object');
  const items = removeItems(
    array,
    array.items.filter((item) => item.type !== 'object' || gone.has(item)),
  );
  const { object } = part;
  // Of duplicate members the last is the one that was read.
  const duplicates = (object?.members ?? []).filter((m) => m.name.value === 'keys' && m.value !== array);
  const unknown = (object?.members ?? []).filter((m) => !setMembers.has(m.name.value));
  const members = object === undefined ? [] : removeMembers(object, [...unknown, ...duplicates]);
  const names = [...new Set(unknown.map((m) => m.name.value))];
  return { edits: [...members, ...items], notes: setNotes(names, duplicates.length, noKeys.length) };
}

/** What beside keys was left out of a set: by name and number, never by value. */
function setNotes(names: readonly string[], duplicates: number, noKeys: number): Note[] {
  const were = (n: number): string => (n === 1 ? 'was' : 'were');
  const why =
    names.length === 1
      ? 'not a registered member, so nobody can tell that it is public'
      : 'not registered members, so nobody can tell that they are public';
  return [
    ...(names.length === 0
      ? []
      : [
          warning(
            `${list(names.map((name) => quoted(displayWord(name))))} beside "keys" ${were(names.length)} left out: ${why}`,
          ),
        ]),
    ...(duplicates === 0
      ? []
      : [warning(`${count(duplicates, 'duplicate')} of "keys" ${were(duplicates)} left out: the last one counts`)]),
    ...(noKeys === 0
      ? []
      : [
          warning(
            `${count(noKeys, 'element')} of "keys" ${were(noKeys)} left out: ${noKeys === 1 ? 'it is no key' : 'they are no keys'}`,
          ),
        ]),
  ];
}

/** The part's own text after the edits, the rest of a larger document around it left out. */
function cut(open: OpenKeys, part: DocumentPart, edits: readonly TextEdit[]): string {
  // What is held in a string is read, and edited, as the text it is.
  const text = part.excerpt?.text ?? open.input.text;
  const node: JsonNode | undefined = part.kind === 'key' ? part.keys[0].object : (part.object ?? part.holder);
  if (node === undefined || (node === open.document.root && part.excerpt === undefined)) return applyEdits(text, edits);
  const shifted = edits.map((e) => ({ ...e, start: e.start - node.start, end: e.end - node.start }));
  const inner = applyEdits(text.slice(node.start, node.end), shifted);
  return writeDocument(valueOf(inner), text);
}

/** Unlike JSON.parse it takes a byte order mark. */
function valueOf(text: string): unknown {
  return toValue(parseJson(text).root);
}

function memberNotes(
  { key, revealing, unknown }: { key: Key; revealing: readonly string[]; unknown: readonly string[] },
  standsAlone: boolean,
): Note[] {
  const where = keyLabel(key, standsAlone);
  const leftOut = (names: readonly string[], why: string): Note[] =>
    names.length === 0
      ? []
      : [
          warning(
            `${list(names.map((name) => quoted(displayWord(name))))} of ${where} ${names.length === 1 ? 'was' : 'were'} left out: ${why}`,
          ),
        ];
  return [
    ...leftOut(revealing, 'the content may give a secret away'),
    ...leftOut(unknown, 'not a registered member, so nobody can tell that it is public'),
  ];
}

function leftOutNotes({ symmetric, keys }: PublicReport): Note[] {
  return [
    ...(symmetric === 0 ? [] : [warning(`${count(symmetric, 'symmetric key')} left out: they have no public half`)]),
    ...(keys === 0 ? [warning('No key is left: the public set is empty')] : []),
  ];
}

/** The keys an operation works on, and how texts and names of keys are written. */
import { readDocument, keysArray, type DocumentPart, type JwkDocument } from '../document/document.ts';
import { appendItems, layoutOf, type TextEdit } from '../document/edits.ts';
import { documentPath, isUsuallyPublic } from '../document/names.ts';
import { parseJson, type JsonArray, type JsonObject } from '../document/json.ts';
import { Key } from '../key/key.ts';
import { visibleKid } from '../key/secretKid.ts';
import { display } from '../text.ts';
import { OperationError, type DocumentInput } from './operation.ts';
import { syntaxFaults } from './syntax.ts';

/** A document that messages call something else than the path it is judged by. */
export interface NamedInput extends DocumentInput {
  /** As the user typed it. */
  readonly name?: string;
}

export interface OpenKeys {
  readonly input: NamedInput;
  readonly document: JwkDocument;
  readonly parts: readonly DocumentPart[];
  readonly keys: readonly Key[];
}

/**
 * Reads the document's keys, whatever is wrong with it.
 * @throws OperationError (`input`) when there is no key in it
 */
export function openKeys(input: NamedInput): OpenKeys {
  const document = readAsked(input);
  if (document.tooLong) throw new OperationError('input', `${shown(input)} is over 4 MiB and was not read`);
  const keys = document.parts.flatMap((part) => part.keys);
  if (keys.length === 0 && !document.parts.some((part) => part.kind === 'set')) {
    throw new OperationError('input', `${shown(input)} holds no JWK and no JWK Set`);
  }
  return { input, document, parts: document.parts, keys };
}

function shown({ name, path }: NamedInput): string {
  return display(name ?? path);
}

/** Reads what the user named: an empty `{"keys": []}` is a JWK Set then, whatever the file is called. */
function readAsked({ text, path, read }: DocumentInput): JwkDocument {
  const document = readDocument(text, path, read);
  if (document.role !== 'other' || read?.role !== undefined) return document;
  const asSet = readDocument(text, path, { ...read, role: 'jwks' });
  const [part] = asSet.parts;
  const isEmptySet = part?.kind === 'set' && keysArray(part)?.items.length === 0;
  return isEmptySet ? asSet : document;
}

/** As {@link openKeys}; refuses a text with syntax errors, because an edit of one may land anywhere. */
export function openSoundKeys(input: NamedInput): OpenKeys {
  const open = openKeys(input);
  const faults = syntaxFaults(open.document);
  if (faults !== undefined) {
    const { line, message } = faults.first;
    throw new OperationError('input', `${shown(input)}:${line} is not valid JSON (${message}); mend it first`);
  }
  return open;
}

export interface OpenSet extends OpenKeys {
  readonly part: DocumentPart;
  readonly array: JsonArray;
}

/**
 * The one JWK Set of a document, to be changed.
 * @throws OperationError (`input`) when there is none, more than one, or it has no array of keys
 */
export function openSet(input: NamedInput): OpenSet {
  const open = openSoundKeys(input);
  const sets = open.parts.filter((part) => part.kind === 'set');
  const [part] = sets;
  if (part === undefined) {
    throw new OperationError('input', `${shown(input)} is not a JWK Set: no key can be added to it`);
  }
  if (sets.length > 1)
    throw new OperationError('input', `${shown(input)} holds ${sets.length} JWK Sets; name a document with one`);
  const array = keysArray(part);
  if (array === undefined) throw new OperationError('input', `${shown(input)}: "keys" is not an array`);
  return { ...open, part, array };
}

/** The edits that append keys to the set, written as the set is: in the string that holds it, if one does. */
export function appendKeys({ input, part, array }: OpenSet, keys: readonly object[]): readonly TextEdit[] {
  return editsInDocument(part, [appendItems(part.excerpt?.text ?? input.text, array, keys)]);
}

/** Edits of a part's own text as edits of the document: escaped again where a string holds the part. */
export function editsInDocument({ excerpt }: DocumentPart, edits: readonly TextEdit[]): readonly TextEdit[] {
  const outer = excerpt === undefined ? edits : excerpt.toOuterEdits?.(edits);
  if (outer === undefined)
    throw new OperationError('input', 'The set stands in a string that cannot be written back; mend its escapes first');
  return outer;
}

/**
 * Whether other parties read the document: no private material may be added to it. What has leaked into a public set
 * does not make it private; only under a name that is usually public does the content decide.
 */
export function isPublic(open: OpenSet): boolean {
  const { exposure } = open.part;
  if (exposure === 'public') return true;
  if (exposure === 'public-by-name') return !holdsPrivate(open);
  // A set without keys yet says nothing of itself.
  return exposure === 'public-content' && (open.keys.length > 0 || isUsuallyPublic(documentPath(open.input.path)));
}

/** Whether the set has private or symmetric material already. */
export function holdsPrivate(open: OpenKeys): boolean {
  return open.keys.some((key) => key.isPrivate);
}

/**
 * That a document named as the public one of two is one.
 * @throws OperationError (`refused`)
 */
export function requirePublic(open: OpenKeys): void {
  if (!holdsPrivate(open)) return;
  const message = `${shown(open.input)} holds private or symmetric material: mend that first, or name the two the other way round`;
  throw new OperationError('refused', message);
}

/** The key of a value that was just made. */
export function keyOf(jwk: object): Key {
  const text = JSON.stringify(jwk);
  return new Key(parseJson(text).root as JsonObject, text, 0);
}

/** The text of a document that holds the value: indented like `model`, with a line break at its end. */
export function writeDocument(value: unknown, model = ''): string {
  const { eol, indent } = layoutOf(model);
  return `${JSON.stringify(value, null, indent).replaceAll('\n', eol)}${eol}`;
}

/** A key in words that tell it from its neighbours and give nothing away: `keys[1] (kid "a")`. */
export function keyLabel(key: Key, standsAlone = false): string {
  const kid = visibleKid(key);
  const place = standsAlone ? 'the key' : `keys[${key.index}]`;
  return kid === undefined ? place : `${place} (kid "${display(kid)}")`;
}

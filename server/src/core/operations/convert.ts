import type { Key } from '../key/key.ts';
import { visibleKid } from '../key/secretKid.ts';
import { count } from '../text.ts';
import { displayWord } from '../words.ts';
import { omit } from './choice.ts';
import { assembleKeys } from './convert/assemble.ts';
import { importedJwk, inUsualOrder, keyAmong } from './convert/draft.ts';
import { labelChanges, withLabels, type LabelWishes } from './convert/relabel.ts';
import { readSourceContent } from './convert/source.ts';
import { isPublicRequest, writeKey, writtenFormats, type WriteRequest, type WrittenKey } from './convert/write.ts';
import { appendKeys, keyLabel, openSet, openSoundKeys, writeDocument, type OpenSet } from './documents.ts';
import { addKey, describe } from './generate.ts';
import { kidStrategies } from './kid.ts';
import type { Jwk } from './newKey.ts';
import {
  defineOperation,
  distinct,
  information,
  OperationError,
  warning,
  type DocumentEdits,
  type Note,
  type OperationDeps,
  type ResultText,
} from './operation.ts';
import { encodeBase64 } from '../encoding/base64url.ts';
import { isSymmetric, kindOfKeys } from './publicHalf.ts';
import { isForOwner, publicJwk, wholeJwk } from './publicJwk.ts';
import { selectKey } from './selectKey.ts';

export interface ConvertedKey {
  readonly kty: string | null;
  readonly crv: string | null;
  readonly bits: number | null;
  readonly use: string | null;
  readonly alg: string | null;
  readonly kid: string | null;
  /** The format the key came in: jwk, pkcs8, pkcs1, sec1, spki, x509 or openssh. */
  readonly from: string;
  /** The format it was written in, of the same ones. */
  readonly format: string;
}

export interface ConvertReport {
  readonly to: 'jwk' | 'jwks' | 'pem' | 'der' | 'openssh';
  readonly keys: readonly ConvertedKey[];
}

/** A key of the source, before anything is changed about it. */
interface SourceKey {
  readonly key: Key;
  readonly from: string;
}

export const convert = defineOperation({
  id: 'convert',
  title: 'Convert Key',
  summary: 'Convert keys between JWK and PEM, DER or OpenSSH; key ID, use and algorithm go along',
  parameters: [
    {
      name: 'source',
      type: 'source',
      required: true,
      description: 'JWK, JWK Set, PEM, DER or OpenSSH keys, certificates among them; told by the content',
    },
    {
      name: 'to',
      type: 'string',
      values: ['jwk', 'jwks', 'pem', 'der', 'openssh'],
      description: 'What is written (default: pem of a JWK or JWK Set, jwk of the rest)',
    },
    {
      name: 'format',
      type: 'string',
      values: writtenFormats,
      description: 'Format inside PEM or DER (default: pkcs8 of a private key, spki of a public one)',
    },
    { name: 'public', type: 'boolean', description: 'Write the public half only' },
    { name: 'key', type: 'string', description: 'kid of the key that is meant, of several' },
    { name: 'index', type: 'integer', description: 'Its place among the keys, counted from 0' },
    {
      name: 'kid',
      type: 'string',
      values: kidStrategies,
      description: 'How the key ID is made (default: the one that came along, else the thumbprint)',
    },
    { name: 'kidText', type: 'string', description: 'The key ID itself, for text' },
    {
      name: 'use',
      type: 'string',
      values: ['sig', 'enc', omit],
      description: 'What the key is for (default: what came along); omit leaves the member out',
    },
    {
      name: 'alg',
      type: 'string',
      description: 'Algorithm (default: what came along, or is certain); omit leaves the member out',
    },
    {
      name: 'into',
      type: 'document',
      description: 'JWK Set the keys are added to; a public one gets the public half only',
    },
    { name: 'whole', type: 'boolean', description: 'Add the private members even to a public set' },
    { name: 'password', type: 'secret', description: 'password of an encrypted key' },
    { name: 'newPassword', type: 'secret', isNew: true, description: 'password the PKCS#8 key is encrypted with' },
  ],
  async run(parameters, deps) {
    const read = await readKeys(parameters, deps);
    const to = parameters.to ?? (parameters.into !== undefined ? 'jwk' : read.isJson ? 'pem' : 'jwk');
    requireSense(to, parameters);
    const into = parameters.into === undefined ? undefined : openSet(parameters.into);
    const isNamed = parameters.key !== undefined || parameters.index !== undefined;
    const all = read.keys.map(({ key }) => key);
    const named = isNamed ? selectKey(all, parameters, question) : undefined;
    const meant = named === undefined ? read.keys : read.keys.filter(({ key }) => key === named);
    const labelled = labelKeys(meant, parameters, to, into, deps);
    const notes = [...read.notes, ...labelled.notes];
    if (to === 'jwk' || to === 'jwks')
      return writeJwks(labelled.keys, { to, isChosen: parameters.to !== undefined }, parameters, into, notes);
    return writeOther(labelled.keys, { ...parameters, to }, read.keys.length === 1, notes, deps);
  },
});

const question = 'Say which key is meant';

interface Wishes {
  readonly format?: WriteRequest['format'];
  readonly into?: unknown;
  readonly public?: boolean | undefined;
  readonly newPassword?: string | undefined;
  readonly whole?: boolean | undefined;
}

function requireSense(to: ConvertReport['to'], { format, into, newPassword }: Wishes): void {
  const isJwk = to === 'jwk' || to === 'jwks';
  if (format !== undefined && (isJwk || to === 'openssh'))
    throw new OperationError('usage', `A format is chosen for pem and der; ${to} has none`);
  if (into !== undefined && !isJwk) throw new OperationError('usage', `A JWK Set takes keys as jwk, not as ${to}`);
  if (newPassword !== undefined && isJwk)
    throw new OperationError('usage', 'A new password encrypts PKCS#8, in pem or der; "encrypt" is for JWKs');
  if (newPassword === '') throw new OperationError('usage', 'The new password is empty');
}

async function readKeys(
  {
    source,
    password,
  }: { readonly source: Parameters<typeof readSourceContent>[0]; readonly password?: string | undefined },
  deps: OperationDeps,
): Promise<{ keys: SourceKey[]; isJson: boolean; notes: readonly Note[] }> {
  const content = await readSourceContent(source, password, deps);
  if (content.kind === 'json') {
    const { keys } = openSoundKeys({ text: content.text, path: source.name, name: source.name });
    if (keys.length === 0) throw new OperationError('input', 'The JWK Set has no key; there is nothing to convert');
    return { keys: keys.map((key) => ({ key, from: 'jwk' })), isJson: true, notes: [] };
  }
  const { keys, notes } = assembleKeys(content, deps.now());
  return {
    keys: keys.map((key, i) => ({ key: keyAmong(importedJwk(key), i), from: key.format })),
    isJson: false,
    notes,
  };
}

/** A key with kid, use and alg as they are wanted. */
interface LabelledKey {
  /** As it came: what is visible of it depends on its neighbours there. */
  readonly source: SourceKey;
  readonly jwk: Jwk;
  /** Undefined for a symmetric key. */
  readonly half: { readonly jwk: Jwk; readonly notes: readonly Note[] } | undefined;
}

function labelKeys(
  keys: readonly SourceKey[],
  wishes: LabelWishes,
  to: ConvertReport['to'],
  into: OpenSet | undefined,
  deps: OperationDeps,
): { keys: LabelledKey[]; notes: Note[] } {
  const taken = new Set(into?.keys.flatMap((key) => key.kid?.value ?? []));
  const isJwk = to === 'jwk' || to === 'jwks';
  const notes: Note[] = [];
  const labelled = keys.map((source) => {
    const { key, from } = source;
    // PEM may repeat a kid; only in a set it must not.
    const destination = { taken: isJwk ? taken : new Set<string>(), needsKid: isJwk, isKept: into !== undefined };
    const { changes, notes: own } = labelChanges(key, wishes, destination, deps);
    notes.push(...own);
    const write = (jwk: Jwk): Jwk =>
      from === 'jwk' ? withLabels(jwk, changes) : inUsualOrder(withLabels(jwk, changes));
    const half = isSymmetric(key) ? undefined : publicJwk(key);
    return {
      source,
      jwk: write(wholeJwk(key)),
      half: half === undefined ? undefined : { jwk: write(half.jwk), notes: half.notes },
    };
  });
  return { keys: labelled, notes };
}

function reportOf({ source: { key: source, from } }: LabelledKey, jwk: Jwk, format: string): ConvertedKey {
  const key = keyAmong(jwk, source.index);
  const kid = key.kid?.value === source.kid?.value ? visibleKid(source) : visibleKid(key);
  return {
    kty: key.type?.kty ?? null,
    crv: key.curve?.crv ?? null,
    bits: key.bits ?? null,
    use: key.use === undefined ? null : displayWord(key.use.value),
    alg: key.algorithm?.alg ?? null,
    kid: kid ?? null,
    from,
    format,
  };
}

function lineOf({ kty, from, format, ...rest }: ConvertedKey): string {
  return `${describe({ kty: kty ?? 'key', ...rest })} (${from} to ${format})`;
}

function result(
  to: ConvertReport['to'],
  keys: readonly ConvertedKey[],
  texts: readonly ResultText[],
  notes: readonly Note[],
  edits: readonly DocumentEdits[] = [],
): {
  texts: readonly ResultText[];
  edits: readonly DocumentEdits[];
  report: ConvertReport;
  lines: string[];
  notes: readonly Note[];
} {
  return { texts, edits, report: { to, keys }, lines: keys.map(lineOf), notes };
}

function writeJwks(
  keys: readonly LabelledKey[],
  { to, isChosen }: { readonly to: 'jwk' | 'jwks'; readonly isChosen: boolean },
  wishes: Wishes,
  into: OpenSet | undefined,
  notes: readonly Note[],
): ReturnType<typeof result> {
  const left = wishes.public === true ? publicKeys(keys) : { keys, notes: [] };
  const isSet = to === 'jwks' || left.keys.length > 1;
  if (isSet && to === 'jwk' && isChosen && into === undefined) {
    throw new OperationError('usage', `There are ${left.keys.length} keys: say which one is meant, or write jwks`);
  }
  const written = left.keys.map(({ jwk }) => jwk);
  const text: ResultText = {
    kind: wishes.public === true ? 'public' : kindOfKeys(sources(left.keys)),
    text: writeDocument(isSet ? { keys: written } : written[0]),
    secret: wishes.public !== true && left.keys.some(({ source }) => isForOwner(source.key)),
  };
  const added = into === undefined ? undefined : addKeys(into, left.keys, wishes.whole === true);
  const several =
    isSet && to === 'jwk' && into === undefined
      ? [information(`There are ${count(written.length, 'key')}: they are written as a JWK Set`)]
      : [];
  return result(
    to,
    left.keys.map((key) => reportOf(key, key.jwk, 'jwk')),
    [text],
    [...notes, ...left.notes, ...several, ...(added?.notes ?? [])],
    added === undefined ? [] : [added.edits],
  );
}

/** The public halves in place of the keys; symmetric ones have none. */
function publicKeys(keys: readonly LabelledKey[]): { keys: LabelledKey[]; notes: readonly Note[] } {
  const rest = withoutSymmetric(keys, 'no public half');
  return {
    keys: rest.keys.map((key) => ({ ...key, jwk: key.half.jwk })),
    notes: [...rest.notes, ...rest.keys.flatMap(({ half }) => half.notes)],
  };
}

type AsymmetricKey = LabelledKey & { readonly half: object };

/** @throws OperationError (`input`) when no key is left */
function withoutSymmetric(keys: readonly LabelledKey[], reason: string): { keys: AsymmetricKey[]; notes: Note[] } {
  const rest = keys.filter((key): key is AsymmetricKey => key.half !== undefined);
  const left = keys.length - rest.length;
  if (rest.length === 0) throw new OperationError('input', `A symmetric key has ${reason}, and there is no other key`);
  if (left === 0) return { keys: rest, notes: [] };
  const message = `${count(left, 'symmetric key')} left out: ${left === 1 ? 'it has' : 'they have'} ${reason}`;
  return { keys: rest, notes: [warning(message)] };
}

/** As generating adds one: whole to a private set, the public half to a public one. */
function addKeys(
  set: OpenSet,
  keys: readonly LabelledKey[],
  whole: boolean,
): { edits: DocumentEdits; notes: readonly Note[] } {
  const added = keys.map(({ source, jwk, half }) => {
    const key = { jwk, publicJwk: half?.jwk, kid: undefined, notes: half?.notes ?? [] };
    const { edits, notes } = addKey('into', set, key, whole);
    const { isPrivate } = source.key;
    // What is said of a public half is about keys that have another one.
    const own = isPrivate ? notes : notes.filter(({ severity }) => severity === 'warning');
    return {
      value: edits.secret || half === undefined ? jwk : half.jwk,
      isSecret: edits.secret && isPrivate,
      notes: own,
    };
  });
  const values = added.map(({ value }) => value);
  return {
    edits: { parameter: 'into', edits: appendKeys(set, values), secret: added.some((a) => a.isSecret) },
    notes: distinct(added.flatMap((a) => a.notes)),
  };
}

async function writeOther(
  given: readonly LabelledKey[],
  request: WriteRequest,
  standsAlone: boolean,
  notes: readonly Note[],
  deps: OperationDeps,
): Promise<ReturnType<typeof result>> {
  const { to } = request;
  const { keys, notes: leftOut } = withoutSymmetric(given, 'no PEM, DER or OpenSSH format');
  // DER holds one key: ask which.
  if (to === 'der' && keys.length > 1) selectKey(sources(keys), {}, question);
  const isPublic = isPublicRequest(request);
  const written: WrittenKey[] = [];
  const lost: Note[] = [];
  for (const { jwk, half, source } of keys) {
    deps.checkpoint?.();
    // A public key may still say things that are not for everybody.
    const isHalf = isPublic || !source.key.isPrivate;
    const key = keyAmong(isHalf ? half.jwk : jwk, source.key.index);
    written.push(await writeKey(key, keyLabel(source.key, standsAlone), request, deps));
    if (isHalf) lost.push(...half.notes);
  }
  const isPrivate = written.some((w) => w.isPrivate);
  const isEncrypted = isPrivate && written.every((w) => w.isEncrypted || !w.isPrivate);
  const octets = to === 'der' ? written[0]?.octets : undefined;
  const text: ResultText = {
    kind: isEncrypted ? 'encrypted' : isPrivate ? 'private' : 'public',
    text: octets === undefined ? written.map((w) => w.text).join('') : encodeBase64(octets),
    ...(octets === undefined ? {} : { octets }),
    // Whoever has an encrypted key may try passwords: it is not for everybody's eyes either.
    secret: isPrivate,
  };
  return result(
    to,
    keys.map((key, i) => reportOf(key, key.jwk, written[i]?.format ?? to)),
    [text],
    [...notes, ...leftOut, ...lost, ...written.flatMap((w) => w.notes)],
  );
}

const sources = (keys: readonly LabelledKey[]): Key[] => keys.map(({ source }) => source.key);

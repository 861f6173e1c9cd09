import type { DocumentPart } from '../document/document.ts';
import { parseJson } from '../document/json.ts';
import { toValue } from '../document/tree.ts';
import { encodeBase64url } from '../encoding/base64url.ts';
import { utf8 } from '../encoding/octets.ts';
import { isRecord } from '../record.ts';
import { count, quoted } from '../text.ts';
import { convert } from './convert.ts';
import { keyOf, openSoundKeys } from './documents.ts';
import {
  defineOperation,
  OperationError,
  type DocumentInput,
  type Note,
  type OperationDeps,
  type ResultText,
} from './operation.ts';
import { isSymmetric, kindOfKeys } from './publicHalf.ts';
import { isForOwner, publicJwk, wholeJwk } from './publicJwk.ts';
import { publicOnly } from './publicOnly.ts';
import { selectKey, type KeyName } from './selectKey.ts';

export interface CopyReport {
  readonly as: 'json' | 'string' | 'base64url' | 'env' | 'pem' | 'curl';
  /** Keys in what is copied. */
  readonly keys: number;
  /** Whether private or symmetric members are in it. */
  readonly whole: boolean;
}

export const copyAs = defineOperation({
  id: 'copyAs',
  title: 'Copy Key As',
  summary:
    'Write a key or key set as it goes elsewhere: JSON, a string, base64url, an environment line, PEM, a request',
  parameters: [
    { name: 'document', type: 'document', required: true, description: 'JWK or JWK Set' },
    {
      name: 'as',
      type: 'string',
      values: ['json', 'string', 'base64url', 'env', 'pem', 'curl'],
      default: 'json',
      description:
        'string is a JSON string of the compact JSON, env a line for shells and .env files, curl a script with the set as a string in the body of a request',
    },
    { name: 'key', type: 'string', description: 'kid of the key that is meant (default: all of the set)' },
    { name: 'index', type: 'integer', description: 'Its place in the set, counted from 0' },
    { name: 'set', type: 'boolean', description: 'Write a JWK Set even of a single key' },
    {
      name: 'whole',
      type: 'boolean',
      description: 'With private members and symmetric keys, instead of public halves',
    },
    { name: 'variable', type: 'string', description: 'Name of the variable in env (default: JWK or JWKS)' },
    { name: 'url', type: 'string', description: 'Address that curl sends to (default: the variable URL of the shell)' },
    {
      name: 'member',
      type: 'string',
      default: 'jwks',
      description: 'Member of the body that holds the set, in curl',
    },
  ],
  async run(parameters, deps) {
    const { document, as = 'json' } = parameters;
    if (as === 'pem') return pemOf(parameters, deps);
    const asSet = parameters.set === true || as === 'curl';
    const whole = parameters.whole === true;
    const { value, notes, secret } = await valueOf(document, parameters, { asSet, whole }, deps);
    const keys = keysIn(value);
    const kind = kindOfKeys(keys.map(keyOf));
    const text: ResultText = { kind, text: written(as, value, parameters), secret };
    return result({ as, keys: keys.length, whole: kind !== 'public' }, [text], notes);
  },
});

function result(
  report: CopyReport,
  texts: readonly ResultText[],
  notes: readonly Note[],
): { texts: readonly ResultText[]; edits: []; report: CopyReport; lines: string[]; notes: readonly Note[] } {
  const lines = [`${count(report.keys, 'key')}, ${report.whole ? 'with private or symmetric members' : 'public'}`];
  return { texts, edits: [], report, lines, notes };
}

/** As converting writes it; the keys of a set one after the other. */
async function pemOf(
  { document, key, index, whole }: KeyName & { readonly document: DocumentInput; readonly whole?: boolean | undefined },
  deps: OperationDeps,
): Promise<ReturnType<typeof result>> {
  const { parts } = openSoundKeys(document);
  const part = partOf(parts);
  const source = { octets: utf8(part.excerpt?.text ?? document.text), name: document.path };
  const { texts, report, notes } = await convert.run({ source, to: 'pem', key, index, public: whole !== true }, deps);
  const isPrivate = texts.some(({ secret }) => secret);
  return result({ as: 'pem', keys: report.keys.length, whole: isPrivate }, texts, notes);
}

function partOf(parts: readonly DocumentPart[]): DocumentPart {
  const [part] = parts;
  if (part !== undefined && parts.length === 1) return part;
  throw new OperationError(
    'input',
    `The document holds ${parts.length} JWKs and JWK Sets; name one with a single JWK or JWK Set`,
  );
}

/** The key or set as a value: whole, or what of it is public. */
async function valueOf(
  document: DocumentInput,
  name: KeyName,
  { asSet, whole }: { readonly asSet: boolean; readonly whole: boolean },
  deps: OperationDeps,
): Promise<{ value: unknown; notes: readonly Note[]; secret: boolean }> {
  const wrapped = (jwk: unknown): unknown => (asSet ? { keys: [jwk] } : jwk);
  const { keys, parts } = openSoundKeys(document);
  if (name.key !== undefined || name.index !== undefined) {
    const key = selectKey(keys, name, 'Say which key is meant');
    if (whole) return { value: wrapped(wholeJwk(key)), notes: [], secret: isForOwner(key) };
    if (isSymmetric(key)) throw noPublicHalf();
    const { jwk, notes } = publicJwk(key);
    return { value: wrapped(jwk), notes, secret: false };
  }
  if (!whole) {
    if (keys.length > 0 && keys.every(isSymmetric)) throw noPublicHalf();
    const { texts, notes } = await publicOnly.run({ document, set: asSet }, deps);
    return { value: asJwkSet(toValue(parseJson(texts[0]?.text ?? '').root)), notes, secret: false };
  }
  const part = partOf(parts);
  const isSet = part.kind === 'set' && part.holder !== undefined;
  const [jwk] = part.keys.map(wholeJwk);
  // Beside its keys a set may hold anything.
  if (isSet) return { value: asJwkSet(toValue(part.object ?? part.holder)), notes: [], secret: true };
  return { value: wrapped(jwk), notes: [], secret: part.keys.some(isForOwner) };
}

/** A bare array of keys is read as a set, but is none (RFC 7517 §5). */
function asJwkSet(value: unknown): unknown {
  return Array.isArray(value) ? { keys: value as unknown } : value;
}

function noPublicHalf(): OperationError {
  return new OperationError('input', 'A symmetric key has no public half; ask for it whole');
}

function keysIn(value: unknown): readonly object[] {
  const { keys } = value as { readonly keys?: unknown };
  const items: readonly unknown[] = Array.isArray(keys) ? keys : [value];
  return items.filter(isRecord);
}

interface Writing {
  readonly variable?: string | undefined;
  readonly url?: string | undefined;
  readonly member?: string | undefined;
}

function written(as: Exclude<CopyReport['as'], 'pem'>, value: unknown, { variable, url, member }: Writing): string {
  const compact = JSON.stringify(value);
  switch (as) {
    case 'json':
      return `${JSON.stringify(value, null, 2)}\n`;
    case 'string':
      return `${JSON.stringify(compact)}\n`;
    case 'base64url':
      return `${encodeBase64url(utf8(compact))}\n`;
    case 'env':
      return `${variableName(variable, value)}=${singleQuoted(compact)}\n`;
    case 'curl':
      return curl(compact, url, member ?? 'jwks');
  }
}

function variableName(name: string | undefined, value: unknown): string {
  const chosen = name ?? (Object.hasOwn(value as object, 'keys') ? 'JWKS' : 'JWK');
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(chosen)) return chosen;
  throw new OperationError('usage', `${quoted(chosen)} is no name of a variable: letters, digits and _ make one`);
}

/** JSON in single quotes, which shells and dotenv files read alike when there is none inside. */
function singleQuoted(json: string): string {
  return `'${json.replaceAll("'", '\\u0027')}'`;
}

/**
 * A script for sh. Neither the token nor the body is in curl's arguments, which others on the machine can read: curl
 * takes them from here-documents, and the shell fills the token in.
 */
function curl(set: string, url: string | undefined, member: string): string {
  const body = JSON.stringify({ [member]: set });
  return `#!/bin/sh
# Sends the JWK Set to ${url === undefined ? 'the address in the variable URL' : 'the address below'}. Set TOKEN to an access token first; the body has to
# hold whatever else the service wants beside ${quoted(member)}.
curl --fail --silent --show-error --globoff --request POST \\
  --header 'Content-Type: application/json' \\
  --header @/dev/fd/3 \\
  --data @- \\
  ${url === undefined ? '"$URL"' : shellWord(url)} 3<<HEADERS <<'BODY'
Authorization: Bearer $TOKEN
HEADERS
${body}
BODY
`;
}

/** The text as one word of a shell, whatever is in it. */
function shellWord(text: string): string {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u001f\u007f]/.test(text)) throw new OperationError('usage', 'The address has control characters in it');
  if (!/^https?:\/\//.test(text))
    throw new OperationError('usage', 'The address has to begin with https:// or http://');
  return `'${text.replaceAll("'", "'\\''")}'`;
}

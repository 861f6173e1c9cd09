import { readDocument } from '../document/document.ts';
import { decodeBase64url, encodeBase64 } from '../encoding/base64url.ts';
import { decodeUtf8 } from '../encoding/octets.ts';
import { count, display, list, quoted } from '../text.ts';
import { displayWord } from '../words.ts';
import { decryptContent, isContentAlgorithm, sizesOf, type ContentAlgorithm } from './jweContent.ts';
import {
  isPasswordAlgorithm,
  mostIterations,
  passwordAlgorithms,
  unwrapWithPassword,
  type PasswordKey,
} from './jwePassword.ts';
import { readJwe, type Jwe, type Recipient } from './jweRead.ts';
import {
  defineOperation,
  OperationError,
  warning,
  type Note,
  type OperationDeps,
  type ResultText,
} from './operation.ts';
import { kindOfKeys } from './publicHalf.ts';

export interface DecryptReport {
  readonly alg: string;
  readonly enc: string;
  readonly iterations: number;
  /** Keys in what was encrypted; null when it is no JWK and no JWK Set. */
  readonly keys: number | null;
}

export const decrypt = defineOperation({
  id: 'decrypt',
  title: 'Decrypt With Password',
  summary: 'Open a JWK or JWK Set that is encrypted with a password (JWE, PBES2)',
  parameters: [
    { name: 'source', type: 'source', required: true, description: 'JWE, compact or JSON' },
    { name: 'password', type: 'secret', required: true, description: 'password' },
  ],
  async run({ source, password }, deps) {
    const name = display(source.name);
    const jwe = readJwe(new TextDecoder().decode(source.octets), name);
    const locks = passwordLocks(jwe, name);
    if (password === '') throw new OperationError('password', 'The password is empty');
    const { lock, octets } = await unlock(jwe, locks, password, deps);
    const { text, keys, note } = describe(octets);
    const report: DecryptReport = { alg: lock.alg, enc: lock.enc, iterations: lock.iterations, keys };
    const what = keys === null ? 'The content' : count(keys, 'key');
    return {
      texts: [text],
      edits: [],
      report,
      lines: [`${what} decrypted: ${lock.alg} (${lock.iterations} iterations), ${lock.enc}`],
      notes: [...(note === undefined ? [] : [note]), ...fewIterations(lock)],
    };
  },
});

/** A way into the JWE that a password opens. */
interface Lock extends PasswordKey {
  readonly enc: ContentAlgorithm;
  readonly encryptedKey: Uint8Array;
}

/** @throws OperationError (`input`) when a password opens none of the recipients, or the header asks for what we lack */
function passwordLocks({ recipients, content }: Jwe, name: string): readonly Lock[] {
  const fail = (what: string): OperationError => new OperationError('input', `${name} ${what}`);
  const mine = recipients.filter(({ header }) => typeof header.alg === 'string' && isPasswordAlgorithm(header.alg));
  if (mine.length === 0) throw fail(otherLock(recipients));
  const locks = mine.map((recipient) => lockOf(recipient, fail));
  if (locks.reduce((sum, { iterations }) => sum + iterations, 0) > mostIterations) {
    throw fail(`asks for more than ${mostIterations} iterations (p2c), which only keeps the computer busy; not tried`);
  }
  for (const { enc } of locks) {
    const { iv, tag } = sizesOf(enc);
    if (content.iv.length !== iv || content.tag.length !== tag)
      throw fail(`is damaged: its iv or its tag does not have the length ${enc} wants`);
  }
  return locks;
}

function lockOf({ header, encryptedKey }: Recipient, fail: (what: string) => OperationError): Lock {
  const { alg, enc, p2s, p2c, crit, zip } = header;
  if (typeof alg !== 'string' || !isPasswordAlgorithm(alg)) throw fail('has no alg');
  if (typeof enc !== 'string' || !isContentAlgorithm(enc))
    throw fail(`is a JWE with an unknown content encryption${typeof enc === 'string' ? ` (enc ${shown(enc)})` : ''}`);
  if (crit !== undefined) throw fail('has extensions that must be understood (crit), and none is known here');
  if (zip !== undefined) throw fail('was compressed before it was encrypted (zip), which is not supported here');
  const salt = typeof p2s === 'string' ? decodeBase64url(p2s) : undefined;
  if (salt === undefined || salt.length < 8)
    throw fail('has no p2s of at least 8 octets, without which a password opens nothing (RFC 7518 §4.8.1.1)');
  if (typeof p2c !== 'number' || !Number.isSafeInteger(p2c) || p2c < 1)
    throw fail('has no p2c that is a positive integer (RFC 7518 §4.8.1.2)');
  if (encryptedKey.length !== sizesOf(enc).key + 8)
    throw fail(`is damaged: its encrypted key does not have the length ${enc} wants`);
  return { alg, enc, salt, iterations: p2c, encryptedKey };
}

/** What opens the JWE instead of a password. */
function otherLock(recipients: readonly Recipient[]): string {
  const names = [...new Set(recipients.map(({ header }) => header.alg))].filter((alg) => typeof alg === 'string');
  if (names.length === 0) return 'is a JWE without alg';
  const [first = ''] = names;
  const what =
    first === 'dir' || /^A\d{3}(?:GCM)?KW$/.test(first)
      ? 'a shared symmetric key'
      : /^(?:RSA|ECDH|HPKE|ML-KEM)/.test(first)
        ? 'a private key'
        : 'something else';
  return `is encrypted with alg ${list(names.map(shown))}: ${what} opens it, not a password; here ${list(passwordAlgorithms)} can be opened`;
}

/** A header may hold anything, a secret too. */
function shown(word: string): string {
  return quoted(displayWord(word));
}

async function unlock(
  jwe: Jwe,
  locks: readonly Lock[],
  password: string,
  { crypto, checkpoint, progress }: OperationDeps,
): Promise<{ lock: Lock; octets: Uint8Array }> {
  for (const lock of locks) {
    progress?.(`Deriving a key from the password (${lock.iterations} iterations)`);
    const key = await unwrapWithPassword(lock.encryptedKey, password, lock, crypto);
    checkpoint?.();
    const octets = key === undefined ? undefined : await decryptContent(lock.enc, key, jwe.content, jwe.aad, crypto);
    if (octets !== undefined) return { lock, octets };
  }
  // Which of the two it is cannot be told, and must not help those who try passwords out.
  throw new OperationError('password', 'The password is not the right one, or the text was damaged or changed');
}

/** What was encrypted, as it is. */
function describe(octets: Uint8Array): { text: ResultText; keys: number | null; note?: Note } {
  const text = decodeUtf8(octets);
  if (text === undefined) {
    const note = warning('What was encrypted is no text, so no JWK and no JWK Set');
    return { text: { kind: 'private', text: encodeBase64(octets), octets, secret: true }, keys: null, note };
  }
  const { parts } = readDocument(text, 'decrypted.json');
  const keys = parts.flatMap((part) => part.keys);
  const isSet = parts.some((part) => part.kind === 'set');
  if (keys.length === 0 && !isSet) {
    const note = warning('What was encrypted is no JWK and no JWK Set');
    return { text: { kind: 'private', text, secret: true }, keys: null, note };
  }
  // Whoever encrypted it meant it to be secret, and a key under another name may be so.
  return { text: { kind: kindOfKeys(keys), text, secret: true }, keys: keys.length };
}

function fewIterations({ iterations }: PasswordKey): Note[] {
  return iterations < 1000
    ? [warning(`${iterations} iterations are too few: RFC 7518 §4.8.1.2 asks for 1000, and today's advice is far more`)]
    : [];
}

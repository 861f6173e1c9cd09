import { keysArray } from '../document/document.ts';
import { encodeBase64url } from '../encoding/base64url.ts';
import { utf8 } from '../encoding/octets.ts';
import { count } from '../text.ts';
import { holdsPrivate, openSoundKeys, type NamedInput, type OpenKeys } from './documents.ts';
import { contentAlgorithms, encryptContent, sizesOf } from './jweContent.ts';
import { mostIterations, passwordAlgorithms, wrapWithPassword, type PasswordAlgorithm } from './jwePassword.ts';
import { defineOperation, information, OperationError, warning, type Note } from './operation.ts';

export interface EncryptReport {
  readonly alg: string;
  readonly enc: string;
  readonly iterations: number;
  readonly cty: string;
  readonly keys: number;
}

/** RFC 7518 §4.8.1.2. */
const leastIterations = 1000;

/** OWASP Password Storage Cheat Sheet (2023), for PBKDF2 with HMAC of SHA-256 and SHA-512; SHA-384 costs as SHA-512. */
const advisedIterations: Readonly<Record<PasswordAlgorithm, number>> = {
  'PBES2-HS256+A128KW': 600_000,
  'PBES2-HS384+A192KW': 210_000,
  'PBES2-HS512+A256KW': 210_000,
};

export const encrypt = defineOperation({
  id: 'encrypt',
  title: 'Encrypt With Password',
  summary: 'Encrypt a JWK or JWK Set with a password (JWE, PBES2)',
  parameters: [
    { name: 'document', type: 'document', required: true, description: 'JWK or JWK Set' },
    {
      name: 'alg',
      type: 'string',
      values: passwordAlgorithms,
      default: 'PBES2-HS512+A256KW',
      description: 'How the password becomes a key',
    },
    { name: 'enc', type: 'string', values: contentAlgorithms, default: 'A256GCM', description: 'Content encryption' },
    {
      name: 'iterations',
      type: 'integer',
      default: 600_000,
      description:
        'How often the password is hashed (p2c), which slows guessing down; some libraries take 10000 at most',
    },
    {
      name: 'as',
      type: 'string',
      values: ['compact', 'json'],
      default: 'compact',
      description: 'Serialization of the JWE',
    },
    { name: 'password', type: 'secret', required: true, isNew: true, description: 'password' },
  ],
  async run(parameters, deps) {
    const { document, alg = 'PBES2-HS512+A256KW', enc = 'A256GCM', iterations = 600_000, password } = parameters;
    if (iterations < leastIterations || iterations > mostIterations)
      throw new OperationError(
        'usage',
        ({ parameter }) =>
          `${parameter('iterations')} must be ${leastIterations} to ${mostIterations}, not ${iterations}`,
      );
    if (password === '') throw new OperationError('password', 'The password is empty');
    const open = openSoundKeys(document);
    const cty = contentType(open, document);
    deps.progress?.(`Deriving a key from the password (${iterations} iterations)`);
    const sizes = sizesOf(enc);
    const key = deps.randomBytes(sizes.key);
    const salt = deps.randomBytes(16);
    const wrapped = await wrapWithPassword(key, password, { alg, salt, iterations }, deps.crypto);
    deps.checkpoint?.();
    const header = JSON.stringify({ alg, p2s: encodeBase64url(salt), p2c: iterations, enc, cty });
    const protectedHeader = encodeBase64url(utf8(header));
    const aad = utf8(protectedHeader);
    const content = await encryptContent(enc, key, deps.randomBytes(sizes.iv), utf8(document.text), aad, deps.crypto);
    const members = {
      protected: protectedHeader,
      encrypted_key: encodeBase64url(wrapped),
      iv: encodeBase64url(content.iv),
      ciphertext: encodeBase64url(content.ciphertext),
      tag: encodeBase64url(content.tag),
    };
    // Nothing follows the compact form, not even a line break: some readers take it for a part of the tag.
    const text = parameters.as === 'json' ? `${JSON.stringify(members, null, 2)}\n` : Object.values(members).join('.');
    const report: EncryptReport = { alg, enc, iterations, cty, keys: open.keys.length };
    return {
      texts: [{ kind: 'encrypted' as const, text, secret: false }],
      edits: [],
      report,
      lines: [`${count(report.keys, 'key')} encrypted: ${alg} (${iterations} iterations), ${enc}`],
      notes: notesOf(open, alg, iterations, password),
    };
  },
});

/** What the JWE says is in it (RFC 7517 §7). The text goes in as it is, so it must be a JWK or a set and nothing else. */
function contentType({ document, parts }: OpenKeys, { name, path, text }: NamedInput): 'jwk+json' | 'jwk-set+json' {
  const fail = (what: string): OperationError => new OperationError('input', `${name ?? path} ${what}`);
  const [part] = parts;
  if (
    part === undefined ||
    parts.length > 1 ||
    part.slot !== undefined ||
    part.excerpt !== undefined ||
    document.role === 'embedded'
  )
    throw fail('holds keys among other things; name a document that is a JWK or a JWK Set');
  // Octets that are no UTF-8 were replaced when the document was read: it would not be encrypted as it is.
  if (text.includes('\uFFFD')) throw fail('is not UTF-8 throughout (RFC 8259 §8.1); mend it first');
  if (part.kind === 'key' || part.holder === undefined) return 'jwk+json';
  if (part.object === undefined || keysArray(part) === undefined)
    throw fail('is no JWK Set: that is an object with an array "keys"; mend it first');
  return 'jwk-set+json';
}

/** Fewer characters are tried out in reasonable time, unless they are random. */
const shortPassword = 12;

function notesOf(open: OpenKeys, alg: PasswordAlgorithm, iterations: number, password: string): Note[] {
  const advised = advisedIterations[alg];
  return [
    ...(iterations < advised
      ? [warning(`${iterations} iterations are few: OWASP advises ${advised} for the hash of ${alg}`)]
      : []),
    ...(Array.from(password).length < shortPassword
      ? [warning(`The password has fewer than ${shortPassword} characters; whoever has the text can try passwords out`)]
      : []),
    ...(holdsPrivate(open) ? [] : [information('The document holds public keys only; nothing in it needs a password')]),
  ];
}

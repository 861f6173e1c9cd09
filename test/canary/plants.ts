/**
 * A rule's bad examples with a secret in every place of them where a text stands: as a value, as a member name, in
 * whatever spelling people paste it in. Whatever a rule says, it then says of a text with the secret in it.
 */
import { createHash, createPrivateKey } from 'node:crypto';
import type { Example } from '../../server/src/core/rules/rule.ts';
import { pathOf } from '../support/lint.ts';
import { readMarks } from '../support/marks.ts';
import type { Jwk } from './secrets.ts';

export interface Planted {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly example: Example;
}

const digest = (label: string): Buffer => createHash('sha256').update(`canary ${label}`).digest();

/** Always the same, known to nobody's key: what fails once fails again. */
export const plantedKey: Jwk = { kty: 'oct', k: digest('planted').toString('base64url') };
const secret = plantedKey.k as string;
const octets = Buffer.from(secret, 'base64url');
const hex = octets.toString('hex');
const pem = (base64: string): string => `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`;

/** The secret as Ed25519's private key, in the format of other tools. */
const pkcs8 = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), octets]);
/** Throws when it is none. */
createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });
const asPem = pem(pkcs8.toString('base64'));
const pemInBase64 = Buffer.from(asPem).toString('base64');

/** The part of those formats that is the secret. */
export const encoded: readonly string[] = [pkcs8.toString('base64').slice(24), pemInBase64.slice(76, 120)];

/** Spellings people paste a key in. */
export const spellings: Readonly<Record<string, string>> = {
  raw: secret,
  padded: `${secret}=`,
  base64: octets.toString('base64'),
  hex,
  'hex with colons': (hex.match(/../g) ?? []).join(':'),
  decimal: BigInt(`0x${hex}`).toString(),
  octets: `[${[...octets].join(', ')}]`,
  'with white space': ` ${secret.slice(0, 20)}\n${secret.slice(20)}`,
  'with an illegal character': `${secret.slice(0, 20)}~${secret.slice(20)}`,
  'in a URI': `https://example.com/${secret}`,
  'in a PEM': pem(secret),
  'in PKCS#8': pkcs8.toString('base64'),
  'in PKCS#8, as PEM': asPem,
  'in PKCS#8, as PEM, in base64': pemInBase64,
  'in a JWK': JSON.stringify(plantedKey),
};

/** Member names a private value may stand under, where no tool looks for one. */
const misspelt = ['D', 'K', 'd ', 'Priv', 'secret', 'private_key'] as const;

const string = /"(?:[^"\\]|\\.)*"/g;

interface Token {
  readonly start: number;
  readonly end: number;
  readonly isName: boolean;
  /** The name of the member the value is of, when it is the member's own value. */
  readonly of: string | undefined;
}

function tokensOf(text: string): Token[] {
  return [...text.matchAll(string)].map(({ 0: token, index: start }) => {
    const end = start + token.length;
    const of = /"([^"]*)"\s*:\s*$/.exec(text.slice(0, start))?.[1];
    return { start, end, isName: /^\s*:/.test(text.slice(end)), of };
  });
}

/**
 * A key ID is public: it is shown wherever a key is named, and nothing tells a secret in it from a thumbprint, unless
 * the text itself is a private key's or the secret stands in the key a second time.
 */
const tellsItself = new Set(['in a PEM', 'in PKCS#8', 'in PKCS#8, as PEM', 'in PKCS#8, as PEM, in base64', 'in a JWK']);
const inPrivate = new Set(['raw', 'padded', 'base64', 'hex', 'decimal']);

/** The raw secret in every place, the other spellings where a message may have reason to repeat the text. */
export function plantsOf(example: Example): Planted[] {
  const { text } = readMarks(example.text);
  const path = pathOf(example);
  const planted: Planted[] = [];
  const add = (name: string, changed: string): void => void planted.push({ name, path, text: changed, example });
  for (const token of tokensOf(text)) {
    const put = (value: string): string => text.slice(0, token.start) + value + text.slice(token.end);
    for (const [spelling, value] of Object.entries(spellings)) {
      if (!isRepeated(token) && spelling !== 'raw' && spelling !== 'in PKCS#8, as PEM') continue;
      const where = `${spelling} in place of ${text.slice(token.start, Math.min(token.end, token.start + 12))}`;
      const shown = JSON.stringify(value);
      if (token.of !== 'kid') add(where, put(shown));
      else {
        if (tellsItself.has(spelling)) add(where, put(shown));
        if (!inPrivate.has(spelling)) continue;
        const names = spelling === 'raw' ? ['d', 'k', 'priv', ...misspelt] : ['d'];
        for (const name of names) add(`${where}, also in ${name}`, put(`${shown},"${name}":"${secret}"`));
      }
    }
    if (token.isName) {
      const member = `"${secret}":1,"${secret}":2,`;
      add('as a member name, twice', text.slice(0, token.start) + member + text.slice(token.start));
    }
  }
  return planted;
}

/** Whether messages have reason to repeat the text: a member's name, a word of a vocabulary, an address. */
function isRepeated({ isName, of }: Token): boolean {
  return isName || of === undefined || ['kty', 'crv', 'alg', 'use', 'kid', 'jwks_uri', 'x5u'].includes(of);
}

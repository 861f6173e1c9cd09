/** Key IDs: how one is made, and how one that is there was made. */
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { decodeBase64Lenient, encodeBase64, encodeBase64url } from '../encoding/base64url.ts';
import { toHex, utf8 } from '../encoding/octets.ts';
import type { Key } from '../key/key.ts';
import { thumbprintUri, thumbprintUriPrefix, thumbprintWith } from '../key/thumbprint.ts';
import { date, quoted } from '../text.ts';
import { OperationError, warning, type Note, type OperationDeps } from './operation.ts';
import { uuid } from './random.ts';
import { subjectPublicKeyInfo } from './spki.ts';

export const kidStrategies = ['thumbprint', 'uuid', 'date', 'sha1', 'sha256', 'text', 'none'] as const;
export type KidStrategy = (typeof kidStrategies)[number];

export interface KidRequest {
  readonly strategy: KidStrategy;
  /** The kid itself, for `text`. */
  readonly text?: string | undefined;
  /** Key IDs that are in use already. */
  readonly taken: ReadonlySet<string>;
}

export interface MadeKid {
  readonly kid: string | undefined;
  readonly notes: readonly Note[];
}

/**
 * The kid of a new key. A hash of a symmetric key would let anyone test guesses of it (RFC 7638 §7): it gets a UUID.
 * @throws OperationError (`usage`) for a text that is empty or taken
 */
export function makeKid(key: Key, request: KidRequest, deps: Pick<OperationDeps, 'now' | 'randomBytes'>): MadeKid {
  const { strategy, taken } = request;
  if (key.type?.kty === 'oct' && (strategy === 'thumbprint' || strategy === 'sha1' || strategy === 'sha256')) {
    const note = warning(
      'The kid is a random UUID: a hash of a symmetric key would let anyone test guesses of it (RFC 7638 §7)',
    );
    return { kid: uuid(deps.randomBytes), notes: [note] };
  }
  return { kid: plainKid(key, request.text, strategy, taken, deps), notes: [] };
}

function plainKid(
  key: Key,
  text: string | undefined,
  strategy: KidStrategy,
  taken: ReadonlySet<string>,
  deps: Pick<OperationDeps, 'now' | 'randomBytes'>,
): string | undefined {
  switch (strategy) {
    case 'none':
      return undefined;
    case 'text':
      if (text === undefined || text === '')
        throw new OperationError(
          'usage',
          ({ parameter }) => `The kid is to be a given text, but none is given with ${parameter('kidText')}`,
        );
      if (taken.has(text)) throw new OperationError('usage', `The set already has a key with kid ${quoted(text)}`);
      return text;
    case 'uuid':
      return uuid(deps.randomBytes);
    case 'date':
      return nextSerial(date(deps.now()), taken);
    case 'sha1':
    case 'sha256': {
      const spki = subjectPublicKeyInfo(key);
      return spki === undefined ? undefined : encodeBase64url((strategy === 'sha1' ? sha1 : sha256)(spki));
    }
    case 'thumbprint':
      return key.thumbprint;
  }
}

/** @throws OperationError (`usage`) for a kid that is given as text and is to be made as well */
export function requireOneKid(strategy: KidStrategy | undefined, text: string | undefined): void {
  if (text === undefined || strategy === undefined || strategy === 'text') return;
  throw new OperationError(
    'usage',
    ({ parameter }) =>
      `A key ID is either given as text (${parameter('kidText')}) or made (${parameter('kid')}); not both`,
  );
}

/** `YYYY-MM-DD_NN`, one more than the day's highest number in use. */
export function nextSerial(day: string, taken: ReadonlySet<string>): string {
  let highest = 0;
  for (const kid of taken) {
    const number = kid.startsWith(`${day}_`) ? /^\d{2,6}$/.exec(kid.slice(day.length + 1)) : null;
    if (number !== null) highest = Math.max(highest, Number(number[0]));
  }
  return `${day}_${String(highest + 1).padStart(2, '0')}`;
}

/** How a kid was made, as far as it can be told. */
export interface KidOrigin {
  /** The strategy that makes kids of this kind, when there is one. */
  readonly strategy: KidStrategy | undefined;
  readonly text: string;
}

const shapes: readonly {
  readonly pattern: RegExp;
  readonly strategy: KidStrategy | undefined;
  readonly text: string;
}[] = [
  { pattern: /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i, strategy: 'uuid', text: 'UUID' },
  { pattern: /^\d{4}-\d\d-\d\d_\d{2,}$/, strategy: 'date', text: 'date serial' },
  { pattern: /^\d{4}-\d\d-\d\d/, strategy: undefined, text: 'date' },
  { pattern: /^1\d{9}(?:\d{3})?$/, strategy: undefined, text: 'time in seconds or milliseconds' },
  { pattern: /^[0-9a-f]{40}$/i, strategy: undefined, text: 'hex of 20 octets, as SHA-1 has' },
  { pattern: /^[0-9a-f]{64}$/i, strategy: undefined, text: 'hex of 32 octets, as SHA-256 has' },
];

/** Tells how the key's kid was made; undefined without a kid. Hashes of symmetric keys are not computed. */
export function kidOrigin(key: Key): KidOrigin | undefined {
  const kid = key.kid?.value;
  if (kid === undefined) return undefined;
  const derived = key.type?.kty === 'oct' ? undefined : derivedOrigin(key, kid);
  if (derived !== undefined) return derived;
  const shape = shapes.find(({ pattern }) => pattern.test(kid));
  if (shape !== undefined) return { strategy: shape.strategy, text: shape.text };
  const size = /^[\w+/=-]+$/.test(kid) ? decodeBase64Lenient(kid)?.length : undefined;
  if (size === 20) return { strategy: undefined, text: 'base64 of 20 octets, as SHA-1 has' };
  if (size === 32 && kid.length >= 43) return { strategy: undefined, text: 'base64 of 32 octets, as SHA-256 has' };
  return { strategy: undefined, text: 'text' };
}

function derivedOrigin(key: Key, kid: string): KidOrigin | undefined {
  const { thumbprint, canonicalThumbprint } = key;
  if (thumbprint === undefined) return undefined;
  if (kid === thumbprint) return { strategy: 'thumbprint', text: 'RFC 7638 SHA-256 thumbprint' };
  if (kid === canonicalThumbprint) {
    return { strategy: 'thumbprint', text: 'RFC 7638 SHA-256 thumbprint of the key in its canonical spelling' };
  }
  if (kid.startsWith(thumbprintUriPrefix)) {
    const right = kid === thumbprintUri(thumbprint);
    return {
      strategy: undefined,
      text: right ? 'RFC 9278 thumbprint URI' : 'RFC 9278 thumbprint URI of another key or hash',
    };
  }
  const input = key.thumbprintInput ?? '';
  // SHA-1 has no name for thumbprint URIs, but some make their key IDs with it.
  const others = { 'SHA-1': encodeBase64url(sha1(utf8(input))), ...otherThumbprints(input) };
  const name = Object.entries(others).find(([, value]) => value === kid)?.[0];
  if (name !== undefined) return { strategy: undefined, text: `RFC 7638 ${name} thumbprint` };
  return digestOrigin(key, kid);
}

function otherThumbprints(input: string): Readonly<Record<string, string | undefined>> {
  return { 'SHA-384': thumbprintWith('sha-384', input), 'SHA-512': thumbprintWith('sha-512', input) };
}

function digestOrigin(key: Key, kid: string): KidOrigin | undefined {
  for (const name of ['x5t', 'x5t#S256']) {
    if (kid === key.string(name)?.value) return { strategy: undefined, text: `same as ${name}` };
  }
  const spki = subjectPublicKeyInfo(key);
  if (spki === undefined) return undefined;
  for (const [name, hash, strategy] of [
    ['SHA-1', sha1, 'sha1'],
    ['SHA-256', sha256, 'sha256'],
  ] as const) {
    const digest = hash(spki);
    const what = `${name} of the public key (SubjectPublicKeyInfo)`;
    if (kid === encodeBase64url(digest)) return { strategy, text: `base64url ${what}` };
    if (kid === encodeBase64(digest)) return { strategy: undefined, text: `base64 ${what}` };
    if (kid.toLowerCase().replaceAll(':', '') === toHex(digest)) return { strategy: undefined, text: `hex ${what}` };
  }
  return undefined;
}

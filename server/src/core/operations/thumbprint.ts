import type { Key } from '../key/key.ts';
import { thumbprintUriPrefix, thumbprintWith } from '../key/thumbprint.ts';
import { display } from '../text.ts';
import { keyLabel, openKeys } from './documents.ts';
import { visibleKid, visibleTerm } from '../key/secretKid.ts';
import { defineOperation, information, OperationError, warning, type Note } from './operation.ts';
import { isSymmetric } from './publicHalf.ts';

export interface KeyThumbprint {
  readonly index: number;
  readonly kid: string | null;
  readonly kty: string | null;
  /** Null for a symmetric key, whose thumbprint is to be concealed (RFC 7638 §7), and for an incomplete one. */
  readonly thumbprint: string | null;
  /** RFC 9278. */
  readonly uri: string | null;
}

export const thumbprint = defineOperation({
  id: 'thumbprint',
  title: 'Thumbprint',
  summary: 'Give the RFC 7638 thumbprint of each key, or its RFC 9278 URI',
  parameters: [
    { name: 'document', type: 'document', required: true, description: 'JWK or JWK Set' },
    {
      name: 'hash',
      type: 'string',
      values: ['sha-256', 'sha-384', 'sha-512'],
      default: 'sha-256',
      description: 'Hash function',
    },
    { name: 'uri', type: 'boolean', description: 'Write thumbprint URIs (RFC 9278)' },
    { name: 'index', type: 'integer', description: 'Only of the key at this place, counted from 0' },
  ],
  tellsOfAll: true,
  run({ document, hash = 'sha-256', uri = false, index }) {
    const { keys: all, parts } = openKeys(document);
    const keys = index === undefined ? all : all.filter((key) => key.index === index);
    if (keys.length === 0 && index !== undefined) throw new OperationError('usage', `There is no key at ${index}`);
    const standsAlone = parts[0]?.kind === 'key';
    const rows = keys.map((key) => thumbprintOf(key, hash));
    const line = (row: KeyThumbprint, key: Key): string => {
      const value = uri ? row.uri : row.thumbprint;
      const kid = row.kid === null ? '' : `  ${display(row.kid)}`;
      return value === null ? `-  ${isSymmetric(key) ? '(symmetric)' : '(incomplete)'}${kid}` : `${value}${kid}`;
    };
    return Promise.resolve({
      texts: [],
      edits: [],
      report: rows,
      lines: rows.map((row, i) => line(row, keys[i] as Key)),
      notes: keys.flatMap((key, i) => notesOf(key, rows[i] as KeyThumbprint, standsAlone)),
    });
  },
});

function thumbprintOf(key: Key, hash: string): KeyThumbprint {
  const input = isSymmetric(key) ? undefined : key.thumbprintInput;
  const value = input === undefined ? undefined : thumbprintWith(hash, input);
  return {
    index: key.index,
    kid: visibleKid(key) ?? null,
    kty: key.kty === undefined ? null : visibleTerm(key, key.kty),
    thumbprint: value ?? null,
    uri: value === undefined ? null : `${thumbprintUriPrefix}${hash}:${value}`,
  };
}

function notesOf(key: Key, row: KeyThumbprint, standsAlone: boolean): Note[] {
  const where = keyLabel(key, standsAlone);
  if (isSymmetric(key))
    return [information(`${where} is symmetric: its thumbprint would let anyone test guesses of it (RFC 7638 §7)`)];
  if (row.thumbprint === null)
    return [warning(`${where} has no thumbprint: its type is unknown or a required member is missing`)];
  if (key.thumbprint === key.canonicalThumbprint) return [];
  return [warning(`${where} is not written canonically; the thumbprint is that of the text as it stands`)];
}

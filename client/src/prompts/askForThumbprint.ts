/** Asks of which key a thumbprint is, and in which form. */
import * as vscode from 'vscode';
import type { KeyThumbprint } from '../../../server/src/protocol.ts';
import type { Arguments } from '../arguments.ts';
import { askOnce, pick } from '../prompts.ts';

const hashes = ['sha-256', 'sha-384', 'sha-512'] as const;

export interface ThumbprintChoice {
  /** The thumbprint itself (RFC 7638), or the URI that names the key by it (RFC 9278). */
  readonly as: 'thumbprint' | 'uri';
  readonly hash: (typeof hashes)[number];
}

/** Reads `{ as, hash }`; undefined where neither is given. */
export function readThumbprintChoice(given: Arguments): ThumbprintChoice | undefined {
  const as = given.oneOf('as', ['thumbprint', 'uri']);
  const hash = given.oneOf('hash', hashes);
  return as === undefined && hash === undefined ? undefined : { as: as ?? 'thumbprint', hash: hash ?? 'sha-256' };
}

/** "SHA-256 thumbprint", "thumbprint URI (SHA-256)": in the middle of a sentence, with the RFC that says what it is. */
export function thumbprintName({ as, hash }: ThumbprintChoice): string {
  const name = hash.toUpperCase();
  return as === 'uri'
    ? vscode.l10n.t('thumbprint URI (RFC 9278, {0})', name)
    : vscode.l10n.t('{0} thumbprint (RFC 7638)', name);
}

/** Asks in which form; the usual one first. Undefined when the user gave up. */
export function askForThumbprint(title: string): Promise<ThumbprintChoice | undefined> {
  const forms = [
    { as: 'thumbprint', hash: 'sha-256' },
    { as: 'uri', hash: 'sha-256' },
    { as: 'thumbprint', hash: 'sha-384' },
    { as: 'thumbprint', hash: 'sha-512' },
  ] as const;
  const label = ({ as, hash }: ThumbprintChoice): string =>
    as === 'uri' ? vscode.l10n.t('Thumbprint URI') : hash.toUpperCase();
  const description = ({ as, hash }: ThumbprintChoice): string =>
    as === 'uri'
      ? vscode.l10n.t('RFC 9278: urn:ietf:params:oauth:jwk-thumbprint:sha-256:…')
      : hash === 'sha-256'
        ? vscode.l10n.t('RFC 7638: what is meant where no hash is named')
        : vscode.l10n.t('RFC 7638, where it is asked for by name');
  const choices = forms.map((form) => ({ label: label(form), description: description(form), value: form }));
  return askOnce(title, (frame) => pick(frame, vscode.l10n.t('In which form'), choices));
}

/** Asks which of several keys. Undefined when the user gave up. */
export function askForKeyOf(title: string, keys: readonly KeyThumbprint[]): Promise<KeyThumbprint | undefined> {
  const choices = keys.map((key) => ({
    label: key.kid ?? `keys[${key.index}]`,
    description: key.kty ?? undefined,
    value: key,
  }));
  return askOnce(title, (frame) => pick(frame, vscode.l10n.t('Of which key'), choices));
}

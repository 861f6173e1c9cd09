/** Asks how the key ID is made. */
import * as vscode from 'vscode';
import type { KeyShape } from '../../../server/src/core/registry/choices.ts';
import type { Choice, Step } from '../prompts.ts';
import { kidStrategies, type KidStrategy } from './keyData.ts';
import { entering, picking } from './steps.ts';

/** What these steps find out, and what decides it. */
export interface KidChoice {
  readonly kty?: KeyShape['kty'] | undefined;
  readonly kid?: KidStrategy | undefined;
  readonly kidText?: string | undefined;
}

/** A hash of a symmetric key would let anyone test guesses of it, so its kid is random. */
export function defaultKid(kty: KeyShape['kty'] | undefined): KidStrategy {
  return kty === 'oct' ? 'uuid' : 'thumbprint';
}

const hashes: readonly KidStrategy[] = ['thumbprint', 'sha1', 'sha256'];

/** How, and the text where it is a given one. */
export function kidSteps<S extends KidChoice>(last: KidStrategy | undefined): readonly Step<S>[] {
  const texts: Readonly<Record<KidStrategy, { readonly label: string; readonly description: string }>> = {
    thumbprint: {
      label: vscode.l10n.t('Thumbprint'),
      description: vscode.l10n.t('SHA-256 of the public key, RFC 7638'),
    },
    uuid: { label: vscode.l10n.t('UUID'), description: vscode.l10n.t('random') },
    date: {
      label: vscode.l10n.t('Date and number'),
      description: vscode.l10n.t('YYYY-MM-DD_NN, the next that is free'),
    },
    sha256: {
      label: vscode.l10n.t('SHA-256'),
      description: vscode.l10n.t('of the public key in DER (SubjectPublicKeyInfo)'),
    },
    sha1: {
      label: vscode.l10n.t('SHA-1'),
      description: vscode.l10n.t('of the public key in DER (SubjectPublicKeyInfo)'),
    },
    text: { label: vscode.l10n.t('A text of your own…'), description: '' },
    none: { label: vscode.l10n.t('No kid member'), description: '' },
  };
  const choices = ({ kty }: S): Choice<KidStrategy>[] => {
    // The usual one first. A symmetric key has no hash that may be shown.
    const usual = defaultKid(kty);
    const others = kidStrategies.filter((value) => value !== usual && !(kty === 'oct' && hashes.includes(value)));
    return [usual, ...others].map((value) => ({ ...texts[value], value }));
  };
  return [
    picking<S, 'kid'>('kid', vscode.l10n.t('Key ID (kid)'), choices, last),
    entering<S, 'kidText'>(
      'kidText',
      vscode.l10n.t('The key ID. It is published with the key.'),
      ({ kid, kidText }) => kid === 'text' && kidText === undefined,
      { problem: (text) => (text === '' ? vscode.l10n.t('Type a key ID, or go back.') : undefined) },
    ),
  ];
}

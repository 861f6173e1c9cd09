/** Uses and algorithms to choose from, of keys that are made and of those that come from elsewhere. */
import * as vscode from 'vscode';
import type { UseClass } from '../../../server/src/core/registry/algorithms.ts';
import { choicesFor, type KeyShape } from '../../../server/src/core/registry/choices.ts';
import { uses } from '../../../server/src/core/registry/uses.ts';
import type { Choice } from '../prompts.ts';
import { usesOf } from './keyData.ts';

/** The uses the key can have, in the RFC's words. */
export function useChoices(shape: KeyShape): Choice<UseClass>[] {
  return usesOf(shape).map((use) => ({ label: use, description: uses.get(use), value: use }));
}

/** The algorithms that fit it; "none" last, for a key without one. */
export function algorithmChoices(shape: KeyShape): Choice<string>[] {
  const fitting = choicesFor(shape).map(({ alg, title }) => ({
    label: alg,
    description: title === alg ? undefined : title,
    value: alg,
  }));
  // An AKP key is of its algorithm (RFC 9964): there is no such key without one.
  if (shape.kty === 'AKP') return fitting;
  const none = {
    label: vscode.l10n.t('No alg member'),
    description: vscode.l10n.t('any algorithm that fits'),
    value: 'none',
  };
  return [...fitting, none];
}

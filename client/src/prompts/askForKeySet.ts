/** Asks which preset, and where its keys go. */
import * as vscode from 'vscode';
import { presetNames, presets, type PresetKey, type PresetName } from '../../../server/src/core/registry/presets.ts';
import type { Arguments } from '../arguments.ts';
import { askInTurn, type Choice, type Step } from '../prompts.ts';
import { kidStrategies, type KidStrategy } from './keyData.ts';
import { picking } from './steps.ts';
import { targets, targetSteps, type Target, type TargetChoice } from './targetSteps.ts';

/** One of ours by its name, or a file with one. */
export type PresetChoice = { readonly name: PresetName } | { readonly file: string };

export interface SetChoice extends TargetChoice {
  readonly preset?: PresetChoice | undefined;
  readonly kid?: KidStrategy | undefined;
  readonly publicDocument?: 'public-half' | undefined;
  readonly link?: boolean | undefined;
  readonly gitignore?: boolean | undefined;
}

/** A choice with everything that matters. */
export type CompleteSetChoice = SetChoice & { readonly preset: PresetChoice; readonly to: Target };

/** Reads `{ preset | presetFile, kid, to, files, publicDocument, link, gitignore }`. */
export function readSetChoice(given: Arguments): SetChoice {
  const name = given.oneOf('preset', presetNames);
  const file = given.ofType('presetFile', 'string');
  return {
    preset: name !== undefined ? { name } : file !== undefined ? { file } : undefined,
    kid: given.oneOf(
      'kid',
      kidStrategies.filter((strategy) => strategy !== 'text'),
    ),
    to: given.oneOf(
      'to',
      targets.filter((target) => target !== 'clipboard'),
    ),
    files: given.pair('files'),
    publicDocument: given.oneOf('publicDocument', ['public-half']),
    link: given.ofType('link', 'boolean'),
    gitignore: given.ofType('gitignore', 'boolean'),
  };
}

const lastTarget = 'generateKeySet.last';

/**
 * Asks for what is open. Undefined when the user gave up.
 *
 * @param document The name of the open document that could take the keys, if one is open.
 */
export async function askForKeySet(
  known: SetChoice,
  document: string | undefined,
  memory: vscode.Memento,
): Promise<CompleteSetChoice | undefined> {
  const chosen = await askInTurn<SetChoice>(vscode.l10n.t('Generate Key Set'), known, [
    presetStep(),
    presetFileStep(),
    ...targetSteps<SetChoice>({
      placeholder: vscode.l10n.t('Where the keys go'),
      document,
      offered: () => ['file', 'pair'],
      last: memory.get<Target>(lastTarget),
    }),
  ]);
  if (chosen?.preset === undefined || chosen.to === undefined) return undefined;
  await memory.update(lastTarget, chosen.to);
  return { ...chosen, preset: chosen.preset, to: chosen.to };
}

/** Stands for a file until it is named. */
const fromFile: PresetChoice = { file: '' };

function presetStep(): Step<SetChoice> {
  const ours = presetNames.map((name): Choice<PresetChoice> => {
    const { title, keys } = presets[name];
    return {
      label: name,
      description: title,
      detail: summaryOf(keys),
      value: { name },
    };
  });
  const own = {
    label: vscode.l10n.t('From a preset file…'),
    description: vscode.l10n.t('keys of your own choice'),
    value: fromFile,
  };
  const placeholder = vscode.l10n.t('Which keys');
  return picking<SetChoice, 'preset'>('preset', placeholder, () => [...ours, own], undefined);
}

/** "sig: RSA 2048, P-256; enc: 2 × oct 256": the keys in their order, likes together. */
function summaryOf(keys: readonly PresetKey[]): string {
  const counts = new Map<string, Map<string, number>>();
  for (const { kty, crv, bits, use = '', count = 1 } of keys) {
    const name = [crv ?? kty, bits].filter((part) => part !== undefined).join(' ');
    const alike = counts.get(use) ?? new Map<string, number>();
    counts.set(use, alike.set(name, (alike.get(name) ?? 0) + count));
  }
  const list = (names: ReadonlyMap<string, number>): string =>
    [...names].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join(', ');
  return [...counts].map(([use, names]) => (use === '' ? list(names) : `${use}: ${list(names)}`)).join('; ');
}

function presetFileStep(): Step<SetChoice> {
  return {
    applies: ({ preset }) => preset === fromFile,
    likely: () => false,
    ask: async (known) => {
      const [uri] =
        (await vscode.window.showOpenDialog({
          title: vscode.l10n.t('The file with the preset'),
          filters: { JSON: ['json'] },
        })) ?? [];
      return uri && { ...known, preset: { file: uri.toString() } };
    },
  };
}

/** Asks what an imported key does not tell itself, and where it goes. */
import * as vscode from 'vscode';
import type { KeyShape } from '../../../server/src/core/registry/choices.ts';
import { isCurve } from '../../../server/src/core/registry/curves.ts';
import type { ConvertedKey } from '../../../server/src/protocol.ts';
import type { Arguments } from '../arguments.ts';
import { askInTurn, type Choice, type Step } from '../prompts.ts';
import { kidStrategies, offeredKeyTypes } from './keyData.ts';
import { kidSteps, type KidChoice } from './kidSteps.ts';
import { algorithmChoices, useChoices } from './labelChoices.ts';
import { picking } from './steps.ts';
import { targetSteps, type Target, type TargetChoice } from './targetSteps.ts';

/** "none" as algorithm stands for a key without one, "omit" for one without use. */
export interface ImportChoice extends TargetChoice, KidChoice {
  readonly use?: 'sig' | 'enc' | 'omit' | undefined;
  readonly alg?: string | undefined;
  readonly publicDocument?: 'public-half' | 'whole' | undefined;
}

/** A choice with everything that matters. */
export type CompleteImport = ImportChoice & { readonly to: Target };

const importTargets: readonly Target[] = ['document', 'file', 'clipboard'];

/** Reads `{ kid, kidText, use, alg, to, publicDocument }`. */
export function readImportChoice(given: Arguments): ImportChoice {
  return {
    kid: given.oneOf('kid', kidStrategies),
    kidText: given.ofType('kidText', 'string'),
    use: given.oneOf('use', ['sig', 'enc', 'omit']),
    alg: given.ofType('alg', 'string'),
    to: given.oneOf('to', importTargets),
    publicDocument: given.oneOf('publicDocument', ['public-half', 'whole']),
  };
}

const lastTarget = 'importKey.last';

/**
 * Asks for what is open. Undefined when the user gave up.
 *
 * @param document The name of the open document that could take the keys, if one is open.
 */
export async function askForImport(
  given: ImportChoice,
  keys: readonly ConvertedKey[],
  document: string | undefined,
  memory: vscode.Memento,
): Promise<CompleteImport | undefined> {
  const [key] = keys;
  // Of several keys, labels that are the same for all would be wrong for most; a JWK has its own.
  const isLabelled = key === undefined || keys.length > 1 || key.from === 'jwk';
  const kty = offeredKeyTypes.find((name) => name === key?.kty);
  const chosen = await askInTurn<ImportChoice>(vscode.l10n.t('Import Key'), { ...given, kty }, [
    ...(isLabelled || kty === undefined ? [] : [useStep(key, kty), algorithmStep(key, kty)]),
    ...(isLabelled || cameWithKid(key) ? [] : kidSteps<ImportChoice>(undefined)),
    ...targetSteps<ImportChoice>({
      placeholder: keys.length > 1 ? vscode.l10n.t('Where the keys go') : vscode.l10n.t('Where the key goes'),
      document,
      offered: () => ['file', 'clipboard'],
      last: memory.get<Target>(lastTarget),
      mayBePublic: true,
    }),
  ]);
  if (chosen?.to === undefined) return undefined;
  await memory.update(lastTarget, chosen.to);
  return { ...chosen, to: chosen.to };
}

/** A key without a kid is given its thumbprint; every other kid came along, and stays. */
function cameWithKid({ kid }: ConvertedKey): boolean {
  return kid !== null && !/^[\w-]{43}$/.test(kid);
}

function shapeOf({ crv, bits }: ConvertedKey, kty: KeyShape['kty']): KeyShape {
  return { kty, ...(crv !== null && isCurve(crv) ? { crv } : {}), ...(bits === null ? {} : { bits }) };
}

function useStep(key: ConvertedKey, kty: KeyShape['kty']): Step<ImportChoice> {
  const choices: Choice<'sig' | 'enc' | 'omit'>[] = [
    ...useChoices(shapeOf(key, kty)),
    { label: vscode.l10n.t('No use member'), description: vscode.l10n.t('for whatever it is good for'), value: 'omit' },
  ];
  const placeholder = vscode.l10n.t('What the key is for');
  const offered = key.use === null && key.alg === null ? choices : [];
  return picking<ImportChoice, 'use'>('use', placeholder, () => offered, undefined);
}

function algorithmStep(key: ConvertedKey, kty: KeyShape['kty']): Step<ImportChoice> {
  const choices = ({ use }: ImportChoice): Choice<string>[] => {
    const wished = use ?? key.use;
    const shape: KeyShape = { ...shapeOf(key, kty), ...(wished === 'sig' || wished === 'enc' ? { use: wished } : {}) };
    return key.alg === null ? algorithmChoices(shape) : [];
  };
  return picking<ImportChoice, 'alg'>('alg', vscode.l10n.t('Algorithm'), choices, undefined);
}

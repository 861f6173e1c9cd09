/** Asks what key to generate, step by step. */
import * as vscode from 'vscode';
import type { UseClass } from '../../../server/src/core/registry/algorithms.ts';
import { choicesFor, type KeyShape } from '../../../server/src/core/registry/choices.ts';
import { keyTypes } from '../../../server/src/core/registry/keyTypes.ts';
import { askInTurn, type Choice, type Step } from '../prompts.ts';
import type { CompleteKeyChoice, KeyChoice } from './keyChoice.ts';
import { offeredCurves, offeredKeyTypes, offeredSizes, rsaSizes } from './keyData.ts';
import { kidSteps } from './kidSteps.ts';
import { algorithmChoices, useChoices } from './labelChoices.ts';
import { entering, picking } from './steps.ts';
import { targetSteps } from './targetSteps.ts';

/** What surrounds the question. */
export interface AskForKey {
  /** What is known already; not asked again. */
  readonly given: KeyChoice;
  /** The choices of the last time; preselected. */
  readonly last: KeyChoice;
  /** The name of the open document that could take the key, if one is open. */
  readonly document: string | undefined;
}

/** Asks for what `given` leaves open. Undefined when the user gave up. */
export async function askForKey({ given, last, document }: AskForKey): Promise<CompleteKeyChoice | undefined> {
  const title = vscode.l10n.t('Generate Key');
  const chosen = await askInTurn<KeyChoice>(title, given, [
    keyTypeStep(last),
    sizeStep(last),
    otherSizeStep(),
    curveStep(last),
    useStep(last),
    algorithmStep(last),
    ...kidSteps<KeyChoice>(last.kid),
    ...targetSteps<KeyChoice>({
      placeholder: vscode.l10n.t('Where the key goes'),
      document,
      // A symmetric key has no public half.
      offered: ({ kty }) => (kty === 'oct' ? ['file', 'clipboard'] : ['file', 'pair', 'clipboard']),
      last: last.to,
    }),
  ]);
  if (chosen?.kty === undefined || chosen.to === undefined) return undefined;
  return { ...chosen, kty: chosen.kty, to: chosen.to };
}

function keyTypeStep(last: KeyChoice): Step<KeyChoice> {
  const details: Readonly<Record<KeyShape['kty'], string>> = {
    RSA: vscode.l10n.t('Understood everywhere. Signatures (RS256, PS256) and encryption (RSA-OAEP)'),
    EC: vscode.l10n.t('Small and fast, widely understood. Signatures (ES256) and key agreement (ECDH-ES)'),
    OKP: vscode.l10n.t('Ed25519 and Ed448 for signatures, X25519 and X448 for key agreement'),
    oct: vscode.l10n.t('A secret that both sides share. Never for a published key set'),
    AKP: vscode.l10n.t('ML-DSA signatures, which withstand quantum computers. Understood by few yet'),
  };
  const choices = offeredKeyTypes.map((kty) => ({
    label: kty,
    description: keyTypes[kty].title === kty ? undefined : keyTypes[kty].title,
    detail: details[kty],
    value: kty,
  }));
  return picking<KeyChoice, 'kty'>('kty', vscode.l10n.t('Key type'), () => choices, last.kty);
}

function sizeStep(last: KeyChoice): Step<KeyChoice> {
  const other = { label: vscode.l10n.t('Other size…'), description: vscode.l10n.t('rarely needed'), value: otherSize };
  const sizes = ({ kty }: KeyChoice): Choice<number>[] => {
    const usual = ((kty && offeredSizes[kty]) ?? []).map((bits) => ({
      label: vscode.l10n.t('{0} bits', bits),
      description: bits === 4096 ? vscode.l10n.t('may take several seconds') : undefined,
      value: bits,
    }));
    return kty === 'RSA' ? [...usual, other] : usual;
  };
  const placeholder = vscode.l10n.t('Size');
  return picking<KeyChoice, 'bits'>('bits', placeholder, sizes, last.bits, likelyTo('bits', sizes));
}

/** Stands for a size until it is typed. */
const otherSize = 0;

function otherSizeStep(): Step<KeyChoice> {
  const { least, most, multipleOf } = rsaSizes;
  return entering<KeyChoice, 'bits'>(
    'bits',
    vscode.l10n.t(
      'Bits of the modulus. Under 2048 recipients refuse the key (RFC 7518); with over 4096 it is slow, for them too.',
    ),
    ({ bits }) => bits === otherSize,
    {
      problem: (text) => {
        const bits = Number(text);
        return /^\d+$/.test(text) && bits >= least && bits <= most && bits % multipleOf === 0
          ? undefined
          : vscode.l10n.t('Type a multiple of {0} from {1} to {2}.', multipleOf, least, most);
      },
      read: Number,
    },
  );
}

/** Every type of key has a size or a curve, and a purpose and algorithms: which, is known later. */
function likelyTo(
  member: keyof KeyChoice,
  choices: (known: KeyChoice) => readonly unknown[],
): (known: KeyChoice) => boolean {
  return (known) =>
    known[member] === undefined && (known.kty === undefined ? member !== 'crv' : choices(known).length > 1);
}

function curveStep(last: KeyChoice): Step<KeyChoice> {
  const names = ({ kty }: KeyChoice): Choice<string>[] =>
    ((kty && offeredCurves[kty]) ?? []).map((crv) => ({
      label: crv,
      description: choicesFor({ kty: kty ?? 'EC', crv })
        .map(({ alg }) => alg)
        .filter((alg) => !alg.includes('+'))
        .join(', '),
      value: crv,
    }));
  return picking<KeyChoice, 'crv'>('crv', vscode.l10n.t('Curve'), names, last.crv, likelyTo('crv', names));
}

function useStep(last: KeyChoice): Step<KeyChoice> {
  const choices = ({ kty, bits, crv }: KeyChoice): Choice<UseClass>[] => {
    return kty === undefined ? [] : useChoices({ kty, bits, crv });
  };
  const placeholder = vscode.l10n.t('What the key is for');
  return picking<KeyChoice, 'use'>('use', placeholder, choices, last.use, likelyTo('use', choices));
}

function algorithmStep(last: KeyChoice): Step<KeyChoice> {
  const choices = ({ kty, bits, crv, use }: KeyChoice): Choice<string>[] => {
    return kty === undefined ? [] : algorithmChoices({ kty, bits, crv, use: use === 'omit' ? undefined : use });
  };
  const placeholder = vscode.l10n.t('Algorithm');
  return picking<KeyChoice, 'alg'>('alg', placeholder, choices, last.alg, likelyTo('alg', choices));
}

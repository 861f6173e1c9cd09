/** Asks what key to generate, step by step. */
import * as vscode from 'vscode';
import type { UseClass } from '../../../server/src/core/registry/algorithms.ts';
import { choicesFor, type KeyShape } from '../../../server/src/core/registry/choices.ts';
import { keyTypes } from '../../../server/src/core/registry/keyTypes.ts';
import { uses } from '../../../server/src/core/registry/uses.ts';
import { askInTurn, enter, pick, type Choice, type Frame, type Step } from '../prompts.ts';
import { defaultKid, type CompleteKeyChoice, type KeyChoice, type Target } from './keyChoice.ts';
import { kidStrategies, offeredCurves, offeredKeyTypes, offeredSizes, usesOf, type KidStrategy } from './keyData.ts';

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
    curveStep(last),
    useStep(last),
    algorithmStep(last),
    kidStep(last),
    kidTextStep(),
    targetStep(last, document),
  ]);
  if (chosen?.kty === undefined || chosen.to === undefined) return undefined;
  return { ...chosen, kty: chosen.kty, to: chosen.to };
}

/** A step that picks one member of the choice. */
function picking<T extends string | number>(
  member: keyof KeyChoice,
  placeholder: string,
  choices: (known: KeyChoice) => readonly Choice<T>[],
  preselected: T | undefined,
): Step<KeyChoice> {
  // One possible answer needs no question.
  const applies = (known: KeyChoice): boolean => known[member] === undefined && choices(known).length > 1;
  return {
    applies,
    // Every type of key has a size or a curve, and a purpose and algorithms: which, is known later.
    likely: (known) => (known.kty === undefined ? known[member] === undefined && member !== 'crv' : applies(known)),
    ask: async (known, frame) => {
      const value = await pick(frame, placeholder, choices(known), (candidate) => candidate === preselected);
      return value === undefined || typeof value === 'symbol' ? value : { ...known, [member]: value };
    },
  };
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
  return picking('kty', vscode.l10n.t('Key type'), () => choices, last.kty);
}

function sizeStep(last: KeyChoice): Step<KeyChoice> {
  const sizes = ({ kty }: KeyChoice): Choice<number>[] =>
    ((kty && offeredSizes[kty]) ?? []).map((bits) => ({
      label: vscode.l10n.t('{0} bits', bits),
      description: bits === 4096 ? vscode.l10n.t('may take several seconds') : undefined,
      value: bits,
    }));
  return picking('bits', vscode.l10n.t('Size'), sizes, last.bits);
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
  return picking('crv', vscode.l10n.t('Curve'), names, last.crv);
}

function useStep(last: KeyChoice): Step<KeyChoice> {
  const choices = ({ kty, bits, crv }: KeyChoice): Choice<UseClass>[] => {
    const possible = kty === undefined ? [] : usesOf({ kty, bits, crv });
    return possible.map((use) => ({ label: use, description: uses.get(use), value: use }));
  };
  return picking('use', vscode.l10n.t('What the key is for'), choices, last.use);
}

function algorithmStep(last: KeyChoice): Step<KeyChoice> {
  const choices = ({ kty, bits, crv, use }: KeyChoice): Choice<string>[] => {
    if (kty === undefined) return [];
    const fitting = choicesFor({ kty, bits, crv, use }).map(({ alg, title }) => ({
      label: alg,
      description: title === alg ? undefined : title,
      value: alg,
    }));
    // An AKP key is of its algorithm (RFC 9964): there is no such key without one.
    if (kty === 'AKP') return fitting;
    const none = {
      label: vscode.l10n.t('No alg member'),
      description: vscode.l10n.t('any algorithm that fits'),
      value: 'none',
    };
    return [...fitting, none];
  };
  return picking('alg', vscode.l10n.t('Algorithm'), choices, last.alg);
}

function kidStep(last: KeyChoice): Step<KeyChoice> {
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
    text: { label: vscode.l10n.t('A text of your own…'), description: '' },
    none: { label: vscode.l10n.t('No kid member'), description: '' },
  };
  const choices = ({ kty }: KeyChoice): Choice<KidStrategy>[] => {
    // The usual one first. A symmetric key has no thumbprint that may be shown.
    const usual = defaultKid(kty);
    const others = kidStrategies.filter((value) => value !== usual && !(kty === 'oct' && value === 'thumbprint'));
    return [usual, ...others].map((value) => ({ ...texts[value], value }));
  };
  return picking('kid', vscode.l10n.t('Key ID (kid)'), choices, last.kid);
}

function kidTextStep(): Step<KeyChoice> {
  return {
    applies: ({ kid, kidText }) => kid === 'text' && kidText === undefined,
    ask: async (known, frame: Frame) => {
      const text = await enter(frame, vscode.l10n.t('The key ID. It is published with the key.'), {
        problem: (value) => (value === '' ? vscode.l10n.t('Type a key ID, or go back.') : undefined),
      });
      return text === undefined || typeof text === 'symbol' ? text : { ...known, kidText: text };
    },
  };
}

function targetStep(last: KeyChoice, document: string | undefined): Step<KeyChoice> {
  const choices: Choice<Target>[] = [
    {
      label: vscode.l10n.t('New file'),
      description: vscode.l10n.t('a private key set in an unsaved editor'),
      value: 'file',
    },
    {
      label: vscode.l10n.t('Clipboard'),
      description: vscode.l10n.t('the private key included'),
      value: 'clipboard',
    },
  ];
  if (document !== undefined) {
    const label = vscode.l10n.t('Add to {0}', document);
    choices.unshift({ label, description: vscode.l10n.t('the open document'), value: 'document' });
  }
  return picking('to', vscode.l10n.t('Where the key goes'), () => choices, last.to);
}

/** Asks what of a document is copied, in which form, and whether with its secrets. */
import * as vscode from 'vscode';
import type { CopyReport } from '../../../server/src/protocol.ts';
import type { Arguments } from '../arguments.ts';
import { askInTurn, type Choice, type Step } from '../prompts.ts';
import { problemOf } from './askForAddress.ts';
import { entering, picking } from './steps.ts';

export type CopyForm = CopyReport['as'];
export const copyForms: readonly CopyForm[] = ['json', 'string', 'base64url', 'env', 'pem', 'curl'];

export interface CopyChoice {
  /** All keys rather than the one at the cursor. */
  readonly set?: boolean | undefined;
  readonly as?: CopyForm | undefined;
  /** With the private or symmetric members. */
  readonly whole?: boolean | undefined;
  /** Of an environment line. */
  readonly variable?: string | undefined;
  /** Where a request is sent, and the member of its body that holds the set. */
  readonly url?: string | undefined;
  readonly member?: string | undefined;
}

/** A choice with everything that matters. */
export type CompleteCopy = CopyChoice & { readonly as: CopyForm };

/** Reads `{ as, set, whole, variable, url, member }`. */
export function readCopyChoice(given: Arguments): CopyChoice {
  return {
    set: given.ofType('set', 'boolean'),
    as: given.oneOf('as', copyForms),
    whole: given.ofType('whole', 'boolean'),
    variable: given.ofType('variable', 'string'),
    url: given.ofType('url', 'string'),
    member: given.ofType('member', 'string'),
  };
}

/** What each form is called, in the middle of a sentence too. */
export function formName(form: CopyForm): string {
  const names: Readonly<Record<CopyForm, string>> = {
    json: vscode.l10n.t('JSON'),
    string: vscode.l10n.t('Escaped JSON string'),
    base64url: vscode.l10n.t('base64url'),
    env: vscode.l10n.t('Environment line'),
    pem: vscode.l10n.t('PEM'),
    curl: vscode.l10n.t('curl request'),
  };
  return names[form];
}

/**
 * Asks for what is open. Undefined when the user gave up.
 *
 * @param isSet Whether the document has more than a key.
 */
export async function askForCopy(given: CopyChoice, isSet: boolean): Promise<CompleteCopy | undefined> {
  const known = isSet ? given : { ...given, set: false };
  const chosen = await askInTurn<CopyChoice>(vscode.l10n.t('Copy Key As'), known, [
    setStep(),
    formStep(),
    wholeStep(),
    entering<CopyChoice, 'variable'>(
      'variable',
      vscode.l10n.t('Name of the environment variable'),
      ({ as, variable }) => as === 'env' && variable === undefined,
      {
        value: ({ set }) => (set ? 'JWKS' : 'JWK'),
        problem: (text) =>
          /^[A-Za-z_]\w*$/.test(text) ? undefined : vscode.l10n.t('Use letters, digits and underscores.'),
      },
    ),
    entering<CopyChoice, 'url'>(
      'url',
      vscode.l10n.t('Address the request is sent to, by you'),
      ({ as, url }) => as === 'curl' && url === undefined,
      { placeholder: 'https://login.example.com/api/service', problem: problemOf },
    ),
  ]);
  return chosen?.as === undefined ? undefined : { ...chosen, as: chosen.as };
}

function setStep(): Step<CopyChoice> {
  const choices: Choice<boolean>[] = [
    { label: vscode.l10n.t('The key at the cursor'), value: false },
    { label: vscode.l10n.t('The whole set'), value: true },
  ];
  return picking<CopyChoice, 'set'>('set', vscode.l10n.t('What is copied'), () => choices, undefined);
}

function formStep(): Step<CopyChoice> {
  const details: Readonly<Record<CopyForm, string>> = {
    json: vscode.l10n.t('as it stands'),
    string: vscode.l10n.t('for a string in another JSON document'),
    base64url: vscode.l10n.t('the JSON, encoded'),
    env: vscode.l10n.t("NAME='…', for a .env file or a shell"),
    pem: vscode.l10n.t('PKCS#8 of a private key, SPKI of a public one'),
    curl: vscode.l10n.t('a script with the set in the body, not on the command line'),
  };
  const choices = copyForms.map((form) => ({ label: formName(form), description: details[form], value: form }));
  return picking<CopyChoice, 'as'>('as', vscode.l10n.t('In which form'), () => choices, undefined);
}

function wholeStep(): Step<CopyChoice> {
  const choices: Choice<boolean>[] = [
    { label: vscode.l10n.t('Public half'), description: vscode.l10n.t('for everybody'), value: false },
    {
      label: vscode.l10n.t('Everything'),
      description: vscode.l10n.t('$(warning) secret: the private or symmetric key included'),
      value: true,
    },
  ];
  const placeholder = vscode.l10n.t('Public half, or everything');
  return picking<CopyChoice, 'whole'>('whole', placeholder, () => choices, undefined);
}

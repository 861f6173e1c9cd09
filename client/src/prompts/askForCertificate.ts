/** Asks whose certificate it is, and for how long it is valid. */
import * as vscode from 'vscode';
import { askInTurn, type Choice } from '../prompts.ts';
import { entering, picking } from './steps.ts';

export interface CertificateChoice {
  /** As RFC 4514 has it, or a common name; empty for the key ID. */
  readonly subject?: string | undefined;
  readonly days?: number | undefined;
}

/** As long as the server makes them. */
const mostDays = 36_500;

/** Stands for a lifetime until it is typed. */
const otherDays = 0;

/** Asks both. Undefined when the user gave up. */
export async function askForCertificate(subject: string): Promise<CertificateChoice | undefined> {
  const known: CertificateChoice = {};
  return askInTurn(vscode.l10n.t('Self-Sign Certificate'), known, [
    entering<CertificateChoice, 'subject'>(
      'subject',
      vscode.l10n.t('Whose key it is. Leave it empty to use the key ID.'),
      (now) => now.subject === undefined,
      { value: () => subject, placeholder: 'CN=signer.example.com,O=Example,C=DE', problem: () => undefined },
    ),
    picking<CertificateChoice, 'days'>('days', vscode.l10n.t('For how long it is valid, from now on'), lifetimes, 365),
    entering<CertificateChoice, 'days'>('days', vscode.l10n.t('Days'), ({ days }) => days === otherDays, {
      value: () => '30',
      problem: (text) =>
        /^[1-9]\d*$/.test(text) && Number(text) <= mostDays
          ? undefined
          : vscode.l10n.t('Type a number of days from 1 to {0}.', mostDays),
      read: Number,
    }),
  ]);
}

function lifetimes(): readonly Choice<number>[] {
  return [
    { label: vscode.l10n.t('90 days'), value: 90 },
    { label: vscode.l10n.t('1 year'), value: 365 },
    { label: vscode.l10n.t('2 years'), value: 730 },
    { label: vscode.l10n.t('Other…'), value: otherDays },
  ];
}

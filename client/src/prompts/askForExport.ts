/** Asks for the format of an exported key. */
import * as vscode from 'vscode';
import type { WriteRequest } from '../../../server/src/protocol.ts';
import type { Arguments } from '../arguments.ts';
import { askInTurn, type Choice } from '../prompts.ts';
import { picking } from './steps.ts';

export const exportForms = ['pem', 'pkcs1', 'sec1', 'encrypted', 'der', 'openssh', 'certificate'] as const;
export type ExportForm = (typeof exportForms)[number];

export interface ExportChoice {
  readonly as?: ExportForm | undefined;
  /** With the private half. */
  readonly whole?: boolean | undefined;
  readonly to?: 'file' | 'clipboard' | undefined;
  readonly file?: string | undefined;
}

/** A choice with everything that matters. */
export type CompleteExport = ExportChoice & { readonly as: ExportForm; readonly to: 'file' | 'clipboard' };

/** What the server is asked for, the ending of the file, and which half it is where there is no choice. */
export interface ExportFormat extends Pick<WriteRequest, 'to' | 'format'> {
  readonly ending: string;
  readonly whole?: boolean;
}

export const exportFormats: Readonly<Record<ExportForm, ExportFormat>> = {
  pem: { to: 'pem', ending: 'pem' },
  pkcs1: { to: 'pem', format: 'pkcs1', ending: 'pem' },
  sec1: { to: 'pem', format: 'sec1', ending: 'pem', whole: true },
  encrypted: { to: 'pem', format: 'pkcs8', ending: 'pem', whole: true },
  der: { to: 'der', ending: 'der' },
  openssh: { to: 'openssh', ending: 'pub', whole: false },
  certificate: { to: 'pem', format: 'x509', ending: 'crt', whole: false },
};

/** Reads `{ as, whole, file, to }`; a file that is named is where it goes. */
export function readExportChoice(given: Arguments): ExportChoice {
  const file = given.ofType('file', 'string');
  const to = given.oneOf('to', ['file', 'clipboard']);
  return {
    as: given.oneOf('as', exportForms),
    whole: given.ofType('whole', 'boolean'),
    to: to ?? (file === undefined ? undefined : 'file'),
    file,
  };
}

/** Asks for what is open. Undefined when the user gave up. */
export async function askForExport(given: ExportChoice): Promise<CompleteExport | undefined> {
  const chosen = await askInTurn<ExportChoice>(vscode.l10n.t('Export Key'), given, [
    picking<ExportChoice, 'as'>('as', vscode.l10n.t('In which format'), forms, undefined),
    picking<ExportChoice, 'whole'>('whole', vscode.l10n.t('Which half of the key'), halves, undefined),
    picking<ExportChoice, 'to'>('to', vscode.l10n.t('Where it goes'), destinations, undefined),
  ]);
  if (chosen?.as === undefined) return undefined;
  return { ...chosen, as: chosen.as, to: chosen.to ?? 'file' };
}

function forms(): readonly Choice<ExportForm>[] {
  const texts: Readonly<Record<ExportForm, readonly [string, string]>> = {
    pem: [vscode.l10n.t('PEM'), vscode.l10n.t('PKCS#8 or SPKI: what most tools take')],
    pkcs1: [vscode.l10n.t('PEM, PKCS#1'), vscode.l10n.t('RSA keys for older tools')],
    sec1: [vscode.l10n.t('PEM, SEC 1'), vscode.l10n.t('private EC keys for older tools')],
    encrypted: [vscode.l10n.t('PEM, encrypted'), vscode.l10n.t('a private key under a password, PKCS#8')],
    der: [vscode.l10n.t('DER'), vscode.l10n.t('PKCS#8 or SPKI in octets')],
    openssh: [vscode.l10n.t('OpenSSH public key'), vscode.l10n.t('a line for authorized_keys')],
    certificate: [vscode.l10n.t('Certificates'), vscode.l10n.t('the chain in x5c, PEM')],
  };
  return exportForms.map((form) => ({ label: texts[form][0], description: texts[form][1], value: form }));
}

function halves({ as }: ExportChoice): readonly Choice<boolean>[] {
  if (as === undefined || exportFormats[as].whole !== undefined) return [];
  return [
    { label: vscode.l10n.t('Public key'), description: vscode.l10n.t('for everybody'), value: false },
    { label: vscode.l10n.t('Private key'), description: vscode.l10n.t('$(warning) secret'), value: true },
  ];
}

function destinations({ as }: ExportChoice): readonly Choice<'file' | 'clipboard'>[] {
  // Octets are no text.
  if (as === 'der') return [];
  return [
    { label: vscode.l10n.t('File…'), description: vscode.l10n.t('a private one for you alone'), value: 'file' },
    { label: vscode.l10n.t('Clipboard'), value: 'clipboard' },
  ];
}

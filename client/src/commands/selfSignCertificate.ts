import * as vscode from 'vscode';
import type { KeyThumbprint } from '../../../server/src/protocol.ts';
import { Arguments } from '../arguments.ts';
import { asRecord, asUri, isWritable, nameOfDocument, opened, placeOf, showingChange } from '../editors.ts';
import { Failure } from '../failure.ts';
import { report } from '../messages.ts';
import { documentAt, operate, textOf, warningsOf } from '../operations.ts';
import { pairOf } from '../pairs.ts';
import { askForCertificate } from '../prompts/askForCertificate.ts';
import type { Command, Services } from '../services.ts';

const command = 'jwk.selfSignCertificate';

/**
 * Makes a self-signed certificate for the private key at the cursor and puts it into the key, and into its entry in the
 * public set that is linked. Its argument may answer what would be asked: `{ uri, position, subject, days, publicUri }`.
 */
export const selfSignCertificate: Command = {
  id: command,
  run: async (services, given) => {
    const { document, position } = await placeOf(given);
    if (!isWritable(document)) {
      throw new Failure(vscode.l10n.t('{0} is read-only, so it cannot get a certificate.', nameOfDocument(document)));
    }
    const members = new Arguments(command, given);
    const [subject, days] = [members.ofType('subject', 'string'), members.ofType('days', 'number')];
    const isSaid = subject !== undefined || days !== undefined;
    const choice = isSaid ? { subject, days } : await askForCertificate(await usualSubject(document, services));
    if (!choice) return undefined;
    const published = await publicSetOf(document, asRecord(given).publicUri, services);
    const params = {
      document: documentAt(services, document, position),
      ...(choice.subject ? { subject: choice.subject } : {}),
      days: choice.days,
      ...(published ? { public: documentAt(services, published, undefined) } : {}),
    };
    const title = vscode.l10n.t('Signing the certificate');
    const done = await showingChange(document, () => operate(services, 'jwk.server.selfSign', params, title));
    if (!done) return undefined;
    const names = [document, ...(done.changed.includes('public') && published ? [published] : [])].map(nameOfDocument);
    const copy = { title: vscode.l10n.t('Copy as PEM'), command: 'jwk.copyText', arguments: [textOf(done, 'public')] };
    const said = vscode.l10n.t('Put a certificate into {0}.', names.join(', '));
    report([said, ...done.lines.slice(0, 1).map((line) => `${line}.`)].join(' '), warningsOf(done), copy);
    return { report: done.report, changed: names };
  },
};

/** The set that is named, else the one that is linked. */
async function publicSetOf(
  document: vscode.TextDocument,
  given: unknown,
  { files }: Services,
): Promise<vscode.TextDocument | undefined> {
  if (given === null) return undefined;
  const named = asUri(given);
  if (named) return opened(named);
  const pair = await pairOf(document.uri, files);
  return pair?.private.toString() === document.uri.toString() ? opened(pair.public) : undefined;
}

/** The subject when none is typed is the key ID; it is shown where it is plain which key is meant. */
async function usualSubject(document: vscode.TextDocument, services: Services): Promise<string> {
  const params = { document: documentAt(services, document, undefined) };
  const done = await operate(services, 'jwk.server.thumbprint', params, vscode.l10n.t('Reading the key'));
  const rows = (done?.report ?? []) as readonly KeyThumbprint[];
  const [only] = rows;
  const name = rows.length === 1 ? (only?.kid ?? only?.thumbprint) : undefined;
  // A common name has at most 64 characters (RFC 5280 appendix A.1).
  return name && Array.from(name).length <= 64 ? `CN=${escapedName(name)}` : '';
}

/** A value as a distinguished name has it (RFC 4514 section 2.4); a space at its end as digits, which no field trims. */
function escapedName(name: string): string {
  return name.replace(/[,+"\\<>;=]|^#|^ (?!$)/g, '\\$&').replace(/ $/, '\\20');
}

import * as vscode from 'vscode';
import type { FetchAnswer, FetchCommand } from '../../../server/src/protocol.ts';
import { asRecord } from '../editors.ts';
import { Failure } from '../failure.ts';
import { tell, warn } from '../messages.ts';
import { withProgress } from '../progress.ts';
import { askForAddress, withoutSecrets } from '../prompts/askForAddress.ts';
import type { Command, Services } from '../services.ts';
import { reportOffer } from './openReport.ts';

type From = FetchCommand['from'];

/** Fetches a key set from its own address: given as the argument, or asked for. */
export const fetchFromUrl: Command = { id: 'jwk.fetchFromUrl', run: fetching('jwks') };

/** Finds an issuer's key set by discovery and fetches it. The issuer is given as the argument, or asked for. */
export const fetchFromIssuer: Command = { id: 'jwk.fetchFromIssuer', run: fetching('issuer') };

function fetching(from: From): Command['run'] {
  return async (services, given): Promise<vscode.Uri | undefined> => {
    refuseWithoutTrust();
    const address = givenAddress(given) ?? (await askForAddress(from, services.memory));
    if (address === undefined) return undefined;
    const allowPrivateAddresses = vscode.workspace.getConfiguration('jwk').get('fetch.allowPrivateAddresses', false);
    const answer = await withProgress(vscode.l10n.t('Fetching the key set of {0}', hostOf(address)), (token) =>
      services.server.execute('jwk.server.fetch', { address, from, allowPrivateAddresses }, token),
    );
    return answer && show(answer, address, services);
  };
}

function refuseWithoutTrust(): void {
  if (vscode.workspace.isTrusted) return;
  throw new Failure(
    vscode.l10n.t('Nothing is fetched in a workspace that is not trusted. Trust it first, or fetch in another window.'),
    [{ title: vscode.l10n.t('Manage Workspace Trust'), command: 'workbench.trust.manage' }],
  );
}

function givenAddress(given: unknown): string | undefined {
  const address = typeof given === 'string' ? given : asRecord(given).address;
  return typeof address === 'string' && address.trim() !== '' ? address.trim() : undefined;
}

/** What of an address is shown while it is fetched: nothing that may be secret. */
function hostOf(address: string): string {
  const shown = withoutSecrets(address);
  // As the server reads it: without `://`, what precedes a colon is a host and no scheme.
  const url = shown.includes('://') ? shown : `https://${shown}`;
  return (URL.canParse(url) && new URL(url).host) || shown;
}

async function show(answer: FetchAnswer, address: string, { remote, reports }: Services): Promise<vscode.Uri> {
  if (answer.kind === 'problem') {
    const { message, markdown } = answer;
    if (markdown === undefined) throw new Failure(message);
    const report = reports.keep(vscode.l10n.t('Fetch report'), markdown);
    throw new Failure(message, [reportOffer(vscode.l10n.t('Details'), report)]);
  }
  const { url, text, markdown, notes } = answer;
  const document = await remote.show(url, address, text);
  const host = new URL(url).host;
  const report = reports.keep(vscode.l10n.t('Fetch report of {0}', host), markdown);
  const offer = reportOffer(vscode.l10n.t('Report'), report);
  const problems = notes.filter(({ severity }) => severity !== 'information').map(({ message }) => message);
  const fetched = vscode.l10n.t('Fetched the key set of {0}.', host);
  if (problems.length > 0) warn([fetched, ...problems].join(' '), offer);
  else tell(fetched, offer);
  return document.uri;
}

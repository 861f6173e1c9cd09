/** Asks where a key set is. */
import * as vscode from 'vscode';
import type { FetchCommand } from '../../../server/src/protocol.ts';
import { askInTurn, enter } from '../prompts.ts';

type From = FetchCommand['from'];

/** Asks for the address of a key set or an issuer, the last one filled in. Undefined when the user gave up. */
export async function askForAddress(from: From, memory: vscode.Memento): Promise<string | undefined> {
  const last = `fetch.${from}.last`;
  const title = from === 'jwks' ? vscode.l10n.t('Fetch Key Set from URL') : vscode.l10n.t('Fetch Key Set from Issuer');
  const prompt =
    from === 'jwks'
      ? vscode.l10n.t('Address of the key set (jwks_uri)')
      : vscode.l10n.t('Issuer, as the tokens name it in "iss"; its key set is found by discovery');
  const placeholder =
    from === 'jwks' ? 'https://login.example.com/.well-known/jwks.json' : 'https://login.example.com/realms/customers';
  const value = memory.get(last, '');
  const known: { readonly address?: string } = {};
  const answer = await askInTurn(title, known, [
    {
      applies: () => true,
      ask: async (_known, frame) => {
        const address = await enter(frame, prompt, { value, placeholder, problem: problemOf });
        return address === undefined || typeof address === 'symbol' ? address : { address };
      },
    },
  ]);
  const address = answer?.address;
  if (address !== undefined) await memory.update(last, withoutSecrets(address));
  return address;
}

/** What is plainly wrong with an address. The finer points are the server's, which knows the rules. */
export function problemOf(address: string): string | undefined {
  if (address === '') return vscode.l10n.t('Type an address, such as https://login.example.com.');
  if (/\s/.test(address)) return vscode.l10n.t('An address has no spaces.');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') {
    return vscode.l10n.t('Only https can be fetched, not {0}.', scheme);
  }
  const url = scheme === undefined ? `https://${address}` : address;
  if (!URL.canParse(url)) return vscode.l10n.t('This is not an address. Write it like https://login.example.com.');
  const { username, password } = new URL(url);
  if (username !== '' || password !== '') return vscode.l10n.t('Leave out the user name: no credentials are sent.');
  return undefined;
}

/** What is remembered and shown of an address: no user, query or fragment, where secrets are put. */
export function withoutSecrets(address: string): string {
  return address.replace(/[?#][^]*$/, '').replace(/^([a-z][a-z0-9+.-]*:\/\/)?[^/]*@/i, '$1');
}

import * as vscode from 'vscode';
import { tell } from '../messages.ts';
import type { Command } from '../services.ts';

/** Ends the server and starts it again. */
export const restartServer: Command = {
  id: 'jwk.restartServer',
  run: async ({ server }) => {
    await server.restart();
    tell(vscode.l10n.t('The JWK language server was restarted.'));
    return true;
  },
};

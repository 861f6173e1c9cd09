import * as vscode from 'vscode';
import { placeOf } from '../editors.ts';
import { documentAt } from '../operations.ts';
import { withProgress } from '../progress.ts';
import type { Command } from '../services.ts';

/** Shows facts about the key at the cursor. Its argument may name another place: `{ uri, position }`. */
export const inspectKey: Command = {
  id: 'jwk.inspectKey',
  run: async (services, given) => {
    const { server, reports } = services;
    const { document, position } = await placeOf(given);
    const params = documentAt(services, document, position);
    const answer = await withProgress(vscode.l10n.t('Inspecting the key'), (token) =>
      server.ask('jwk.server.inspect', params, token),
    );
    if (!answer) return undefined;
    const report = reports.keep(answer.title, answer.markdown);
    await reports.open(report);
    return report;
  },
};

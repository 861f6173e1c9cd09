import * as vscode from 'vscode';
import { placeOf } from '../editors.ts';
import { Failure } from '../failure.ts';
import { withProgress } from '../progress.ts';
import type { Command } from '../services.ts';

/** Shows facts about the key at the cursor. Its argument may name another place: `{ uri, position }`. */
export const inspectKey: Command = {
  id: 'jwk.inspectKey',
  run: async ({ server, reports }, given) => {
    const { document, position } = await placeOf(given);
    const params = {
      uri: server.uriOf(document.uri),
      ...(position ? { position: { line: position.line, character: position.character } } : {}),
    };
    const answer = await withProgress(vscode.l10n.t('Inspecting the key'), (token) =>
      server.execute('jwk.server.inspect', params, token),
    );
    if (!answer) return undefined;
    if (answer.kind === 'problem') throw new Failure(answer.message);
    const report = reports.keep(answer.title, answer.markdown);
    await reports.open(report);
    return report;
  },
};

import * as vscode from 'vscode';
import { Arguments } from '../arguments.ts';
import { nameOfDocument, opened, placeOf, showingChange } from '../editors.ts';
import { Failure } from '../failure.ts';
import { report, tell } from '../messages.ts';
import { documentAt, operate, warningsOf } from '../operations.ts';
import { pairOf } from '../pairs.ts';
import type { Command } from '../services.ts';

const command = 'jwk.updatePublicSet';

/**
 * Brings the public set in step with the private one it is linked with, whichever of the two is open. Its argument may
 * name another document, and have keys removed that only the public set has: `{ uri, remove }`.
 */
export const updatePublicSet: Command = {
  id: command,
  run: async (services, given) => {
    const { document } = await placeOf(given);
    const remove = new Arguments(command, given).ofType('remove', 'boolean');
    const pair = await pairOf(document.uri, services.files);
    if (!pair) {
      throw new Failure(
        vscode.l10n.t('{0} is not linked with another set (setting jwk.pairs).', nameOfDocument(document)),
        [{ title: vscode.l10n.t('Write Public Set…'), command: 'jwk.writePublicSet' }],
      );
    }
    const [own, published] = [await opened(pair.private), await opened(pair.public)];
    const params = {
      document: documentAt(services, own, undefined),
      public: documentAt(services, published, undefined),
      remove,
    };
    const title = vscode.l10n.t('Comparing the two sets');
    const done = await showingChange(published, () => operate(services, 'jwk.server.updatePublicSet', params, title));
    if (!done) return undefined;
    const name = nameOfDocument(published);
    if (done.changed.includes('public')) {
      await vscode.window.showTextDocument(published, { preview: false });
      const said = vscode.l10n.t('Updated {0}: {1}. Save it to publish.', name, done.lines.join(', '));
      report(said, warningsOf(done));
    } else tell(vscode.l10n.t('{0} has nothing to update.', name));
    return { changed: done.changed.length > 0, report: done.report };
  },
};

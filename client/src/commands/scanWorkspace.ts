import * as vscode from 'vscode';
import { Failure } from '../failure.ts';
import { tell } from '../messages.ts';
import { withProgress } from '../progress.ts';
import type { Scan } from '../scan.ts';
import type { Command } from '../services.ts';

const showProblems = (): vscode.Command => ({
  title: vscode.l10n.t('Show Problems'),
  command: 'workbench.actions.view.problems',
});

/** Looks for keys in all text files of the workspace; what it finds is in the Problems panel until the next time. */
export const scanWorkspace: Command = {
  id: 'jwk.scanWorkspace',
  run: async ({ scans }) => {
    if (!vscode.workspace.workspaceFolders?.length) {
      throw new Failure(
        vscode.l10n.t('No folder is open. Open the one to look for keys in, then run the command again.'),
      );
    }
    const scan = await withProgress(vscode.l10n.t('Looking for keys'), (token, progress) =>
      scans.scanWorkspace(token, progress),
    );
    if (!scan) return undefined;
    const text = summaryOf(scan);
    if (scan.findings > 0) tell(text, showProblems());
    else tell(text);
    return scan;
  },
};

function summaryOf({
  files,
  errors,
  warnings,
  others,
  findings,
  filesWithFindings,
  tooLarge,
  unread,
  more,
}: Scan): string {
  const { t } = vscode.l10n;
  const searched = files === 1 ? t('1 file') : t('{0} files', files);
  const counts = [
    errors === 1 ? t('1 error') : errors > 0 ? t('{0} errors', errors) : '',
    warnings === 1 ? t('1 warning') : warnings > 0 ? t('{0} warnings', warnings) : '',
    others > 0 ? t('{0} information', others) : '',
  ].filter((part) => part !== '');
  const found = filesWithFindings === 1 ? t('1 file') : t('{0} files', filesWithFindings);
  const first =
    findings === 0
      ? t('No private, symmetric or published keys in {0}.', searched)
      : t('Keys in {found}: {counts}. {searched} were searched.', { found, counts: counts.join(', '), searched });
  const notes = [
    tooLarge === 1
      ? t('1 file over 4 MiB was left out.')
      : tooLarge > 0
        ? t('{0} files over 4 MiB were left out.', tooLarge)
        : '',
    unread === 1 ? t('1 file could not be read.') : unread > 0 ? t('{0} files could not be read.', unread) : '',
    more ? t('The workspace has more files; search its folders one by one.') : '',
  ];
  return [first, ...notes].filter((part) => part !== '').join(' ');
}

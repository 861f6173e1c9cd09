/** Says in the status bar when the server is not there. While all is well there is nothing to say. */
import * as vscode from 'vscode';
import { State, type BaseLanguageClient } from 'vscode-languageclient';
import { documentSelector } from './server.ts';

/** Shows a status item beside the language of a document while the server is starting slowly, has ended or did not start. */
export function showServerState(client: BaseLanguageClient): vscode.Disposable {
  let item: vscode.LanguageStatusItem | undefined;
  let wasRunning = false;
  const show = (state: State): void => {
    item?.dispose();
    item = undefined;
    if (state === State.Running) {
      wasRunning = true;
      return;
    }
    // Before the first start there is nothing to report: that it is stopped is not news.
    if (state === State.Stopped && !wasRunning) return;
    item = vscode.languages.createLanguageStatusItem('jwk.server', documentSelector);
    item.name = vscode.l10n.t('JWK language server');
    if (state === State.Starting) {
      item.text = vscode.l10n.t('JWK: starting');
      item.busy = true;
      return;
    }
    item.severity = vscode.LanguageStatusSeverity.Error;
    item.text = vscode.l10n.t('JWK: keys are not checked');
    item.detail = vscode.l10n.t('The language server is not running');
    item.command = { title: vscode.l10n.t('Restart'), command: 'jwk.restartServer' };
  };
  const changes = client.onDidChangeState(({ newState }) => show(newState));
  return new vscode.Disposable(() => {
    changes.dispose();
    item?.dispose();
  });
}

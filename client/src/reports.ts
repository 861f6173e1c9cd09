/** Reports in Markdown, shown as a preview beside the document they are about. */
import * as vscode from 'vscode';

/** Scheme of the reports' documents. */
export const reportScheme = 'jwk-inspect';
const KEPT = 32;

/** Holds the reports' texts, and shows them. */
export class Reports implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changes = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changes.event;
  // Last, for VS Code looks for the event at once.
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(reportScheme, this);

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? vscode.l10n.t('This report is no longer at hand. Run the command again.');
  }

  /** Keeps a report and returns its address. A later one of the same title replaces it. */
  keep(title: string, markdown: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: reportScheme, path: `/${fileName(title)}.md` });
    const name = uri.toString();
    this.#texts.delete(name);
    this.#texts.set(name, markdown);
    for (const oldest of [...this.#texts.keys()].slice(0, -KEPT)) this.#texts.delete(oldest);
    this.#changes.fire(uri);
    return uri;
  }

  /** Shows a report as a preview beside the editor, in the place of the last one; as text without the Markdown extension. */
  async open(uri: vscode.Uri): Promise<void> {
    const options = { viewColumn: reportColumn() ?? vscode.ViewColumn.Beside, preview: true, preserveFocus: true };
    if (vscode.extensions.getExtension('vscode.markdown-language-features')) {
      await vscode.commands.executeCommand('vscode.openWith', uri, 'vscode.markdown.preview.editor', options);
    } else {
      await vscode.window.showTextDocument(uri, options);
    }
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changes.dispose();
  }
}

/** Where a report is shown already, if one is. */
function reportColumn(): vscode.ViewColumn | undefined {
  return vscode.window.tabGroups.all.find(({ tabs }) => tabs.some(isReport))?.viewColumn;
}

function isReport({ input }: vscode.Tab): boolean {
  const shown = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
  return shown && input.uri.scheme === reportScheme;
}

/** A title as a file name: key IDs may hold anything. */
function fileName(title: string): string {
  const name = title
    .replaceAll('`', '')
    // eslint-disable-next-line no-control-regex -- control characters are just what must go
    .replace(/[\u0000-\u001f\u007f\\/:*?"<>|]+/g, ' ')
    .trim();
  return name === '' ? 'JWK' : name.slice(0, 80);
}

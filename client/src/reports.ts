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

  /** Shows a report beside the editor: as a preview, or as text where the Markdown extension is switched off. */
  async open(uri: vscode.Uri): Promise<void> {
    const column = vscode.ViewColumn.Beside;
    if (vscode.extensions.getExtension('vscode.markdown-language-features')) {
      await vscode.commands.executeCommand('markdown.showPreviewToSide', uri);
    } else {
      await vscode.window.showTextDocument(uri, { viewColumn: column, preview: true, preserveFocus: true });
    }
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changes.dispose();
  }
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

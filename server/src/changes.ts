/** What has changed in each open document since it was last read. */
import { TextDocument, type TextDocumentContentChangeEvent } from 'vscode-languageserver-textdocument';
import { compose, type TextChange } from './core/document/change.ts';

/** Keeps text documents for `TextDocuments`, and takes down what edits they receive. */
export class ChangeLog {
  /** All edits since a document was last read, as one; null when the whole text was replaced. */
  private readonly pending = new WeakMap<TextDocument, TextChange | null>();

  create(uri: string, languageId: string, version: number, content: string): TextDocument {
    return TextDocument.create(uri, languageId, version, content);
  }

  update(document: TextDocument, changes: TextDocumentContentChangeEvent[], version: number): TextDocument {
    // One by one: each counts in the text the one before it has led to.
    for (const change of changes) {
      this.note(document, change);
      TextDocument.update(document, [change], version);
    }
    return changes.length === 0 ? TextDocument.update(document, changes, version) : document;
  }

  /**
   * The edits since this was last called, as one; undefined when there were none, and null when nothing of the text is
   * known to be as it was.
   */
  take(document: TextDocument): TextChange | null | undefined {
    const change = this.pending.get(document);
    this.pending.delete(document);
    return change;
  }

  private note(document: TextDocument, change: TextDocumentContentChangeEvent): void {
    const before = this.pending.get(document);
    if (before === null) return;
    if (!('range' in change)) {
      this.pending.set(document, null);
      return;
    }
    const [a, b] = [document.offsetAt(change.range.start), document.offsetAt(change.range.end)];
    const start = Math.min(a, b);
    const next: TextChange = { start, oldEnd: Math.max(a, b), newEnd: start + change.text.length };
    this.pending.set(document, before === undefined ? next : compose(before, next));
  }
}

/** Quick fixes of the findings under the selection, and `source.fixAll.jwk`. */
import {
  CodeActionKind,
  type CodeAction,
  type CodeActionContext,
  type Diagnostic,
  type Range,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextEdit } from '../core/document/edits.ts';
import type { Finding } from '../core/rules/run.ts';
import { fixAll } from '../core/rules/fixAll.ts';
import type { LinkedDocument, Snapshot } from '../documents.ts';
import { fixAllKind } from '../initialize.ts';
import { rangeOf, source, toDiagnostic } from './diagnostics.ts';

/**
 * @param versioned whether the client takes edits bound to a document version
 * @param now seconds since 1970
 */
export function codeActions(
  snapshot: Snapshot,
  range: Range,
  context: CodeActionContext,
  versioned: boolean,
  now: number,
): CodeAction[] {
  const actions: CodeAction[] = [];
  if (wants(context, CodeActionKind.QuickFix)) actions.push(...quickFixes(snapshot, range, context, versioned));
  // Unasked, fix-all would crowd the light bulb: only where the client names source actions.
  if (context.only?.some((kind) => contains(kind, fixAllKind)) === true) {
    const { document, configuration } = snapshot;
    const edits = fixAll(document.text, snapshot.path, configuration, now, snapshot.readOptions);
    if (edits.length > 0) {
      actions.push({
        title: 'Fix all JWK problems that keep the same key',
        kind: fixAllKind,
        edit: workspaceEdit(snapshot, edits, versioned),
      });
    }
  }
  return actions;
}

function quickFixes(snapshot: Snapshot, range: Range, context: CodeActionContext, versioned: boolean): CodeAction[] {
  const start = snapshot.text.offsetAt(range.start);
  const end = snapshot.text.offsetAt(range.end);
  return snapshot
    .findings()
    .filter((finding) => finding.start <= end && start <= finding.end)
    .flatMap((finding) => {
      const diagnostic = matching(snapshot, finding, context.diagnostics);
      return finding.fixes().map((fix): CodeAction => ({
        title: fix.title,
        kind: CodeActionKind.QuickFix,
        diagnostics: [diagnostic],
        isPreferred: fix.preferred,
        edit: workspaceEdit((fix.other as LinkedDocument | undefined) ?? snapshot, fix.edits, versioned),
      }));
    });
}

/** The client's own diagnostic for the finding, so that it knows which one an action mends. */
function matching(snapshot: Snapshot, finding: Finding, sent: readonly Diagnostic[]): Diagnostic {
  const { start } = rangeOf(snapshot, finding);
  const same = sent.find(
    (d) =>
      d.source === source &&
      d.code === finding.rule.id &&
      d.range.start.line === start.line &&
      d.range.start.character === start.character,
  );
  return same ?? toDiagnostic(snapshot, finding);
}

function wants(context: CodeActionContext, kind: string): boolean {
  return context.only === undefined || context.only.some((only) => contains(only, kind));
}

/** Whether a kind asked for covers `kind`: "source" covers "source.fixAll.jwk". */
function contains(asked: string, kind: string): boolean {
  return asked === '' || kind === asked || kind.startsWith(`${asked}.`);
}

/** What is changed: an open document, or a file (version null). */
type Changed = Pick<Snapshot, 'uri' | 'text'> & { readonly version: number | null };

export function workspaceEdit(snapshot: Changed, edits: readonly TextEdit[], versioned: boolean): WorkspaceEdit {
  const lspEdits = edits.map((edit) => ({ range: rangeOf(snapshot, edit), newText: edit.text }));
  if (!versioned) return { changes: { [snapshot.uri]: lspEdits } };
  const change: TextDocumentEdit = {
    textDocument: { uri: snapshot.uri, version: snapshot.version },
    edits: lspEdits,
  };
  return { documentChanges: [change] };
}

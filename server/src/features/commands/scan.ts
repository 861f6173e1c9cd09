import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { maxDocumentLength, readDocument } from '../../core/document/document.ts';
import { documentPath, isDocumentName } from '../../core/document/names.ts';
import type { ShownFinding } from '../../core/rules/run.ts';
import { mayHoldKeyAnywhere } from '../../core/scan/find.ts';
import { findLeaks, leaksOfDocument } from '../../core/scan/leaks.ts';
import { turn } from '../../turn.ts';
import type { ScanAnswer, ScanCommand, ScannedFile } from '../../protocol.ts';
import type { CommandContext } from './context.ts';
import { toDiagnostic } from '../diagnostics.ts';

/** Looks for keys in files of any kind; with turns for other work between them. */
export async function scan({ files }: ScanCommand, context: CommandContext): Promise<ScanAnswer> {
  const found: ScannedFile[] = [];
  for (const { uri, text } of files) {
    if (text.length > maxDocumentLength || !mayHoldKeyAnywhere(text)) continue;
    await turn();
    context.deps.checkpoint?.();
    const file = await scanFile(uri, text, context);
    if (file.diagnostics.length + file.whenClosed.length > 0) found.push(file);
  }
  return { kind: 'scanned', files: found };
}

async function scanFile(uri: string, text: string, { judge, deps }: CommandContext): Promise<ScannedFile> {
  const { path, settings } = await judge(uri);
  const now = deps.now();
  const document = readDocument(text, path, isDocumentName(documentPath(path)) ? settings.read : { role: 'other' });
  const { linted, further } = leaksOfDocument(document, settings.lint, now);
  const leaks = findLeaks(document, path, settings, now).map(({ finding }) => finding);
  const placed = { uri, text: TextDocument.create(uri, '', 0, text) };
  const show = (findings: readonly ShownFinding[]): Diagnostic[] =>
    findings.map((f) => visible(toDiagnostic(placed, f)));
  return { uri, diagnostics: show([...leaks, ...further]), whenClosed: show(linted) };
}

/** Editors do not list hints, and who looks for keys wants to see them all. */
function visible(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.severity === DiagnosticSeverity.Hint
    ? { ...diagnostic, severity: DiagnosticSeverity.Information }
    : diagnostic;
}

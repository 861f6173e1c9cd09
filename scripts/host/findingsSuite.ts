/** Runs inside VS Code for `npm start -- --exit-when-ready`: opens documents and counts what the extension reports. */
import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { DOCUMENTS_VARIABLE, totalOf, type Findings } from './findings.ts';
import { RESULTS_VARIABLE } from './results.ts';

/** How long the counts must stay the same to be taken for final. */
const STABLE = 2000;
/** How long to wait for that. */
const LIMIT = 60_000;

/**
 * Opens the documents, waits for the diagnostics, and writes the `Findings` as the report.
 *
 * @throws Error when it was not started with a place to write to and documents to open, or when one cannot be opened.
 */
export async function run(): Promise<void> {
  const file = process.env[RESULTS_VARIABLE];
  const paths = process.env[DOCUMENTS_VARIABLE];
  if (!file || !paths) throw new Error(`${RESULTS_VARIABLE} and ${DOCUMENTS_VARIABLE} must be set.`);
  const uris = (JSON.parse(paths) as string[]).map((path) => vscode.Uri.file(path));
  for (const uri of uris) {
    // Not as a preview: the next one would close it, and only open documents have diagnostics.
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: false });
  }
  writeFileSync(file, JSON.stringify(await stableFindings(uris.length)));
}

async function stableFindings(documents: number): Promise<Findings> {
  const until = Date.now() + LIMIT;
  let last = count(documents);
  let since = Date.now();
  while (Date.now() < until && (totalOf(last) === 0 || Date.now() - since < STABLE)) {
    await delay(100);
    const now = count(documents);
    if (JSON.stringify(now) !== JSON.stringify(last)) since = Date.now();
    last = now;
  }
  return last;
}

function count(documents: number): Findings {
  const severities = vscode.languages
    .getDiagnostics()
    .flatMap(([, diagnostics]) => diagnostics)
    .filter(({ source }) => source === 'jwk')
    .map(({ severity }) => severity);
  const of = (wanted: vscode.DiagnosticSeverity): number => severities.filter((severity) => severity === wanted).length;
  return {
    documents,
    errors: of(vscode.DiagnosticSeverity.Error),
    warnings: of(vscode.DiagnosticSeverity.Warning),
    information: of(vscode.DiagnosticSeverity.Information),
    hints: of(vscode.DiagnosticSeverity.Hint),
  };
}

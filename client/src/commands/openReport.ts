import * as vscode from 'vscode';
import type { Command } from '../services.ts';

/** Opens a report that a message offered. Not in the palette: it needs the report's address. */
export const openReport: Command = {
  id: 'jwk.openReport',
  run: ({ reports }, given) => (given instanceof vscode.Uri ? reports.open(given) : undefined),
};

/** The offer of a report, for a message. */
export function reportOffer(title: string, report: vscode.Uri): vscode.Command {
  return { title, command: openReport.id, arguments: [report] };
}

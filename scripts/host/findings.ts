/** The report of the suite that counts what the extension finds in a folder (findingsSuite.ts). */

/** The environment variable with the JSON array of the absolute paths to open. */
export const DOCUMENTS_VARIABLE = 'JWK_DOCUMENTS';

/** Counts of diagnostics by severity. */
export interface Findings {
  /** Documents that were opened. */
  readonly documents: number;
  readonly errors: number;
  readonly warnings: number;
  readonly information: number;
  readonly hints: number;
}

/** All findings, whatever their severity. */
export function totalOf({ errors, warnings, information, hints }: Findings): number {
  return errors + warnings + information + hints;
}

/** As a line to read. */
export function formatFindings({ documents, errors, warnings, information, hints }: Findings): string {
  return `${documents} documents opened: ${errors} errors, ${warnings} warnings, ${information} information, ${hints} hints`;
}

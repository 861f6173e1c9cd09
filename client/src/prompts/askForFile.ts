/** Asks where a file is to be written. */
import * as vscode from 'vscode';
import { askToReplace, baseFolder, exists, fileAt } from '../files.ts';
import { askOnce, enter } from '../prompts.ts';

/** A file that may be written, and whether it is there. */
export interface FreeFile {
  readonly uri: vscode.Uri;
  readonly replace: boolean;
}

/** What is asked, and what is proposed. */
export interface FileQuestion {
  readonly title: string;
  readonly prompt: string;
  /** A path relative to the workspace folder, or a whole one. */
  readonly proposed: string;
  /** Given by a key binding: not asked, unless there is such a file. */
  readonly given?: string | undefined;
}

/** A name beside a document: `keys/private.jwks` and `pem` give `keys/private.pem`. */
export function proposedBeside({ uri }: vscode.TextDocument, ending: string): string {
  const path = uri.scheme === 'untitled' ? 'key' : vscode.workspace.asRelativePath(uri, false);
  return `${path.replace(/\.(?:jwks?|json|jwe)$/i, '')}.${ending}`;
}

/** Asks for a file until there is one that may be written. Undefined when the user gave up. */
export async function askForFile(question: FileQuestion): Promise<FreeFile | undefined> {
  let path = question.given ?? (await askForPath(question, question.proposed));
  while (path !== undefined) {
    const uri = fileAt(path);
    if (!(await exists(uri))) return { uri, replace: false };
    const answer = await askToReplace(uri);
    if (answer !== 'rename') return answer && { uri, replace: true };
    path = await askForPath(question, path);
  }
  return undefined;
}

async function askForPath({ title, prompt, proposed }: FileQuestion, value: string): Promise<string | undefined> {
  if (!baseFolder()) return (await vscode.window.showSaveDialog({ title: prompt }))?.toString();
  return askOnce(title, (frame) =>
    enter(frame, prompt, {
      value,
      placeholder: proposed,
      problem: (text) =>
        text === '' || /[\\/]$/.test(text)
          ? vscode.l10n.t('Type the path of a file, such as {0}.', proposed)
          : undefined,
    }),
  );
}

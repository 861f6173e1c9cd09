/** What was made goes into two files, and the user is told where. */
import * as vscode from 'vscode';
import { ignoreOffer } from './commands/ignoreInGit.ts';
import type { FileWriter } from './files.ts';
import { report } from './messages.ts';
import { freePair, writePair, type FreePair, type PairPaths } from './pairs.ts';
import { notRestricted } from './savedFile.ts';
import { askForPair } from './prompts/targetSteps.ts';

/** The pair that may be written, asked for until there is one. Undefined when the user gave up. */
export async function freePairFor(
  title: string,
  paths: PairPaths | undefined,
  writer: FileWriter,
): Promise<FreePair | undefined> {
  let wanted = paths ?? (await askForPair(title, undefined));
  while (wanted) {
    const free = await freePair(wanted, writer);
    if (free !== 'rename') return free;
    wanted = await askForPair(title, wanted);
  }
  return undefined;
}

/** Two texts, and what they hold in words. */
export interface MadePair {
  readonly what: string;
  readonly private: string;
  /** Symmetric keys have no public half. */
  readonly public: string | undefined;
  readonly warnings: readonly string[];
}

/** Writes, links and shows them, and tells of it. */
export async function deliverPair(
  made: MadePair,
  free: FreePair,
  options: { readonly link?: boolean | undefined; readonly gitignore?: boolean | undefined },
  writer: FileWriter,
): Promise<void> {
  const { link = true, gitignore = false } = options;
  const { files } = free;
  const { restricted, linked, ignored } = await writePair(free, made, { link, gitignore }, writer);
  await vscode.window.showTextDocument(made.public === undefined ? files.private : files.public, { preview: false });
  const [own, published] = [files.private, files.public].map((uri) => vscode.workspace.asRelativePath(uri));
  const names = { what: made.what, own: own ?? '', published: published ?? '' };
  const done =
    made.public === undefined
      ? vscode.l10n.t('Saved {what} in {own}. A symmetric key has no public half, so there is no second file.', names)
      : vscode.l10n.t('Saved {what} in {own}, and its public half in {published}.', names);
  const said = [
    done,
    ...(restricted ? [vscode.l10n.t('Only you can read the private file.')] : []),
    ...(linked ? [vscode.l10n.t('You are told when the two differ (jwk.pairs).')] : []),
    ...(gitignore && ignored ? [vscode.l10n.t('Git ignores the private one.')] : []),
  ].join(' ');
  const open = vscode.workspace.getWorkspaceFolder(files.private) !== undefined && !ignored;
  const problems = restricted ? made.warnings : [...made.warnings, notRestricted()];
  report(said, problems, ...(open ? [ignoreOffer(files.private)] : []));
}

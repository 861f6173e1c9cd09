/** Asks where what is made goes. */
import * as vscode from 'vscode';
import { baseFolder } from '../files.ts';
import { proposedPrivatePath, publicPathFor, type PairPaths } from '../pairs.ts';
import { answered, askInTurn, enter, type Choice, type Step } from '../prompts.ts';
import { picking } from './steps.ts';

/** An open document, a new editor, a private and a public file, or the clipboard. */
export type Target = 'document' | 'file' | 'pair' | 'clipboard';

/** All of them, as arguments name them. */
export const targets: readonly Target[] = ['document', 'file', 'pair', 'clipboard'];

/** What these steps find out. */
export interface TargetChoice {
  readonly to?: Target | undefined;
  readonly files?: PairPaths | undefined;
}

/** What there is to choose from. */
export interface TargetQuestion<S> {
  readonly placeholder: string;
  /** The name of the open document that could take it, if one is open. */
  readonly document: string | undefined;
  /** Which of the others make sense. */
  readonly offered: (known: S) => readonly Target[];
  readonly last: Target | undefined;
  /** What it is may be public: nothing is said of private keys then. */
  readonly mayBePublic?: true;
}

/** Where it goes, and the files' names where it goes to files. */
export function targetSteps<S extends TargetChoice>(question: TargetQuestion<S>): readonly Step<S>[] {
  const { document, mayBePublic } = question;
  const texts: Readonly<Record<Target, { readonly label: string; readonly description: string }>> = {
    document: {
      label: vscode.l10n.t('Add to {0}', document ?? ''),
      description: vscode.l10n.t('the open document'),
    },
    file: {
      label: vscode.l10n.t('New Editor'),
      description: mayBePublic ? vscode.l10n.t('not saved yet') : vscode.l10n.t('a private key set, not saved yet'),
    },
    pair: {
      label: vscode.l10n.t('Two Files…'),
      description: vscode.l10n.t('private, for you alone, and public; linked'),
    },
    clipboard: {
      label: vscode.l10n.t('Clipboard'),
      description: mayBePublic
        ? vscode.l10n.t('with all that is in the key')
        : vscode.l10n.t('the private key included'),
    },
  };
  const choices = (known: S): Choice<Target>[] =>
    targets
      .filter((target) => (target === 'document' ? document !== undefined : question.offered(known).includes(target)))
      .map((value) => ({ ...texts[value], value }));
  return [picking<S, 'to'>('to', question.placeholder, choices, question.last), pairStep()];
}

/** Asks for the two files' names. Undefined when the user gave up. */
export async function askForPair(title: string, before: PairPaths | undefined): Promise<PairPaths | undefined> {
  const known: TargetChoice = { to: 'pair' };
  return (await askInTurn(title, known, [pairStep(before)]))?.files;
}

function pairStep<S extends TargetChoice>(before?: PairPaths): Step<S> {
  return {
    applies: ({ to, files }) => to === 'pair' && files === undefined,
    ask: async (known, frame) => {
      const folder = baseFolder();
      if (!folder) return savedAs(known);
      const value = before?.private ?? proposedPrivatePath;
      const path = await enter(frame, vscode.l10n.t('File of the private set, in {0}.', folder.name), {
        value,
        placeholder: proposedPrivatePath,
        problem: problemOf,
        consequence: (text) =>
          problemOf(text) === undefined ? vscode.l10n.t('The public set goes to {0}.', publicPathFor(text)) : '',
      });
      return answered(path, (text) => ({ ...known, files: { private: text, public: publicPathFor(text) } }));
    },
  };
}

/** Where no folder is open, no path means anything. */
async function savedAs<S extends TargetChoice>(known: S): Promise<S | undefined> {
  const uri = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('File of the private set'),
    filters: { [vscode.l10n.t('JSON Web Key Set')]: ['jwks', 'json'] },
  });
  if (!uri) return undefined;
  const path = uri.toString();
  return { ...known, files: { private: path, public: publicPathFor(path) } };
}

/** What is plainly wrong with a path. */
function problemOf(path: string): string | undefined {
  if (path === '' || /[\\/]$/.test(path)) return vscode.l10n.t('Type the path of a file, such as keys/private.jwks.');
  return undefined;
}

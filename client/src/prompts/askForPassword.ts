/** Asks for passwords. They are kept nowhere, and sent to the server only. */
import * as vscode from 'vscode';
import { answered, askInTurn, askOnce, enter } from '../prompts.ts';

/**
 * Asks for the password of something that is encrypted.
 *
 * @param problem Why it is asked again.
 */
export function askForPassword(title: string, problem: string | undefined): Promise<string | undefined> {
  const prompt = vscode.l10n.t('Password');
  return askOnce(title, (frame) =>
    enter(frame, problem === undefined ? prompt : `${problem} ${prompt}`, {
      password: true,
      problem: (text) => (text === '' ? vscode.l10n.t('Type the password.') : undefined),
    }),
  );
}

interface NewPassword {
  readonly first?: string;
  readonly second?: string;
}

/** Has a new password chosen, and typed twice. Undefined when the user gave up. */
export async function askForNewPassword(title: string): Promise<string | undefined> {
  const chosen = await askInTurn<NewPassword>(title, {}, [
    {
      applies: () => true,
      ask: async (_known, frame) => {
        const prompt = vscode.l10n.t('New password. Without it the key cannot be read again, by anybody.');
        const outcome = await enter(frame, prompt, { password: true, problem: tooShort });
        return answered(outcome, (first): NewPassword => ({ first }));
      },
    },
    {
      applies: () => true,
      ask: async (known, frame) => {
        const problem = (text: string): string | undefined =>
          text === known.first ? undefined : vscode.l10n.t('The two differ. Type the same password, or go back.');
        const outcome = await enter(frame, vscode.l10n.t('The same password again'), { password: true, problem });
        return answered(outcome, (second): NewPassword => ({ ...known, second }));
      },
    },
  ]);
  return chosen?.second;
}

/** RFC 7517 §9.2 leaves the strength to the user; what can be tried out in a moment is refused. */
function tooShort(text: string): string | undefined {
  return text.length < 8 ? vscode.l10n.t('Use at least 8 characters; several words are better.') : undefined;
}

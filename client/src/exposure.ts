/** Private keys on their way into documents that others read. */
import * as vscode from 'vscode';

/**
 * Asks what of a private key a public document is to get. Undefined when the user gave up.
 *
 * @param mayBeWhole Whether it can get all of it.
 */
export async function askAboutPublicDocument(
  name: string,
  mayBeWhole = true,
): Promise<'public-half' | 'whole' | undefined> {
  const half = vscode.l10n.t('Add Public Half Only');
  const whole = vscode.l10n.t('Add Private Key Anyway');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('{0} is a public key set. Add only the public half of the new key?', name),
    {
      modal: true,
      detail: vscode.l10n.t(
        'Whoever can read this file could use a private key in it to sign or decrypt in your name.',
      ),
    },
    half,
    ...(mayBeWhole ? [whole] : []),
  );
  return answer === half ? 'public-half' : answer === whole ? 'whole' : undefined;
}

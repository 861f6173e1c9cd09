import { publicOnly } from '../../core/operations/publicOnly.ts';
import type { DocumentCommand, PublicKeySetAnswer } from '../../protocol.ts';
import { inputOf, type CommandContext } from './context.ts';

/** The public half of an open document's keys, as a JWK Set. */
export async function publicKeySet(
  { uri }: DocumentCommand,
  { open, deps }: CommandContext,
): Promise<PublicKeySetAnswer> {
  const { texts, report } = await publicOnly.run({ document: inputOf(await open(uri)), set: true }, deps);
  return { kind: 'text', text: texts[0]?.text ?? '', keys: report.keys, dropped: report.symmetric };
}

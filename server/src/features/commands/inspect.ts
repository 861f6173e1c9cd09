import { openKeys } from '../../core/operations/documents.ts';
import { OperationError } from '../../core/operations/operation.ts';
import type { Key } from '../../core/key/key.ts';
import { count } from '../../core/text.ts';
import type { InspectAnswer, InspectCommand } from '../../protocol.ts';
import { inputOf, type CommandContext } from './context.ts';
import { factsMarkdown, keyHeading, keyTitle, markdownText } from '../facts.ts';
import { keyAt } from '../position.ts';

/** Facts about the key at the position, or about every key of the document; never key material. */
export async function inspect({ uri, position }: InspectCommand, { open }: CommandContext): Promise<InspectAnswer> {
  const snapshot = await open(uri);
  const { keys } = openKeys(inputOf(snapshot));
  const at = position === undefined ? undefined : keyAt(snapshot.document, snapshot.text.offsetAt(position));
  if (position !== undefined && at === undefined && keys.length > 1) {
    throw new OperationError('input', 'The cursor is in none of the keys; put it inside one');
  }
  const shown: readonly Key[] = at === undefined ? keys : [at.key];
  const findings = snapshot.findings();
  const sections = shown.map((key) => {
    const wrong = findings
      .filter((f) => f.key === key || (f.start >= key.start && f.end <= key.end))
      .map((f) => `- ${f.severity}: ${markdownText(f.message)} (\`${f.rule.id}\`)`);
    const problems = wrong.length === 0 ? 'No problems found.' : wrong.join('\n');
    return `## ${keyHeading(key)}\n\n${factsMarkdown(key)}\n\n### Problems\n\n${problems}`;
  });
  const [first] = shown;
  const title = shown.length === 1 && first !== undefined ? keyTitle(first) : count(keys.length, 'key');
  const head = shown.length === 1 ? [] : [`# JWK Set of ${count(keys.length, 'key')}`];
  return { kind: 'report', title, markdown: `${[...head, ...sections].join('\n\n')}\n` };
}

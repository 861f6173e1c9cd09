import { openKeys } from '../../core/operations/documents.ts';
import { OperationError } from '../../core/operations/operation.ts';
import { syntaxFaults, syntaxLine } from '../../core/operations/syntax.ts';
import type { Key } from '../../core/key/key.ts';
import type { Finding } from '../../core/rules/run.ts';
import { count } from '../../core/text.ts';
import type { InspectAnswer, InspectCommand } from '../../protocol.ts';
import { inputOf, type CommandContext } from './context.ts';
import { factsMarkdown, keyHeading, keyTitle, markdownText } from '../facts.ts';
import { keyAt } from '../position.ts';

/**
 * Facts about the key at the position, or about every key of the document, and all that is wrong with them: what takes
 * long to find out is waited for, because nothing would add it to a report later. Never key material.
 */
export async function inspect(
  { uri, position }: InspectCommand,
  { open, complete }: CommandContext,
): Promise<InspectAnswer> {
  const snapshot = await open(uri);
  const { keys, document } = openKeys(inputOf(snapshot));
  const at = position === undefined ? undefined : keyAt(snapshot.document, snapshot.text.offsetAt(position));
  if (position !== undefined && at === undefined && keys.length > 1) {
    throw new OperationError('input', 'The cursor is in none of the keys; put it inside one');
  }
  await complete(snapshot);
  const shown: readonly Key[] = at === undefined ? keys : [at.key];
  const findings = snapshot.findings();
  const sections = shown.map((key) => {
    const wrong = findings.filter((finding) => isAbout(finding, key)).map(problemLine);
    const problems = wrong.length === 0 ? 'No problems found.' : wrong.join('\n');
    return `## ${keyHeading(key)}\n\n${factsMarkdown(key)}\n\n### Problems\n\n${problems}`;
  });
  const around = at === undefined ? findings.filter((f) => !keys.some((key) => isAbout(f, key))) : [];
  const faults = syntaxFaults(document);
  const [first] = shown;
  const title = shown.length === 1 && first !== undefined ? keyTitle(first) : count(keys.length, 'key');
  const paragraphs = [
    ...(shown.length === 1 ? [] : [`# JWK Set of ${count(keys.length, 'key')}`]),
    ...(faults === undefined ? [] : [`${markdownText(syntaxLine(faults))}.`]),
    ...sections,
    ...(around.length === 0 ? [] : [`## Problems around the keys\n\n${around.map(problemLine).join('\n')}`]),
  ];
  return { kind: 'report', title, markdown: `${paragraphs.join('\n\n')}\n` };
}

function isAbout({ key: own, start, end }: Finding, key: Key): boolean {
  return own === key || (start >= key.start && end <= key.end);
}

function problemLine({ severity, message, rule }: Finding): string {
  return `- ${severity}: ${markdownText(message)} (\`${rule.id}\`)`;
}

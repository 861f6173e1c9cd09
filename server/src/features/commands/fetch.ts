import { fetchKeySet as operation } from '../../core/operations/fetch/fetchKeySet.ts';
import { OperationError } from '../../core/operations/operation.ts';
import type { FetchAnswer, FetchCommand } from '../../protocol.ts';
import type { CommandContext } from './context.ts';
import { markdownText } from '../facts.ts';

/** Fetches a key set; only ever run because a user asked for this address (product.md I9). */
export async function fetchKeySet(params: FetchCommand, { deps }: CommandContext): Promise<FetchAnswer> {
  const { address, from, allowPrivateAddresses } = params;
  if (typeof address !== 'string') throw new OperationError('usage', 'fetch needs "address"');
  try {
    const { texts, report, lines, notes } = await operation.run({ address, as: from, allowPrivateAddresses }, deps);
    return {
      kind: 'fetched',
      url: report.url,
      text: texts[0]?.text ?? '',
      markdown: reportMarkdown(
        report.url,
        lines,
        notes.map((n) => `- ${n.severity}: ${markdownText(n.message)}`),
      ),
      notes,
    };
  } catch (error) {
    if (!(error instanceof OperationError)) throw error;
    const markdown = reportMarkdown(address, [error.message, ...error.details], []);
    return { kind: 'problem', message: error.message, markdown };
  }
}

function reportMarkdown(title: string, lines: readonly string[], notes: readonly string[]): string {
  const body = lines.map((line) => line.replaceAll('`', "'")).join('\n');
  // As code, lest the preview makes a link of it.
  return `# \`${title.replaceAll('`', "'")}\`\n\n\`\`\`text\n${body}\n\`\`\`\n${notes.length === 0 ? '' : `\n${notes.join('\n')}\n`}`;
}

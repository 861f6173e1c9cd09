/**
 * What we find on the corpus, by folder and label, and where we disagree with its labels, as markdown.
 * Run: node --import tsx test/corpus/table.ts
 */
import { severityRank } from '../../server/src/core/rules/rule.ts';
import type { Finding } from '../../server/src/core/rules/run.ts';
import { corpus, lintDocument, rulesAt, skip, type CorpusDocument } from './documents.ts';

const levels = ['error', 'warning', 'information', 'hint'] as const;
const columns = [...levels, 'silent'] as const;

interface Linted {
  readonly document: CorpusDocument;
  readonly findings: readonly Finding[];
}

/** A document counts once, at its most severe finding. */
function columnOf({ findings }: Linted): (typeof columns)[number] {
  const [worst] = [...findings].sort((a, b) => severityRank(a.severity) - severityRank(b.severity));
  return worst?.severity ?? 'silent';
}

function table(linted: readonly Linted[]): string[] {
  const rows = new Map<string, Linted[]>();
  for (const item of linted) {
    const name = `${item.document.folder} | ${item.document.label}`;
    rows.set(name, [...(rows.get(name) ?? []), item]);
  }
  return [
    `| folder | label | documents | ${columns.join(' | ')} |`,
    `|---|---|--:|${columns.map(() => '--:|').join('')}`,
    ...[...rows.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, documents]) => {
        const counts = columns.map((column) => documents.filter((d) => columnOf(d) === column).length);
        return `| ${name} | ${documents.length} | ${counts.join(' | ')} |`;
      }),
  ];
}

function disagreements(linted: readonly Linted[]): string[] {
  const labelled = (label: string): Linted[] => linted.filter(({ document }) => document.label === label);
  const line = ({ document }: Linted, rules: readonly string[]): string =>
    `- ${document.id}: ${rules.join(', ') || 'nothing'} (${document.why})`;
  return [
    '',
    'Valid, with errors:',
    '',
    ...labelled('valid').flatMap((d) => {
      const rules = rulesAt(d.findings, 'error');
      return rules.length > 0 ? [line(d, rules)] : [];
    }),
    '',
    'Invalid, without error or warning:',
    '',
    ...labelled('invalid').flatMap((d) =>
      rulesAt(d.findings, 'error', 'warning').length > 0 ? [] : [line(d, rulesAt(d.findings, 'information', 'hint'))],
    ),
    '',
    'Silent, with findings:',
    '',
    ...labelled('silent').flatMap((d) => (d.findings.length > 0 ? [line(d, rulesAt(d.findings, ...levels))] : [])),
  ];
}

if (skip !== false) console.error(skip);
else {
  const linted = corpus.map((document) => ({ document, findings: lintDocument(document) }));
  console.log([...table(linted), ...disagreements(linted)].join('\n'));
}

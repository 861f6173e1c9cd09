/** docs/rules: one page a rule, and their index. Everything comes from the rule's own file. */
import { profiles, type Profile } from '../../server/src/core/rules/profiles.ts';
import type { Example, Group, Rule } from '../../server/src/core/rules/rule.ts';

const groupTitles: Readonly<Record<Group, string>> = {
  structure: 'JSON structure',
  set: 'JWK Set',
  common: 'Common members',
  encoding: 'Value encoding',
  rsa: 'RSA',
  ec: 'EC',
  okp: 'OKP',
  oct: 'Symmetric keys',
  akp: 'ML-DSA (AKP)',
  certificates: 'Certificates',
  hygiene: 'Hygiene',
  security: 'Security',
  metadata: 'Metadata documents',
  profiles: 'Profiles',
};

const notice = '<!-- Generated from the rule table by `npm run generate`; do not edit. -->';

export function rulePage(rule: Rule): string {
  const sections = [
    `# ${rule.id}`,
    notice,
    `${rule.summary}.`,
    `| | |\n|---|---|\n${facts(rule)
      .map(([name, value]) => `| ${name} | ${value} |`)
      .join('\n')}`,
    '## Why',
    rule.why,
    '## Incorrect',
    ...rule.examples.bad.map((example) => exampleText(example, 'Reported')),
    '## Correct',
    ...rule.examples.good.map((example) => exampleText(example, undefined)),
    ...(rule.fix === undefined ? [] : ['## Fix', fixText(rule)]),
    ...(rule.whenFine === undefined ? ['## When not to use it', whenNot(rule)] : ['## When it is fine', rule.whenFine]),
    '## Configuration',
    configuration(rule),
    '## Specification',
    rule.specs.map(({ title, url }) => `- [${title}](${url})`).join('\n'),
  ];
  return `${sections.join('\n\n')}\n`;
}

function facts(rule: Rule): [string, string][] {
  const overlays = Object.entries(rule.profiles ?? {}).map(
    ([name, level]) => `${level} under \`${name}\` (${profiles[name as Profile].title})`,
  );
  return [
    ['Group', groupTitles[rule.group]],
    ['Severity', [rule.severity, ...overlays].join('<br>')],
    ['Message', `\`${rule.message.replaceAll('|', '\\|')}\``],
    ['Quick fix', rule.fix === undefined ? 'no' : rule.fixAll === true ? 'yes, also in `source.fixAll.jwk`' : 'yes'],
  ];
}

function fixText(rule: Rule): string {
  const changed =
    rule.changesThumbprint === true
      ? '\n\nThe fix changes how the key is spelt, and with it the JWK thumbprint. Where the kid was that thumbprint, a second fix brings it in step; tokens in circulation still name the old kid.'
      : '';
  const example = rule.examples.bad.find(({ fixed }) => fixed !== undefined);
  const after =
    example?.fixed === undefined ? '' : `\n\n${fixedTitle(example)}\n\n\`\`\`json\n${shorten(example.fixed)}\n\`\`\``;
  return `${rule.fix ?? ''}${changed}${after}`;
}

function fixedTitle({ title }: Example): string {
  return title === undefined ? 'The example, mended:' : `The example "${title}", mended:`;
}

function configuration(rule: Rule): string {
  const setting = JSON.stringify({ 'jwk.rules': { [rule.id]: 'off' } }, null, 2);
  return `\`\`\`json
${setting}
\`\`\`

In the settings of the editor; \`rules\` in the configuration of the command line. Instead of \`off\` any severity will do: \`hint\`, \`information\`, \`warning\`, \`error\`. For some files only, use [\`jwk.overrides\`](../settings.md).`;
}

function whenNot(rule: Rule): string {
  if (rule.severity === 'off') return 'It is off unless a profile or the case at hand turns it on.';
  if (rule.severity === 'error')
    return 'No conforming recipient can make up for this: mend the document rather than the rule.';
  return 'It states what some recipients do; where all of yours do otherwise, it can go.';
}

function exampleText(example: Example, verb: string | undefined): string {
  const marks = [...example.text.matchAll(/⟦([^⟦⟧]*)⟧/gs)].map((m) => shorten(m[1] ?? ''));
  const about = [
    example.title === undefined ? '' : `${example.title}.`,
    example.path === undefined ? '' : `In \`${example.path}\`.`,
    example.profiles === undefined ? '' : `Under ${example.profiles.map((p) => `\`${p}\``).join(', ')}.`,
    example.levels === undefined
      ? ''
      : `With ${Object.entries(example.levels)
          .map(([id, level]) => `\`"${id}": "${String(level)}"\``)
          .join(', ')}.`,
    verb === undefined || marks.length === 0 ? '' : `${verb}: ${marks.map((m) => code(m)).join(', ')}`,
  ].filter((part) => part !== '');
  const whole = example.text.replace(/[⟦⟧]/g, '');
  const body = shorten(whole);
  if (body.length < whole.length) about.push('(Shortened: each `…` stands for part of a value.)');
  return [about.join(' '), `\`\`\`json\n${body}\n\`\`\``, ...counterpartText(example)]
    .filter((part) => part !== '')
    .join('\n\n');
}

function counterpartText({ counterpart }: Example): string[] {
  if (counterpart === undefined) return [];
  const { side, path, text } = counterpart;
  return [`Its ${side} set, \`${path}\`:`, `\`\`\`json\n${shorten(text)}\n\`\`\``];
}

function code(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  const cut = flat.length > 60 ? `${flat.slice(0, 57)}...` : flat;
  return cut === '' ? 'an empty place' : `\`${cut.replaceAll('`', "'")}\``;
}

/** Values of RSA keys and certificates say nothing to a reader beyond their ends; those of curves are short. */
function shorten(text: string): string {
  return text
    .replace(/[A-Za-z0-9+/_-]{101,}/g, (value) => `${value.slice(0, 16)}…${value.slice(-8)}`)
    .replaceAll('\uFEFF', '\\uFEFF');
}

export function ruleIndex(rules: readonly Rule[]): string {
  const groups = [...new Set(rules.map((rule) => rule.group))];
  const tables = groups.map((group) => {
    const rows = rules
      .filter((rule) => rule.group === group)
      .map(
        (rule) =>
          `| [${rule.id}](${rule.id}.md) | ${rule.severity} | ${rule.fix === undefined ? '' : 'yes'} | ${rule.summary} |`,
      );
    return `## ${groupTitles[group]}\n\n| rule | severity | fix | |\n|---|---|---|---|\n${rows.join('\n')}`;
  });
  return `# Rules\n\n${notice}\n\n${rules.length} rules. Severities are those without a profile; see the pages for the others.\n\n${tables.join('\n\n')}\n`;
}

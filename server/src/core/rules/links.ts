/** Where a rule is documented. */

const pages = 'https://github.com/vscode-jwk/vscode-jwk/blob/main/docs/rules';

/** The page of a rule: what is wrong, why it matters, and examples. */
export function ruleUrl(id: string): string {
  return `${pages}/${id}.md`;
}

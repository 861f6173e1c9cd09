/** docs/settings.md, from the manifest. */
import { resolve, type Manifest, type SettingSchema } from './manifest.ts';

export function settingsPage(manifest: Manifest, nls: Readonly<Record<string, string>>): string {
  const sections = Object.entries(manifest.contributes.configuration.properties).map(([name, schema]) => {
    const text = resolve(schema.markdownDescription ?? schema.description, nls);
    return `## \`${name}\`\n\n${text}\n\n${details(schema, nls)}`;
  });
  const head =
    '# Settings\n\n<!-- Generated from package.json by `npm run generate`; do not edit. -->\n\n' +
    "All but `jwk.codeLens.*`, `jwk.fetch.*` and `jwk.trace.*`, without `jwk.`, make the command line's `jwk.config.json` and the `settings` of other editors' initialization options.";
  return `${[head, ...sections].join('\n\n')}\n`;
}

function details(schema: SettingSchema, nls: Readonly<Record<string, string>>): string {
  const type = [schema.type ?? 'any'].flat().join(' or ');
  const lines = [`- Type: ${type}`, `- Default: \`${JSON.stringify(schema.default ?? null)}\``];
  if (schema.scope !== undefined) lines.push(`- Scope: ${schema.scope}`);
  const choices = schema.enum ?? schema.items?.enum;
  if (choices !== undefined) {
    const texts = ((schema.enumDescriptions ?? schema.items?.enumDescriptions) as readonly string[] | undefined) ?? [];
    const list = choices.map(
      (c, i) => `  - \`${String(c)}\`${texts[i] === undefined ? '' : `: ${resolve(texts[i], nls)}`}`,
    );
    lines.push('- Values:', ...list);
  }
  if (schema.properties !== undefined && Object.keys(schema.properties).length > 0) {
    lines.push(
      Object.keys(schema.properties).length > 20
        ? '- Properties: one a rule, see [the rules](rules/README.md); each `off`, `hint`, `information`, `warning` or `error`'
        : `- Properties: ${Object.keys(schema.properties)
            .map((p) => `\`${p}\``)
            .join(', ')}`,
    );
  }
  return lines.join('\n');
}

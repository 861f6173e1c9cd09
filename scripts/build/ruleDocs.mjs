/** What bundles leave out of the rules: that which only tests and documentation read. */
import { readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import ts from 'typescript';

/**
 * Leaves out of the shipped rules what only tests and documentation read: examples and reasons, a sixth of the bundle.
 * @param {Record<string, string>} replaced property of the rule to the source text that stands in for it
 * @returns {import('esbuild').Plugin}
 */
export const withoutRuleDocs = (replaced) => ({
  name: 'without-rule-docs',
  setup(build) {
    build.onLoad({ filter: /[\\/]core[\\/]rules[\\/][a-z-]+[\\/][a-z0-9-]+\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      /** @type {{ start: number, end: number, text: string }[]} */
      const edits = [];
      /** @param {ts.Node} node */
      const visit = (node) => {
        if (ts.isCallExpression(node) && node.expression.getText() === 'defineRule') {
          const [rule] = node.arguments;
          if (rule === undefined || !ts.isObjectLiteralExpression(rule)) return;
          for (const property of rule.properties) {
            const name = property.name?.getText() ?? '';
            const stand = replaced[name];
            if (stand !== undefined && ts.isPropertyAssignment(property)) {
              edits.push({ start: property.initializer.getStart(), end: property.initializer.end, text: stand });
            }
          }
        } else ts.forEachChild(node, visit);
      };
      visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true));
      const contents = edits.reduceRight((result, e) => result.slice(0, e.start) + e.text + result.slice(e.end), text);
      return { contents: withoutUnused(path, contents), loader: 'ts' };
    });
  },
});

/**
 * The module without constants that nothing in it reads: what examples were put together from, of which esbuild cannot
 * tell that putting it together has no effect.
 * @param {string} path
 * @param {string} text
 * @returns {string}
 */
function withoutUnused(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  /** @type {Map<string, number>} */
  const uses = new Map();
  /** @param {ts.Node} node */
  const count = (node) => {
    const { parent } = node;
    const isMember = (ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node;
    if (ts.isIdentifier(node) && !isMember) uses.set(node.text, (uses.get(node.text) ?? 0) + 1);
    ts.forEachChild(node, count);
  };
  ts.forEachChild(source, count);
  for (const statement of source.statements) {
    const isExported = ts.canHaveModifiers(statement) && ts.getModifiers(statement) !== undefined;
    if (!ts.isVariableStatement(statement) || isExported) continue;
    const names = statement.declarationList.declarations.flatMap(({ name }) => name.getText().match(/[\w$]+/g) ?? []);
    if (names.some((name) => uses.get(name) !== 1)) continue;
    return withoutUnused(path, text.slice(0, statement.getStart()) + text.slice(statement.end));
  }
  return text;
}

/**
 * Documents made for examples go with the examples: making them has no effect.
 * @type {import('esbuild').Plugin}
 */
export const withoutSamples = {
  name: 'without-samples',
  setup(build) {
    build.onResolve({ filter: /amples\.ts$/ }, ({ path, resolveDir }) => ({
      path: fileURLToPath(new URL(path, pathToFileURL(`${resolveDir}/`))),
      sideEffects: false,
    }));
  },
};

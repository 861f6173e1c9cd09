import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ecKey, publicHalf, setText } from './keys.ts';
import { jwkDiagnostics, openInWorkspace, waitFor, workspaceUri } from './support.ts';
import { command, withMessages, withProgressTitles } from './windows.ts';

const key = ecKey('a');
const json = JSON.stringify(key);
const secret = { kty: 'oct', kid: 's', k: 'dGhpcy1pcy10aGUtY2FuYXJ5LW9mLXRoaXMtc3BlYyE' };
const code = `export const key = ${JSON.stringify(secret).replaceAll('"', "'")};\n`;
const base64 = Buffer.from(json).toString('base64');
const intro = 'Copy this:\n\n    {"jwks": "';
const files: Readonly<Record<string, string | Uint8Array>> = {
  '.env': `A=1\nJWK='${json}'\n`,
  'src/config.ts': code,
  'README.md': `${intro}${JSON.stringify(setText(key)).slice(1, -1)}"}\n`,
  'k8s.yaml': `data:\n  key: ${base64}\n`,
  'keys.private.jwks': JSON.stringify({ keys: [key] }),
  'jwks.json': setText(publicHalf(key)),
  'src/clean.ts': 'export const kty = "EC"; const example = {"kty": "EC", "d": "..."};\n',
  'image.png': new Uint8Array([0x89, 0, ...Buffer.from(json)]),
  'node_modules/a.js': json,
  'big.log': `${json}${' '.repeat(4 * 1024 * 1024)}`,
};
const shown = { error: vscode.DiagnosticSeverity.Error, information: vscode.DiagnosticSeverity.Information };

interface Result {
  readonly files: number;
  readonly findings: number;
}

/** Everything this extension reports, as "file line:character severity rule". */
function problems(): string[] {
  const root = workspaceUri('').toString().replace(/\/?$/, '/');
  return vscode.languages
    .getDiagnostics()
    .flatMap(([uri]) =>
      jwkDiagnostics(uri).map(({ range: { start }, severity, code: rule }) =>
        [
          decodeURIComponent(uri.toString().replace(root, '')),
          `${start.line}:${start.character}`,
          severity,
          typeof rule === 'object' ? rule.value : rule,
        ].join(' '),
      ),
    )
    .sort();
}

const readme = String(files['README.md']).split('\n')[2] ?? '';
const expected = [
  `.env 1:${5 + json.indexOf('"d"')} ${shown.error} private-key-plaintext`,
  `README.md 2:${readme.indexOf('\\"d\\"')} ${shown.error} private-key-plaintext`,
  `k8s.yaml 1:${7 + Math.floor((json.indexOf('"d"') * 8) / 6)} ${shown.error} private-key-plaintext`,
  `keys.private.jwks 0:${9 + json.indexOf('"d"')} ${shown.information} private-key-plaintext`,
  `src/config.ts 0:${code.indexOf("'k'")} ${shown.error} symmetric-key-plaintext`,
];

const same = (lines: readonly string[]): boolean => problems().join('\n') === lines.join('\n');

describe('JWK: Scan Workspace for Keys', () => {
  before(async () => {
    await vscode.workspace.saveAll(false);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    // Files of other specs hold keys too.
    for (const [name] of await vscode.workspace.fs.readDirectory(workspaceUri(''))) {
      if (name !== '.vscode') await vscode.workspace.fs.delete(workspaceUri(name), { recursive: true });
    }
    for (const [name, content] of Object.entries(files)) {
      const octets = typeof content === 'string' ? new TextEncoder().encode(content) : content;
      await vscode.workspace.fs.writeFile(workspaceUri(name), octets);
    }
  });

  it('lists the keys of all files in the Problems panel, and tells how many', async () => {
    const { result, messages } = await withMessages(() => command<Result>('jwk.scanWorkspace'));
    assert.deepEqual(problems(), expected);
    assert.deepEqual([result.findings, messages.length], [5, 1]);
    assert.match(
      messages[0]?.text ?? '',
      /^Keys in 5 files: 4 errors, 1 information\. \d+ files were searched\. 1 file over 4 MiB was left out\.$/,
    );
    assert.deepEqual(messages[0]?.buttons, ['Show Problems']);
  });

  it('says nothing twice of a document that is opened, and says it again when it is closed', async () => {
    await openInWorkspace('keys.private.jwks', String(files['keys.private.jwks']));
    // While it is open, linting says it: as a hint, which is what it is in a document.
    const hint = expected.map((line) => line.replace(`${shown.information} private`, '3 private'));
    await waitFor('the hint alone', () => (same(hint) ? true : undefined));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await waitFor('the finding of the scan', () => (same(expected) ? true : undefined));
  });

  it('looks at a file again when it is saved', async () => {
    const document = await openInWorkspace('src/config.ts', code);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(0, 0, 1, 0), 'export {};\n');
    await vscode.workspace.applyEdit(edit);
    await document.save();
    await waitFor('the finding to go', () => (jwkDiagnostics(document.uri).length === 0 ? true : undefined));
  });

  it('leaves the results of the last scan when it is cancelled', async () => {
    const left = problems();
    const cancelled = new vscode.CancellationTokenSource();
    cancelled.cancel();
    const { result, titles } = await withProgressTitles(() => command('jwk.scanWorkspace'), cancelled.token);
    assert.equal(result, undefined);
    assert.deepEqual(titles, ['Looking for keys']);
    assert.deepEqual(problems(), left);
  });

  it('replaces the results of the last scan', async () => {
    for (const name of Object.keys(files)) {
      if (name !== 'jwks.json') await vscode.workspace.fs.delete(workspaceUri(name), { recursive: true });
    }
    const { messages } = await withMessages(() => command('jwk.scanWorkspace'));
    assert.deepEqual(problems(), []);
    assert.match(messages[0]?.text ?? '', /^No private, symmetric or published keys in \d+ files?\.$/);
    assert.deepEqual(messages[0]?.buttons, []);
  });
});

/** Key sets for the specs. */
import { generateKeyPairSync } from 'node:crypto';
import * as vscode from 'vscode';

/** A JWK as plain data. */
export type Jwk = Readonly<Record<string, unknown>>;

/** A private key for ES256, made on the spot. */
export function ecKey(kid: string): Jwk {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
  return { kty, use: 'sig', alg: 'ES256', kid, crv, x, y, d };
}

/** Its public half. */
export function publicHalf(key: Jwk): Jwk {
  return Object.fromEntries(Object.entries(key).filter(([name]) => name !== 'd'));
}

/** A set as people write it. */
export function setText(...keys: readonly Jwk[]): string {
  return `${JSON.stringify({ keys }, null, 2)}\n`;
}

/** The keys of a document's set. */
export function keysOf(document: vscode.TextDocument): readonly Jwk[] {
  return (JSON.parse(document.getText()) as { keys: Jwk[] }).keys;
}

/** A text of the examples that come with the extension. */
export async function example(path: string): Promise<string> {
  const extension = vscode.extensions.getExtension('vscode-jwk.vscode-jwk');
  if (!extension) throw new Error('The extension is not installed.');
  const octets = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension.extensionUri, 'examples', path));
  return new TextDecoder().decode(octets);
}

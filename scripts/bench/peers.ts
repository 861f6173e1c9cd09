/**
 * What others offer for the same work: dependencies of the bench alone, in no bundle. All of them are given our JSON
 * Schema of a JWK Set and do nothing else. Each is absent where it is not installed; bars are then converted.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { repoRoot } from '../host/paths.ts';
import { Client } from './client.ts';

const root = repoRoot();
const inModules = (path: string): string | undefined => {
  const full = join(root, 'node_modules', path);
  return existsSync(full) ? full : undefined;
};
/** The JSON language server: a script for Node. */
export const jsonServer = inModules('vscode-langservers-extracted/bin/vscode-json-language-server');
const ajv = inModules('ajv-cli/dist/index.js');
/** Path of the JSON language service, which is the JSON language server without its protocol. */
export const jsonService = inModules('vscode-json-languageservice/lib/umd/jsonLanguageService.js');

const schemaFiles = ['jwks', 'jwk'].map((name) => join(root, 'schemas', `${name}.schema.json`));

interface SchemaSetting {
  /** Its address as the service calls it, and as the server does. */
  readonly uri: string;
  readonly url: string;
  readonly fileMatch: string[];
  readonly schema: object;
}

/** The schema of a set for every document, and that of a key which it refers to, as JSON services are configured. */
function schemaSettings(): SchemaSetting[] {
  const [set, key] = schemaFiles.map((file) => readFileSync(file, 'utf8')) as [string, string];
  const { $id } = JSON.parse(key) as { $id: string };
  // By their whole names: without a workspace relative ones lead nowhere.
  return [set.replace('"jwk.schema.json"', JSON.stringify($id)), key].map((text, i) => {
    const schema = JSON.parse(text) as { $id: string };
    return { uri: schema.$id, url: schema.$id, fileMatch: i === 0 ? ['*'] : [], schema };
  });
}

/** A set with one thing wrong, and one without, which whoever knows the schema can tell from each other. */
const faulty = '{"keys":[{"kty":"RSA"}]}';
const sound = '{"keys":[{"kty":"RSA","n":"1Q","e":"AQAB"}]}';

/** Starts the JSON language server: it has its schema, and waits for documents. */
export async function startJsonServer(): Promise<Client | undefined> {
  if (jsonServer === undefined) return undefined;
  const client = await (await Client.start(jsonServer)).initialized();
  const json = { validate: { enable: true }, schemas: schemaSettings() };
  await client.notify('workspace/didChangeConfiguration', { settings: { json } });
  return client;
}

/**
 * Whether there is a JSON language server.
 * @throws Error when there is one that does not do the work it is measured by
 */
export async function hasJsonServer(): Promise<boolean> {
  const client = await startJsonServer();
  if (client === undefined) return false;
  await requireValidation('the JSON server', async (text) => {
    const uri = `file:///bench/${text.length}/jwks.json`;
    await client.open(uri, text);
    return (await client.diagnostics(uri)).length;
  });
  await client.stop();
  return true;
}

/** Without its schema it would win every race. */
async function requireValidation(name: string, findingsOf: (text: string) => Promise<number>): Promise<void> {
  const found = [await findingsOf(faulty), await findingsOf(sound)];
  if (found[0] === 0 || found[1] !== 0) throw new Error(`${name} does not validate: ${found.join(', ')} findings`);
}

/** Arguments of Node that have ajv-cli validate a set. */
export function ajvArguments(file: string): readonly string[] | undefined {
  if (ajv === undefined) return undefined;
  const [set, key] = schemaFiles as [string, string];
  return [ajv, 'validate', '--strict=false', '-s', set, '-r', key, '-d', file];
}

interface Service {
  configure(settings: { validate: boolean; schemas: SchemaSetting[] }): void;
  parseJSONDocument(document: unknown): unknown;
  doValidation(document: unknown, parsed: unknown): PromiseLike<readonly unknown[]>;
}

interface ServiceModule {
  readonly getLanguageService: (options: object) => Service;
  readonly TextDocument: {
    readonly create: (uri: string, language: string, version: number, text: string) => unknown;
  };
}

/** Parsing and validating with the JSON language service; gives the number of findings. */
export async function jsonValidator(): Promise<((text: string) => Promise<number>) | undefined> {
  if (jsonService === undefined) return undefined;
  const { getLanguageService, TextDocument } = createRequire(jsonService)(jsonService) as ServiceModule;
  const service = getLanguageService({});
  service.configure({ validate: true, schemas: schemaSettings() });
  const validate = async (text: string): Promise<number> => {
    const document = TextDocument.create('file:///bench/jwks.json', 'json', 1, text);
    return (await service.doValidation(document, service.parseJSONDocument(document))).length;
  };
  await requireValidation('the JSON service', validate);
  return validate;
}

/** Which of them are here, for the table's head. */
export function peerVersions(): string {
  const names = ['vscode-langservers-extracted', 'vscode-json-languageservice', 'ajv-cli'];
  return names
    .map((name) => {
      const path = inModules(`${name}/package.json`);
      const version = path && (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version;
      return `${name} ${version ?? 'is not installed'}`;
    })
    .join(', ');
}

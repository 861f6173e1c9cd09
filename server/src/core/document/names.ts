/** What a document's path says about it (rules.md §2.1, §2.3): compared case-insensitively, on decoded segments. */

export interface DocumentPath {
  /** Lower-case directories, outermost first. */
  readonly directories: readonly string[];
  /** Lower-case last segment. */
  readonly name: string;
  /** The name's parts between `.`, `_`, `-` and the ends. */
  readonly tokens: ReadonlySet<string>;
}

/** Reads a path or URI; query and fragment of a URI do not count. */
export function documentPath(pathOrUri: string): DocumentPath {
  const uri = /^[a-z][a-z0-9+.-]+:\/\/[^/]*(\/[^?#]*)?/i.exec(pathOrUri);
  const path = (uri === null ? pathOrUri : (uri[1] ?? '')).replaceAll('\\', '/');
  const segments = path
    .split('/')
    .filter((s) => s !== '')
    .map(decodeSegment);
  const name = (segments.at(-1) ?? '').toLowerCase();
  return {
    directories: segments.slice(0, -1).map((s) => s.toLowerCase()),
    name,
    tokens: new Set(name.split(/[._-]/)),
  };
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

const strongSetNames = new Set(['jwks', 'jwks.json', 'jwkset', 'jwk-set', 'jwkset.json', 'jwk-set.json']);

/** A path ending in /openid/v1/jwks: Kubernetes and Azure workload identity. */
function isWorkloadIdentity(path: DocumentPath): boolean {
  return path.name === 'jwks' && path.directories.at(-1) === 'v1' && path.directories.at(-2) === 'openid';
}

/** Whether the name alone makes the document a JWK Set. */
export function isStrongSetName(path: DocumentPath): boolean {
  return (
    strongSetNames.has(path.name) ||
    path.name.endsWith('.jwks') ||
    path.name.endsWith('.jwks.json') ||
    isWorkloadIdentity(path)
  );
}

/** Whether the name suggests a JWK Set. */
export function isSetLikeName(path: DocumentPath): boolean {
  return isStrongSetName(path) || path.tokens.has('jwks') || /^jwk-?set/.test(path.name);
}

export function isStrongKeyName(path: DocumentPath): boolean {
  return path.name.endsWith('.jwk');
}

export function isMetadataName(path: DocumentPath): boolean {
  return path.name.includes('openid-configuration') || path.name.includes('oauth-authorization-server');
}

/** Whether the name is one of a file that can be a JSON key document; of others only leaks are reported. */
export function isDocumentName(path: DocumentPath): boolean {
  return (
    /\.(?:json|jwks?)$/.test(path.name) ||
    isStrongSetName(path) ||
    isMetadataName(path) ||
    path.directories.at(-1) === '.well-known'
  );
}

const privateTokens = ['private', 'priv', 'prv', 'secret', 'secrets', 'signingkey', 'tempkey'];
const privateParts = /private[-_]?key|secret[-_]?key|(^|[._-])signing[-_]key([._-]|$)/;
const privateDirectories = new Set(['private', 'secret', 'secrets', '.secret', '.secrets']);
const privateNames = new Set(['keystore.jwk', 'keystore.jwks', 'keystore.json']);

export function isPrivateName(path: DocumentPath): boolean {
  return (
    privateTokens.some((t) => path.tokens.has(t)) ||
    privateParts.test(path.name) ||
    privateNames.has(path.name) ||
    path.directories.some((d) => privateDirectories.has(d))
  );
}

const publicDirectories = new Set([
  '.well-known',
  'public',
  'static',
  'www',
  'wwwroot',
  'htdocs',
  'public_html',
  '_site',
  'gh-pages',
]);

export function isPublicDirectory(path: DocumentPath): boolean {
  return path.directories.some((d) => publicDirectories.has(d)) || isWorkloadIdentity(path);
}

export function isPublicName(path: DocumentPath): boolean {
  return path.tokens.has('public') || path.tokens.has('pub') || /public[-_]?key/.test(path.name);
}

const publishingDirectories = new Set(['jwks', 'jwk', 'public-keys', 'publickeys', 'pubkeys', 'discovery', 'certs']);

/** Names under which public sets are usually kept, but many projects keep private ones. */
export function isUsuallyPublic(path: DocumentPath): boolean {
  return path.name === 'jwks.json' || path.directories.some((d) => publishingDirectories.has(d));
}

const testDirectory = /^(tests?|__tests__|testdata|test-data|fixtures?|examples?|samples?|specs?|mocks?|cookbook.*)$/;

/** Test and example directories, where leaked and well-known keys are expected (rules.md §3.4). */
export function isTestPath(path: DocumentPath): boolean {
  return path.directories.some((d) => testDirectory.test(d));
}

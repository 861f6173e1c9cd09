/** From what a user has (an issuer, a host name, a discovery document, a jwks_uri) to the addresses worth asking. */

export const addressKinds = ['auto', 'issuer', 'discovery', 'jwks'] as const;
export type AddressKind = (typeof addressKinds)[number];

export interface Candidate {
  readonly address: string;
  /** What is hoped for there. */
  readonly what: string;
  /** The issuer whose document this would be. */
  readonly issuer?: string;
}

/** The address with its scheme: bare host names get https, names of this machine http. */
/** By hand: the pattern for it would take quadratic time on long runs of slashes, which a server may send. */
export function withoutTrailingSlashes(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '/') end--;
  return text.slice(0, end);
}

export function withScheme(typed: string): string {
  const address = typed.trim();
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(address)) return address;
  const isLoopback = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/]|$)/i.test(address);
  return `${isLoopback ? 'http' : 'https'}://${address}`;
}

const discoveryPath = /\/\.well-known\/(?:openid-configuration|oauth-authorization-server|openid-federation)(?:\/|$)/;
const setPath = /(?:jwk|keys?|certs?)[^/]*$|\.json$|\/\.well-known\//i;

/** The addresses to try, in order; the first that leads to a key set wins. */
export function candidates(address: string, kind: AddressKind): readonly Candidate[] {
  const url = new URL(address);
  if (kind === 'jwks') return [{ address, what: 'key set' }];
  if (kind === 'discovery') return [{ address, what: 'discovery document' }];
  if (discoveryPath.test(url.pathname)) return [{ address, what: 'discovery document' }];
  if (kind === 'issuer') return issuerCandidates(url);
  if (setPath.test(url.pathname)) return [{ address, what: 'key set' }];
  const direct = { address, what: 'key set' };
  return url.pathname === '/' ? issuerCandidates(url) : [...issuerCandidates(url), direct];
}

/**
 * OpenID Connect Discovery 1.0 §4.1 appends to the issuer's path, RFC 8414 §3.1 inserts before it; both forms are met
 * with both names. Ports, paths and realms stay as they are; query and fragment are no part of an issuer.
 */
function issuerCandidates(url: URL): readonly Candidate[] {
  const path = withoutTrailingSlashes(url.pathname);
  const issuer = `${url.origin}${path}`;
  const at = (address: string, what: string): Candidate => ({
    address,
    what,
    issuer: `${url.origin}${url.pathname === '/' ? '' : url.pathname}`,
  });
  return [
    at(`${issuer}/.well-known/openid-configuration`, 'OpenID configuration'),
    at(`${url.origin}/.well-known/oauth-authorization-server${path}`, 'authorization server metadata (RFC 8414)'),
    ...(path === ''
      ? []
      : [
          at(`${issuer}/.well-known/oauth-authorization-server`, 'authorization server metadata'),
          at(`${url.origin}/.well-known/openid-configuration${path}`, 'OpenID configuration (RFC 8414 §5)'),
        ]),
    { address: `${issuer}/.well-known/jwks.json`, what: 'key set' },
  ];
}

/** The issuer a discovery document at this address speaks for (OIDC Discovery §4.3); undefined when it cannot be told. */
export function issuerOf(discovery: URL): string | undefined {
  const match = /^(.*)\/\.well-known\/(openid-configuration|oauth-authorization-server)(\/.*)?$/.exec(
    discovery.pathname,
  );
  if (match === null) return undefined;
  return `${discovery.origin}${match[1] ?? ''}${match[3] ?? ''}`;
}

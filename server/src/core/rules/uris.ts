/** URIs as members of keys and metadata have them, read by their grammar: URL classes mend too much. */

export interface Uri {
  /** Lower case. */
  readonly scheme: string;
  /** Lower case, without port and without a final dot; undefined when the URI has no authority. */
  readonly host: string | undefined;
  readonly hasFragment: boolean;
}

// RFC 3986 excludes white space, control characters and these delimiters everywhere.
// eslint-disable-next-line no-control-regex
const illegal = /[\u0000-\u0020\u007F-\u00A0\u2028\u2029<>"{}|\\^`]/;

/** The parts of an absolute URI; undefined when it is none. */
export function parseUri(text: string): Uri | undefined {
  const match = /^([a-z][a-z0-9+.-]*):(?:\/\/([^/?#]*))?/i.exec(text);
  if (match === null || illegal.test(text)) return undefined;
  const scheme = (match[1] as string).toLowerCase();
  const host = match[2] === undefined ? undefined : hostOf(match[2]);
  if ((scheme === 'http' || scheme === 'https') && (host === undefined || host === '')) return undefined;
  return { scheme, host, hasFragment: text.includes('#') };
}

function hostOf(authority: string): string {
  const withPort = authority.slice(authority.lastIndexOf('@') + 1);
  return withPort.replace(/:\d*$/, '').replace(/\.$/, '').toLowerCase();
}

const localNames = /(?:^|\.)localhost$|\.(?:local|internal|localdomain)$/;

/** Whether a host is one that other parties cannot reach: this machine, or a private network. */
export function isPrivateHost(host: string): boolean {
  if (localNames.test(host) || host === '[::1]' || host === '0.0.0.0') return true;
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(host)?.slice(1).map(Number);
  if (octets === undefined || octets.some((o) => o > 255)) return false;
  const [a, b] = octets as [number, number, number, number];
  return (
    a === 127 || a === 10 || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168) || (a === 169 && b === 254)
  );
}

/** The URI with https for http; undefined when its scheme is another. */
export function withHttps(text: string): string | undefined {
  return /^http:/i.test(text) ? `https${text.slice(4)}` : undefined;
}

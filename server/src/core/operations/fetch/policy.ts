/**
 * Which addresses may be asked (product.md, I9). Every address is checked before it is asked: the one the user typed,
 * each redirect, and each one taken from a document. Addresses are judged as written: a public name that resolves to
 * a private address is the user's own network and their choice.
 */
import { quoted } from '../../text.ts';
import type { Wording } from '../operation.ts';

export interface FetchPolicy {
  /** Ask private and link-local addresses too, and loopback from anywhere. */
  readonly allowPrivateAddresses: boolean;
}

export type Reach = 'public' | 'private' | 'loopback';

export type Judged = { readonly url: URL } | { readonly refused: Wording };

const refuse = (why: string): Judged => ({ refused: () => why });

/**
 * @param from the address that led here by redirect or as a member of its document; undefined for the user's own
 */
export function judge(address: string, from: URL | undefined, policy: FetchPolicy): Judged {
  const url = parse(address, from);
  if (url === undefined) return refuse(`${quoted(address)} is not a URL`);
  if (url.username !== '' || url.password !== '')
    return refuse('the URL holds a user name or password, which would be sent along');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse(`${quoted(url.protocol)} is not https`);
  const reach = reachOf(url.hostname);
  if (url.protocol === 'http:' && reach !== 'loopback')
    return refuse(`${show(url)} is not https: anybody on the way could swap the keys`);
  if (policy.allowPrivateAddresses) return { url };
  if (reach === 'private')
    return {
      refused: ({ parameter }) =>
        `${quoted(url.hostname)} is a private address; it is asked only with ${parameter('allowPrivateAddresses')}`,
    };
  if (reach === 'loopback' && from !== undefined && reachOf(from.hostname) !== 'loopback') {
    return {
      refused: ({ parameter }) =>
        `${show(from)} points to this machine (${quoted(url.hostname)}), which is asked only with ${parameter('allowPrivateAddresses')}`,
    };
  }
  return { url };
}

function parse(address: string, base: URL | undefined): URL | undefined {
  try {
    return base === undefined ? new URL(address) : new URL(address, base.href);
  } catch {
    return undefined;
  }
}

/** The URL without query and fragment, which may hold secrets. */
export function show(url: URL): string {
  return `${url.origin}${url.pathname}${url.search === '' ? '' : '?…'}`;
}

const privateSuffixes = ['.internal', '.local', '.localdomain', '.intranet', '.lan', '.home.arpa'];

/** Where a host name or address literal leads, as far as it says so itself; `hostname` as URL gives it. */
export function reachOf(hostname: string): Reach {
  const name = hostname.toLowerCase().replace(/\.+$/, '');
  if (name.startsWith('[')) return reachOf6(groups(name.slice(1, -1)));
  const octets = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(name)?.slice(1).map(Number);
  if (octets !== undefined) return reachOf4(octets);
  if (name === 'localhost' || name.endsWith('.localhost')) return 'loopback';
  return privateSuffixes.some((suffix) => name.endsWith(suffix)) || !name.includes('.') ? 'private' : 'public';
}

/** IANA IPv4 Special-Purpose Address Registry, what is not globally reachable; multicast and reserved too. */
function reachOf4([a = 0, b = 0, c = 0]: readonly number[]): Reach {
  if (a === 127) return 'loopback';
  const isPrivate =
    a === 0 ||
    a === 10 ||
    (a === 100 && b >= 64 && b <= 127) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b <= 31) ||
    (a === 192 && b === 168) ||
    (a === 192 && b === 0 && (c === 0 || c === 2)) ||
    (a === 198 && (b === 18 || b === 19 || (b === 51 && c === 100))) ||
    (a === 203 && b === 0 && c === 113) ||
    a >= 224;
  return isPrivate ? 'private' : 'public';
}

/** The eight groups of an IPv6 address; an embedded dotted IPv4 address has been rewritten by URL. */
function groups(address: string): readonly number[] {
  const [head = '', tail] = address.split('::');
  const read = (part: string): number[] => (part === '' ? [] : part.split(':').map((g) => Number.parseInt(g, 16)));
  if (tail === undefined) return read(head);
  const [before, after] = [read(head), read(tail)];
  return [...before, ...new Array<number>(Math.max(0, 8 - before.length - after.length)).fill(0), ...after];
}

const embedded4 = (high: number, low: number): readonly number[] => [high >> 8, high & 255, low >> 8, low & 255];

/** IANA IPv6 Special-Purpose Address Registry; addresses that stand for an IPv4 address are judged by that one. */
function reachOf6(g: readonly number[]): Reach {
  const at = (i: number): number => g[i] ?? 0;
  const zeroTo = (n: number): boolean => g.slice(0, n).every((x) => x === 0);
  if (zeroTo(7) && at(7) === 1) return 'loopback';
  if (zeroTo(8)) return 'private';
  if (zeroTo(5) && at(5) === 0xffff) return reachOf4(embedded4(at(6), at(7)));
  if (zeroTo(6)) return reachOf4(embedded4(at(6), at(7)));
  if (at(0) === 0x64 && at(1) === 0xff9b) return notLoopback(reachOf4(embedded4(at(6), at(7))));
  if (at(0) === 0x2002) return notLoopback(reachOf4(embedded4(at(1), at(2))));
  const isGlobalUnicast = (at(0) & 0xe000) === 0x2000;
  const isSpecial = at(0) === 0x2001 && (at(1) < 0x200 || at(1) === 0xdb8);
  return isGlobalUnicast && !isSpecial ? 'public' : 'private';
}

/** Through a translator, 127.0.0.1 is the translator's own machine, not this one. */
function notLoopback(reach: Reach): Reach {
  return reach === 'loopback' ? 'private' : reach;
}

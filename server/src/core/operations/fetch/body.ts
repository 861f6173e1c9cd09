/** What an answer's body is, told in one line when it is not what was hoped for. */
import { decodeBase64Lenient } from '../../encoding/base64url.ts';
import { decodeUtf8 } from '../../encoding/octets.ts';
import { parseJson, type JsonObject } from '../../document/json.ts';
import { holdsKeys, isJwkLike } from '../../document/role.ts';
import { stringValue, value } from '../../document/tree.ts';
import { privateMembers } from '../../registry/keyTypes.ts';
import { display, list } from '../../text.ts';
import { displayWord } from '../../words.ts';
import type { HttpAnswer } from './http.ts';

export interface Body {
  readonly text: string;
  readonly octets: number;
  readonly byteOrderMark: boolean;
  readonly utf8: boolean;
}

export function readBody(answer: HttpAnswer): Body {
  const octets = decodeBase64Lenient(answer.body) ?? new Uint8Array();
  const byteOrderMark = octets[0] === 0xef && octets[1] === 0xbb && octets[2] === 0xbf;
  const sound = decodeUtf8(octets);
  const text = sound ?? new TextDecoder('utf-8', { ignoreBOM: true }).decode(octets);
  return { text, octets: octets.length, byteOrderMark, utf8: sound !== undefined };
}

/** What a 200 answer turned out to be. */
export type Content =
  | { readonly kind: 'set'; readonly text: string; readonly keys: number }
  | { readonly kind: 'key'; readonly text: string }
  | { readonly kind: 'metadata'; readonly issuer: string | undefined; readonly jwksUri: string }
  | { readonly kind: 'other'; readonly problem: string };

export function readContent(answer: HttpAnswer, body: Body): Content {
  const problem = formProblem(answer, body);
  if (problem !== undefined) return { kind: 'other', problem };
  const { root, errors } = parseJson(body.text);
  const [error] = errors;
  if (root?.type === 'object') {
    const content = objectContent(root, body.text);
    // A set with a slip in its syntax is still worth opening: the diagnostics point at the slip.
    if (content !== undefined && (error === undefined || content.kind === 'set')) return content;
  }
  if (error !== undefined)
    return {
      kind: 'other',
      problem: `sent something that is not valid JSON (${error.message}): ${firstBytes(body.text)}`,
    };
  if (root?.type === 'array') {
    const what = holdsKeys(root) ? 'a bare array of keys instead of a JWK Set with "keys"' : 'a JSON array';
    return { kind: 'other', problem: `sent ${what}` };
  }
  if (root?.type !== 'object')
    return { kind: 'other', problem: `sent a JSON ${root?.type ?? 'text'}: ${firstBytes(body.text)}` };
  const names = root.members.slice(0, 6).map((m) => `"${displayWord(m.name.value)}"`);
  const more = root.members.length > names.length ? ', …' : '';
  const what = names.length === 0 ? 'an empty JSON object' : `a JSON object with ${list(names)}${more}`;
  const keys = value(root, 'keys');
  if (keys !== undefined) return { kind: 'other', problem: `sent ${what}, but "keys" is not an array` };
  return { kind: 'other', problem: `sent ${what}: neither "keys" nor "jwks_uri" is in it` };
}

function objectContent(root: JsonObject, text: string): Content | undefined {
  const keys = value(root, 'keys');
  if (keys?.type === 'array') return { kind: 'set', text, keys: keys.items.length };
  const jwksUri = stringValue(root, 'jwks_uri');
  if (jwksUri !== undefined) return { kind: 'metadata', issuer: stringValue(root, 'issuer'), jwksUri };
  const inline = value(root, 'jwks');
  const inlineKeys = inline?.type === 'object' ? value(inline, 'keys') : undefined;
  if (inline !== undefined && inlineKeys?.type === 'array') {
    return { kind: 'set', text: text.slice(inline.start, inline.end), keys: inlineKeys.items.length };
  }
  return isJwkLike(root) ? { kind: 'key', text } : undefined;
}

function formProblem(answer: HttpAnswer, body: Body): string | undefined {
  if (answer.truncated) return `sent more than ${size(body.octets)}; reading stopped`;
  if (body.octets === 0) return 'sent nothing: the answer is empty';
  if (body.text.startsWith('��')) return 'sent UTF-16 or binary data; JSON is UTF-8 (RFC 8259 §8.1)';
  if (isHtml(answer, body)) return `sent a web page (HTML), not JSON: ${firstBytes(body.text)}`;
  if (/^\uFEFF?\s*[\w-]+\.[\w-]+\.[\w-]+\s*$/.test(body.text)) return 'sent a signed JWT, not a plain JWK Set';
  if (/^\uFEFF?\s*-----BEGIN/.test(body.text)) return 'sent PEM, not a JWK Set';
  return undefined;
}

function isHtml(answer: HttpAnswer, body: Body): boolean {
  return (
    /^\uFEFF?\s*<(?:!doctype|html|head|body|!--)/i.test(body.text) ||
    (/html/i.test(answer.headers['content-type'] ?? '') && /^\s*</.test(body.text))
  );
}

/** The status in words, for answers other than 200. */
export function statusProblem(answer: HttpAnswer, body: Body): string | undefined {
  const { status } = answer;
  if (status === 200) return undefined;
  const shown = body.octets === 0 || isHtml(answer, body) ? '' : `: ${firstBytes(body.text)}`;
  const page = isHtml(answer, body) ? ' with a web page (HTML)' : '';
  return `answered ${status}${statusWords(status)}${page}${shown}`;
}

function statusWords(status: number): string {
  const words: Readonly<Record<number, string>> = {
    204: ' (no content)',
    400: ' (bad request)',
    401: ' (it asks for credentials; a key set is public, and none are ever sent)',
    403: ' (forbidden)',
    404: ' (nothing there: check host, path and realm)',
    405: ' (it does not allow GET)',
    406: ' (it has no JSON to offer)',
    410: ' (gone)',
    429: ' (too many requests: try again later)',
    502: ' (bad gateway)',
    503: ' (not available now)',
    504: ' (gateway timeout)',
  };
  return words[status] ?? (status >= 500 ? ' (the server failed)' : '');
}

/** A private member's name before its value, in JSON however often escaped, in JavaScript or in a form; or a long token. */
const secretSign = new RegExp(
  `PRIVATE KEY|(?<![\\w-])(?:${privateMembers.join('|')})\\\\*["']?\\s*[:=]|[\\w+/=-]{40}`,
  'i',
);

/** The first characters, escaped; not shown where private or symmetric material may be among them. */
export function firstBytes(text: string): string {
  const first = text.slice(0, 2000).replace(/\s+/g, ' ').trim().slice(0, 200);
  return secretSign.test(first) ? '(not shown: it may hold key material)' : `"${display(first)}"`;
}

/** "812 bytes", "4 MiB". */
export function size(octets: number): string {
  if (octets < 1024) return `${octets} bytes`;
  if (octets < 1024 * 1024) return `${Math.round(octets / 102.4) / 10} KiB`;
  return `${Math.round((octets / 1024 / 1024) * 10) / 10} MiB`;
}

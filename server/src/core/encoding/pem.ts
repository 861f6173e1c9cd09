/** PEM (RFC 7468, and RFC 1421 for the headers of encrypted PKCS#1 and SEC 1 keys): blocks in a text with anything around. */
import { decodeBase64Lenient, encodeBase64 } from './base64url.ts';
import { KeyFormatError } from './derFields.ts';

export interface PemBlock {
  readonly label: string;
  /** The lines before it, from the end of the block before: explanatory text (RFC 7468 §5.2). */
  readonly before: string;
  /** Such as Proc-Type and DEK-Info. */
  readonly headers: ReadonlyMap<string, string>;
  readonly octets: Uint8Array;
}

const begin = /-----BEGIN ([A-Z0-9][A-Z0-9 .-]{0,60}?)-----/g;

/** Whether there is a block in the text. */
export function hasPem(text: string): boolean {
  return /-----BEGIN [A-Z0-9]/.test(text);
}

/**
 * The blocks of a text, in order.
 * @throws KeyFormatError with the number of the block that is cut or not base64
 */
export function readPem(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let from = 0;
  begin.lastIndex = 0;
  for (let match = begin.exec(text); match !== null; match = begin.exec(text)) {
    const label = match[1] as string;
    const where = `block ${blocks.length + 1} (${label})`;
    const end = `-----END ${label}-----`;
    const to = text.indexOf(end, begin.lastIndex);
    if (to < 0) throw new KeyFormatError(`${where} is cut: the line "${end}" is missing`);
    const raw = text.slice(begin.lastIndex, to);
    const isEscaped = !/[\r\n]/.test(raw.trim()) && /\\[rn]/.test(raw);
    const plain = (part: string): string => (isEscaped ? unescaped(part) : part);
    const { headers, body } = split(plain(raw));
    const octets = decodeBase64Lenient(body.replace(/[\s"'\\]+/g, ''));
    if (octets === undefined || octets.length === 0)
      throw new KeyFormatError(`${where} is not base64; copy it again as a whole`);
    blocks.push({ label, before: plain(text.slice(from, match.index)), headers, octets });
    from = begin.lastIndex = to + end.length;
  }
  return blocks;
}

/** A line of an environment or a JSON string has its line breaks as `\n`. */
function unescaped(text: string): string {
  return text.replace(/(?:\\r)?\\n|\\r/g, '\n');
}

function split(raw: string): { headers: Map<string, string>; body: string } {
  const headers = new Map<string, string>();
  const lines = raw.split(/\r?\n|\r/);
  let at = lines[0]?.trim() === '' ? 1 : 0;
  for (let last = ''; at < lines.length; at++) {
    const line = lines[at] as string;
    const header = /^\s*([A-Za-z][A-Za-z0-9-]*):[ \t]*(.*)$/.exec(line);
    // A line that begins with white space goes on with the one before it (RFC 1421 §4.6).
    if (header !== null) headers.set((last = header[1] as string), (header[2] as string).trim());
    else if (last !== '' && /^[ \t]+\S/.test(line)) headers.set(last, `${headers.get(last) ?? ''}${line.trim()}`);
    else break;
  }
  return { headers, body: lines.slice(at).join('\n') };
}

/** A block with its line break; 64 characters a line. */
export function writePem(label: string, octets: Uint8Array): string {
  const lines = encodeBase64(octets).match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/**
 * What a JWK says of its key besides its numbers, carried through PEM as explanatory text (RFC 7468 §5.2): a line each
 * before the block, which other tools skip. Values that could be taken for something else are JSON strings.
 */
export interface Labels {
  readonly kid?: string;
  readonly use?: string;
  readonly alg?: string;
  readonly key_ops?: readonly string[];
}

const plain = /^[A-Za-z0-9_.:+/=@~-](?:[A-Za-z0-9_.:+/=@~ -]*[A-Za-z0-9_.:+/=@~-])?$/;

/** A value in one line of printable ASCII that holds nothing like the boundary of a block. */
function oneLine(value: string): string {
  // OpenSSL reads lines piece by piece: a long one must not hold a boundary where a piece may begin.
  if (plain.test(value) && !value.includes('--')) return value;
  return JSON.stringify(value)
    .replace(/[^\x20-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('--', '\\u002d\\u002d');
}

/** The lines, each with its line break. */
export function writeLabels({ kid, use, alg, key_ops }: Labels): string {
  const lines = [
    ...(kid === undefined ? [] : [`kid: ${oneLine(kid)}`]),
    ...(use === undefined ? [] : [`use: ${oneLine(use)}`]),
    ...(alg === undefined ? [] : [`alg: ${oneLine(alg)}`]),
    ...(key_ops === undefined ? [] : [`key_ops: ${key_ops.map(oneLine).join(', ')}`]),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** Longer lines are explanatory text: nothing is looked for in them. */
const maxLine = 4096;

/** What such lines say; of several of a name the last counts, as it stands next to the block. Other text is no concern. */
export function readLabels(text: string): Labels {
  const found = new Map<string, string>();
  for (const line of text.split(/\r\n|\r|\n/)) {
    if (line.length > maxLine) continue;
    const match = /^(kid|use|alg|key_ops): (.*)$/.exec(line);
    if (match !== null) found.set(match[1] as string, match[2] as string);
  }
  const one = (name: 'kid' | 'use' | 'alg'): Labels => {
    const value = oneValue(found.get(name));
    return value === undefined ? {} : { [name]: value };
  };
  const operations = values(found.get('key_ops'));
  return {
    ...one('kid'),
    ...one('use'),
    ...one('alg'),
    ...(operations === undefined ? {} : { key_ops: operations }),
  };
}

function oneValue(written: string | undefined): string | undefined {
  if (written === undefined) return undefined;
  const text = written.trim();
  if (!text.startsWith('"')) return plain.test(text) ? text : undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'string' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A string, what is in no quotes, or a comma; none where quotes are not closed. */
const item = /"(?:[^"\\]|\\.)*"|[^",]+|,/y;

/** Values with commas between them. */
function values(written: string | undefined): string[] | undefined {
  if (written === undefined) return undefined;
  const items: string[] = [];
  for (let at = 0; at < written.length;) {
    item.lastIndex = at;
    const [found] = item.exec(written) ?? [];
    if (found === undefined) return undefined;
    if (found !== ',') items.push(found);
    at += found.length;
  }
  const read = items
    .map((value) => value.trim())
    .filter((value) => value !== '')
    .map(oneValue);
  return read.every((value) => value !== undefined) ? read : undefined;
}

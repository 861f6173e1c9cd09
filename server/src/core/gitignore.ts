/** The text of a `.gitignore` with one more file in it (gitignore(5)). */

/**
 * The text with the file added at its end, or undefined when a line says so already. What patterns match is for a
 * library to tell, or git: only the file's own line is looked for.
 * @param text of the `.gitignore`; undefined when there is none
 * @param path from the directory of the `.gitignore`, with forward slashes: "keys/private.jwks"
 */
export function withIgnored(text: string | undefined, path: string): string | undefined {
  const line = patternOf(path);
  const lines = (text ?? '').replace(/^\uFEFF/, '').split(/\r\n|\n/);
  // The last line about a file decides.
  const last = lines.findLast((one) => [line, line.slice(1)].includes(one.replace(/^!/, '')));
  if (last?.startsWith('!') === false) return undefined;
  const eol = text?.includes('\r\n') === true ? '\r\n' : '\n';
  const before = text === undefined || text === '' || text.endsWith('\n') ? (text ?? '') : text + eol;
  return `${before}${line}${eol}`;
}

/** The pattern that matches this file and no other; the slash at its beginning holds it to the directory. */
function patternOf(path: string): string {
  return `/${path.replace(/^\/+/, '')}`
    .replace(/[\\*?[\]]/g, '\\$&')
    .replace(/ +$/, (spaces) => '\\ '.repeat(spaces.length))
    .replace(/[\r\n]/g, '?');
}

/**
 * Globs of the settings, in the few forms they need: `*` and `?` within a name, `**` across directories, `{a,b}` and
 * `[a-z]`. A library would cost more than it gives (picomatch: 30 KB and Node's path module).
 *
 * A pattern without a slash matches the name, one with a slash the end of the path, at a directory boundary; a leading
 * slash holds it at the root. Case counts.
 */

export type Glob = (path: string) => boolean;

/** @throws SyntaxError when the pattern's brackets or braces do not close */
export function compileGlob(pattern: string): Glob {
  const anchored = pattern.startsWith('/') || pattern.startsWith('./');
  const body = pattern.replace(/^\.?\/+/, '');
  const source = `${anchored ? '^/?' : '^(?:.*/)?'}${translate(body)}$`;
  const regex = new RegExp(source, 'u');
  return (path) => regex.test(normalize(path));
}

/** The path of a URI, or the path itself, with forward slashes and decoded. */
function normalize(pathOrUri: string): string {
  const uri = /^[a-z][a-z0-9+.-]+:\/\/[^/]*([^?#]*)/i.exec(pathOrUri);
  if (uri === null) return pathOrUri.replaceAll('\\', '/');
  try {
    return decodeURIComponent(uri[1] ?? '');
  } catch {
    return uri[1] ?? '';
  }
}

const special = /[\\^$.|+()[\]{}/]/;

function translate(pattern: string): string {
  let out = '';
  let braces = 0;
  for (let i = 0; i < pattern.length; i++) {
    const c = pattern[i] as string;
    if (c === '*') {
      const double = pattern[i + 1] === '*';
      if (!double) out += '[^/]*';
      else if (pattern[i + 2] === '/') out += '(?:[^/]*/)*';
      else out += '.*';
      if (double) i += pattern[i + 2] === '/' ? 2 : 1;
    } else if (c === '?') out += '[^/]';
    else if (c === '{') {
      braces++;
      out += '(?:';
    } else if (c === '}' && braces > 0) {
      braces--;
      out += ')';
    } else if (c === ',' && braces > 0) out += '|';
    else if (c === '[') {
      const end = pattern.indexOf(']', i + 2);
      if (end < 0) throw new SyntaxError('a [ is not closed');
      const set = pattern
        .slice(i + 1, end)
        .replace(/^!/, '^')
        .replace(/[\\[\]&~]/g, '\\$&');
      out += `(?!/)[${set}]`;
      i = end;
    } else out += special.test(c) ? `\\${c}` : c;
  }
  if (braces > 0) throw new SyntaxError('a { is not closed');
  return out;
}

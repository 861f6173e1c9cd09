/** Texts shown to people: filled-in messages, and values of a document made safe to show. */

/** Control and bidirectional formatting characters could make a message say something else than it does. */
// eslint-disable-next-line no-control-regex
const unsafe = /[\u0000-\u001F\u007F-\u009F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/g;

const maxCodePoints = 64;

/** A value of the document, cut at 64 code points, with control and bidirectional characters escaped (rules.md §3.6). */
export function display(value: string): string {
  const points = value.length > maxCodePoints ? Array.from(value.slice(0, 4 * maxCodePoints)) : undefined;
  const cut =
    points !== undefined && points.length > maxCodePoints ? `${points.slice(0, maxCodePoints).join('')}…` : value;
  return cut.replace(unsafe, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The value in double quotes, as {@link display} shows it. */
export function quoted(value: string): string {
  return `"${display(value)}"`;
}

/** The template with each `{name}` replaced; texts are made safe to show, longer ones are trusted to be ours. */
export function fill(template: string, data: Readonly<Record<string, string | number>> = {}): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = data[name];
    return value === undefined
      ? whole
      : typeof value === 'number'
        ? String(value)
        : value.replace(unsafe, escapeUnsafe);
  });
}

function escapeUnsafe(c: string): string {
  return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** "a", "a and b", "a, b and c". */
export function list(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) as string}`;
}

/** "1 key", "2 keys". */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/** A time in seconds since 1970 as "2026-11-20" (UTC); times beyond the calendar as the number. */
export function date(seconds: number): string {
  const time = new Date(seconds * 1000);
  return Number.isNaN(time.getTime()) ? String(seconds) : time.toISOString().slice(0, 10);
}

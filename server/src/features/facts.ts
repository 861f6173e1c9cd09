/** The facts about a key as Markdown: for hover and inspection. */
import { certificateLine, inspectKey } from '../core/operations/inspect.ts';
import { keyKind } from '../core/key/describe.ts';
import type { Key } from '../core/key/key.ts';
import { thumbprintUri } from '../core/key/thumbprint.ts';
import { display } from '../core/text.ts';

/** A key's name in plain text, for titles. */
export function keyTitle(key: Key): string {
  const { kid } = inspectKey(key);
  return kid === null ? `${keyKind(key)}, keys[${key.index}]` : `${keyKind(key)}, kid ${display(kid)}`;
}

/** The same in Markdown. */
export function keyHeading(key: Key): string {
  const { kid } = inspectKey(key);
  const kind = markdownText(keyKind(key));
  return kid === null ? `${kind}, keys[${key.index}]` : `${kind}, kid ${code(display(kid))}`;
}

/** One line a fact; never key material. */
export function factsMarkdown(key: Key): string {
  const facts = inspectKey(key);
  const rows: (readonly [string, string | undefined])[] = [
    ['Key', markdownText(keyKind(key))],
    ['Key ID is', facts.kid === null ? undefined : (facts.kidOrigin ?? undefined)],
    ['Thumbprint (SHA-256)', facts.thumbprint === null ? undefined : code(facts.thumbprint)],
    ['Thumbprint URI', facts.thumbprint === null ? undefined : code(thumbprintUri(facts.thumbprint))],
    ['Can serve', facts.algorithms.length === 0 ? undefined : facts.algorithms.join(', ')],
    ['Holds', facts.private ? (facts.kty === 'oct' ? 'the symmetric key' : 'the private key') : 'the public key only'],
    ...facts.certificates.map((c) => [`Certificate x5c[${c.index}]`, code(certificateLine(c))] as const),
  ];
  return rows.flatMap(([name, text]) => (text === undefined ? [] : [`- ${name}: ${text}`])).join('\n');
}

/** A text as inline code, which Markdown leaves alone: nothing of a document becomes a link or an image. */
export function code(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

/** A text as Markdown shows it letter by letter. */
export function markdownText(text: string): string {
  return text.replace(/[\\`*_{}[\]()<>#!|~&]/g, '\\$&');
}

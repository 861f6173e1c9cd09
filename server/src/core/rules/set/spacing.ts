/** What stands between a colon and its value in the document: a space where the document has one. */
export function spacing(text: string): string {
  return text.slice(0, 20_000).includes('": ') ? ' ' : '';
}

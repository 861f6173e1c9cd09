/** Fixture marks: `⟦…⟧{rule-id}` an expected finding (the id may be left out), `|` the cursor. */

export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly id: string | undefined;
}

/** The text without its marks, and where they stood. Marks nest. */
export function readMarks(marked: string): { text: string; marks: Mark[] } {
  let text = '';
  const open: number[] = [];
  const marks: Mark[] = [];
  for (let i = 0; i < marked.length; i++) {
    const c = marked[i] as string;
    if (c === '⟦') open.push(text.length);
    else if (c === '⟧') {
      const start = open.pop();
      if (start === undefined) throw new Error(`unmatched ⟧ in ${marked.slice(0, 60)}`);
      const id = /^\{([a-z0-9-]+)\}/.exec(marked.slice(i + 1));
      if (id !== null) i += id[0].length;
      marks.push({ start, end: text.length, id: id?.[1] });
    } else text += c;
  }
  if (open.length > 0) throw new Error(`unmatched ⟦ in ${marked.slice(0, 60)}`);
  return { text, marks: marks.sort((a, b) => a.start - b.start || a.end - b.end) };
}

/** The text without its cursor mark, and where it stood. */
export function readCursor(marked: string): { text: string; offset: number } {
  const offset = marked.indexOf('|');
  if (offset < 0) throw new Error('no | in the text');
  return { text: marked.slice(0, offset) + marked.slice(offset + 1), offset };
}

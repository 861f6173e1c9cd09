/** Offsets as lines and characters, counted from 0 in UTF-16 as LSP does. */

export interface Position {
  readonly line: number;
  readonly character: number;
}

export type ToPosition = (offset: number) => Position;

/** Line ends are LF, CR LF and CR (LSP 3.17, text documents). */
export function positionsIn(text: string): ToPosition {
  let kept: number[] | undefined;
  return (offset) => {
    const starts = (kept ??= lineStarts(text));
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { line: low, character: offset - (starts[low] as number) };
  };
}

/** Looked for when the first place is asked for: most texts have nothing to show. */
function lineStarts(text: string): number[] {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);
  return starts;
}

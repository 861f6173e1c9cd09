/** Which stretch of a text became which stretch of its next version. */

export interface TextChange {
  /** UTF-16 offsets: `oldText[start, oldEnd)` was replaced by `newText[start, newEnd)`. */
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/** The one change that covers two, of which `second` was made in the text `first` had led to. */
export function compose(first: TextChange, second: TextChange): TextChange {
  const firstGrowth = first.newEnd - first.oldEnd;
  const secondGrowth = second.newEnd - second.oldEnd;
  return {
    start: Math.min(first.start, second.start),
    oldEnd: Math.max(first.oldEnd, second.oldEnd - firstGrowth),
    newEnd: Math.max(second.newEnd, first.newEnd + secondGrowth),
  };
}

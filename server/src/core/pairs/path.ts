/** Paths of linked documents, as settings name them: the server, the command line and the editor read them alike. */

/** A path from the folder without `.` and `..`, or what is wrong with it: "must be …". */
export type PairPath = { readonly path: string } | { readonly problem: string };

/** A path that stays in the folder: what a workspace names must not have files read, or changed, anywhere. */
export function readPairPath(value: string): PairPath {
  if (value.includes('\\')) return { problem: 'must be written with forward slashes' };
  const steps: string[] = [];
  // A drive letter or scheme is no directory's name.
  let leaves = /^(?:\/|[a-z][a-z0-9+.-]*:)/i.test(value);
  for (const step of value.split('/')) {
    if (step === '..') leaves ||= steps.pop() === undefined;
    else if (step !== '.' && step !== '') steps.push(step);
  }
  if (leaves || steps.length === 0) return { problem: 'must be a path inside of the folder' };
  return { path: steps.join('/') };
}

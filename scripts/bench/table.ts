/** The table of what was measured, and whether each bar is met. */
export interface Row {
  /** Of the bar: P1 … P12; P0 for what failed. */
  readonly id: string;
  readonly measure: string;
  /** Absent when it was not measured; `note` says why. */
  readonly value?: number;
  readonly unit?: '×' | 'KiB';
  /** At most so much is allowed, and so much is wished for. Absent when there is nothing to compare with. */
  readonly bar?: number;
  readonly aim?: number;
  readonly note?: string;
}

export type Verdict = 'aim' | 'yes' | 'MISSED' | '–';

export function verdict({ value, bar, aim }: Row): Verdict {
  if (value === undefined || bar === undefined) return '–';
  if (value > bar) return 'MISSED';
  return aim !== undefined && value <= aim ? 'aim' : 'yes';
}

export function formatTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.id,
    row.measure,
    row.value === undefined ? '–' : quantity(row.value, row.unit),
    row.bar === undefined ? '–' : `≤ ${number(row.bar)}`,
    row.aim === undefined ? '–' : number(row.aim),
    verdict(row),
    row.note ?? '',
  ]);
  const all = [['id', 'measure', 'value', 'bar', 'aim', 'met', 'note'], ...lines];
  const widths = [0, 1, 2, 3, 4, 5, 6].map((i) => Math.max(...all.map((line) => (line[i] ?? '').length)));
  const write = (line: readonly string[]): string =>
    line
      .map((cell, i) => (i >= 2 && i <= 4 ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  const [head, ...body] = all.map(write) as [string, ...string[]];
  return [head, '─'.repeat(Math.max(...all.map((line) => write(line).length))), ...body].join('\n');
}

/** The bars that are missed, and by how much; never a reason for the run to fail, since one run proves little. */
export function summary(rows: readonly Row[]): string {
  const missed = rows.filter((row) => verdict(row) === 'MISSED');
  if (missed.length === 0) return 'Every bar that could be compared is met.';
  const lines = missed.map(
    (row) => `  ${row.id} ${row.measure}: ${number((row.value ?? 0) / (row.bar ?? 1))} of its bar`,
  );
  return [`Missed in this run (a bar is missed when two runs of three miss it): ${missed.length}`, ...lines].join('\n');
}

function quantity(value: number, unit: Row['unit'] = '×'): string {
  return `${number(value)} ${unit}`;
}

function number(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** So many keys, in words. */
export const count = (keys: number): string => (keys === 1 ? '1 key' : `${keys} keys`);

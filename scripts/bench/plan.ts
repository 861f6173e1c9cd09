/** How much is measured: everything, or what gives a first answer in under a minute. */
export interface Plan {
  readonly quick: boolean;
  /** Keys in the sets, smallest first. */
  readonly sizes: readonly number[];
  /** Samples of a measure; their median counts. */
  readonly rounds: number;
  /** Samples of what the host's randomness spreads widely. */
  readonly generations: number;
  /** Characters of the worst texts: at most what is examined. */
  readonly worstLength: number;
}

export const fullPlan: Plan = {
  quick: false,
  sizes: [100, 1_000, 10_000],
  rounds: 7,
  generations: 25,
  worstLength: 4 * 1024 * 1024,
};

export const quickPlan: Plan = {
  quick: true,
  sizes: [100, 1_000],
  rounds: 3,
  generations: 7,
  worstLength: 128 * 1024,
};

/** What a search has done so far, so that tests can show that it is linear without looking at a clock. */
export interface Work {
  /** Characters that were read, each as often as it was. */
  characters: number;
}

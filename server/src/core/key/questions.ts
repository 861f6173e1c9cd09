/**
 * Questions that take too long to answer while somebody types: whether a number is prime, whether a signature verifies
 * (rules.md §3.7). Rules ask them like any other fact; as long as there is no answer they stay silent, and whoever runs
 * the rules collects what was asked, has it answered in a pause, and runs them again.
 */

export type Input = bigint | string | Uint8Array;

export interface Question<T = unknown> {
  /** What is asked; questions of one kind with equal inputs have one answer. */
  readonly kind: string;
  /** What the answer depends on. May be secret: compared, hashed under a random key, and never shown or kept. */
  readonly inputs: readonly Input[];
  /** Finds the answer in small steps, so that whoever asks can do other things in between, or give up. */
  readonly answer: () => Generator<undefined, T>;
  /** The number, when the question is no more than whether it is prime: many hosts answer that ten times as fast. */
  readonly prime?: bigint;
}

/** An answer that is found in one step. */
// eslint-disable-next-line require-yield -- one step has no pauses
export function* atOnce<T>(find: () => T): Generator<undefined, T> {
  return find();
}

/** What was asked about one key or one set, and what is known by now. */
export class Answers {
  private known: { readonly question: Question; readonly answer: unknown; used: boolean }[] = [];
  private asked: Question[] = [];
  private given = 0;
  private rounds = 0;

  /** Goes up with each answer, and each time the rules run: until then what was asked need not be asked again. */
  get round(): number {
    return this.rounds;
  }

  /** Goes up with each answer: what was concluded from fewer is out of date. */
  get version(): number {
    return this.given;
  }

  /** Questions that nobody has answered yet. */
  get open(): readonly Question[] {
    return this.asked;
  }

  /** The rules are about to run: what they do not ask again is forgotten. */
  begin(): void {
    this.rounds++;
    this.asked = [];
    this.known = this.known.filter((known) => known.used);
    for (const known of this.known) known.used = false;
  }

  /** The answer, or undefined when it is still to be found; then the question counts as open. */
  ask<T>(question: Question<T>): T | undefined {
    const known = this.known.find((k) => sameQuestion(k.question, question));
    if (known !== undefined) {
      known.used = true;
      return known.answer as T;
    }
    if (!this.asked.some((q) => sameQuestion(q, question))) this.asked.push(question);
    return undefined;
  }

  give(question: Question, answer: unknown): void {
    this.asked = this.asked.filter((q) => q !== question);
    this.known.push({ question, answer, used: true });
    this.given++;
    this.rounds++;
  }

  /** Takes over what was known of an earlier form of the key: most edits change nothing that was asked about. */
  inherit(earlier: Answers): void {
    this.rounds++;
    this.known.push(...earlier.known.map((known) => ({ ...known, used: true })));
  }
}

function sameQuestion(a: Question, b: Question): boolean {
  return (
    a.kind === b.kind && a.inputs.length === b.inputs.length && a.inputs.every((x, i) => sameInput(x, b.inputs[i]))
  );
}

function sameInput(a: Input, b: Input | undefined): boolean {
  if (!(a instanceof Uint8Array) || !(b instanceof Uint8Array)) return a === b;
  return a.length === b.length && a.every((octet, i) => octet === b[i]);
}

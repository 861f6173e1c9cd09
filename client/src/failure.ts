/** Failures as people read them. */
import type { Command } from 'vscode';

/** What a command could not do: one message that says what, where, and what to do. It never holds key material. */
export class Failure extends Error {
  /** What the message offers to do. */
  readonly offers: readonly Command[];

  constructor(message: string, offers: readonly Command[] = []) {
    super(message);
    this.name = 'Failure';
    this.offers = offers;
  }
}

/** An error by its class and code only: the messages of others may quote the text they choked on. */
export function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown failure';
  const { code } = error as { code?: unknown };
  return typeof code === 'string' || typeof code === 'number' ? `${error.name} ${code}` : error.name;
}

/** Questions of which several commands ask the same. */
import { answered, enter, pick, type Choice, type Step } from '../prompts.ts';

/** A step that picks one member of what is to be known. */
export function picking<S extends object, K extends keyof S & string>(
  member: K,
  placeholder: string,
  choices: (known: S) => readonly Choice<NonNullable<S[K]>>[],
  preselected: S[K] | undefined,
  likely?: (known: S) => boolean,
): Step<S> {
  return {
    // One possible answer needs no question.
    applies: (known) => known[member] === undefined && choices(known).length > 1,
    ...(likely ? { likely } : {}),
    ask: async (known, frame) => {
      const outcome = await pick(frame, placeholder, choices(known), (candidate) => candidate === preselected);
      return answered(outcome, (value) => ({ ...known, [member]: value }));
    },
  };
}

/** A step that has a text typed, where `applies` says so. */
export function entering<S extends object, K extends keyof S & string>(
  member: K,
  prompt: string,
  applies: (known: S) => boolean,
  options: {
    readonly value?: (known: S) => string;
    readonly placeholder?: string;
    readonly problem: (text: string) => string | undefined;
    readonly read?: (text: string) => NonNullable<S[K]>;
  },
): Step<S> {
  return {
    applies,
    ask: async (known, frame) => {
      const outcome = await enter(frame, prompt, { ...options, value: options.value?.(known) ?? '' });
      return answered(outcome, (text) => ({ ...known, [member]: options.read ? options.read(text) : text }));
    },
  };
}

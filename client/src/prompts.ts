/** Questions asked one after another, with a way back. */
import * as vscode from 'vscode';

const back: unique symbol = Symbol('back');

/** What a step answers: what is now known, a wish to go back, or undefined when the user gave up. */
export type Outcome<S> = S | typeof back | undefined;

/** One question. */
export interface Step<S> {
  /** Whether there is anything to ask, with what is known. */
  readonly applies: (known: S) => boolean;
  /** Whether it is likely to be asked, for the count of steps; as `applies` when not given. */
  readonly likely?: (known: S) => boolean;
  /** Asks it: {@link pick} or {@link enter}. */
  readonly ask: (known: S, frame: Frame) => Promise<Outcome<S>>;
}

/** Where in the row of questions one stands. */
export interface Frame {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}

/** One of several answers. */
export interface Choice<T> {
  readonly label: string;
  readonly description?: string | undefined;
  readonly detail?: string | undefined;
  readonly value: T;
}

/**
 * Asks the questions that apply.
 *
 * @returns What is known in the end; undefined when the user gave up.
 */
export async function askInTurn<S>(title: string, known: S, steps: readonly Step<S>[]): Promise<S | undefined> {
  /** What was known before each question that was answered. */
  const asked: { readonly index: number; readonly known: S }[] = [];
  let now = known;
  let index = 0;
  while (index < steps.length) {
    const step = steps[index];
    if (!step?.applies(now)) {
      index += 1;
      continue;
    }
    const later = steps.slice(index + 1).filter(({ applies, likely = applies }) => likely(now)).length;
    const frame = { title, step: asked.length + 1, totalSteps: asked.length + 1 + later };
    const outcome = await step.ask(now, frame);
    if (outcome === undefined) return undefined;
    if (outcome === back) {
      const last = asked.pop();
      if (!last) return undefined;
      ({ index, known: now } = last);
    } else {
      asked.push({ index, known: now });
      now = outcome;
      index += 1;
    }
  }
  return now;
}

/** Asks which of several. One of them, the first if none is named, is chosen by pressing Enter. */
export function pick<T>(
  frame: Frame,
  placeholder: string,
  choices: readonly Choice<T>[],
  preselected?: (value: T) => boolean,
): Promise<Outcome<T>> {
  const input = vscode.window.createQuickPick();
  const values = new Map<vscode.QuickPickItem, T>();
  for (const { label, description, detail, value } of choices) {
    const item = {
      label,
      ...(description === undefined ? {} : { description }),
      ...(detail === undefined ? {} : { detail }),
    };
    values.set(item, value);
  }
  const items = [...values.keys()];
  input.items = items;
  input.placeholder = placeholder;
  input.matchOnDescription = true;
  const active = items.find((item) => preselected?.(values.get(item) as T));
  if (active) input.activeItems = [active];
  return shown(input, frame, () => {
    const [item] = input.selectedItems;
    return item && values.get(item);
  });
}

/** Asks for a text. `problem` says what is wrong with it, if anything. */
export function enter(
  frame: Frame,
  prompt: string,
  options: {
    readonly value?: string;
    readonly placeholder?: string;
    /** Nobody is to read it over the shoulder, and spaces belong to it. */
    readonly password?: true;
    readonly problem: (text: string) => string | undefined;
    /** What follows from the text, said after the prompt. */
    readonly consequence?: (text: string) => string;
  },
): Promise<Outcome<string>> {
  const input = vscode.window.createInputBox();
  const read = (): string => (options.password ? input.value : input.value.trim());
  const tellConsequence = (): void => {
    input.prompt = [prompt, options.consequence?.(read()) ?? ''].filter((part) => part !== '').join(' ');
  };
  input.password = options.password ?? false;
  input.value = options.value ?? '';
  input.placeholder = options.placeholder ?? '';
  tellConsequence();
  // Mistakes are shown from the first Enter on: nobody has typed a whole address at its first letter.
  let tried = false;
  const changes = input.onDidChangeValue(() => {
    tellConsequence();
    if (tried) input.validationMessage = options.problem(read());
  });
  return shown(input, frame, () => {
    tried = true;
    const text = read();
    input.validationMessage = options.problem(text);
    return input.validationMessage === undefined ? text : undefined;
  }).finally(() => void changes.dispose());
}

/** What is known with the answer of a question; the way back, and giving up, as they are. */
export function answered<T, S>(outcome: Outcome<T>, use: (value: T) => S): Outcome<S> {
  if (outcome === undefined) return undefined;
  return outcome === back ? back : use(outcome);
}

/** Asks one question that stands alone. Undefined when the user gave up. */
export async function askOnce<T>(title: string, ask: (frame: Frame) => Promise<Outcome<T>>): Promise<T | undefined> {
  const outcome = await ask({ title, step: 1, totalSteps: 1 });
  return typeof outcome === 'symbol' ? undefined : outcome;
}

/** Shows the input until it has an answer, or the user goes back or away. */
function shown<T>(
  input: vscode.QuickPick<vscode.QuickPickItem> | vscode.InputBox,
  frame: Frame,
  answer: () => T | undefined,
): Promise<Outcome<T>> {
  input.title = frame.title;
  if (frame.totalSteps > 1) {
    input.step = frame.step;
    input.totalSteps = frame.totalSteps;
  }
  if (frame.step > 1) input.buttons = [vscode.QuickInputButtons.Back];
  // A question half answered outlives a look at another window.
  input.ignoreFocusOut = true;
  return new Promise<Outcome<T>>((resolve) => {
    input.onDidAccept(() => {
      const value = answer();
      if (value !== undefined) resolve(value);
    });
    input.onDidTriggerButton((button) => {
      if (button === vscode.QuickInputButtons.Back) resolve(back);
    });
    input.onDidHide(() => resolve(undefined));
    input.show();
  }).finally(() => input.dispose());
}

/** What the extension shows people, caught: nobody is there to press its buttons. */
import * as vscode from 'vscode';

/** A message in the corner of the window, or a modal one. */
export interface Message {
  readonly kind: 'information' | 'warning' | 'error';
  readonly text: string;
  readonly buttons: readonly string[];
  readonly modal: boolean;
}

type Show = (text: string, ...rest: unknown[]) => Promise<string | undefined>;

/**
 * Runs something and returns its result with the messages shown meanwhile.
 *
 * @param press The button to press, wherever it is offered.
 */
export async function withMessages<T>(
  run: () => T | PromiseLike<T>,
  press?: string,
): Promise<{ readonly result: T; readonly messages: readonly Message[] }> {
  const messages: Message[] = [];
  // The specs are part of the extension's folder, so they share its instance of the API.
  const window = vscode.window as unknown as Record<string, Show>;
  const kinds = {
    information: 'showInformationMessage',
    warning: 'showWarningMessage',
    error: 'showErrorMessage',
  } as const;
  const originals = Object.values(kinds).map((name) => [name, window[name]] as const);
  for (const [kind, name] of Object.entries(kinds) as [Message['kind'], string][]) {
    window[name] = (text, ...rest) => {
      const buttons = rest.filter((item) => typeof item === 'string');
      const modal = rest.some((item) => (item as vscode.MessageOptions | undefined)?.modal === true);
      messages.push({ kind, text, buttons, modal });
      return Promise.resolve(buttons.find((button) => button === press));
    };
  }
  try {
    return { result: await run(), messages };
  } finally {
    for (const [name, original] of originals) if (original) window[name] = original;
  }
}

/**
 * Runs something and returns its result with the titles of the progress it showed, and of that which can be cancelled.
 *
 * @param token What the work behind the latter is given.
 */
export async function withProgressTitles<T>(
  run: () => T | PromiseLike<T>,
  token = new vscode.CancellationTokenSource().token,
): Promise<{
  readonly result: T;
  readonly titles: readonly (string | undefined)[];
  readonly cancellable: readonly (string | undefined)[];
}> {
  const titles: (string | undefined)[] = [];
  const cancellable: (string | undefined)[] = [];
  const window: { withProgress: typeof vscode.window.withProgress } = vscode.window;
  const { withProgress } = window;
  window.withProgress = (options, task) => {
    titles.push(options.title);
    // In the status bar there is no button.
    if (options.cancellable !== true || options.location !== vscode.ProgressLocation.Notification) {
      return withProgress(options, task);
    }
    cancellable.push(options.title);
    return withProgress(options, (progress) => task(progress, token));
  };
  try {
    return { result: await run(), titles, cancellable };
  } finally {
    window.withProgress = withProgress;
  }
}

/** A question as it was put. */
export interface Question {
  readonly kind: 'pick' | 'input';
  readonly title: string | undefined;
  /** "2/5"; empty for a question that stands alone. */
  readonly step: string;
  readonly text: string;
  /** What can be picked, or what stands in the input at first. */
  readonly offered: readonly string[];
  /** The item that Enter would pick. */
  readonly active: string | undefined;
  readonly password: boolean;
  /** What was wrong with the answer, if anything. */
  problem?: string;
}

/** Goes back to the question before. */
export const BACK = '←';
/** Closes the question. */
export const ESCAPE = '⎋';

/**
 * Runs something and answers its quick picks by a label and its inputs by a text, one after the other.
 *
 * @param files What the dialogs for opening and saving files answer.
 * @throws Error for a question without an answer, and for an answer without a question.
 */
export async function withAnswers<T>(
  answers: readonly string[],
  run: () => T | PromiseLike<T>,
  files: { readonly open?: vscode.Uri; readonly save?: vscode.Uri } = {},
): Promise<{ readonly result: T; readonly questions: readonly Question[] }> {
  const questions: Question[] = [];
  const left = [...answers];
  let failure: Error | undefined;
  const next = (question: Question): string => {
    questions.push(question);
    const answer = left.shift();
    if (answer === undefined) failure ??= new Error(`No answer is left for ${JSON.stringify(question)}`);
    return answer ?? ESCAPE;
  };
  const window = vscode.window as unknown as Record<string, unknown>;
  const originals = ['createQuickPick', 'createInputBox', 'showOpenDialog', 'showSaveDialog'].map(
    (name) => [name, window[name]] as const,
  );
  window.createQuickPick = () => new FakeInput('pick', next);
  window.createInputBox = () => new FakeInput('input', next);
  window.showOpenDialog = () => Promise.resolve(files.open && [files.open]);
  window.showSaveDialog = () => Promise.resolve(files.save);
  try {
    const result = await run();
    if (failure) throw failure;
    if (left.length > 0) throw new Error(`Nobody asked for ${left.join(', ')}; asked: ${JSON.stringify(questions)}`);
    return { result, questions };
  } finally {
    for (const [name, original] of originals) window[name] = original;
  }
}

/** As much of a QuickPick and an InputBox as the extension uses. */
class FakeInput {
  title: string | undefined;
  step: number | undefined;
  totalSteps: number | undefined;
  placeholder = '';
  prompt = '';
  value = '';
  password = false;
  validationMessage: string | undefined;
  items: readonly vscode.QuickPickItem[] = [];
  activeItems: readonly vscode.QuickPickItem[] = [];
  selectedItems: readonly vscode.QuickPickItem[] = [];
  buttons: readonly vscode.QuickInputButton[] = [];
  ignoreFocusOut = false;
  matchOnDescription = false;
  readonly #accept = new vscode.EventEmitter<void>();
  readonly #hide = new vscode.EventEmitter<void>();
  readonly #button = new vscode.EventEmitter<vscode.QuickInputButton>();
  readonly #change = new vscode.EventEmitter<string>();
  readonly onDidAccept = this.#accept.event;
  readonly onDidHide = this.#hide.event;
  readonly onDidTriggerButton = this.#button.event;
  readonly onDidChangeValue = this.#change.event;
  readonly #kind: Question['kind'];
  readonly #next: (question: Question) => string;
  #done = false;

  constructor(kind: Question['kind'], next: (question: Question) => string) {
    this.#kind = kind;
    this.#next = next;
  }

  show(): void {
    setTimeout(() => this.#ask(), 0);
  }

  dispose(): void {
    this.#done = true;
  }

  #ask(): void {
    if (this.#done) return;
    const isPick = this.#kind === 'pick';
    const question: Question = {
      kind: this.#kind,
      title: this.title,
      step: this.step === undefined ? '' : `${this.step}/${this.totalSteps ?? 0}`,
      text: isPick ? this.placeholder : this.prompt,
      offered: isPick ? this.items.map(({ label }) => label) : [this.value],
      active: (this.activeItems[0] ?? this.items[0])?.label,
      password: this.password,
    };
    const answer = this.#next(question);
    if (answer === ESCAPE) this.#hide.fire();
    else if (answer === BACK) {
      const back = this.buttons.find((button) => button === vscode.QuickInputButtons.Back);
      if (back) this.#button.fire(back);
      else this.#hide.fire();
    } else this.#answer(answer, question);
  }

  #answer(answer: string, question: Question): void {
    if (this.#kind === 'pick') {
      this.selectedItems = this.items.filter(({ label }) => label === answer);
      if (this.selectedItems.length === 0) {
        question.problem = `not offered: ${answer}`;
        this.#hide.fire();
        return;
      }
      this.#accept.fire();
      return;
    }
    this.value = answer;
    this.#change.fire(answer);
    this.#accept.fire();
    if (this.validationMessage === undefined) return;
    question.problem = this.validationMessage;
    this.#ask();
  }
}

/** Runs a command of the palette as a key binding would. */
export function command<T>(id: string, argument?: unknown): Promise<T> {
  return Promise.resolve(vscode.commands.executeCommand<T>(id, argument));
}

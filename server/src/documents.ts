/** Open documents, each read once per version and linted once per version and settings. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readDocument, type JwkDocument, type ReadOptions } from './core/document/document.ts';
import { oncePer } from './core/maps.ts';
import type { LintConfiguration } from './core/rules/configuration.ts';
import type { Counterpart } from './core/rules/rule.ts';
import { lint, lintSteps, maxFindings, openQuestions, type Finding } from './core/rules/run.ts';
import type { Question } from './core/key/questions.ts';
import type { ChangeLog } from './changes.ts';
import type { DocumentSettings } from './configuration.ts';

export interface Snapshot {
  readonly uri: string;
  /** The path that tells role and exposure: from the workspace folder, where the document is in one. */
  readonly path: string;
  readonly version: number;
  readonly text: TextDocument;
  readonly document: JwkDocument;
  readonly configuration: LintConfiguration;
  /** Role and exposure as the settings force them. */
  readonly readOptions: ReadOptions;
  /** Findings at the time they were first asked for. */
  readonly findings: () => readonly Finding[];
  /** The same, with a pause now and then for other work; what `pause` throws ends it. */
  readonly findingsInTurns: (pause: () => Promise<void>) => Promise<readonly Finding[]>;
  /**
   * Has every open question about the document answered, after which `findings` are complete; what `find` throws ends
   * it, and the answers so far are kept.
   */
  readonly answerQuestions: (
    find: (question: Question) => Promise<unknown>,
    pause: () => Promise<void>,
  ) => Promise<void>;
  /** Whether something about the document is still to be found out. */
  readonly hasQuestions: () => boolean;
}

/** The other document of a linked pair, as the server has it. */
export interface LinkedDocument extends Counterpart {
  readonly uri: string;
  readonly text: TextDocument;
  /** Null when the document is not open: the file is meant. */
  readonly version: number | null;
}

interface Kept {
  readonly snapshot: Snapshot;
  readonly settings: DocumentSettings;
  readonly text: TextDocument;
  readonly linked: readonly LinkedDocument[];
}

/** Keeps the last snapshot of each document until its text or settings change, or it is closed. */
export class Snapshots {
  private readonly kept = new Map<string, Kept>();
  private readonly now: () => number;
  private readonly reportSyntax: boolean;
  private readonly pathOf: (uri: string) => string;
  private readonly changes: ChangeLog;

  /** @param pathOf the path that tells role and exposure of a document */
  constructor(now: () => number, reportSyntax: boolean, pathOf: (uri: string) => string, changes: ChangeLog) {
    this.now = now;
    this.pathOf = pathOf;
    this.reportSyntax = reportSyntax;
    this.changes = changes;
  }

  /** @param linked the documents it is linked with, as they are now; as they were when left out */
  of(text: TextDocument, settings: DocumentSettings, linked?: readonly LinkedDocument[]): Snapshot {
    const kept = this.kept.get(text.uri);
    const counterparts = linked ?? kept?.linked ?? [];
    if (kept?.text === text && kept.snapshot.version === text.version && kept.settings === settings) {
      if (areSame(kept.linked, counterparts)) return kept.snapshot;
      // The same text, beside another: only the findings are new.
      const snapshot = this.take(text, kept.snapshot.path, settings, kept.snapshot.document, counterparts);
      this.kept.set(text.uri, { snapshot, settings, text, linked: counterparts });
      return snapshot;
    }
    const change = this.changes.take(text);
    const path = this.pathOf(text.uri);
    // Read under other settings, or under another name, or closed and opened again: nothing of it can be used.
    const known = kept?.text === text && kept.settings === settings && kept.snapshot.path === path;
    const earlier = known && change ? { document: kept.snapshot.document, change } : undefined;
    const document = readDocument(text.getText(), path, settings.read, earlier);
    const snapshot = this.take(text, path, settings, document, counterparts);
    this.kept.set(text.uri, { snapshot, settings, text, linked: counterparts });
    return snapshot;
  }

  close(uri: string): void {
    this.kept.delete(uri);
  }

  private take(
    text: TextDocument,
    path: string,
    settings: DocumentSettings,
    document: JwkDocument,
    linked: readonly LinkedDocument[],
  ): Snapshot {
    // One object for one of the settings: findings are kept for as long as it is the same.
    const configuration = this.reportSyntax ? settings.lint : withSyntaxReported(settings.lint);
    const steps = (): Generator<undefined, Finding[]> =>
      lintSteps(document, configuration, this.now(), maxFindings, linked);
    let findings: readonly Finding[] | undefined;
    return {
      uri: text.uri,
      path,
      version: text.version,
      text,
      document,
      configuration,
      readOptions: settings.read,
      findings: () => (findings ??= lint(document, configuration, this.now(), maxFindings, linked)),
      findingsInTurns: async (pause) => (findings ??= await inTurns(steps(), this.now, pause)),
      hasQuestions: () => openQuestions(document).length > 0,
      answerQuestions: async (find, pause) => {
        // Answers may lead to further questions.
        for (let open = openQuestions(document); open.length > 0; open = openQuestions(document)) {
          for (const { question, answers } of open) answers.give(question, await find(question));
          findings = await inTurns(steps(), this.now, pause);
        }
      },
    };
  }
}

/** Where the editor's own JSON service reports syntax, ours would say everything twice. */
const withSyntaxReported = oncePer((lint: LintConfiguration): LintConfiguration => ({ ...lint, syntaxReported: true }));

function areSame(a: readonly LinkedDocument[], b: readonly LinkedDocument[]): boolean {
  return a === b || (a.length === b.length && a.every((one, i) => one === b[i]));
}

/** Work of so many seconds at a time leaves an editor responsive. */
const turnSeconds = 0.02;

async function inTurns<T>(steps: Generator<undefined, T>, now: () => number, pause: () => Promise<void>): Promise<T> {
  let turn = now();
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (now() - turn > turnSeconds) {
      await pause();
      turn = now();
    }
  }
}

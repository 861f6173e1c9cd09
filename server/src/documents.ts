/** Open documents, each read once per version and linted once per version and settings. */
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readDocument, type JwkDocument, type ReadOptions } from './core/document/document.ts';
import type { LintConfiguration } from './core/rules/configuration.ts';
import { lint, lintSteps, type Finding } from './core/rules/run.ts';
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
}

/** Keeps the last snapshot of each document until its text or settings change, or it is closed. */
export class Snapshots {
  private readonly kept = new Map<string, { snapshot: Snapshot; settings: DocumentSettings }>();
  private readonly now: () => number;
  private readonly reportSyntax: boolean;
  private readonly pathOf: (uri: string) => string;

  /** @param pathOf the path that tells role and exposure of a document */
  constructor(now: () => number, reportSyntax: boolean, pathOf: (uri: string) => string) {
    this.now = now;
    this.pathOf = pathOf;
    this.reportSyntax = reportSyntax;
  }

  of(text: TextDocument, settings: DocumentSettings): Snapshot {
    const kept = this.kept.get(text.uri);
    if (kept?.snapshot.version === text.version && kept.settings === settings) return kept.snapshot;
    const snapshot = this.take(text, settings);
    this.kept.set(text.uri, { snapshot, settings });
    return snapshot;
  }

  close(uri: string): void {
    this.kept.delete(uri);
  }

  private take(text: TextDocument, settings: DocumentSettings): Snapshot {
    const path = this.pathOf(text.uri);
    const document = readDocument(text.getText(), path, settings.read);
    // Where the editor's own JSON service reports syntax, ours would say everything twice.
    const configuration = this.reportSyntax
      ? settings.lint
      : { ...settings.lint, rules: { ...settings.lint.rules, 'json-syntax': 'off' as const } };
    let findings: readonly Finding[] | undefined;
    return {
      uri: text.uri,
      path,
      version: text.version,
      text,
      document,
      configuration,
      readOptions: settings.read,
      findings: () => (findings ??= lint(document, configuration, this.now())),
      findingsInTurns: async (pause) =>
        (findings ??= await inTurns(lintSteps(document, configuration, this.now()), this.now, pause)),
    };
  }
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

/** Where keys that others made come from: a selection, the active document, the clipboard, a file. */
import * as vscode from 'vscode';
import { asRecord, asUri, nameOfDocument } from './editors.ts';
import { toBase64 } from './base64.ts';
import { Failure } from './failure.ts';
import { askOnce, pick, type Choice } from './prompts.ts';

/** A source as operations take it. */
export type Source =
  { readonly text: string; readonly path: string } | { readonly base64: string; readonly path: string };

/** The places, as arguments name them. */
export const places = ['selection', 'document', 'clipboard', 'file'] as const;
type Place = (typeof places)[number];

/** What is to be found there. */
export interface SourceQuestion {
  readonly title: string;
  readonly placeholder: string;
  /** Whether a text is likely to be one: the selection and the document are offered only then. */
  readonly fits: (text: string) => boolean;
  /** The title of the file dialog, and the endings of such files. */
  readonly dialog: string;
  readonly endings: Readonly<Record<string, readonly string[]>>;
}

/** No key is larger, and no chain of certificates. */
const maxBytes = 4 * 1024 * 1024;

/**
 * The source that an argument names (`{ from, uri }`, or a file of the explorer), or the user. Undefined when the user
 * gave up.
 *
 * @throws Failure when there is nothing of that kind.
 */
export async function findSource(question: SourceQuestion, given: unknown): Promise<Source | undefined> {
  if (given instanceof vscode.Uri) return readSource(given);
  const { from, uri } = asRecord(given);
  const place = places.find((candidate) => candidate === from) ?? (await askForPlace(question));
  switch (place) {
    case undefined:
      return undefined;
    case 'selection':
      return nonEmpty(selection(), vscode.l10n.t('Nothing is selected. Select the key, then run the command again.'));
    case 'document':
      return nonEmpty(activeText(), vscode.l10n.t('No document is active. Open the one with the key first.'));
    case 'clipboard':
      return nonEmpty(await clipboard(), vscode.l10n.t('The clipboard has no text. Copy the key first.'));
    case 'file': {
      const file = asUri(uri) ?? (await askForFile(question));
      return file && readSource(file);
    }
  }
}

function nonEmpty(source: Source | undefined, problem: string): Source {
  if (source) return source;
  throw new Failure(problem);
}

function selection(): Source | undefined {
  const editor = vscode.window.activeTextEditor;
  const text = editor?.document.getText(editor.selection) ?? '';
  return text.trim() === '' ? undefined : { text, path: vscode.l10n.t('The selection') };
}

function activeText(): Source | undefined {
  const document = vscode.window.activeTextEditor?.document;
  const text = document?.getText() ?? '';
  return document && text.trim() !== '' ? { text, path: nameOfDocument(document) } : undefined;
}

async function clipboard(): Promise<Source | undefined> {
  const text = await vscode.env.clipboard.readText();
  return text.trim() === '' ? undefined : { text, path: vscode.l10n.t('The clipboard') };
}

function askForPlace({ title, placeholder, fits }: SourceQuestion): Promise<Place | undefined> {
  const fitting = (source: Source | undefined): boolean =>
    source !== undefined && 'text' in source && fits(source.text);
  const document = vscode.window.activeTextEditor?.document;
  const choices: Choice<Place>[] = [
    ...(fitting(selection()) ? [{ label: vscode.l10n.t('Selection'), value: 'selection' as const }] : []),
    ...(document && fitting(activeText())
      ? [
          {
            label: nameOfDocument(document),
            description: vscode.l10n.t('the open document'),
            value: 'document' as const,
          },
        ]
      : []),
    // Not looked at before it is chosen: what is in it may be none of our business, and a browser asks the user first.
    { label: vscode.l10n.t('Clipboard'), value: 'clipboard' },
    { label: vscode.l10n.t('File…'), value: 'file' },
  ];
  return askOnce(title, (frame) => pick(frame, placeholder, choices));
}

async function askForFile({ dialog, endings }: SourceQuestion): Promise<vscode.Uri | undefined> {
  const filters = Object.fromEntries(Object.entries(endings).map(([name, list]) => [name, [...list]]));
  const [uri] = (await vscode.window.showOpenDialog({ title: dialog, filters })) ?? [];
  return uri;
}

/** A file's octets: what format they are of is the server's to tell. */
async function readSource(uri: vscode.Uri): Promise<Source> {
  const path = vscode.workspace.asRelativePath(uri);
  let octets: Uint8Array;
  try {
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size > maxBytes) throw new Failure(vscode.l10n.t('{0} is too large to be a key (over 4 MiB).', path));
    octets = await vscode.workspace.fs.readFile(uri);
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw new Failure(vscode.l10n.t('{0} cannot be read. It may be gone.', path));
  }
  return { base64: toBase64(octets), path };
}

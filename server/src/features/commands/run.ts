/**
 * Operations that need nothing of the editor but documents: the same for all of them, made from the operation table.
 * Their arguments are the operation's parameters by name.
 */
import { decodeBase64Lenient } from '../../core/encoding/base64url.ts';
import { utf8 } from '../../core/encoding/octets.ts';
import { readArguments } from '../../core/operations/arguments.ts';
import {
  OperationError,
  type DocumentInput,
  type Operation,
  type OperationResult,
  type SourceInput,
} from '../../core/operations/operation.ts';
import { isRecord } from '../../core/record.ts';
import type { Snapshot } from '../../documents.ts';
import type { OperationAnswer, OperationCommand } from '../../protocol.ts';
import { inputOf, type CommandContext } from './context.ts';
import { keyAt } from '../position.ts';

/** Ends an operation whose caller wants to ask first. */
class Halving extends Error {}

/** Runs the operation, and has the client apply what it changes in open documents. */
export async function runOperation(
  operation: Operation,
  { publicDocument, ...params }: OperationCommand,
  { open, deps, apply }: CommandContext,
): Promise<OperationAnswer> {
  const given = publicDocument === 'whole' && takes(operation, 'whole') ? { ...params, whole: true } : params;
  const snapshots = new Map<string, Snapshot>();
  const inputs = new Map<unknown, DocumentInput>();
  for (const { name, type } of operation.parameters) {
    const value = given[name];
    const uri = uriOf(value);
    if (uri === undefined || (type !== 'document' && type !== 'source')) continue;
    const snapshot = await open(uri);
    snapshots.set(name, snapshot);
    inputs.set(value, inputOf(snapshot));
  }
  const parameters = readArguments(operation, withIndex(operation, given, snapshots), {
    document: (value) => inputs.get(value) ?? textOf(value),
    source: (value) => sourceOf(value, inputs.get(value)),
  });
  const result = await (publicDocument === 'ask'
    ? askingFirst(operation, parameters, deps)
    : operation.run(parameters, deps));
  if (result === undefined) return { kind: 'public-document' };
  // Nothing has been changed yet: who has given up gets nothing.
  deps.checkpoint?.();
  const changed = Object.fromEntries([...snapshots].filter(([name]) => result.edits.some((e) => e.parameter === name)));
  if (result.edits.length > Object.keys(changed).length)
    throw new OperationError('usage', 'Only an open document can be changed; name it by its uri');
  if (publicDocument === 'ask' && isHalved(result)) return { kind: 'public-document' };
  if (result.edits.length > 0) await apply(result, changed);
  // A key that went into a document whole needs no second copy.
  const isKept = result.edits.some((edit) => edit.secret);
  return {
    kind: 'done',
    texts: result.texts
      .filter(({ secret }) => !(secret && isKept))
      .map(({ kind, text, octets, secret }) => ({ kind, text, secret, isBase64: octets !== undefined })),
    changed: Object.keys(changed),
    report: result.report,
    lines: result.lines,
    notes: result.notes,
  };
}

/** Runs the operation, but for one that would make keys to no end: undefined then. Others tell by their result. */
async function askingFirst(
  operation: Operation,
  parameters: Readonly<Record<string, unknown>>,
  deps: CommandContext['deps'],
): Promise<OperationResult | undefined> {
  const beforeHalving = (): void => {
    throw new Halving();
  };
  try {
    return await operation.run(parameters, { ...deps, beforeHalving });
  } catch (error) {
    if (error instanceof Halving) return undefined;
    throw error;
  }
}

function takes({ parameters }: Operation, name: string): boolean {
  return parameters.some((p) => p.name === name);
}

/** Something secret was made, and the document gets its public half only. */
function isHalved({ texts, edits }: OperationResult): boolean {
  return texts.some(({ secret }) => secret) && edits.some(({ parameter, secret }) => parameter === 'into' && !secret);
}

/** A document's `position` tells the key where its index is not given. */
function withIndex(
  operation: Operation,
  given: OperationCommand,
  snapshots: ReadonlyMap<string, Snapshot>,
): OperationCommand {
  if (given.index !== undefined || given.key !== undefined || !takes(operation, 'index')) return given;
  for (const [name, snapshot] of snapshots) {
    const position = member(given[name], 'position');
    const [line, character] = [member(position, 'line'), member(position, 'character')];
    if (typeof line !== 'number' || typeof character !== 'number') continue;
    const keys = snapshot.document.parts.flatMap((part) => part.keys);
    const found = keyAt(snapshot.document, snapshot.text.offsetAt({ line, character }))?.key;
    // Without a key there all of them would be taken: more than was pointed at.
    if (found === undefined && keys.length > 1 && operation.tellsOfAll !== true)
      throw new OperationError('input', 'The cursor is in none of the keys; put it inside one');
    const key = found ?? (keys.length === 1 ? keys[0] : undefined);
    if (key !== undefined) return { ...given, index: key.index };
  }
  return given;
}

function member(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

function uriOf(value: unknown): string | undefined {
  const uri = member(value, 'uri');
  return typeof uri === 'string' ? uri : undefined;
}

/** `{ text, path? }`: a document that is not open, or none at all. */
function textOf(value: unknown): DocumentInput | undefined {
  const [text, path] = [member(value, 'text'), member(value, 'path')];
  if (typeof text !== 'string') return undefined;
  return { text, path: typeof path === 'string' ? path : 'untitled.json' };
}

/** `{ uri }`, `{ text, path? }` or `{ base64, path? }`. */
function sourceOf(value: unknown, open: DocumentInput | undefined): SourceInput | undefined {
  const document = open ?? textOf(value);
  if (document !== undefined) return { octets: utf8(document.text), name: document.path };
  const [base64, path] = [member(value, 'base64'), member(value, 'path')];
  const octets = typeof base64 === 'string' ? decodeBase64Lenient(base64) : undefined;
  return octets === undefined ? undefined : { octets, name: typeof path === 'string' ? path : 'the key' };
}

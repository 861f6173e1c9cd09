/** Arguments from outside (an editor's command, a command line) held against an operation's parameters. */
import { isRecord } from '../record.ts';
import { quoted } from '../text.ts';
import {
  OperationError,
  type DocumentInput,
  type Operation,
  type Parameter,
  type SourceInput,
  type Wording,
} from './operation.ts';

/** Make the values of parameters that stand for more than themselves; undefined for what is none. */
export interface Readers {
  readonly document: (value: unknown) => DocumentInput | undefined;
  readonly source: (value: unknown) => SourceInput | undefined;
}

const usage = (wording: Wording): OperationError => new OperationError('usage', wording);

/**
 * The arguments as `run` takes them, defaults filled in.
 * @param given name to value; null counts as not given
 * @throws OperationError (`usage`) that names the first wrong, unknown or missing argument
 */
export function readArguments(
  operation: Operation,
  given: unknown,
  readers: Readers,
): Readonly<Record<string, unknown>> {
  if (!isRecord(given)) {
    throw usage(({ operation: call }) => `${call(operation.id)} takes one object of named arguments`);
  }
  const names = operation.parameters.map((p) => p.name);
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) {
      throw usage(
        ({ operation: call, parameter }) =>
          `${call(operation.id)} has no argument ${quoted(name)}; it has ${names.map(parameter).join(', ')}`,
      );
    }
  }
  const values: Record<string, unknown> = {};
  for (const parameter of operation.parameters) {
    const raw = given[parameter.name] ?? parameter.default;
    if (raw !== undefined) values[parameter.name] = readArgument(operation, parameter, raw, readers);
    else if (parameter.required === true) {
      throw usage(
        (names) =>
          `${names.operation(operation.id)} needs ${names.parameter(parameter.name)}: ${parameter.description}`,
      );
    }
  }
  return values;
}

function readArgument(operation: Operation, parameter: Parameter, raw: unknown, readers: Readers): unknown {
  const { type } = parameter;
  const value =
    type === 'document' || type === 'source' ? readers[type](raw) : isOfType(parameter, raw) ? raw : undefined;
  if (value === undefined) {
    throw usage(
      (names) =>
        `${names.operation(operation.id)}: ${names.parameter(parameter.name)} must be ${expectation(parameter)}`,
    );
  }
  return value;
}

/** Whether the value is of a plain parameter's type and one of its values. */
export function isOfType({ type, values }: Parameter, raw: unknown): boolean {
  const isItem = (item: unknown): boolean =>
    typeof item === 'string' && (values === undefined || values.includes(item));
  switch (type) {
    case 'boolean':
      return typeof raw === 'boolean';
    case 'integer':
      return typeof raw === 'number' && Number.isSafeInteger(raw);
    case 'strings':
      return Array.isArray(raw) && raw.every(isItem);
    default:
      return isItem(raw);
  }
}

/** "one of a, b", "a list of …", "a whole number" … */
export function expectation({ type, values }: Parameter): string {
  const choice = values === undefined ? undefined : `one of ${values.join(', ')}`;
  switch (type) {
    case 'boolean':
      return 'true or false';
    case 'integer':
      return 'a whole number';
    case 'strings':
      return choice === undefined ? 'a list of texts' : `a list, each item ${choice}`;
    case 'document':
      return 'a document';
    case 'source':
      return 'a file';
    case 'secret':
      return 'a password';
    default:
      return choice ?? 'a text';
  }
}

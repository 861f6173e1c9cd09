/** Subcommands made from the operation table: arguments, options and help come from an operation's parameters. */
import { stat } from 'node:fs/promises';
import { randomBytes, webcrypto } from 'node:crypto';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { applyEdits } from '../../core/document/edits.ts';
import { readArguments } from '../../core/operations/arguments.ts';
import type { NamedInput } from '../../core/operations/documents.ts';
import {
  OperationError,
  type Operation,
  type OperationDeps,
  type OperationResult,
  type Parameter,
  type ResultText,
  type SourceInput,
} from '../../core/operations/operation.ts';
import { newKeyPair } from '../keyPair.ts';
import {
  readOctets,
  readStdin,
  readStdinOctets,
  readText,
  requireUtf8,
  writeFiles,
  type FileToWrite,
} from '../files.ts';
import { exposedOf, forgetting, ignoring, isInRepository, type Exposed } from '../gitignore.ts';
import { configName, judge, linking, loadReadSettings, stdinName } from './config.ts';
import { out, outSurely, tell, UsageError } from './io.ts';
import { namesIn, optionName, variableOf } from './names.ts';
import { givenSecrets, missingSecrets } from './secrets.ts';

/** How an operation looks on the command line. */
export interface Subcommand {
  readonly name: string;
  readonly operation: Operation;
  /** The parameter given as an argument without an option's name. */
  readonly positional?: { readonly parameter: string; readonly name: string; readonly optional?: true };
  /** What goes to standard output: a text the operation made, or its report. */
  readonly prints: 'text' | 'report';
  /** Which of the texts `--output` and standard output get. */
  readonly text?: ResultText['kind'];
  /** There is a private and a public text, and `--public-output` takes the public one. */
  readonly makesPair?: true;
  /** What it writes is the public half of the positional document. */
  readonly isPublicHalf?: true;
  /** What is made is in a file already: with --into, it is not printed as well. */
  readonly isCopy?: true;
  /** The positional document is changed in place, so it must be a file. */
  readonly inPlace?: true;
  /** It may take seconds: what is being done is told where somebody watches. */
  readonly takesTime?: true;
  readonly examples: readonly string[];
  readonly more?: string;
}

interface OutputOptions {
  readonly output?: string;
  readonly publicOutput?: string;
  readonly force?: true;
  readonly gitignore?: true;
  readonly link?: true;
  readonly json?: true;
}

const exitCodes = `
Exit codes:
  0  done
  1  not done: a document that does not serve, an address that gave no key set, something not allowed
  2  wrong usage, or a file that cannot be read or written`;

export function addOperation(program: Command, subcommand: Subcommand): void {
  const { operation, positional, examples } = subcommand;
  const command = program
    .command(subcommand.name)
    .allowExcessArguments(false)
    .summary(lowerFirst(operation.summary))
    .description(`${operation.summary}.${subcommand.more === undefined ? '' : `\n\n${subcommand.more}`}`)
    .addHelpText('after', `\nExamples:\n${examples.map((e) => `  ${e}`).join('\n')}\n${exitCodes}`);
  for (const parameter of operation.parameters) {
    if (parameter.name === positional?.parameter) {
      const name = positional.optional === true ? `[${positional.name}]` : `<${positional.name}>`;
      const isFile = parameter.type === 'document' || parameter.type === 'source';
      command.argument(
        name,
        `${parameter.description}${isFile && subcommand.inPlace !== true ? '; - for standard input' : ''}`,
        positional.optional === true ? '-' : undefined,
      );
    } else command.addOption(optionOf(parameter));
  }
  if (subcommand.prints === 'text') {
    command.option('-o, --output <file>', 'write to a new file instead of standard output; private keys with mode 600');
    command.option('--force', 'replace files that exist');
  }
  if (subcommand.makesPair === true) command.option('--public-output <file>', 'write the public half to a new file');
  if (givesSecrets(subcommand))
    command.option('--gitignore', "add files with private keys to the repository's .gitignore");
  if (subcommand.makesPair === true || subcommand.isPublicHalf === true)
    command.option(
      '--link',
      `name the private and the public file as a pair in ${configName}, so that lint compares them`,
    );
  command.option('--json', 'print the report as JSON');
  command.action(async (...args: readonly unknown[]) => {
    // Commander passes the arguments, the options and the command.
    const values: Record<string, unknown> = { ...(args.at(-2) as object) };
    if (positional !== undefined) values[positional.parameter] = args[0];
    await run(subcommand, values).catch((error: unknown) => {
      throw error instanceof OperationError ? error.inNamesOf(namesIn(subcommand)) : error;
    });
  });
}

/** Whether what it writes may hold private keys in the clear. */
function givesSecrets({ prints, text }: Subcommand): boolean {
  return prints === 'text' && text !== 'public' && text !== 'encrypted' && text !== 'fetched';
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** `keyOps` becomes `--key-ops <op,…>`, `password` `--password-file <file>`: others can read argument lists. */
function optionOf(parameter: Parameter): Option {
  const name = optionName(parameter);
  // What is done unless it is declined has an option to decline it.
  if (parameter.type === 'boolean')
    return parameter.default === true
      ? new Option(name.replace('--', '--no-'), `Do not: ${lowerFirst(parameter.description)}`)
      : new Option(name, parameter.description);
  if (parameter.type === 'secret') {
    const asked = parameter.required === true || parameter.isNew !== true ? ', or asked for' : '';
    const otherwise = `its first line; or ${variableOf(parameter)} in the environment${asked}`;
    return new Option(`${name}-file <file>`, `File with the ${parameter.description} in ${otherwise}`);
  }
  const placeholder = { integer: 'number', document: 'file', source: 'file', strings: 'list', string: 'value' }[
    parameter.type
  ];
  const values = parameter.values === undefined ? '' : ` [${parameter.values.join(', ')}]`;
  const option = new Option(`${name} <${placeholder}>`, `${parameter.description}${values}`);
  if (parameter.default !== undefined) option.default(parameter.default);
  if (parameter.required === true) option.makeOptionMandatory();
  if (parameter.type === 'integer') option.argParser(readInteger);
  if (parameter.type === 'strings')
    option.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), ...text.split(',')]);
  return option;
}

function readInteger(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError('It must be a whole number.');
  return Number(text);
}

async function run(subcommand: Subcommand, values: Readonly<Record<string, unknown>>): Promise<void> {
  const { operation } = subcommand;
  const own = new Set(operation.parameters.map((p) => p.name));
  const given = Object.fromEntries(Object.entries(values).filter(([name]) => own.has(name)));
  const documents = new Map<string, Source>();
  const sources = new Map<unknown, SourceInput>();
  for (const { name, type } of operation.parameters) {
    const file = given[name];
    if (typeof file !== 'string') continue;
    if (type === 'document') documents.set(name, await readSource(file));
    if (type === 'source') sources.set(file, await readSourceOctets(file));
  }
  const secrets = await givenSecrets(operation, values);
  const inputs = new Map([...documents].map(([name, { input }]) => [given[name], input]));
  const abort = new AbortController();
  const once = (): Promise<OperationResult> => {
    const readers = { document: (value: unknown) => inputs.get(value), source: (value: unknown) => sources.get(value) };
    const parameters = readArguments(operation, { ...given, ...secrets }, readers);
    const deps = nodeDeps(abort.signal);
    const isWatched = subcommand.takesTime === true && process.stderr.isTTY;
    return operation.run(parameters, isWatched ? { ...deps, progress: tell } : deps);
  };
  const result = await once().catch(async (error: unknown) => {
    const asked = await missingSecrets(operation, secrets, error);
    Object.assign(secrets, asked);
    return once();
  });
  await deliver(subcommand, values, result, documents);
}

async function readSourceOctets(file: string): Promise<SourceInput> {
  return file === '-'
    ? { octets: await readStdinOctets(stdinName), name: stdinName }
    : { octets: await readOctets(file), name: file };
}

/** A document as it was given. */
interface Source {
  /** The path as typed; `-` for standard input. */
  readonly file: string;
  readonly octets: Uint8Array;
  readonly input: NamedInput;
}

async function readSource(file: string): Promise<Source> {
  const read = file === '-' ? await readStdin() : readText(file);
  if ('skipped' in read) throw new UsageError(`${file}: ${read.skipped}`);
  const named = file === '-' ? undefined : file;
  const judged = judge(named, loadReadSettings());
  const input = { text: read.text, path: judged.path, name: named ?? stdinName, read: judged.settings.read };
  return { file, octets: read.octets, input };
}

/** The surroundings of an operation under Node. */
export function nodeDeps(signal: AbortSignal): OperationDeps {
  return {
    now: () => Date.now() / 1000,
    randomBytes: (length) => new Uint8Array(randomBytes(length)),
    crypto: webcrypto.subtle,
    keyPair: newKeyPair,
    request: async (question) => (await import('../http.ts')).request(question, signal),
    checkpoint: () => {
      signal.throwIfAborted();
    },
  };
}

async function deliver(
  subcommand: Subcommand,
  options: OutputOptions,
  result: OperationResult,
  sources: ReadonlyMap<string, Source>,
): Promise<void> {
  const whole = result.texts.find((t) => t.kind === subcommand.text) ?? result.texts[0];
  if (whole?.octets !== undefined && options.output === undefined && process.stdout.isTTY)
    throw new UsageError('DER is not text for a terminal; say with -o where it goes');
  // A key that went into a private set whole needs no second copy.
  const isKept = result.edits.some((e) => e.secret) || (subcommand.isCopy === true && result.edits.length > 0);
  const hasPlace = options.output !== undefined || isKept;
  if (options.json === true && !hasPlace && whole?.secret === true && whole.kind !== 'fetched')
    throw new UsageError('--json prints the report only; say with -o where the key goes');
  const printed = subcommand.prints === 'text' && !hasPlace && options.json !== true ? whole : undefined;
  const own = writesOf(options, result, whole, sources);
  // A JWE is kept from others' eyes, but may well be kept in git.
  const secretFiles = whole?.kind === 'encrypted' ? [] : own.filter((w) => w.secret).map((w) => w.path);
  if (options.gitignore === true && secretFiles.length === 0)
    throw new UsageError('--gitignore is for a file with private keys; say with -o where they go');
  const exposed = await exposedOf(secretFiles);
  if (options.gitignore === true && !secretFiles.some(isInRepository))
    tell('warning: --gitignore did nothing: the file is in no git repository');
  // What is to be ignored is ignored before it is there.
  const writes = [
    ...(options.gitignore === true ? await ignoring(exposed) : []),
    ...own,
    ...(options.link === true ? linkOf(subcommand, options, sources) : []),
  ];
  // A secret goes out first: files that tell of a key nobody has could not be put right.
  await writeFiles(writes, options.force === true, printed?.secret === true ? () => print(printed) : undefined);
  for (const note of result.notes) tell(`${note.severity === 'warning' ? 'warning' : 'note'}: ${note.message}`);
  for (const { path } of writes.filter((w) => w.secret && w.previous !== undefined)) await warnOfReaders(path);
  for (const one of exposed) warnOfGit(one, options.gitignore === true);
  if (options.json === true) out(`${JSON.stringify({ report: result.report, notes: result.notes }, null, 2)}\n`);
  else if (subcommand.prints === 'report') out(`${result.lines.join('\n')}\n`);
  else for (const line of result.lines) tell(line);
  for (const { path } of writes) tell(`written: ${path}`);
  if (printed?.secret === false) await outSurely(contentOf(printed));
}

function writesOf(
  options: OutputOptions,
  result: OperationResult,
  whole: ResultText | undefined,
  sources: ReadonlyMap<string, Source>,
): FileToWrite[] {
  const writes: FileToWrite[] = result.edits.map(({ parameter, edits, secret }) => {
    const source = sources.get(parameter);
    if (source === undefined || source.file === '-')
      throw new UsageError('A set that is changed must be a file, not standard input');
    const { file, octets, input } = source;
    requireUtf8(file, octets, input.text);
    return { path: file, content: applyEdits(input.text, edits), previous: octets, secret };
  });
  if (options.output !== undefined && whole !== undefined)
    // What is encrypted is not for everybody's eyes either: whoever has it can try passwords.
    writes.push({
      path: options.output,
      content: contentOf(whole),
      secret: whole.secret || whole.kind === 'encrypted',
    });
  if (options.publicOutput !== undefined) {
    const published = result.texts.find((t) => t.kind === 'public');
    if (published === undefined) throw new UsageError('A symmetric key has no public half to write');
    writes.push({ path: options.publicOutput, content: published.text, secret: false });
  }
  return writes;
}

/** The config file with the pair of files that was made. */
function linkOf(
  { makesPair, positional }: Subcommand,
  { output, publicOutput }: OutputOptions,
  sources: ReadonlyMap<string, Source>,
): FileToWrite[] {
  const [own, published] =
    makesPair === true ? [output, publicOutput] : [sources.get(positional?.parameter ?? '')?.file, output];
  if (own === undefined || own === '-' || published === undefined)
    throw new UsageError(
      makesPair === true
        ? '--link needs both files: -o for the private keys, --public-output for the public ones'
        : '--link needs both files: the private set, not standard input, and -o for the public one',
    );
  const file = linking(own, published);
  return file === undefined ? [] : [file];
}

function contentOf({ text, octets }: ResultText): string | Uint8Array {
  return octets ?? text;
}

async function print(text: ResultText): Promise<void> {
  if (process.stdout.isTTY) {
    tell(
      'warning: a secret key is shown on this terminal and may stay in its history; -o FILE writes it to a file that only you can read',
    );
  }
  await outSurely(contentOf(text));
}

function warnOfGit(exposed: Exposed, isBeingIgnored: boolean): void {
  const { file, isIgnored, isTracked } = exposed;
  if (!isIgnored && !isBeingIgnored)
    tell(`warning: ${file} holds secret keys and git does not ignore it; --gitignore adds it to .gitignore`);
  if (isTracked)
    tell(
      `warning: ${file} holds secret keys and git tracks it, whatever .gitignore says: ${forgetting(exposed)} ends that and leaves the file; what was committed stays in the history`,
    );
}

async function warnOfReaders(file: string): Promise<void> {
  const { mode } = await stat(file);
  if (process.platform !== 'win32' && (mode & 0o077) !== 0)
    tell(
      `warning: ${file} holds secret keys and others can read it (mode ${(mode & 0o777).toString(8)}); chmod 600 ends that`,
    );
}

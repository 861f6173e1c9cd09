/** Passwords: from a file, the environment or the keyboard, never from the argument list, which others can read. */
import { OperationError, type Operation, type Parameter } from '../../core/operations/operation.ts';
import { readText } from '../files.ts';
import { tell, UsageError } from './io.ts';
import { optionName, spokenName, variableOf } from './names.ts';

const secretsOf = ({ parameters }: Operation): readonly Parameter[] => parameters.filter((p) => p.type === 'secret');

/**
 * The secrets that files and the environment give, by parameter; a required one that neither gives is asked for.
 * @throws FileError when a file cannot be read
 */
export async function givenSecrets(
  operation: Operation,
  options: Readonly<Record<string, unknown>>,
): Promise<Record<string, string>> {
  const secrets: Record<string, string> = {};
  for (const parameter of secretsOf(operation)) {
    const file = options[`${parameter.name}File`];
    const variable = variableOf(parameter);
    const secret = typeof file === 'string' ? firstLine(file) : process.env[variable];
    // Taken for none, an empty one would leave in the clear what was to be encrypted.
    if (secret === '') {
      const where = typeof file === 'string' ? `${file}: the first line` : `${variable} in the environment`;
      throw new UsageError(`${where} is empty; it is to be the ${spokenName(parameter)}`);
    }
    if (secret !== undefined) secrets[parameter.name] = secret;
    else if (parameter.required === true) secrets[parameter.name] = await ask(parameter);
  }
  return secrets;
}

/**
 * The secrets an operation turned out to need: asked for, where somebody can be asked.
 * @throws the error itself when it is another one, or the secret was given already
 */
export async function missingSecrets(
  operation: Operation,
  given: Readonly<Record<string, string>>,
  error: unknown,
): Promise<Record<string, string>> {
  // A password that is being chosen cannot be what did not open something.
  const missing = secretsOf(operation).filter(({ name, isNew }) => isNew !== true && given[name] === undefined);
  const [parameter] = missing;
  if (!(error instanceof OperationError) || error.failure !== 'password' || parameter === undefined) throw error;
  if (!process.stdin.isTTY)
    throw new OperationError('password', `${error.message}: ${waysFor(parameter)}`, error.details);
  return { [parameter.name]: await ask(parameter) };
}

function firstLine(file: string): string {
  const read = readText(file);
  if ('skipped' in read) throw new UsageError(`${file}: ${read.skipped}`);
  // Editors on Windows begin with a byte order mark, which nobody types.
  return read.text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
}

function waysFor(parameter: Parameter): string {
  return `${optionName(parameter)}-file FILE, or ${variableOf(parameter)} in the environment`;
}

async function ask(parameter: Parameter): Promise<string> {
  const name = spokenName(parameter);
  if (!process.stdin.isTTY) {
    throw new UsageError(`A ${name} is needed: ${waysFor(parameter)}`);
  }
  const typed = await typeUnseen(`${name}: `);
  if (typed === '') throw new UsageError(`No ${name} was typed`);
  if (parameter.isNew === true && (await typeUnseen(`${name} again: `)) !== typed)
    throw new UsageError(`The two ${name}s differ; nothing was done`);
  return typed;
}

const [interrupt, endOfInput, backspace, deletion] = ['\u0003', '\u0004', '\b', '\u007f'];

/** A line from the terminal that is not shown while it is typed. */
function typeUnseen(prompt: string): Promise<string> {
  const { stdin, stderr } = process;
  stderr.write(prompt);
  stdin.setRawMode(true).setEncoding('utf8').resume();
  let typed = '';
  return new Promise((resolve, reject) => {
    const end = (): void => {
      stdin.off('data', take).setRawMode(false).pause();
      stderr.write('\n');
    };
    const take = (text: string): void => {
      for (const character of text) {
        if (character === '\r' || character === '\n' || character === endOfInput) {
          end();
          resolve(typed);
          return;
        }
        if (character === interrupt) {
          end();
          tell('given up; nothing was done');
          reject(new UsageError('No password was typed'));
          return;
        }
        typed =
          character === backspace || character === deletion
            ? Array.from(typed).slice(0, -1).join('')
            : typed + character;
      }
    };
    stdin.on('data', take);
  });
}

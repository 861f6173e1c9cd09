/** The command line as a whole. */
import { Command, CommanderError } from 'commander';
import { exit, reportError } from './io.ts';
import { addLint, lintName } from './lint.ts';
import { version } from './version.ts';

/**
 * Runs the command line.
 * @returns the exit code
 */
export async function main(args: readonly string[]): Promise<number> {
  const program = new Command('jwk')
    .description('JSON Web Keys: check, generate, convert, certify, encrypt, fetch, inspect, rotate.')
    .version(version, '-V, --version', 'print the version')
    .showHelpAfterError('(jwk --help, or jwk help <command>, tells more)')
    .configureOutput({ getOutHelpWidth: helpWidth, getErrHelpWidth: helpWidth })
    .exitOverride();
  addLint(program);
  // Loading all the others takes as long as it takes to lint a few hundred keys.
  if (args[0] !== lintName) (await import('./subcommands.ts')).addSubcommands(program);
  try {
    await program.parseAsync(args, { from: 'user' });
    return Number(process.exitCode ?? exit.done);
  } catch (error) {
    // Help and version end with an error too, whose code is 0. Commander has said everything.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exit.done : exit.usage;
    return reportError(error);
  }
}

function helpWidth(): number {
  return process.stdout.isTTY ? process.stdout.columns : 100;
}

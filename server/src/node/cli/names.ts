/** What parameters of operations are called on the command line. */
import type { Naming, Parameter } from '../../core/operations/operation.ts';
import type { Subcommand } from './operations.ts';

const parted = (name: string, joint: string): string =>
  name.replace(/[A-Z]/g, (letter) => `${joint}${letter.toLowerCase()}`);

/** `keyOps` is `--key-ops` on the command line. */
export function optionName({ name }: Pick<Parameter, 'name'>): string {
  return `--${parted(name, '-')}`;
}

/** The environment variable that can hold the secret. */
export function variableOf({ name }: Parameter): string {
  return `JWK_${parted(name, '_').toUpperCase()}`;
}

/** As it is spoken of and asked for: `newPassword` is a "new password". */
export function spokenName({ name }: Parameter): string {
  return parted(name, ' ');
}

/** The names under which whoever typed the command knows the operation and what it takes. */
export function namesIn({ name: command, positional }: Pick<Subcommand, 'name' | 'positional'>): Naming {
  return {
    operation: () => command,
    parameter: (name) => (name === positional?.parameter ? `<${positional.name}>` : optionName({ name })),
  };
}

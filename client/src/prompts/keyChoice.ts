/** What is to be generated: read from an argument, remembered, or asked. */
import type { KeyShape } from '../../../server/src/core/registry/choices.ts';
import type { GenerateCommand } from '../../../server/src/protocol.ts';
import { Arguments } from '../arguments.ts';
import { keyOperationNames, kidStrategies, offeredKeyTypes, usesOf, type KidStrategy } from './keyData.ts';
import { defaultKid } from './kidSteps.ts';
import { targets, type Target, type TargetChoice } from './targetSteps.ts';

/** As far as it is known. "none" as algorithm stands for a key without one, "omit" for one without use. */
export interface KeyChoice extends TargetChoice {
  readonly kty?: KeyShape['kty'] | undefined;
  readonly bits?: number | undefined;
  readonly crv?: string | undefined;
  readonly use?: 'sig' | 'enc' | 'omit' | undefined;
  readonly alg?: string | undefined;
  readonly keyOps?: readonly string[] | undefined;
  readonly kid?: KidStrategy | undefined;
  readonly kidText?: string | undefined;
  readonly publicDocument?: 'public-half' | 'whole' | undefined;
  readonly link?: boolean | undefined;
  readonly gitignore?: boolean | undefined;
}

/** A choice with everything that matters. */
export type CompleteKeyChoice = KeyChoice & { readonly kty: KeyShape['kty']; readonly to: Target };

/**
 * Reads the argument of a key binding: the members of {@link KeyChoice}.
 *
 * @throws Failure naming the member that is wrong, and what it can be.
 */
export function readKeyChoice(command: string, given: unknown): KeyChoice {
  const members = new Arguments(command, given);
  return {
    kty: members.oneOf('kty', offeredKeyTypes),
    bits: members.ofType('bits', 'number'),
    crv: members.ofType('crv', 'string'),
    use: members.oneOf('use', ['sig', 'enc', 'omit']),
    alg: members.ofType('alg', 'string'),
    keyOps: members.listOf('keyOps', keyOperationNames),
    kid: members.oneOf('kid', kidStrategies),
    kidText: members.ofType('kidText', 'string'),
    to: members.oneOf('to', targets),
    files: members.pair('files'),
    publicDocument: members.oneOf('publicDocument', ['public-half', 'whole']),
    link: members.ofType('link', 'boolean'),
    gitignore: members.ofType('gitignore', 'boolean'),
  };
}

/** The choice in the server's words. */
export function generateCommand(choice: CompleteKeyChoice): GenerateCommand {
  const { kty, bits, crv, alg, keyOps, kid, kidText } = choice;
  // What else is left open, the server makes fit; a named algorithm tells it what the key is for, as operations do.
  const isOpen = (alg === undefined || alg === 'none') && keyOps === undefined;
  const use = choice.use ?? (isOpen ? usesOf({ kty, bits, crv })[0] : undefined);
  return {
    kty,
    ...(bits === undefined ? {} : { bits }),
    ...(crv === undefined ? {} : { crv }),
    ...(use === undefined ? {} : { use }),
    ...(alg === undefined ? {} : { alg }),
    ...(keyOps === undefined ? {} : { keyOps }),
    kid: { strategy: kid ?? defaultKid(kty), ...(kid === 'text' && kidText !== undefined ? { text: kidText } : {}) },
  };
}

/** What is to be generated: read from an argument, remembered, or asked. */
import * as vscode from 'vscode';
import type { KeyShape } from '../../../server/src/core/registry/choices.ts';
import type { GenerateCommand } from '../../../server/src/protocol.ts';
import { asRecord } from '../editors.ts';
import { Failure } from '../failure.ts';
import { kidStrategies, offeredKeyTypes, usesOf, type KidStrategy } from './keyData.ts';

/** Where the new key goes. */
export type Target = 'document' | 'file' | 'clipboard';

const targets: readonly Target[] = ['document', 'file', 'clipboard'];

/** As far as it is known. "none" as algorithm stands for a key without one. */
export interface KeyChoice {
  readonly kty?: KeyShape['kty'] | undefined;
  readonly bits?: number | undefined;
  readonly crv?: string | undefined;
  readonly use?: 'sig' | 'enc' | undefined;
  readonly alg?: string | undefined;
  readonly kid?: KidStrategy | undefined;
  readonly kidText?: string | undefined;
  readonly to?: Target | undefined;
  readonly publicDocument?: 'public-half' | 'whole' | undefined;
}

/** A choice with everything that matters. */
export type CompleteKeyChoice = KeyChoice & { readonly kty: KeyShape['kty']; readonly to: Target };

/**
 * Reads the argument of a key binding: `{ kty, bits, crv, use, alg, kid, kidText, to, publicDocument }`.
 *
 * @throws Failure naming the member that is wrong, and what it can be.
 */
export function readKeyChoice(given: unknown): KeyChoice {
  const { kty, bits, crv, use, alg, kid, kidText, to, publicDocument } = asRecord(given);
  return {
    kty: oneOf('kty', kty, offeredKeyTypes),
    bits: ofType('bits', bits, 'number'),
    crv: ofType('crv', crv, 'string'),
    use: oneOf('use', use, ['sig', 'enc']),
    alg: ofType('alg', alg, 'string'),
    kid: oneOf('kid', kid, kidStrategies),
    kidText: ofType('kidText', kidText, 'string'),
    to: oneOf('to', to, targets),
    publicDocument: oneOf('publicDocument', publicDocument, ['public-half', 'whole']),
  };
}

function oneOf<T extends string>(name: string, value: unknown, allowed: readonly T[]): T | undefined {
  if (value === undefined) return undefined;
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) {
    throw new Failure(
      vscode.l10n.t('The argument "{name}" of jwk.generateKey must be one of {values}.', {
        name,
        values: allowed.join(', '),
      }),
    );
  }
  return found;
}

interface Types {
  number: number;
  string: string;
}

function ofType<T extends keyof Types>(name: string, value: unknown, type: T): Types[T] | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== type) {
    throw new Failure(vscode.l10n.t('The argument "{name}" of jwk.generateKey must be a {type}.', { name, type }));
  }
  return value as Types[T];
}

/** A hash of a symmetric key would let anyone test guesses of it, so its kid is random. */
export function defaultKid(kty: KeyShape['kty'] | undefined): KidStrategy {
  return kty === 'oct' ? 'uuid' : 'thumbprint';
}

/** The choice in the server's words. */
export function generateCommand(choice: CompleteKeyChoice): GenerateCommand {
  const { kty, bits, crv, alg, kid, kidText } = choice;
  // What else is left open, the server makes fit; a named algorithm tells it what the key is for.
  const use = choice.use ?? (alg === undefined || alg === 'none' ? usesOf({ kty, bits, crv })[0] : undefined);
  return {
    kty,
    ...(bits === undefined ? {} : { bits }),
    ...(crv === undefined ? {} : { crv }),
    ...(use === undefined ? {} : { use }),
    ...(alg === undefined ? {} : { alg }),
    kid: { strategy: kid ?? defaultKid(kty), ...(kid === 'text' && kidText !== undefined ? { text: kidText } : {}) },
  };
}

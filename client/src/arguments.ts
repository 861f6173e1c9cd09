/** Arguments of key bindings: anything at all may come, so each is looked at before it is used. */
import * as vscode from 'vscode';
import { asRecord } from './editors.ts';
import { Failure } from './failure.ts';
import type { PairPaths } from './pairs.ts';

interface Types {
  number: number;
  string: string;
  boolean: boolean;
}

/** Reads the members of a command's argument. What is wrong with one is said with the command's name. */
export class Arguments {
  readonly #command: string;
  readonly #members: Readonly<Record<string, unknown>>;

  constructor(command: string, given: unknown) {
    this.#command = command;
    this.#members = asRecord(given);
  }

  /** Whether it is there. */
  has(name: string): boolean {
    return this.#members[name] !== undefined;
  }

  /** @throws Failure naming the values there are. */
  oneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = this.#members[name];
    if (value === undefined) return undefined;
    const found = allowed.find((candidate) => candidate === value);
    if (found === undefined) throw this.#wrong(name, vscode.l10n.t('one of {0}', allowed.join(', ')));
    return found;
  }

  /** @throws Failure for a value of another type. */
  ofType<T extends keyof Types>(name: string, type: T): Types[T] | undefined {
    const value = this.#members[name];
    if (value === undefined) return undefined;
    if (typeof value !== type) throw this.#wrong(name, vscode.l10n.t('a {0}', type));
    return value as Types[T];
  }

  /** @throws Failure for what is no list of the values there are. */
  listOf(name: string, allowed: readonly string[]): readonly string[] | undefined {
    const value = this.#members[name];
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => allowed.includes(item as string))) return value as string[];
    throw this.#wrong(name, vscode.l10n.t('a list of {0}', allowed.join(', ')));
  }

  /** @throws Failure for what is no `{ private, public }`. */
  pair(name: string): PairPaths | undefined {
    if (!this.has(name)) return undefined;
    const { private: own, public: published } = asRecord(this.#members[name]);
    if (typeof own === 'string' && own !== '' && typeof published === 'string' && published !== '') {
      return { private: own, public: published };
    }
    throw this.#wrong(name, vscode.l10n.t('two paths: { private, public }'));
  }

  #wrong(name: string, expected: string): Failure {
    const values = { name, command: this.#command, expected };
    return new Failure(vscode.l10n.t('The argument "{name}" of {command} must be {expected}.', values));
  }
}

/**
 * What an operation is. One file an operation; the table of all of them is index.ts. From a table row the command
 * line's options and help, the argument checks of `workspace/executeCommand` and docs/commands.md are derived.
 */
import type { ReadOptions } from '../document/document.ts';
import type { TextEdit } from '../document/edits.ts';
import type { CurveName } from '../registry/curves.ts';
import { quoted } from '../text.ts';
import type { HttpGet } from './fetch/http.ts';

/** A text with the name that helps to tell what it is; adapters make it from a file, standard input or an open document. */
export interface DocumentInput {
  readonly text: string;
  readonly path: string;
  readonly read?: ReadOptions;
}

/** Octets of any format, PEM or DER say, with the name that messages call them by. */
export interface SourceInput {
  readonly octets: Uint8Array;
  readonly name: string;
}

/**
 * `document` is JSON text, `source` a file of any format. A `secret` is a password: adapters ask for it, or read it
 * from where nobody else can see it, and never take it from an argument list.
 */
export type ParameterType = 'string' | 'integer' | 'boolean' | 'strings' | 'document' | 'source' | 'secret';

export interface Parameter {
  /** camelCase; the command line writes it in kebab-case. */
  readonly name: string;
  readonly type: ParameterType;
  /** The values there are, for a closed vocabulary; items of it for `strings`. */
  readonly values?: readonly string[];
  /** One line without a full stop, as `--help` shows it. */
  readonly description: string;
  readonly default?: string | number | boolean;
  readonly required?: true;
  /** Of a secret: it is being chosen, so whoever types it is asked twice. */
  readonly isNew?: true;
}

type ItemOf<P extends Parameter> = P extends { readonly values: readonly (infer V)[] } ? V : string;

type ValueOf<P extends Parameter> = P['type'] extends 'integer'
  ? number
  : P['type'] extends 'boolean'
    ? boolean
    : P['type'] extends 'strings'
      ? readonly ItemOf<P>[]
      : P['type'] extends 'document'
        ? DocumentInput
        : P['type'] extends 'source'
          ? SourceInput
          : ItemOf<P>;

type Required_<L extends readonly Parameter[]> = Extract<L[number], { readonly required: true }>;

/** The parameters' values, by name, as a list of parameters declares them. */
export type ParametersOf<L extends readonly Parameter[]> = {
  readonly [P in Required_<L> as P['name']]: ValueOf<P>;
} & {
  readonly [P in Exclude<L[number], Required_<L>> as P['name']]?: ValueOf<P> | undefined;
};

/** An algorithm as WebCrypto names it, with its parameters. */
export interface NamedAlgorithm {
  readonly name: string;
  readonly [parameter: string]: unknown;
}

/** The part of WebCrypto's SubtleCrypto that operations use; every host has it. Keys are its CryptoKey objects. */
export interface WebCrypto {
  generateKey(algorithm: object, extractable: boolean, usages: readonly string[]): Promise<object>;
  exportKey(format: 'jwk', key: object): Promise<object>;
  importKey(
    format: 'raw' | 'jwk',
    data: object,
    algorithm: NamedAlgorithm,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<object>;
  sign(algorithm: NamedAlgorithm, key: object, data: Uint8Array): Promise<ArrayBuffer>;
  deriveBits(algorithm: NamedAlgorithm, key: object, length: number): Promise<ArrayBuffer>;
  wrapKey(format: 'raw', key: object, wrappingKey: object, algorithm: NamedAlgorithm): Promise<ArrayBuffer>;
  unwrapKey(
    format: 'raw',
    wrapped: Uint8Array,
    unwrappingKey: object,
    algorithm: NamedAlgorithm,
    unwrappedAlgorithm: NamedAlgorithm,
    extractable: boolean,
    usages: readonly string[],
  ): Promise<object>;
  encrypt(algorithm: NamedAlgorithm, key: object, data: Uint8Array): Promise<ArrayBuffer>;
  decrypt(algorithm: NamedAlgorithm, key: object, data: Uint8Array): Promise<ArrayBuffer>;
}

/** What an operation may use of its surroundings. It has no clock, randomness or network of its own. */
export interface OperationDeps {
  /** Seconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** Cryptographically secure. */
  readonly randomBytes: (length: number) => Uint8Array;
  readonly crypto: WebCrypto;
  /** A new private key of the curve as a JWK, where the host makes one faster than by `crypto`; undefined where not. */
  readonly keyPair?: ((crv: CurveName) => object | undefined) | undefined;
  /** Sends one GET without following redirects where the host can help it; rejects with a `failure` of its own. */
  readonly request: HttpGet;
  /** Called between steps; what it throws ends the operation. */
  readonly checkpoint?: () => void;
  /** Called before private keys are made of which a public set is to get the public halves; what it throws ends the operation. */
  readonly beforeHalving?: () => void;
  /** What is being done now, for people who wait. */
  readonly progress?: (message: string) => void;
}

export interface Note {
  readonly severity: 'warning' | 'information';
  /** Never private or symmetric material, nor a part or hash of it. */
  readonly message: string;
}

/** A document an operation has made. */
export interface ResultText {
  readonly kind: 'private' | 'public' | 'symmetric' | 'encrypted' | 'fetched';
  readonly text: string;
  /** The document itself where it is no text, as DER is not; `text` is its base64 then. */
  readonly octets?: Uint8Array;
  /** Holds private or symmetric material: shown, stored or copied only where the user asked for it. */
  readonly secret: boolean;
}

/** Changes to a document that was given. */
export interface DocumentEdits {
  /** The parameter the document was given as. */
  readonly parameter: string;
  readonly edits: readonly TextEdit[];
  /** The edits bring in private or symmetric material. */
  readonly secret: boolean;
}

export interface OperationResult<R = unknown> {
  readonly texts: readonly ResultText[];
  readonly edits: readonly DocumentEdits[];
  /** What was found out, as plain JSON data without secrets. */
  readonly report: R;
  /** The report for people, line by line. */
  readonly lines: readonly string[];
  readonly notes: readonly Note[];
}

export interface Operation {
  /** camelCase; `jwk.server.<id>` for editors, kebab-case on the command line. */
  readonly id: string;
  readonly title: string;
  /** One line without a full stop. */
  readonly summary: string;
  readonly parameters: readonly Parameter[];
  /** Where no key is named it tells of all, and gives none of them away: a cursor between keys is no mistake. */
  readonly tellsOfAll?: true;
  /**
   * Does it. `parameters` must come from {@link readArguments} or be typed by the operation.
   * @throws OperationError when it cannot be done; the message is for people and holds no secret
   */
  run(parameters: Readonly<Record<string, unknown>>, deps: OperationDeps): Promise<OperationResult>;
}

/** An operation with the types its own table of parameters gives it. */
export interface TypedOperation<L extends readonly Parameter[], R> extends Omit<Operation, 'run'> {
  run(parameters: ParametersOf<L>, deps: OperationDeps): Promise<OperationResult<R>>;
}

export function defineOperation<const L extends readonly Parameter[], R>(
  operation: Omit<Operation, 'run' | 'parameters'> & {
    readonly parameters: L;
    run(parameters: ParametersOf<L>, deps: OperationDeps): Promise<OperationResult<R>>;
  },
): TypedOperation<L, R> {
  return operation;
}

/**
 * Why an operation was not done: `usage` (its parameters), `input` (a document that does not serve), `refused` (not
 * allowed), `network` (no answer, or one of no use), `password` (none was given, or it is not the right one).
 */
export type OperationFailure = 'usage' | 'input' | 'refused' | 'network' | 'password';

/** How whoever runs an operation knows it and its parameters. */
export interface Naming {
  readonly operation: (id: string) => string;
  readonly parameter: (name: string) => string;
}

/** As arguments of an editor's command have them. */
const asArguments: Naming = { operation: (id) => id, parameter: quoted };

/** A message that names parameters: made anew for those who know them by other names, such as options. */
export type Wording = (names: Naming) => string;

export class OperationError extends Error {
  readonly failure: OperationFailure;
  /** More about it, line by line; the message alone is enough to understand. */
  readonly details: readonly string[];
  private readonly wording: Wording;

  constructor(failure: OperationFailure, message: string | Wording, details: readonly string[] = []) {
    const wording = typeof message === 'string' ? () => message : message;
    super(wording(asArguments));
    this.name = 'OperationError';
    this.failure = failure;
    this.details = details;
    this.wording = wording;
  }

  /** The same with the message in these names. */
  inNamesOf(names: Naming): OperationError {
    return new OperationError(this.failure, this.wording(names), this.details);
  }

  /** Told by its name: a bundle that is loaded later has a class of its own. */
  static is(error: unknown): error is OperationError {
    return error instanceof Error && error.name === 'OperationError';
  }
}

export function warning(message: string): Note {
  return { severity: 'warning', message };
}

export function information(message: string): Note {
  return { severity: 'information', message };
}

/** What is true of several keys is said once. */
export function distinct(notes: readonly Note[]): Note[] {
  return [...new Map(notes.map((note) => [note.message, note])).values()];
}

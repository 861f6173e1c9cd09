/** Everything the server speaks beyond the language server protocol; shared with the VS Code client (docs/lsp.md). */
import type { Diagnostic } from 'vscode-languageserver';
import type { KidStrategy } from './core/operations/kid.ts';
import type { Note, OperationFailure } from './core/operations/operation.ts';
import type { HttpFailure, HttpRequest, HttpResponse } from './host.ts';

/** What reports of operations hold, and what is written where: of those that clients look into. */
export type { ConvertedKey } from './core/operations/convert.ts';
export type { WriteRequest } from './core/operations/convert/write.ts';
export type { CopyReport } from './core/operations/copyAs.ts';
export type { KeyThumbprint } from './core/operations/thumbprint.ts';

/**
 * The one custom request, server to client: send an HTTP GET through the editor, whose proxy and certificates hold.
 * Used only when {@link InitializationOptions.fetch} is "client".
 */
export const fetchRequest = 'jwk/fetch';
export type FetchParams = HttpRequest;
export type FetchResult =
  { readonly response: HttpResponse } | { readonly error: { readonly failure: HttpFailure; readonly message: string } };

export interface InitializationOptions {
  /** Whether JSON syntax errors are ours to report; false when the client has another JSON service. Default true. */
  readonly reportSyntax?: boolean;
  /** Who sends HTTP requests: "client" answers `jwk/fetch`, "server" is the default, "off" refuses to fetch. */
  readonly fetch?: 'client' | 'server' | 'off';
  /** Whether the client has the palette's commands (`jwk.generateKey` …), which code lenses run. Default false. */
  readonly codeLenses?: boolean;
  /** Settings (the `jwk` section) for clients without workspace/configuration. */
  readonly settings?: unknown;
}

/** Commands of `workspace/executeCommand`. VS Code's palette uses ids of its own (`jwk.…`). */
export const serverCommandPrefix = 'jwk.server.';

/** Scheme of key sets fetched from an endpoint and shown read-only; their exposure is public. */
export const remoteScheme = 'jwk-remote';

/** The commands: each takes one object and answers another (docs/lsp.md). */
export interface ServerCommands {
  /** Makes a key; puts it into an open document by a versioned workspace/applyEdit, or answers its text. */
  'jwk.server.generate': { params: GenerateCommand; result: GenerateAnswer };
  /** The public half of an open document's keys. */
  'jwk.server.publicKeySet': { params: DocumentCommand; result: PublicKeySetAnswer };
  /** Facts about the key at a position, or about every key of the document. */
  'jwk.server.inspect': { params: InspectCommand; result: InspectAnswer };
  /** Fetches a key set by its address or its issuer's. */
  'jwk.server.fetch': { params: FetchCommand; result: FetchAnswer };
  /** Adds a successor of the same kind to a set, and its public half to the public set that goes with it. */
  'jwk.server.rotate': { params: RotateCommand; result: RotateAnswer };
  /** Looks for private, symmetric and published keys in files of any kind, open or not. */
  'jwk.server.scan': { params: ScanCommand; result: ScanAnswer };
  /** RFC 7638 thumbprints of a document's keys. */
  'jwk.server.thumbprint': { params: OperationCommand; result: OperationAnswer };
  /** All keys of a server or client in one step, from a preset. */
  'jwk.server.generateSet': { params: OperationCommand; result: OperationAnswer };
  /** A self-signed certificate for a private key, put into its x5c, x5t and x5t#S256. */
  'jwk.server.selfSign': { params: OperationCommand; result: OperationAnswer };
  /** Brings a public set in step with the private one it was made from. */
  'jwk.server.updatePublicSet': { params: OperationCommand; result: OperationAnswer };
  /** A JWK or JWK Set as a JWE that a password opens, and what such a JWE holds. */
  'jwk.server.encrypt': { params: OperationCommand; result: OperationAnswer };
  'jwk.server.decrypt': { params: OperationCommand; result: OperationAnswer };
  /** Keys between JWK and PEM, DER or OpenSSH. */
  'jwk.server.convert': { params: OperationCommand; result: OperationAnswer };
  /** A key or key set as it is pasted elsewhere. */
  'jwk.server.copyAs': { params: OperationCommand; result: OperationAnswer };
}

/** The names of all commands; an object, so that none can be left out. */
const commands: { readonly [C in keyof ServerCommands]: true } = {
  'jwk.server.generate': true,
  'jwk.server.publicKeySet': true,
  'jwk.server.inspect': true,
  'jwk.server.fetch': true,
  'jwk.server.rotate': true,
  'jwk.server.scan': true,
  'jwk.server.thumbprint': true,
  'jwk.server.generateSet': true,
  'jwk.server.selfSign': true,
  'jwk.server.updatePublicSet': true,
  'jwk.server.encrypt': true,
  'jwk.server.decrypt': true,
  'jwk.server.convert': true,
  'jwk.server.copyAs': true,
};
export const serverCommands = Object.keys(commands) as readonly (keyof ServerCommands)[];

export interface DocumentCommand {
  readonly uri: string;
}

export interface GenerateCommand {
  readonly kty: 'RSA' | 'EC' | 'OKP' | 'oct' | 'AKP';
  /** RSA: modulus bits; oct: key bits. */
  readonly bits?: number;
  readonly crv?: string;
  /** Absent: by alg and curve, else sig. "omit": no use member. */
  readonly use?: 'sig' | 'enc' | 'omit';
  /** Absent: the default for kty, crv and use. "none": no alg member. */
  readonly alg?: string;
  /** Operations written instead of `use`. */
  readonly keyOps?: readonly string[];
  /** `text` is the key ID for strategy "text". */
  readonly kid?: { readonly strategy: KidStrategy; readonly text?: string };
  /** The open document to add the key to; absent: its text is the answer. */
  readonly into?: DocumentCommand;
  /** Add to a public document: "public-half" strips the private members, "whole" does not. Absent: ask (see the answer). */
  readonly publicDocument?: 'public-half' | 'whole';
}

export type GenerateAnswer =
  | {
      readonly kind: 'applied';
      readonly kid: string | undefined;
      readonly warnings: readonly string[];
      /** JSON text of a JWK Set with the whole key, where the document got its public half only. Holds secrets. */
      readonly privateSet?: string;
    }
  /** JSON text of a JWK Set with the whole key, and of one with its public half (absent for oct). Holds secrets: only where asked for. */
  | {
      readonly kind: 'text';
      readonly kid: string | undefined;
      readonly privateSet: string;
      readonly publicSet: string | undefined;
      readonly warnings: readonly string[];
    }
  /** The document is public and the key private: ask the user and send again with `publicDocument`. Nothing was changed. */
  | { readonly kind: 'public-document'; readonly exposure: string }
  | Problem;

export interface Problem {
  readonly kind: 'problem';
  /** One sentence: what, where, and what to do. */
  readonly message: string;
  /** "password": none was given, or it is not the right one: ask for it and send again. */
  readonly failure?: OperationFailure;
}

/**
 * The parameters of an operation by name (docs/commands.md); undefined ones are left out. A document is `{ uri, position? }` of an open one, which
 * can be changed and whose key at the position is meant, or `{ text, path? }`; a source also `{ base64, path? }`.
 * `publicDocument` is besides: "ask" has a private key on its way into a public document stopped with a question,
 * "whole" adds it all the same, "public-half" and nothing its public half.
 */
export type OperationCommand = Readonly<Record<string, unknown>>;

export type OperationAnswer =
  | {
      readonly kind: 'done';
      /** What was made. Holds secrets where `secret` says so: only where the command asks for them. */
      readonly texts: readonly {
        readonly kind: string;
        readonly text: string;
        readonly secret: boolean;
        /** `text` is the base64 of octets that are no text (DER). */
        readonly isBase64: boolean;
      }[];
      /** The parameters whose documents were changed by a workspace/applyEdit. */
      readonly changed: readonly string[];
      /** What was found out, as data and for people; never with secrets. */
      readonly report: unknown;
      readonly lines: readonly string[];
      readonly notes: readonly Note[];
    }
  /**
   * To `publicDocument: "ask"`: `into` is public, and the key private. Ask the user and send again with "public-half" or
   * "whole". Nothing was changed.
   */
  | { readonly kind: 'public-document' }
  | Problem;

export type PublicKeySetAnswer =
  { readonly kind: 'text'; readonly text: string; readonly keys: number; readonly dropped: number } | Problem;

export interface InspectCommand extends DocumentCommand {
  /** Zero-based, UTF-16. Absent: the whole document. */
  readonly position?: { readonly line: number; readonly character: number };
}

export type InspectAnswer =
  /** Markdown without any key material. */
  { readonly kind: 'report'; readonly title: string; readonly markdown: string } | Problem;

export interface FetchCommand {
  /** What the user typed: a URL, a host name, an issuer. */
  readonly address: string;
  /** "jwks": the address is the set's own. "issuer": find the set by discovery. */
  readonly from: 'jwks' | 'issuer';
  readonly allowPrivateAddresses?: boolean;
}

export type FetchAnswer =
  | {
      readonly kind: 'fetched';
      /** The address of the set in the end. */
      readonly url: string;
      readonly text: string;
      /** What happened on the way, line by line: status, redirects, content type, caching. Markdown. */
      readonly markdown: string;
      readonly notes: readonly { readonly severity: 'error' | 'warning' | 'information'; readonly message: string }[];
    }
  | (Problem & { readonly markdown?: string });

export interface RotateCommand extends DocumentCommand {
  /** The key to succeed, by its place in `keys`; absent: the key at `position`, else the only candidate. */
  readonly index?: number;
  readonly position?: { readonly line: number; readonly character: number };
  /** The open public set that goes with a private one; gets the public half of the new key. */
  readonly publicUri?: string;
}

export type RotateAnswer =
  | {
      readonly kind: 'rotated';
      readonly kid: string | undefined;
      readonly of: string | undefined;
      readonly publicUpdated: boolean;
      /** JSON text of a JWK Set with the whole successor, where the set itself is public. Holds secrets. */
      readonly privateSet?: string;
    }
  /** Several keys could be meant: ask and send again with `index`. */
  | {
      readonly kind: 'choose';
      readonly keys: readonly { readonly index: number; readonly label: string; readonly description: string }[];
    }
  | Problem;

export interface ScanCommand {
  /** A part of a workspace: several commands one after the other let the user see progress, and cancel. */
  readonly files: readonly { readonly uri: string; readonly text: string }[];
}

export type ScanAnswer =
  | { readonly kind: 'scanned'; /** Files in which something was found. */ readonly files: readonly ScannedFile[] }
  | Problem;

export interface ScannedFile {
  readonly uri: string;
  readonly diagnostics: readonly Diagnostic[];
  /** What the server also reports of the document when it is open. */
  readonly whenClosed: readonly Diagnostic[];
}

/** The schemas as functions. */
import { createContext, runInContext } from 'node:vm';
import { compileSchemas } from '../../scripts/schemas.ts';

/** Tells whether a value, as JSON.parse gives it, is valid. */
export type Validate = (value: unknown) => boolean;

/** A function for each schema. */
export interface Validators {
  readonly jwk: Validate;
  readonly jwks: Validate;
}

/** Compiles the schemas, and runs the code where there is nothing to require and no code can be made: as in a browser. */
export function loadValidators(): Validators {
  const context = { exports: {} };
  runInContext(compileSchemas(), createContext(context, { codeGeneration: { strings: false, wasm: false } }));
  return context.exports as Validators;
}

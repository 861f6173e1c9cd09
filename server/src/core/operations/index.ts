/** THE table: every operation. A new one is one file and one line here. */
import { decrypt } from './decrypt.ts';
import { encrypt } from './encrypt.ts';
import { convert } from './convert.ts';
import { copyAs } from './copyAs.ts';
import { fetchKeySet } from './fetch/fetchKeySet.ts';
import { generate } from './generate.ts';
import { generateSet } from './generateSet.ts';
import { inspect } from './inspect.ts';
import type { Operation } from './operation.ts';
import { publicOnly } from './publicOnly.ts';
import { rotate } from './rotate.ts';
import { selfSign } from './selfSign.ts';
import { thumbprint } from './thumbprint.ts';
import { updatePublicSet } from './updatePublicSet.ts';

export const operations: readonly Operation[] = [
  generate,
  generateSet,
  fetchKeySet,
  inspect,
  publicOnly,
  thumbprint,
  rotate,
  selfSign,
  updatePublicSet,
  encrypt,
  decrypt,
  convert,
  copyAs,
];

export const operationsById: ReadonlyMap<string, Operation> = new Map(operations.map((o) => [o.id, o]));

export {
  convert,
  copyAs,
  decrypt,
  encrypt,
  fetchKeySet,
  generate,
  generateSet,
  inspect,
  publicOnly,
  rotate,
  selfSign,
  thumbprint,
  updatePublicSet,
};

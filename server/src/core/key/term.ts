/** Values from a closed vocabulary (`kty`, `crv`, `alg`, `use`, an item of `key_ops`) held against the registries. */
import { algorithms } from '../registry/algorithms.ts';
import { valueAliases, type Parameter } from '../registry/aliases.ts';
import { curveNames, vendorCurves } from '../registry/curves.ts';
import { keyTypeNames, vendorKeyTypes } from '../registry/keyTypes.ts';
import { extensionUses, keyOperations, uses } from '../registry/uses.ts';
import type { JsonString } from '../document/json.ts';

export type TermState =
  | 'registered'
  /** Registered but for the case or surrounding white space. */
  | 'wrong-case'
  /** Another ecosystem's name of a registered value. */
  | 'alias'
  /** Not registered, but known from products or other specifications. */
  | 'known'
  /** Named so that no registered value can collide with it (a URI or a domain name). */
  | 'collision-resistant'
  | 'unknown';

export interface Term {
  readonly node: JsonString;
  readonly raw: string;
  /** The registered value it is or means, else the text itself; later checks use this one. */
  readonly value: string;
  readonly state: TermState;
  /** Whether `value` is registered: checks that depend on the value run only then. */
  readonly registered: boolean;
}

const registered: Readonly<Record<Parameter, ReadonlySet<string>>> = {
  kty: new Set(keyTypeNames),
  crv: new Set(curveNames),
  alg: new Set(algorithms.keys()),
  use: new Set(uses.keys()),
  key_ops: new Set(keyOperations.keys()),
};

const known: Readonly<Partial<Record<Parameter, ReadonlySet<string>>>> = {
  kty: new Set(vendorKeyTypes),
  crv: new Set(vendorCurves),
  use: extensionUses,
};

/** What only a draft names is not registered yet: its spelling is nobody's error. */
export function isDraft(value: string): boolean {
  return algorithms.get(value)?.draft !== undefined || keyOperations.get(value)?.draft === true;
}

const fold = (parameter: Parameter): ReadonlyMap<string, string> =>
  new Map([...registered[parameter]].filter((v) => !isDraft(v)).map((v) => [v.toLowerCase(), v] as const));

const folded: Readonly<Record<Parameter, ReadonlyMap<string, string>>> = {
  kty: fold('kty'),
  crv: fold('crv'),
  alg: fold('alg'),
  use: fold('use'),
  key_ops: fold('key_ops'),
};

export function readTerm(parameter: Parameter, node: JsonString): Term {
  const raw = node.value;
  // Nearly all are: no more is done for them than must be.
  if (registered[parameter].has(raw)) return { node, raw, value: raw, state: 'registered', registered: true };
  const term = (state: TermState, value = raw): Term => ({
    node,
    raw,
    value,
    state,
    registered: state === 'wrong-case' || state === 'alias',
  });
  const caseless = raw.trim().toLowerCase();
  const sameButCase = folded[parameter].get(caseless);
  if (sameButCase !== undefined) return term('wrong-case', sameButCase);
  const meant = valueAliases[parameter].get(caseless);
  if (meant !== undefined) return term('alias', meant);
  if (known[parameter]?.has(raw) === true) return term('known');
  return term(isCollisionResistant(raw) ? 'collision-resistant' : 'unknown');
}

/** Names that contain a colon or slash, or are dot-separated like a domain (RFC 7517 §4.1, §4.4). */
function isCollisionResistant(name: string): boolean {
  return /[:/]/.test(name) || /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(name);
}

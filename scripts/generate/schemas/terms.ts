/** Values from closed vocabularies: those the registries have, their meaning, and how they are misspelt. */
import { isDraft } from '../../../server/src/core/key/term.ts';
import { algorithms, type Algorithm } from '../../../server/src/core/registry/algorithms.ts';
import { valueAliases, type Parameter } from '../../../server/src/core/registry/aliases.ts';
import { curves, type Curve } from '../../../server/src/core/registry/curves.ts';
import { keyTypes } from '../../../server/src/core/registry/keyTypes.ts';
import { keyOperations, uses } from '../../../server/src/core/registry/uses.ts';
import type { Schema } from './schema.ts';

/** Each registered value of each vocabulary, with what it means. */
const vocabularies: Readonly<Record<Parameter, ReadonlyMap<string, string>>> = {
  kty: new Map(Object.values(keyTypes).map(({ kty, title, source }) => [kty, `${title} (${source})`])),
  use: uses,
  key_ops: new Map([...keyOperations].map(([op, { title }]) => [op, title])),
  crv: new Map(Object.values(curves).map((curve) => [curve.crv, curveText(curve)])),
  alg: new Map([...algorithms].map(([alg, row]) => [alg, algorithmText(row)])),
};

export const parameters = Object.keys(vocabularies) as readonly Parameter[];

export function isParameter(name: string): name is Parameter {
  return Object.hasOwn(vocabularies, name);
}

function curveText({ kty, class: purpose, source }: Curve): string {
  const uses = { sig: 'signatures', enc: 'key agreement', both: 'signatures or key agreement' }[purpose];
  return `${kty} keys, ${uses} (${source})`;
}

function algorithmText({ title, kty, curves, insecure, deprecated, source }: Algorithm): string {
  const on = curves === undefined ? '' : ` on ${curves.join(', ')}`;
  const keys = kty.length === 0 ? '' : `; ${kty.join(' or ')} keys${on}`;
  const warning = insecure === undefined ? '' : `; ${insecure}`;
  const replaced = deprecated === undefined ? '' : `; replaced by those of ${deprecated}`;
  return `${title}${keys}${warning}${replaced} (${source})`;
}

/** Name of the definition with the misspellings of a vocabulary's values. */
function misspeltName(parameter: Parameter): string {
  return `misspelt_${parameter}`;
}

/** A string of the vocabulary, or one that nobody can take for a misspelt string of it: others may define more. */
export function termSchema(parameter: Parameter): Schema {
  const registered = [...vocabularies[parameter]].map(([value, description]): Schema => ({ const: value, description }));
  // The open alternative last: editors tell what is expected from the first ones.
  return { anyOf: [...registered, { not: { $ref: `#/definitions/${misspeltName(parameter)}` } }] };
}

/** The definitions {@link termSchema} refers to: what value-wrong-case and value-alias report, and the right spelling. */
export function misspellings(): Readonly<Record<string, Schema>> {
  return Object.fromEntries(parameters.map((parameter) => [misspeltName(parameter), misspelling(parameter)]));
}

function misspelling(parameter: Parameter): Schema {
  const registered = [...vocabularies[parameter].keys()].filter((name) => !isDraft(name));
  const names = new Set(registered.map((name) => name.toLowerCase()));
  for (const alias of valueAliases[parameter].keys()) names.add(alias);
  return {
    description: `The registered values of "${parameter}" in any case and between white space, and other ecosystems' names of them`,
    pattern: `^\\s*(?:${[...names].map(caseless).join('|')})\\s*$`,
  };
}

/** The characters that case folding makes each ASCII letter of: two, and for k the Kelvin sign too. */
const unfolded = unfold();

function unfold(): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (let code = 0; code <= 0xffff; code++) {
    const character = String.fromCharCode(code);
    const folded = character.toLowerCase();
    if (/^[a-z]$/.test(folded)) found.set(folded, (found.get(folded) ?? '') + character);
  }
  return found;
}

/** A pattern for the lower-case text in any case: JSON Schema has no flag for it. */
function caseless(text: string): string {
  return Array.from(text, (character) => {
    const letters = unfolded.get(character);
    return letters === undefined ? character.replace(/[$()*+./?[\\\]^{|}]/, '\\$&') : `[${letters}]`;
  }).join('');
}

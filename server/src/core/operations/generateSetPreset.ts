/** A user's own preset: read, and held against what a preset may say (schemas/preset.schema.json says the same). */
import { parseJson } from '../document/json.ts';
import { toValue } from '../document/tree.ts';
import { isRecord } from '../record.ts';
import type { PresetKey } from '../registry/presets.ts';
import { list, quoted } from '../text.ts';
import { expectation, isOfType } from './arguments.ts';
import type { NamedInput } from './documents.ts';
import { generate } from './generate.ts';
import { OperationError, type Parameter } from './operation.ts';

/** What a key of a preset may say: generate's parameters about the key itself, and how many of it. */
export const presetKeyParameters: readonly Parameter[] = [
  ...generate.parameters.filter(({ name }) =>
    ['kty', 'crv', 'bits', 'use', 'alg', 'keyOps', 'kid', 'kidText'].includes(name),
  ),
  { name: 'count', type: 'integer', description: 'How many such keys (default 1)' },
];

/** More keys than any server has; recipients refuse large sets. */
export const maxPresetKeys = 100;

export interface OwnPreset {
  readonly name: string;
  readonly keys: readonly PresetKey[];
}

/** @throws OperationError (`input`) that names the first thing that is no preset's */
export function readPreset(input: NamedInput): OwnPreset {
  const file = input.name ?? input.path;
  const fail = (what: string): OperationError => new OperationError('input', `${file}: ${what} (docs/presets.md)`);
  const { root, errors } = parseJson(input.text);
  const [error] = errors;
  if (error !== undefined || root === undefined) {
    const line = input.text.slice(0, error?.start ?? 0).split('\n').length;
    throw new OperationError('input', `${file}:${line} is not valid JSON (${error?.message ?? 'it is empty'})`);
  }
  const value = toValue(root);
  if (!isRecord(value)) throw fail('a preset is an object with "name" and "keys"');
  const stranger = Object.keys(value).find((name) => !['$schema', 'name', 'description', 'keys'].includes(name));
  if (stranger !== undefined) throw fail(`a preset has no ${quoted(stranger)}; it has name, description and keys`);
  const { name, description, keys } = value;
  if (typeof name !== 'string' || name === '') throw fail('"name" must be a text');
  if (description !== undefined && typeof description !== 'string') throw fail('"description" must be a text');
  if (!Array.isArray(keys) || keys.length === 0 || keys.length > maxPresetKeys)
    throw fail(`"keys" must be a list of 1 to ${maxPresetKeys} keys`);
  return { name, keys: keys.map((key: unknown, i) => readKey(key, `keys[${i}]`, fail)) };
}

function readKey(value: unknown, place: string, fail: (what: string) => OperationError): PresetKey {
  if (!isRecord(value)) throw fail(`${place} must be an object`);
  for (const [name, given] of Object.entries(value)) {
    const parameter = presetKeyParameters.find((p) => p.name === name);
    if (parameter === undefined)
      throw fail(`${place} has no ${quoted(name)}; a key has ${list(presetKeyParameters.map((p) => p.name))}`);
    if (!isOfType(parameter, given)) throw fail(`${place}.${name} must be ${expectation(parameter)}`);
  }
  return value;
}

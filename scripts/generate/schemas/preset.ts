/** schemas/preset.schema.json: a user's own preset of keys, as the operation generateSet reads it. */
import { maxPresetKeys, presetKeyParameters } from '../../../server/src/core/operations/generateSetPreset.ts';
import type { Parameter } from '../../../server/src/core/operations/operation.ts';
import { heading } from './schema.ts';

export const presetSchemaFile = 'preset.schema.json';

export function presetSchema(): object {
  const properties = Object.fromEntries(presetKeyParameters.map((p) => [p.name, keyProperty(p)]));
  return {
    ...heading(presetSchemaFile),
    title: 'Preset',
    description: 'Keys that are generated together (jwk generate-set --preset-file, docs/presets.md)',
    type: 'object',
    required: ['name', 'keys'],
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      name: { description: 'What the report calls the preset', type: 'string', minLength: 1 },
      description: { description: 'What the keys are for; for people', type: 'string' },
      keys: {
        type: 'array',
        minItems: 1,
        maxItems: maxPresetKeys,
        items: {
          description: 'A key, in the words of jwk generate',
          type: 'object',
          additionalProperties: false,
          properties,
          anyOf: ['kty', 'crv', 'alg'].map((name) => ({ required: [name] })),
        },
      },
    },
  };
}

function keyProperty({ name, type, values, description }: Parameter): object {
  const choice = values === undefined ? {} : { enum: values };
  if (type === 'strings') return { description, type: 'array', items: { type: 'string', ...choice } };
  if (name === 'count') return { description, type: 'integer', minimum: 1, maximum: maxPresetKeys };
  return { description, type, ...choice };
}

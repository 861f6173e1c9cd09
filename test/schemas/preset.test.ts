/** The schema of presets accepts what generateSet reads, and refuses what it refuses. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import Ajv from 'ajv';
import { readPreset } from '../../server/src/core/operations/generateSetPreset.ts';
import { presets } from '../../server/src/core/registry/presets.ts';
import { root } from '../support/lspClient.ts';

const schema = JSON.parse(readFileSync(join(root, 'schemas/preset.schema.json'), 'utf8')) as object;
const accepts = new Ajv({ allErrors: true }).compile(schema);
const reads = (preset: unknown): boolean => {
  try {
    readPreset({ text: JSON.stringify(preset), path: 'a.json' });
    return true;
  } catch {
    return false;
  }
};

describe('preset.schema.json', () => {
  it('accepts our own presets', () => {
    for (const [name, { keys }] of Object.entries(presets))
      assert.ok(accepts({ name, keys }), JSON.stringify(accepts.errors));
  });

  it('and the example of docs/presets.md', () => {
    const page = readFileSync(join(root, 'docs/presets.md'), 'utf8');
    const example: unknown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '');
    assert.deepEqual([accepts(example), reads(example)], [true, true]);
    for (const name of Object.keys(presets)) assert.ok(page.includes(`### \`${name}\``), name);
  });

  const key = { kty: 'oct' };
  for (const wrong of [
    [],
    {},
    { name: '', keys: [key] },
    { name: 'a', keys: [] },
    { name: 'a', keys: key },
    { name: 'a', keys: [1] },
    { name: 'a', keys: [key], more: 1 },
    { name: 'a', description: 1, keys: [key] },
    { name: 'a', keys: [{ ...key, bits: '256' }] },
    { name: 'a', keys: [{ ...key, use: 'both' }] },
    { name: 'a', keys: [{ ...key, keyOps: 'sign' }] },
    { name: 'a', keys: [{ ...key, count: 1.5 }] },
    { name: 'a', keys: [{ ...key, kid: 'md5' }] },
  ]) {
    it(`refuses, as generateSet does: ${JSON.stringify(wrong)}`, () => {
      assert.deepEqual([accepts(wrong), reads(wrong)], [false, false]);
    });
  }
});

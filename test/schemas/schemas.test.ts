/** What other tools than ours need of the schema files. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { root } from '../support/lspClient.ts';

interface SchemaFile {
  readonly $schema: string;
  readonly $id: string;
  readonly definitions?: Readonly<Record<string, unknown>>;
}

const folder = join(root, 'schemas');
const names = ['jwk.schema.json', 'jwks.schema.json'];
const schemas = names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as SchemaFile);

/** Every object in the value, itself included. */
function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

describe('the schema files', () => {
  it('are draft-07 and bear the address they are published at', () => {
    for (const [i, { $schema, $id }] of schemas.entries()) {
      assert.equal($schema, 'http://json-schema.org/draft-07/schema#');
      assert.equal(new URL(names[i] as string, $id).href, $id);
      assert.equal(new URL($id).protocol, 'https:');
    }
  });

  it('refer to what is there, and say nothing beside a reference, where draft-07 would not read it', () => {
    for (const schema of schemas) {
      for (const object of objectsIn(schema)) {
        if (!('$ref' in object)) continue;
        assert.deepEqual(Object.keys(object), ['$ref']);
        const target = object.$ref as string;
        const found = target.startsWith('#/definitions/')
          ? Object.hasOwn(schema.definitions ?? {}, target.slice('#/definitions/'.length))
          : readdirSync(folder).includes(target);
        assert.ok(found, target);
      }
    }
  });

  it('have patterns that engines without look-around and flags read', () => {
    for (const object of schemas.flatMap(objectsIn)) {
      if (!('pattern' in object)) continue;
      assert.doesNotMatch(object.pattern as string, /\(\?[^:]|\\[1-9bBpPuk]/);
    }
  });
});

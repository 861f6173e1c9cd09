/** The list of published keys against the one that was agreed on (../shared/known-example-keys.json), where it is present. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import table from '../../server/src/core/registry/knownExampleKeys.json' with { type: 'json' };
import { hasFile, readText } from '../support/files.ts';

const list = '../shared/known-example-keys.json';
const skip = !hasFile(list) && 'the shared folder is not here';

describe('published keys', { skip }, () => {
  it('are all on the list, with how they begin unless they are secrets', () => {
    const agreed = JSON.parse(readText(list)) as readonly { readonly thumbprint: string; readonly kty: string }[];
    const rows = new Map(Object.entries<{ source: string; begins?: string }>(table));
    assert.deepEqual([...rows.keys()].sort(), agreed.map(({ thumbprint }) => thumbprint).sort());
    for (const { thumbprint, kty } of agreed) {
      const begins = rows.get(thumbprint)?.begins;
      assert.equal(kty === 'oct' ? begins : begins?.length, kty === 'oct' ? undefined : 6, thumbprint);
    }
  });
});

/** Git's index as git itself writes it: which files are in it, and which are not. */
import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import { isInIndex } from '../../server/src/node/gitIndex.ts';
import { Desk, missing } from './support.ts';

const noGit = missing('git');

const files = [
  'a.jwk',
  'keys/private.jwks',
  'keys/private.jwks.old',
  'keys/ü ß.jwk',
  `deep/${'d'.repeat(200)}/${'e'.repeat(200)}/f.jwk`,
  `${'x/'.repeat(2100)}long.jwk`,
  'z',
];
const absent = ['b.jwk', 'keys', 'private.jwks', 'keys/private', 'keys/private.jwks.ol', 'Z', ''];

const desk = new Desk();
after(() => {
  desk.remove();
});

/** The index of a new repository, with entries for the files. */
function indexOf(name: string, args: readonly string[], ...commands: readonly (readonly string[])[]): Buffer {
  const git = (command: readonly string[], input?: string): string => desk.text('git', ['-C', name, ...command], input);
  desk.run('git', ['init', '--quiet', ...args, name]);
  const object = git(['hash-object', '-w', '--stdin'], 'x').trim();
  git(['update-index', '--index-info'], files.map((file) => `100644 ${object}\t${file}\n`).join(''));
  for (const command of commands) git(command);
  return desk.read(`${name}/.git/index`);
}

describe("git's index", { skip: noGit }, () => {
  const cases = {
    'version 2': withVersion('v2', [], '2'),
    'version 4, whose names leave out their common beginnings': withVersion('v4', [], '4'),
    'version 2 of a repository with SHA-256': withVersion('v2-sha256', ['--object-format=sha256'], '2'),
    'version 4 of a repository with SHA-256': withVersion('v4-sha256', ['--object-format=sha256'], '4'),
    'version 3, for entries with more flags': () =>
      indexOf('v3', [], ['update-index', '--index-version', '2'], ['update-index', '--skip-worktree', 'a.jwk', 'z']),
  };
  for (const [title, make] of Object.entries(cases)) {
    it(title, () => {
      const index = make();
      for (const file of files) assert.equal(isInIndex(index, file), true, file);
      for (const file of absent) assert.equal(isInIndex(index, file), false, file);
    });
  }

  it('says nothing where it is split, cut, or none', () => {
    const split = indexOf('split', [], ['update-index', '--split-index'], ['update-index', '--force-remove', 'a.jwk']);
    assert.equal(isInIndex(split, 'keys/private.jwks'), undefined);
    const whole = indexOf('whole', []);
    assert.equal(isInIndex(whole, 'z'), true);
    for (let length = 0; length < whole.length - 20; length += 7) {
      assert.equal(isInIndex(whole.subarray(0, length), 'no such file'), undefined, String(length));
    }
    const later = Buffer.from(whole);
    later.writeUInt32BE(5, 4);
    assert.equal(isInIndex(later, 'a.jwk'), undefined);
  });

  function withVersion(name: string, args: readonly string[], version: string): () => Buffer {
    return () => indexOf(name, args, ['update-index', '--index-version', version]);
  }
});

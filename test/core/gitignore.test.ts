/** A file added to a .gitignore: one line at the end, and nothing else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import ignore from 'ignore';
import fc from '../support/fastCheck.ts';
import { withIgnored } from '../../server/src/core/gitignore.ts';

describe('a .gitignore', () => {
  const cases: readonly (readonly [string, string | undefined, string, string | undefined])[] = [
    ['is made where there is none', undefined, 'keys/a.jwks', '/keys/a.jwks\n'],
    ['keeps what is there, and its line ends', 'x\r\n', 'a.jwk', 'x\r\n/a.jwk\r\n'],
    ['ends its last line', '# mine', '/a.jwk', '# mine\n/a.jwk\n'],
    ['is left alone where the file is in it', '/a.jwk\n', 'a.jwk', undefined],
    ['is left alone where its path is in it without a slash', 'x\na.jwk\n', 'a.jwk', undefined],
    ['overrules an exception', 'a.jwk\n!/a.jwk\n', 'a.jwk', 'a.jwk\n!/a.jwk\n/a.jwk\n'],
    ['names this file and no pattern', '', '[a]*?\\ .jwk ', '/\\[a\\]\\*\\?\\\\ .jwk\\ \n'],
  ];
  for (const [title, text, path, expected] of cases) {
    it(title, () => {
      assert.equal(withIgnored(text, path), expected);
      if (expected !== undefined) assert.equal(withIgnored(expected, path), undefined, 'a second time');
    });
  }

  it('then ignores the file, and not its neighbours', () => {
    const name = fc
      .string({ unit: fc.constantFrom(...Array.from('ab *?[]!#-.\\')), minLength: 1, maxLength: 8 })
      .filter((s) => !/^\.+$/.test(s) && s !== '');
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), name, (steps, other) => {
        const path = steps.join('/');
        const neighbour = [...steps.slice(0, -1), other].join('/');
        const rules = ignore().add(withIgnored('', path) ?? '');
        assert.equal(rules.ignores(path), true);
        if (neighbour.toLowerCase() !== path.toLowerCase()) assert.equal(rules.ignores(neighbour), false, neighbour);
      }),
    );
  });
});

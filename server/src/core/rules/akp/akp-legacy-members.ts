import { rename, type TextEdit } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import { defineRule } from '../rule.ts';
import { mlDsaForJose } from '../standards.ts';

/** Members as the first drafts had them, and as they are now. */
const renamed = [
  ['x', 'pub'],
  ['d', 'priv'],
] as const;

export const akpLegacyMembers = defineRule({
  id: 'akp-legacy-members',
  group: 'akp',
  severity: 'error',
  summary: 'An AKP key has the members of an early draft',
  message: 'AKP keys use "{to}", not "{name}"',
  why: 'Early drafts modelled ML-DSA keys like OKP keys. Libraries that follow the RFC find no key in such an object.',
  fix: 'Renames "x" to "pub" and "d" to "priv".',
  specs: [mlDsaForJose('3')],
  examples: {
    bad: [
      { text: '{"kty":"AKP","alg":"ML-DSA-44",⟦"x"⟧:"AA"}', fixed: '{"kty":"AKP","alg":"ML-DSA-44","pub":"AA"}' },
      {
        title: 'With the private key',
        text: '{"kty":"AKP","alg":"ML-DSA-44",⟦"x"⟧:"AA",⟦"d"⟧:"AA"}',
        fixed: '{"kty":"AKP","alg":"ML-DSA-44","pub":"AA","priv":"AA"}',
      },
    ],
    good: [{ text: '{"kty":"AKP","alg":"ML-DSA-44","pub":"AA"}' }],
  },
  key(key, report) {
    if (key.type?.kty !== 'AKP' || key.has('pub')) return;
    for (const [name, to] of renamed) {
      const member = key.member(name);
      // One of a wrong type or without content takes part in nothing.
      if (member === undefined || key.value(name) === undefined) continue;
      // Both at once: with "pub" alone the key would be sound, and "d" a member that nobody knows.
      report({
        at: member.name,
        data: { name, to },
        fixes: () => [{ title: 'Rename to pub and priv', edits: renames(key) }],
      });
    }
  },
});

function renames(key: Key): TextEdit[] {
  return renamed.flatMap(([name, to]) => {
    const member = key.member(name);
    return member === undefined || key.has(to) ? [] : [rename(member, to)];
  });
}

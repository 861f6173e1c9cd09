import { relatedMember, removeMember, removeOperation } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { displayWord } from '../../words.ts';
import { contradictsUse } from './uses.ts';

export const useKeyOpsInconsistent = defineRule({
  id: 'use-key-ops-inconsistent',
  group: 'common',
  severity: 'error',
  summary: '"key_ops" allows what "use" excludes',
  message: 'key_ops "{op}" contradicts use "{use}"',
  why: 'When both members are present they must agree. Nimbus, jwcrypto, joserfc and WebCrypto refuse the key; others follow whichever member they read first. "enc" covers encryption, key wrapping, key agreement and key encapsulation.',
  whenFine:
    'Key agreement (`deriveKey`, `deriveBits`) belongs to `enc`, as RFC 7517 §4.2 says; unregistered values are not compared.',
  fix: 'Removes the operation, or removes "use".',
  specs: [rfc(7517, '4.2'), rfc(7517, '4.3')],
  examples: {
    bad: [
      {
        text: `{${ecPublic},"use":"sig","key_ops":["verify",⟦"encrypt"⟧]}`,
        fixed: `{${ecPublic},"use":"sig","key_ops":["verify"]}`,
      },
      {
        title: 'The only operation',
        text: `{${ecPublic},"use":"enc","key_ops":[⟦"verify"⟧]}`,
        fixed: `{${ecPublic},"use":"enc"}`,
      },
    ],
    good: [
      {
        title: 'Key agreement belongs to "enc"',
        text: `{${ecPublic},"use":"enc","key_ops":["deriveBits"]}`,
      },
    ],
  },
  about: ['operations'],
  key(key, report) {
    for (const term of key.keyOps) {
      if (!contradictsUse(key, term)) continue;
      report({
        at: term.node,
        data: { op: displayWord(term.raw), use: displayWord(key.use?.raw ?? '') },
        related: relatedMember(key, 'use'),
        fixes: () => [
          {
            title: `Remove "${displayWord(term.raw)}" from key_ops`,
            preferred: false,
            edits: removeOperation(key, term.node),
          },
          { title: 'Remove "use"', preferred: false, edits: removeMember(key, 'use') },
        ],
      });
    }
  },
});

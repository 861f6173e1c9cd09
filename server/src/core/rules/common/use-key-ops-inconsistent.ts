import { removeMember, removeOperation } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { display } from '../../text.ts';
import { contradictsUse } from './uses.ts';

export const useKeyOpsInconsistent = defineRule({
  id: 'use-key-ops-inconsistent',
  group: 'common',
  severity: 'error',
  summary: '"key_ops" allows what "use" excludes',
  message: 'key_ops "{op}" contradicts use "{use}"',
  why: 'When both members are present they must agree. Nimbus, jwcrypto, joserfc and WebCrypto refuse the key; others follow whichever member they read first. "enc" covers encryption, key wrapping, key agreement and key encapsulation.',
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
  *key(key) {
    for (const term of key.keyOps) {
      if (!contradictsUse(key, term)) continue;
      yield {
        at: term.node,
        data: { op: display(term.raw), use: display(key.use?.raw ?? '') },
        fixes: () => [
          {
            title: `Remove "${display(term.raw)}" from key_ops`,
            preferred: false,
            edits: removeOperation(key, term.node),
          },
          { title: 'Remove "use"', preferred: false, edits: removeMember(key, 'use') },
        ],
      };
    }
  },
});

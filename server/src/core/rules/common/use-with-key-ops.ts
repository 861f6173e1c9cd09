import { relatedMember, removeMember } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { contradictsUse } from './uses.ts';

export const useWithKeyOps = defineRule({
  id: 'use-with-key-ops',
  group: 'common',
  severity: 'information',
  summary: '"use" and "key_ops" are both present',
  message: '"use" and "key_ops" should not be used together',
  why: 'The two members say the same thing in different words, and a recipient may look at either. Azure AD B2C publishes both, so this is no louder than information; old versions of Nimbus rejected such keys.',
  whenFine: 'Both may be there as long as they agree; Azure AD B2C publishes both.',
  fix: 'Removes one of the two, while they agree.',
  specs: [rfc(7517, '4.3')],
  examples: {
    bad: [
      {
        text: `{${ecPublic},"use":"sig",⟦"key_ops"⟧:["verify"]}`,
        fixed: `{${ecPublic},"key_ops":["verify"]}`,
      },
    ],
    good: [{ text: `{${ecPublic},"key_ops":["verify"]}` }],
  },
  about: ['operations'],
  key(key, report) {
    const operations = key.member('key_ops');
    if (operations === undefined || key.value('key_ops') === undefined || key.value('use') === undefined) return;
    report({
      at: operations.name,
      related: relatedMember(key, 'use'),
      fixes: () =>
        key.keyOps.some((term) => contradictsUse(key, term))
          ? []
          : ['use', 'key_ops'].map((name) => ({
              title: `Remove "${name}"`,
              preferred: false,
              edits: removeMember(key, name),
            })),
    });
  },
});

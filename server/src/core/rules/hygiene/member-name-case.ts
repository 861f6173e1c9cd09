import { rename } from '../../document/edits.ts';
import { nameSpan } from '../../document/tree.ts';
import { relatedMember } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { displayWord } from '../../words.ts';
import { sameButCase } from './names.ts';

export const memberNameCase = defineRule({
  id: 'member-name-case',
  group: 'hygiene',
  severity: 'warning',
  summary: 'A member name differs from a registered one in case or white space',
  message: '"{name}" is ignored: member names are case-sensitive{hint}',
  why: 'Only Microsoft.IdentityModel reads member names without regard to case; every other library ignores the member as one it does not know.',
  whenFine:
    "Names of one letter, such as `N`, may well be somebody's own. Microsoft.IdentityModel reads names in any case.",
  fix: 'Renames the member, unless the right name is present too.',
  specs: [rfc(7517, '4'), rfc(7517, '6'), rfc(7515, '5.3')],
  examples: {
    bad: [
      { text: `{${ecPublic},⟦"Kid"⟧:"a"}`, fixed: `{${ecPublic},"kid":"a"}` },
      { text: `{${ecPublic},⟦"x5t#s256"⟧:"a"}`, fixed: `{${ecPublic},"x5t#S256":"a"}` },
      { title: 'A space in the name', text: `{${ecPublic.replace('"x"', '⟦"x "⟧')}}`, fixed: `{${ecPublic}}` },
      { title: 'The right name is present too', text: `{${ecPublic},"kid":"a",⟦"KID"⟧:"b"}` },
    ],
    good: [
      { title: 'Single letters may be private extension members', text: `{${ecPublic},"N":"a","E":"b"}` },
      { text: `{${ecPublic},"kid":"a"}` },
    ],
  },
  about: ['name'],
  key(key, report) {
    for (const member of key.object.members) {
      const to = sameButCase(member.name.value);
      if (to === undefined) continue;
      const present = key.has(to);
      report({
        at: nameSpan(member),
        data: { name: displayWord(member.name.value), hint: present ? `; "${to}" is present too` : `; use "${to}"` },
        related: present ? relatedMember(key, to) : [],
        fixes: () => (present ? [] : [{ title: `Rename to "${to}"`, edits: [rename(member, to)] }]),
      });
    }
  },
});

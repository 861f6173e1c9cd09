import { rename } from '../../document/edits.ts';
import { nameSpan } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { display } from '../../text.ts';
import { sameButCase } from './names.ts';

export const memberNameCase = defineRule({
  id: 'member-name-case',
  group: 'hygiene',
  severity: 'warning',
  summary: 'A member name differs from a registered one in case or white space',
  message: '"{name}" is ignored: member names are case-sensitive{hint}',
  why: 'Only Microsoft.IdentityModel reads member names without regard to case; every other library ignores the member as one it does not know.',
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
  *key(key) {
    for (const member of key.object.members) {
      const to = sameButCase(member.name.value);
      if (to === undefined) continue;
      const present = key.has(to);
      yield {
        at: nameSpan(member),
        data: { name: display(member.name.value), hint: present ? `; "${to}" is present too` : `; use "${to}"` },
        fixes: () => (present ? [] : [{ title: `Rename to "${to}"`, edits: [rename(member, to)] }]),
      };
    }
  },
});

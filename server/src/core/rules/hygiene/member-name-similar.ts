import { rename } from '../../document/edits.ts';
import { nameSpan } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { displayWord } from '../../words.ts';
import { similarName } from './names.ts';

export const memberNameSimilar = defineRule({
  id: 'member-name-similar',
  group: 'hygiene',
  severity: 'warning',
  summary: 'A member name looks like a registered one',
  message: 'Unknown member "{name}"; did you mean "{to}"?',
  why: 'Recipients silently ignore members they do not know, so what the misspelt member says is lost. Only the OpenID conformance suite warns, of any unknown member in a confirmation key.',
  whenFine:
    'Members of other specifications (`x5a` of EU DCC, `issuer` of Entra, `spiffe_sequence`) are known and not reported. Any other unknown member is legal.',
  fix: 'Renames the member.',
  specs: [rfc(7517, '4')],
  examples: {
    bad: [
      {
        title: 'Another name',
        text: `{${ecPublic},⟦"keyops"⟧:["verify"]}`,
        fixed: `{${ecPublic},"key_ops":["verify"]}`,
      },
      { text: `{${ecPublic},⟦"algorithm"⟧:"ES256"}`, fixed: `{${ecPublic},"alg":"ES256"}` },
      { title: 'A slip', text: `{${ecPublic},⟦"key_osp"⟧:["verify"]}`, fixed: `{${ecPublic},"key_ops":["verify"]}` },
    ],
    good: [
      { title: 'A member of EU DCC trust lists', text: `{${ecPublic},"x5a":{"issuer":"a","serial":1}}` },
      { title: 'The registered member is present', text: `{${ecPublic},"alg":"ES256","algorithm":"ECDSA"}` },
    ],
  },
  about: ['name'],
  key(key, report) {
    for (const member of key.object.members) {
      const to = similarName(member.name.value);
      if (to === undefined || key.has(to)) continue;
      report({
        at: nameSpan(member),
        data: { name: displayWord(member.name.value), to },
        fixes: () => [{ title: `Rename to "${to}"`, edits: [rename(member, to)] }],
      });
    }
  },
});

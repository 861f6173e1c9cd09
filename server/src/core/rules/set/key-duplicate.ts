import { opening } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, otherEcPublic } from '../samples.ts';
import { pairsOf } from './pairs.ts';

export const keyDuplicate = defineRule({
  id: 'key-duplicate',
  group: 'set',
  severity: 'information',
  loudest: 'warning',
  summary: 'The set holds the same key twice',
  message: 'Same key as keys[{first}]{detail}',
  why: 'An identical entry is redundant (a warning). The same key under a second kid is usually a copy mistake, sometimes the migration to a new kid.',
  whenFine:
    'A key may be listed under its old and its new `kid` while verifiers move from one to the other. One entry for each certificate, as SMART Health Cards require, is not reported.',
  fix: 'Removes the later of two identical entries.',
  specs: [rfc(7638, '3'), rfc(7517, '4.5')],
  examples: {
    bad: [
      { title: 'A second kid', text: `{"keys":[{${ecPublic},"kid":"a"},{${ecPublic},"kid":⟦"b"⟧}]}` },
      {
        title: 'The same entry, in another order',
        text: `{"keys":[{${ecPublic},"kid":"a"},⟦{⟧"kid":"a",${ecPublic}}]}`,
        severity: 'warning',
        fixed: `{"keys":[{${ecPublic},"kid":"a"}]}`,
      },
    ],
    good: [
      { title: 'Two keys', text: `{"keys":[{${ecPublic},"kid":"a"},{${otherEcPublic},"kid":"b"}]}` },
      {
        title: 'One entry for each certificate, as SMART Health Cards require',
        text: `{"keys":[{${ecPublic},"kid":"a","x5u":"https://a.example/1"},{${ecPublic},"kid":"a","x5u":"https://a.example/2"}]}`,
      },
    ],
  },
  set(set, report) {
    for (const { first, later } of pairsOf(set, 'identical')) {
      report({
        at: opening(later.object),
        key: later,
        severity: 'warning',
        data: { first: first.index, detail: '' },
        tags: ['unnecessary'],
        related: [{ at: opening(first.object), key: first, message: `keys[${first.index}]` }],
        fixes: () => [{ title: 'Remove this entry', edits: 'remove-key' }],
      });
    }
    for (const { first, later } of pairsOf(set, 'second-kid')) {
      report({
        at: later.kid ?? later.object,
        key: later,
        data: { first: first.index, detail: ' under another kid' },
        related: [{ at: first.kid ?? first.object, key: first, message: `The kid of keys[${first.index}]` }],
      });
    }
  },
});

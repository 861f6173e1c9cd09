import { removeItems } from '../../document/edits.ts';
import type { Span } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { displayWord } from '../../words.ts';

export const keyOpsDuplicate = defineRule({
  id: 'key-ops-duplicate',
  group: 'common',
  severity: 'error',
  summary: '"key_ops" names an operation twice',
  message: 'Duplicate key operation "{op}"',
  why: 'Duplicate values must not be present. jose, WebCrypto and jwcrypto refuse the key; the 12 of 15 libraries that take it hide the mistake from its author.',
  fix: 'Removes the later one.',
  specs: [rfc(7517, '4.3')],
  fixAll: true,
  examples: {
    bad: [
      {
        text: `{${ecPublic},"key_ops":["verify",⟦"verify"⟧]}`,
        fixed: `{${ecPublic},"key_ops":["verify"]}`,
      },
    ],
    good: [{ text: `{${ecPublic},"key_ops":["sign","verify"]}` }],
  },
  about: ['operations'],
  key(key, report) {
    const seen = new Map<string, Span>();
    const array = key.value('key_ops');
    for (const { raw, node } of key.keyOps) {
      const first = seen.get(raw);
      if (first === undefined) seen.set(raw, node);
      else if (array?.type === 'array') {
        report({
          at: node,
          data: { op: displayWord(raw) },
          related: [{ at: first, message: 'The first one' }],
          fixes: () => [{ title: `Remove the duplicate "${displayWord(raw)}"`, edits: removeItems(array, [node]) }],
        });
      }
    }
  },
});

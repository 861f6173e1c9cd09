import { removeItems } from '../../document/edits.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { display } from '../../text.ts';

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
  *key(key) {
    const seen = new Set<string>();
    const array = key.value('key_ops');
    for (const { raw, node } of key.keyOps) {
      if (seen.has(raw) && array?.type === 'array') {
        yield {
          at: node,
          data: { op: display(raw) },
          fixes: () => [{ title: `Remove the duplicate "${display(raw)}"`, edits: removeItems(array, [node]) }],
        };
      }
      seen.add(raw);
    }
  },
});

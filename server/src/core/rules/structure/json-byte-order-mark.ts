import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';

export const jsonByteOrderMark = defineRule({
  id: 'json-byte-order-mark',
  group: 'structure',
  severity: 'warning',
  summary: 'The document starts with a byte order mark',
  message: 'The document starts with a byte order mark (U+FEFF)',
  why: 'RFC 8259 forbids adding a byte order mark and merely allows parsers to ignore one, so some recipients fail at the first character. It is found in published documents that .NET tools wrote.',
  whenFine:
    'RFC 8259 lets parsers ignore a byte order mark, so it does no harm where every reader is known to. The same character inside a value is text.',
  fix: 'Deletes the byte order mark.',
  specs: [rfc(8259, '8.1')],
  examples: {
    bad: [{ text: `⟦\uFEFF⟧{"keys":[{${ecPublic}}]}`, fixed: `{"keys":[{${ecPublic}}]}` }],
    good: [
      {
        title: 'The same character inside a value is text',
        text: `{"keys":[{${ecPublic},"kid":"\uFEFFa"}]}`,
      },
    ],
  },
  fixAll: true,
  document(document, report) {
    // The host file of an embedded key is not ours to judge.
    if (document.role === 'embedded' || !document.text.startsWith('\uFEFF')) return;
    const at = { start: 0, end: 1 };
    report({ at, fixes: () => [{ title: 'Delete the byte order mark', edits: [{ ...at, text: '' }] }] });
  },
});

import { replaceString } from '../../document/edits.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';

// eslint-disable-next-line no-control-regex
const control = /[\u0000-\u001F\u007F]/;

export const kidWhitespace = defineRule({
  id: 'kid-whitespace',
  group: 'common',
  severity: 'warning',
  about: ['odd-kid'],
  summary: '"kid" is empty, or begins or ends with white space',
  message: '"kid" is empty or has leading/trailing whitespace or control characters',
  why: 'Key IDs are compared character by character, so "a " and "a" are two keys. Such characters get lost in copying, in configuration files and in HTTP headers, and then no recipient finds the key; the OIDC conformance suite fails blank ones.',
  whenFine: 'White space inside a key ID is legal.',
  fix: 'Removes the white space around it.',
  specs: [rfc(7517, '4.5'), rfc(7515, '5.3')],
  examples: {
    bad: [
      { text: `{${ecPublic},"use":"sig","kid":⟦"a "⟧}`, fixed: `{${ecPublic},"use":"sig","kid":"a"}` },
      { title: 'Empty', text: `{${ecPublic},"use":"sig","kid":⟦""⟧}` },
      { title: 'A control character inside', text: `{${ecPublic},"use":"sig","kid":⟦"a\\tb"⟧}` },
    ],
    good: [{ title: 'White space inside is legal', text: `{${ecPublic},"use":"sig","kid":"a b"}` }],
  },
  key({ kid }, report) {
    if (kid === undefined || !isUnsound(kid.value)) return;
    const trimmed = kid.value.trim();
    report({
      at: kid,
      fixes: () =>
        isUnsound(trimmed)
          ? []
          : [{ title: 'Remove the white space around the key ID', edits: [replaceString(kid, trimmed)] }],
    });
  },
});

function isUnsound(kid: string): boolean {
  return kid === '' || kid.trim() !== kid || control.test(kid);
}

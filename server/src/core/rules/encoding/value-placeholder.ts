import { isCutValue } from '../../key/encoded.ts';
import { defineRule, rfc } from '../rule.ts';
import { edPublic, octSecret } from '../samples.ts';
import { forEachValue } from './repair.ts';

export const valuePlaceholder = defineRule({
  id: 'value-placeholder',
  group: 'encoding',
  severity: 'error',
  summary: 'A placeholder stands where a key value belongs',
  message: 'Placeholder instead of a key value',
  why: 'The value was copied from documentation or a template and never filled in; no library can read the key. Said plainly, because the error of a base64 decoder is a puzzle.',
  whenFine:
    'A template or a page of documentation is meant to hold placeholders: switch the rule off for those files. A value that contains such a word by chance is not reported. Nor is one cut with `…`, or with three dots in a document that is cut elsewhere: [json-syntax](json-syntax.md) says once that the document is a snippet. In documents that merely contain keys nothing else says it, so there both are reported.',
  specs: [rfc(7515, '2')],
  examples: {
    bad: [
      { title: 'A shortened value', text: '{"kty":"RSA","n":⟦"q_oxhqhq4z5hl..."⟧,"e":"AQAB"}' },
      { title: 'A template', text: '{"kty":"oct","k":⟦"${SIGNING_KEY}"⟧}' },
      { title: 'A word', text: '{"kty":"oct","k":⟦"changeme"⟧}' },
      { title: 'An instruction', text: '{"kty":"OKP","crv":"Ed25519","x":⟦"<your public key>"⟧}' },
    ],
    good: [
      { title: 'A kid is any text', text: `{${edPublic},"kid":"..."}` },
      {
        title: 'A key value that contains a word by chance',
        text: `{${octSecret.replace('WqjI', 'TODO')}}`,
      },
    ],
  },
  about: ['encoding'],
  key(key, report, { snippet }) {
    forEachValue(
      key,
      // Of a snippet one finding says that it was cut.
      (e) => e.fault === 'placeholder' && !(snippet && isCutValue(e.node.value)),
      (e) => ({ at: e.node }),
      report,
    );
  },
});

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
  *key(key) {
    yield* forEachValue(
      key,
      (e) => e.fault === 'placeholder',
      (e) => ({ at: e.node }),
    );
  },
});

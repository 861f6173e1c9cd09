import { secrets } from '../numberSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { wycheproof } from '../standards.ts';

export const octEmpty = defineRule({
  id: 'oct-empty',
  group: 'oct',
  severity: 'error',
  summary: 'A symmetric key has no octets',
  message: 'Symmetric key is empty',
  why: 'Anybody can compute a MAC with the empty key. 9 of 13 measured libraries accept it; joserfc, Nimbus, rhonabwy and go-jose do not.',
  specs: [rfc(7518, '3.2'), rfc(7518, '6.4.1'), rfc(7515, '10.1'), wycheproof],
  examples: {
    bad: [{ text: '{"kty":"oct","alg":"HS256","k":⟦""⟧}' }],
    good: [{ path: 'private.jwk', text: `{"kty":"oct","alg":"HS256","k":"${secrets[32]}"}` }],
  },
  key(key, report) {
    const k = key.encoded.get('k');
    if (k?.octets?.length === 0) report({ at: k.node });
  },
});

import { shortRsa } from '../numberSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { rsaPublic } from '../samples.ts';
import { wycheproof } from '../standards.ts';
import { isInvalidExponent, showExponent } from './exponent.ts';

export const rsaExponentInvalid = defineRule({
  id: 'rsa-exponent-invalid',
  group: 'rsa',
  severity: 'error',
  summary: 'The RSA public exponent cannot be one',
  message: 'RSA public exponent {e} is invalid',
  why: 'With e = 1 every message is its own signature, and an even e has no private counterpart. 11 of 15 measured libraries import both; OpenSSL-based Python libraries do not.',
  specs: [rfc(8017, '3.1'), wycheproof],
  examples: {
    bad: [
      { title: 'e = 1', text: `{${rsaPublic.replace('"AQAB"', '⟦"AQ"⟧')}}` },
      { title: 'An even number', text: `{${rsaPublic.replace('"AQAB"', '⟦"AQAA"⟧')}}` },
      { title: 'Not below the modulus', text: `{"kty":"RSA","n":"${shortRsa.n}","e":⟦"${shortRsa.n}"⟧}` },
    ],
    good: [{ text: `{${rsaPublic}}` }, { title: 'Small, but possible', text: `{${rsaPublic.replace('AQAB', 'Aw')}}` }],
  },
  about: ['exponent'],
  key(key, report) {
    const e = key.encoded.get('e');
    if (e !== undefined && isInvalidExponent(key)) report({ at: e.node, data: { e: showExponent(key) } });
  },
});

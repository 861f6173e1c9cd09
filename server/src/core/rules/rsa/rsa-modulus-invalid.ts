import { shortRsa } from '../numberSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { rsaPublic } from '../samples.ts';
import { sp80056b } from '../standards.ts';

export const rsaModulusInvalid = defineRule({
  id: 'rsa-modulus-invalid',
  group: 'rsa',
  severity: 'error',
  summary: 'An RSA modulus is not the product of two large primes',
  message: 'RSA modulus is not a product of two large primes: {reason}',
  why: 'Whoever finds a factor has the private key, and small ones are found at once. More often the value is damaged; no library checks it at import, badkeys does.',
  specs: [rfc(8017, '3.1'), sp80056b('6.4.2')],
  examples: {
    bad: [
      {
        title: 'An even number',
        text: `{"kty":"RSA","n":⟦"${shortRsa.n.slice(0, -2)}yg"⟧,"e":"AQAB"}`,
      },
      { title: 'A prime', text: `{"kty":"RSA","n":⟦"${shortRsa.p}"⟧,"e":"AQAB"}` },
      { title: 'Not even six', text: '{"kty":"RSA","n":⟦"BQ"⟧,"e":"Aw"}' },
    ],
    good: [{ text: `{${rsaPublic}}` }],
  },
  key(key, report) {
    const { rsa } = key;
    const n = key.encoded.get('n');
    if (rsa === undefined || n === undefined) return;
    const { smallFactor } = rsa;
    if (rsa.tiny) report({ at: n.node, data: { reason: 'it is smaller than 6' } });
    else if (smallFactor !== undefined) {
      report({ at: n.node, data: { reason: `it has a small factor (${smallFactor})` } });
    } else if (rsa.modulusPrime) report({ at: n.node, data: { reason: 'it is prime' } });
  },
});

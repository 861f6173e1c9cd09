import { closePrimesModulus } from '../numberSamples.ts';
import { defineRule } from '../rule.ts';
import { rsaPublic } from '../samples.ts';
import { cve, fips186 } from '../standards.ts';

export const rsaModulusClosePrimes = defineRule({
  id: 'rsa-modulus-close-primes',
  group: 'rsa',
  severity: 'error',
  summary: 'The primes of an RSA modulus are so close that it can be factored',
  message: 'RSA modulus is factorable: its primes are too close together',
  why: "Fermat's method finds the primes within moments, and with them the private key. Printers and libraries have shipped such keys (CVE-2022-26320).",
  specs: [fips186('App. A.1.3'), cve('CVE-2022-26320')],
  examples: {
    bad: [
      { title: 'A prime and the next one', text: `{"kty":"RSA","n":⟦"${closePrimesModulus}"⟧,"e":"AQAB"}` },
      { title: 'A square: 65539²', text: '{"kty":"RSA","n":⟦"AQAGAAk"⟧,"e":"Aw"}' },
    ],
    good: [{ text: `{${rsaPublic}}` }],
  },
  key(key, report) {
    const n = key.encoded.get('n');
    if (n !== undefined && key.rsa?.closePrimes === true) report({ at: n.node });
  },
});

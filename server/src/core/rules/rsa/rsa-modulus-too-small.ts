import { modulus1024 } from '../numberSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { rsaPublic } from '../samples.ts';
import { fapi2 } from '../sources.ts';
import { wycheproof } from '../standards.ts';

/** What every RSA algorithm of JOSE requires. */
const minimum = 2048;

export const rsaModulusTooSmall = defineRule({
  id: 'rsa-modulus-too-small',
  group: 'rsa',
  about: ['odd-length'],
  severity: 'error',
  summary: 'An RSA key has fewer than 2048 bits',
  message: 'RSA modulus has {bits} bits; at least 2048 are required',
  why: 'Every RSA algorithm of JOSE requires 2048 bits or more, and short moduli have been factored. All 15 measured libraries import even 512 bits; some, such as jose, refuse the key only when it is used.',
  whenFine:
    '2048 bits exactly are enough. Tests of libraries keep shorter keys for their speed: switch the rule off for those files.',
  specs: [rfc(7518, '3.3'), rfc(7518, '3.5'), rfc(7518, '4.2'), rfc(7518, '4.3'), fapi2('5.4.1'), wycheproof],
  examples: {
    bad: [{ title: '1024 bits', text: `{"kty":"RSA","n":⟦"${modulus1024}"⟧,"e":"AQAB"}` }],
    good: [{ title: '2048 bits', text: `{${rsaPublic}}` }],
  },
  key(key, report) {
    const bits = key.rsa?.bits;
    const n = key.encoded.get('n');
    if (bits !== undefined && bits < minimum && n !== undefined) report({ at: n.node, data: { bits } });
  },
});

import { bitLength } from '../../encoding/octets.ts';
import { shortRsa, smallExponents } from '../numberSamples.ts';
import { defineRule, spec } from '../rule.ts';
import { rsaPrivate, rsaPublic } from '../samples.ts';
import { fips186 } from '../standards.ts';

export const rsaPrivateExponentSmall = defineRule({
  id: 'rsa-private-exponent-small',
  group: 'rsa',
  severity: 'warning',
  summary: 'The RSA private exponent is so short that it can be computed',
  message: 'RSA private exponent is only {bits} bits long',
  why: 'The attacks of Wiener, and Boneh and Durfee, compute a short private exponent from the public key. badkeys reports such keys; libraries import them.',
  specs: [
    fips186('App. A.1.1'),
    spec(
      'Boneh, Durfee: Cryptanalysis of RSA with Private Key d Less Than N^0.292',
      'https://crypto.stanford.edu/~dabo/abstracts/lowRSAexp.html',
    ),
  ],
  examples: {
    bad: [
      {
        text: `{"kty":"RSA","n":"${shortRsa.n}","e":"${smallExponents.e}","d":⟦"${smallExponents.d}"⟧}`,
      },
    ],
    good: [{ path: 'private.jwk', text: `{${rsaPublic},${rsaPrivate}}` }],
  },
  about: ['private'],
  key(key, report) {
    const modulusBits = key.rsa?.bits;
    const d = key.encoded.get('d');
    // With wrong factors nobody knows whose exponent it is.
    if (modulusBits === undefined || d?.octets === undefined || key.rsa?.factorFault !== undefined) return;
    const bits = bitLength(d.octets);
    if (2 * bits <= modulusBits) report({ at: d.node, data: { bits } });
  },
});

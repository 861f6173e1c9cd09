import { maxModulusBits } from '../../math/rsa.ts';
import { modulus2049 } from '../numberSamples.ts';
import { defineRule, rfc, spec, type Severity } from '../rule.ts';
import { rsaPublic } from '../samples.ts';

export const rsaModulusUnusualSize = defineRule({
  id: 'rsa-modulus-unusual-size',
  group: 'rsa',
  about: ['odd-length'],
  severity: 'hint',
  loudest: 'warning',
  summary: 'An RSA modulus has an unusual number of bits',
  message: 'RSA modulus of {bits} bits {reason}',
  why: 'A length that is no multiple of 8 (4095 and 4086 bits have been seen) usually means a broken generator or a damaged copy. Very long moduli are slow to verify with, and OpenSSL refuses more than 16384 bits.',
  whenFine:
    'RFC 7518 knows no upper limit, and an odd length is legal when the generator meant it. 3072 and 4096 bits are not reported.',
  specs: [
    rfc(7518, '8.6'),
    spec('OpenSSL, OPENSSL_RSA_MAX_MODULUS_BITS', 'https://docs.openssl.org/master/man3/RSA_public_encrypt/'),
  ],
  examples: {
    bad: [
      { title: '2049 bits', text: `{"kty":"RSA","n":⟦"${modulus2049}"⟧,"e":"AQAB"}` },
      {
        title: '8208 bits',
        text: `{"kty":"RSA","n":⟦"${ofOctets(1026)}"⟧,"e":"AQAB"}`,
        severity: 'information',
      },
      {
        title: '16392 bits',
        text: `{"kty":"RSA","n":⟦"${ofOctets(2049)}"⟧,"e":"AQAB"}`,
        severity: 'warning',
      },
    ],
    good: [
      { text: `{${rsaPublic}}` },
      { title: 'Shorter ones are another matter', text: '{"kty":"RSA","n":"Cw","e":"AQAB"}' },
    ],
  },
  key(key, report) {
    const bits = key.rsa?.bits;
    const n = key.encoded.get('n');
    const unusual = bits === undefined || bits < 2048 ? undefined : oddity(bits);
    if (bits === undefined || unusual === undefined || n === undefined) return;
    report({ at: n.node, data: { bits, reason: unusual.reason }, severity: unusual.severity });
  },
});

function oddity(bits: number): { reason: string; severity: Severity } | undefined {
  if (bits > maxModulusBits) return { reason: "is above OpenSSL's limit of 16384", severity: 'warning' };
  if (bits > 8192) return { reason: 'is expensive to verify with', severity: 'information' };
  return bits % 8 === 0 ? undefined : { reason: 'is not a multiple of 8', severity: 'hint' };
}

/** base64url of that many octets, a multiple of three, all bits set. */
function ofOctets(octets: number): string {
  return '_'.repeat((octets / 3) * 4);
}

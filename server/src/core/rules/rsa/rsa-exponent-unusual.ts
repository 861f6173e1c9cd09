import { bitLength } from '../../encoding/octets.ts';
import { defineRule, rfc, type Severity } from '../rule.ts';
import { rsaPublic } from '../samples.ts';
import { fips186 } from '../standards.ts';
import { isInvalidExponent, showExponent } from './exponent.ts';

export const rsaExponentUnusual = defineRule({
  id: 'rsa-exponent-unusual',
  group: 'rsa',
  severity: 'warning',
  summary: 'The RSA public exponent is unusually small or large',
  message: 'RSA public exponent {e} {reason}',
  why: 'FIPS 186-5 allows exponents between 65537 and 256 bits; low ones are unsafe with RSA1_5. Go rejects exponents above 31 bits, Windows those above 32, and OpenSSL those above 64 with long moduli.',
  whenFine: 'Small odd exponents are legal (RFC 8017 §3.1), but must not be used with RSA1_5.',
  specs: [fips186('§5.1'), rfc(7518, '8.3')],
  examples: {
    bad: [
      { title: 'e = 3', text: `{${rsaPublic.replace('"AQAB"', '⟦"Aw"⟧')}}` },
      { title: 'e = 37, seen in published sets', text: `{${rsaPublic.replace('"AQAB"', '⟦"JQ"⟧')}}` },
      {
        title: 'e = 2^32 + 1',
        text: `{${rsaPublic.replace('"AQAB"', '⟦"AQAAAAE"⟧')}}`,
        severity: 'information',
      },
      { title: 'e = 2^256 + 1', text: `{${rsaPublic.replace('"AQAB"', `⟦"AQ${'A'.repeat(40)}AB"⟧`)}}` },
    ],
    good: [
      { text: `{${rsaPublic}}` },
      { title: 'An even one is no exponent', text: '{"kty":"RSA","n":"Cw","e":"Ag"}' },
    ],
  },
  about: ['exponent'],
  key(key, report) {
    const e = key.rsa === undefined ? undefined : key.encoded.get('e');
    if (e?.octets === undefined || isInvalidExponent(key)) return;
    const oddity = oddityOf(bitLength(e.octets));
    if (oddity === undefined) return;
    const { reason, severity } = oddity;
    report({ at: e.node, data: { e: showExponent(key), reason }, severity });
  },
});

function oddityOf(bits: number): { reason: string; severity: Severity } | undefined {
  // 65537 is the first odd number of 17 bits.
  if (bits < 17) return { reason: 'is below 65537', severity: 'warning' };
  if (bits > 256) return { reason: 'exceeds 256 bits', severity: 'warning' };
  if (bits > 32) return { reason: 'exceeds 32 bits, which some libraries reject', severity: 'information' };
  return undefined;
}

import { defineRule, spec } from '../rule.ts';
import { mlDsaForJose } from '../standards.ts';

/** Octets of the expanded private keys of FIPS 204, which JOSE does not use. */
const expandedOctets: readonly number[] = [2560, 4032, 4896];

/** base64url of that many octets. */
const octets = (n: number): string => 'A'.repeat(Math.ceil((n * 4) / 3));

export const akpValueLength = defineRule({
  id: 'akp-value-length',
  group: 'akp',
  severity: 'error',
  summary: 'An AKP value does not have the size its algorithm needs',
  message: '"{name}" has {actual} octets; {alg} needs exactly {need}{hint}',
  why: 'Each parameter set has fixed sizes, and libraries with AKP reject others at import. The private value of ML-DSA is the 32-octet seed, not the expanded key that many tools export.',
  whenFine: 'Algorithms whose sizes are not known here are not looked at.',
  specs: [
    mlDsaForJose('4'),
    mlDsaForJose('5'),
    mlDsaForJose('7.3'),
    spec('draft-ietf-jose-pqc-kem', 'https://datatracker.ietf.org/doc/draft-ietf-jose-pqc-kem/'),
  ],
  examples: {
    bad: [
      { title: 'An octet is lost', text: `{"kty":"AKP","alg":"ML-DSA-44","pub":⟦"${octets(1311)}"⟧}` },
      {
        title: 'The expanded private key',
        text: `{"kty":"AKP","alg":"ML-DSA-44","pub":"${octets(1312)}","priv":⟦"${octets(2560)}"⟧}`,
      },
    ],
    good: [
      { text: `{"kty":"AKP","alg":"ML-DSA-44","pub":"${octets(1312)}"}` },
      { title: 'An algorithm without known sizes', text: '{"kty":"AKP","alg":"https://example.com/alg","pub":"AA"}' },
    ],
  },
  key(key, report) {
    const { algorithm } = key;
    const sizes = key.type?.kty === 'AKP' ? algorithm?.akp : undefined;
    if (algorithm === undefined || sizes === undefined) return;
    const { alg } = algorithm;
    for (const name of ['pub', 'priv'] as const) {
      const encoded = key.encoded.get(name);
      const actual = encoded?.octets?.length;
      const need = sizes[name];
      if (encoded === undefined || actual === undefined || need === undefined || actual === need) continue;
      // That of another parameter set, too: the algorithm is wrong then as well.
      const expanded = name === 'priv' && alg.startsWith('ML-DSA') && expandedOctets.includes(actual);
      const hint = expanded ? '; this is the expanded key, JOSE uses the 32-octet seed' : '';
      report({ at: encoded.node, data: { name, actual, alg, need, hint } });
    }
  },
});

import { defineRule, rfc } from '../rule.ts';
import { displayWord } from '../../words.ts';
import { secp256k1Key } from '../numberSamples.ts';
import { ianaEllipticCurves } from '../standards.ts';

export const crvUnknown = defineRule({
  id: 'crv-unknown',
  group: 'ec',
  severity: 'warning',
  summary: 'The curve is not a registered one',
  message: 'Unknown curve "{crv}" for kty {kty}',
  why: 'A library that does not know the curve skips the key or rejects it, and the OpenID conformance suite counts it as unusable. Curves known from products outside the registry (gematik, BBS drafts, SM2) are information only. Lengths and points of such keys are not checked.',
  whenFine:
    'Closed ecosystems use curves of their own: gematik has BP-256, BBS signatures Bls12381G2, Chinese standards SM2. Those are information only, and names that cannot collide are not reported.',
  specs: [rfc(7518, '6.2.1.1'), rfc(7518, '7.6'), rfc(8037, '2'), rfc(8812, '3.1'), ianaEllipticCurves],
  examples: {
    bad: [
      {
        title: 'A curve that JOSE has no name for',
        text: '{"kty":"EC","crv":⟦"brainpoolP256r1"⟧,"x":"AA","y":"AA"}',
      },
      {
        title: 'A curve of the German health network',
        text: '{"kty":"EC","crv":⟦"BP-256"⟧,"x":"AA","y":"AA"}',
        severity: 'information',
      },
    ],
    good: [
      { text: `{"kty":"EC","crv":"secp256k1","x":"${secp256k1Key.x}","y":"${secp256k1Key.y}"}` },
      { title: 'A name nobody else can use', text: '{"kty":"EC","crv":"https://example.com/curve","x":"AA","y":"AA"}' },
    ],
  },
  about: ['term'],
  key(key, report) {
    const { type, crv } = key;
    if (crv === undefined || (type?.kty !== 'EC' && type?.kty !== 'OKP')) return;
    if (crv.state !== 'unknown' && crv.state !== 'known') return;
    report({
      at: crv.node,
      data: { crv: displayWord(crv.raw), kty: type.kty },
      severity: crv.state === 'known' ? 'information' : 'warning',
    });
  },
});

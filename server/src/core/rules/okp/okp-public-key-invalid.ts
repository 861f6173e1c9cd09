import { replaceString } from '../../document/edits.ts';
import { ed448Key, x448Key } from '../numberSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { edPublic, xPublic } from '../samples.ts';

const reasons = {
  'not-on-curve': 'is not a point on the curve',
  'small-order': 'has small order',
  'not-canonical': 'is not in canonical form',
} as const;

const ed = (x: string): string => `{"kty":"OKP","crv":"Ed25519","x":⟦"${x}"⟧}`;
const x = (value: string): string => `{"kty":"OKP","crv":"X25519","x":⟦"${value}"⟧}`;

export const okpPublicKeyInvalid = defineRule({
  id: 'okp-public-key-invalid',
  group: 'okp',
  severity: 'error',
  summary: 'The OKP public key is no usable point of its curve',
  message: '{crv} public key {reason}',
  why: 'With octets that are no point no signature verifies; with a point of small order anybody can forge one, and every key agreement gives zero. All libraries import such keys, so only a linter can tell. A second spelling of an X25519 or X448 key works, but is taken for another key; that is information only.',
  whenFine: 'An X25519 key in non-canonical form works (RFC 7748 §5) and is information only.',
  fix: 'Writes the canonical form of an X25519 or X448 key.',
  specs: [
    rfc(8032, '5.1.3'),
    rfc(8032, '5.2.3'),
    rfc(7748, '5'),
    rfc(7748, '6.1'),
    rfc(7748, '7'),
    rfc(9278, '7.1'),
    rfc(8725, '3.4'),
  ],
  changesThumbprint: true,
  examples: {
    bad: [
      { title: 'All zeros', text: x('A'.repeat(43)) },
      { title: 'No point of Ed25519: y = 2', text: ed(`Ag${'A'.repeat(41)}`) },
      { title: 'The neutral element of Ed25519', text: ed(`AQ${'A'.repeat(41)}`) },
      {
        title: 'The bit that is ignored is set',
        text: x('0ZhW5u6ovSYUXFcddIH6CGUq59zyVKb_elEer9i6zoI'),
        severity: 'information',
        fixed: `{${xPublic}}`,
      },
    ],
    good: [
      { text: `{${edPublic}}` },
      { text: `{${xPublic}}` },
      { text: `{"kty":"OKP","crv":"Ed448","x":"${ed448Key.x}"}` },
      { text: `{"kty":"OKP","crv":"X448","x":"${x448Key.x}"}` },
    ],
  },
  key(key, report) {
    const { okp } = key;
    const node = key.encoded.get('x')?.node;
    const state = okp?.point;
    if (okp === undefined || node === undefined || state === undefined || state === 'valid') return;
    const data = { crv: okp.curve.crv, reason: reasons[state] };
    if (state !== 'not-canonical') {
      report({ at: node, data });
      return;
    }
    const canonical = okp.canonicalX;
    report({
      at: node,
      data,
      severity: 'information',
      fixes: () =>
        canonical === undefined
          ? []
          : [{ title: 'Write the key in its canonical form', edits: [replaceString(node, canonical)] }],
    });
  },
});

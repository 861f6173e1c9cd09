import { defineRule, rfc } from '../rule.ts';
import { ianaKeyTypes } from '../sources.ts';
import { displayWord } from '../../words.ts';

export const ktyUnknown = defineRule({
  id: 'kty-unknown',
  group: 'common',
  severity: 'warning',
  summary: 'The key type is not a registered one',
  message: 'Unknown key type "{kty}"; recipients ignore this key',
  why: "Key types should be registered or named so that they cannot collide. Recipients should ignore the keys of a set whose type they do not know, so the key is silently without effect; most libraries refuse it when it stands alone. The types of Azure Key Vault's hardware keys (RSA-HSM, EC-HSM, oct-HSM) are only pointed out.",
  whenFine:
    'Recipients are to ignore keys of types they do not know, so a set may hold some for those that do. Names that cannot collide, such as URIs, are not reported.',
  specs: [rfc(7517, '4.1'), rfc(7517, '5'), ianaKeyTypes],
  examples: {
    bad: [
      { path: 'key.jwk', text: '{"kty":⟦"LMS"⟧,"use":"sig","pub":"AAAAAQ"}' },
      {
        title: 'In a set, recipients pass over it',
        text: '{"keys":[{"kty":⟦"LMS"⟧,"use":"sig","kid":"a","pub":"AAAAAQ"}]}',
        severity: 'information',
      },
      {
        title: 'A key type of Azure Key Vault',
        path: 'key.jwk',
        text: '{"kty":⟦"EC-HSM"⟧,"crv":"P-256","x":"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y","y":"ZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes"}',
        severity: 'information',
      },
    ],
    good: [
      {
        title: 'A name that cannot collide',
        path: 'key.jwk',
        text: '{"kty":"https://example.com/kty/lms","use":"sig","pub":"AAAAAQ"}',
      },
    ],
  },
  about: ['term'],
  key(key, report, context) {
    const { kty } = key;
    if (kty === undefined || (kty.state !== 'unknown' && kty.state !== 'known')) return;
    report({
      at: kty.node,
      data: { kty: displayWord(kty.raw) },
      severity: context.inSet || kty.state === 'known' ? 'information' : 'warning',
    });
  },
});

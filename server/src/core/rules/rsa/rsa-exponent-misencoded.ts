import { replaceString } from '../../document/edits.ts';
import { misencodedExponents } from '../../key/encoded.ts';
import { defineRule, rfc } from '../rule.ts';
import { rsaPublic } from '../samples.ts';

export const rsaExponentMisencoded = defineRule({
  id: 'rsa-exponent-misencoded',
  group: 'rsa',
  severity: 'error',
  summary: 'The RSA public exponent is written as digits instead of base64url',
  message: '"e" must be base64url; 65537 is "AQAB"',
  why: 'Digits are base64url of another number, and most libraries accept it: 9 of 15 take "65537", 14 take "010001". No signature then verifies.',
  fix: 'Replaces the value by the base64url of the number that is meant.',
  specs: [rfc(7518, '6.3.1.2')],
  changesThumbprint: true,
  examples: {
    bad: [
      { title: 'Decimal', text: `{${rsaPublic.replace('"AQAB"', '⟦"65537"⟧')}}`, fixed: `{${rsaPublic}}` },
      { title: 'Hexadecimal', text: `{${rsaPublic.replace('"AQAB"', '⟦"010001"⟧')}}`, fixed: `{${rsaPublic}}` },
      {
        title: 'Another common exponent',
        text: `{${rsaPublic.replace('"AQAB"', '⟦"17"⟧')}}`,
        fixed: `{${rsaPublic.replace('"AQAB"', '"EQ"')}}`,
      },
    ],
    good: [{ text: `{${rsaPublic}}` }],
  },
  about: ['encoding'],
  key(key, report) {
    const e = key.rsa === undefined ? undefined : key.encoded.get('e');
    if (e?.fault !== 'exponent') return;
    const meant = misencodedExponents.get(e.node.value);
    report({
      at: e.node,
      fixes: () =>
        meant === undefined ? [] : [{ title: `Replace by "${meant}"`, edits: [replaceString(e.node, meant)] }],
    });
  },
});

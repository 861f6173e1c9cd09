import { defineRule, rfc } from '../rule.ts';
import { ecPublic, rsaPublic } from '../samples.ts';
import { correctTerms } from './terms.ts';

export const valueAlias = defineRule({
  id: 'value-alias',
  group: 'hygiene',
  severity: 'error',
  summary: "A value is another ecosystem's name of a registered one",
  message: '"{value}" is not a JOSE name; use "{to}"',
  why: 'OpenSSL, Java, COSE and old drafts have names of their own for curves, algorithms and key types. JOSE libraries know only the registered ones and reject or ignore the key.',
  fix: 'Replaces the value by the registered one.',
  specs: [rfc(7517, '4.1'), rfc(7517, '4.2'), rfc(7517, '4.3'), rfc(7517, '4.4'), rfc(8812, '3.1')],
  examples: {
    bad: [
      { text: `{${rsaPublic},"alg":⟦"RSA256"⟧}`, fixed: `{${rsaPublic},"alg":"RS256"}` },
      { text: `{${ecPublic.replace('"P-256"', '⟦"secp256r1"⟧')}}`, fixed: `{${ecPublic}}` },
      { text: `{${ecPublic},"use":⟦"signature"⟧}`, fixed: `{${ecPublic},"use":"sig"}` },
      { text: `{${rsaPublic},"key_ops":[⟦"wrap"⟧]}`, fixed: `{${rsaPublic},"key_ops":["wrapKey"]}` },
    ],
    good: [{ title: 'Registered names', text: `{${rsaPublic},"alg":"RS256","use":"sig","key_ops":["verify"]}` }],
  },
  changesThumbprint: true,
  about: ['term'],
  key(key, report) {
    correctTerms(key, 'alias', report);
  },
});

import { defineRule, rfc } from '../rule.ts';
import { ecPublic, rsaPublic } from '../samples.ts';
import { correctTerms } from './terms.ts';

export const valueWrongCase = defineRule({
  id: 'value-wrong-case',
  group: 'hygiene',
  severity: 'error',
  summary: 'A value differs from a registered one in case or white space',
  message: '"{value}": values are case-sensitive; use "{to}"',
  why: 'Registered values are case-sensitive: 14 of 15 measured libraries reject the key type "rsa".',
  fix: 'Replaces the value by the registered one.',
  specs: [rfc(7517, '4.1'), rfc(7517, '4.2'), rfc(7517, '4.3'), rfc(7517, '4.4'), rfc(7518, '6.2.1.1')],
  examples: {
    bad: [
      { text: `{${rsaPublic},"alg":⟦"rs256"⟧}`, fixed: `{${rsaPublic},"alg":"RS256"}` },
      { text: `{${rsaPublic.replace('"RSA"', '⟦"rsa"⟧')}}`, fixed: `{${rsaPublic}}` },
      {
        title: 'An operation',
        text: `{${ecPublic},"key_ops":[⟦"Verify"⟧]}`,
        fixed: `{${ecPublic},"key_ops":["verify"]}`,
      },
    ],
    good: [{ text: `{${rsaPublic},"alg":"RS256","use":"sig"}` }],
  },
  fixAll: true,
  changesThumbprint: true,
  about: ['term'],
  key(key, report) {
    correctTerms(key, 'wrong-case', report);
  },
});

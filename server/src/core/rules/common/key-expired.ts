import { defineRule } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { federation, ianaKeyParameters } from '../sources.ts';
import { date } from '../../text.ts';
import { unusableTimes } from './lifetime.ts';

export const keyExpired = defineRule({
  id: 'key-expired',
  group: 'common',
  severity: 'warning',
  summary: 'The key has expired',
  message: 'This key expired {when}',
  why: 'After "exp" the key must not be considered valid: recipients that honour it reject everything signed with the key, the others go on trusting a key that was meant to be gone.',
  whenFine:
    'Expired keys belong in a set of historical keys (OpenID Federation §8.7); a document with `iss` and expiring keys is taken for one.',
  specs: [federation('8.7.2'), ianaKeyParameters],
  examples: {
    bad: [{ text: `{"keys":[{${ecPublic},"use":"sig","kid":"a","exp":⟦1795046400⟧}]}` }],
    good: [
      { text: `{"keys":[{${ecPublic},"use":"sig","kid":"a","exp":1795219200}]}` },
      {
        title: 'Among historical keys',
        path: 'historical.json',
        text: `{"iss":"https://fed.example","iat":1795132800,"keys":[{${ecPublic},"use":"sig","kid":"a","exp":1795046400}]}`,
      },
    ],
  },
  about: ['times'],
  key(key, report, context) {
    const at = key.value('exp');
    const exp = key.number('exp');
    if (at === undefined || exp === undefined || exp > context.now || context.historical) return;
    if (unusableTimes(key).length === 0) report({ at, data: { when: date(exp) } });
  },
});

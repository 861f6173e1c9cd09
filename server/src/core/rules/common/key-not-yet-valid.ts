import { defineRule } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { federation } from '../sources.ts';
import { date } from '../../text.ts';
import { lifetimeFaults } from './lifetime.ts';

/** Clocks differ by so much (rules.md §3.10). */
const tolerance = 60;

export const keyNotYetValid = defineRule({
  id: 'key-not-yet-valid',
  group: 'common',
  severity: 'information',
  summary: 'The key is not valid yet',
  message: '"{name}" lies in the future ({when})',
  why: 'Publishing a key ahead of its use is how a planned rollover begins. Do not sign with it before that time: recipients that honour "nbf" reject it.',
  whenFine: 'A planned rotation publishes the new key before it is used. Clocks may differ by a minute.',
  specs: [federation('8.7.2')],
  examples: {
    bad: [
      { text: `{${ecPublic},"use":"sig","nbf":⟦1795219200⟧}` },
      { title: 'Issued in the future', text: `{${ecPublic},"use":"sig","iat":⟦1795219200⟧}` },
    ],
    good: [{ text: `{${ecPublic},"use":"sig","nbf":1795046400}` }],
  },
  about: ['times'],
  key(key, report, context) {
    for (const name of ['iat', 'nbf'] as const) {
      const at = key.value(name);
      const time = key.number(name);
      if (at === undefined || time === undefined || time <= context.now + tolerance) continue;
      if (lifetimeFaults(key).length === 0) report({ at, data: { name, when: date(time) } });
    }
  },
});

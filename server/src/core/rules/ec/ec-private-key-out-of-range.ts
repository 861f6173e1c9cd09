import { defineRule } from '../rule.ts';
import { ecPrivate, ecPublic } from '../samples.ts';
import { sec1, sp80056a } from '../standards.ts';

export const ecPrivateKeyOutOfRange = defineRule({
  id: 'ec-private-key-out-of-range',
  group: 'ec',
  severity: 'error',
  summary: 'The EC private value is zero, or not below the order of the curve',
  message: 'EC private key is not in [1, n−1]',
  why: 'No such key exists: the value is a placeholder or a damaged copy, and OpenSSL-based libraries refuse it.',
  specs: [sec1('3.2.1'), sp80056a('5.6.1.2')],
  examples: {
    bad: [
      { title: 'Zero', text: `{${ecPublic},"d":⟦"${'A'.repeat(43)}"⟧}` },
      { title: 'The order itself', text: `{${ecPublic},"d":⟦"_____wAAAAD__________7zm-q2nF56E87nKwvxjJVE"⟧}` },
    ],
    good: [
      { path: 'private.jwk', text: `{${ecPublic},${ecPrivate}}` },
      { title: 'The largest value', text: `{${ecPublic},"d":"_____wAAAAD__________7zm-q2nF56E87nKwvxjJVA"}` },
    ],
  },
  about: ['private'],
  key(key, report) {
    const d = key.encoded.get('d');
    if (d !== undefined && key.ec?.privateInRange === false) report({ at: d.node });
  },
});

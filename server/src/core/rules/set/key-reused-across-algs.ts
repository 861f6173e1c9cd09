import { defineRule, rfc } from '../rule.ts';
import { edPublic, rsaPublic } from '../samples.ts';
import { fapi2 } from '../sources.ts';
import { displayWord } from '../../words.ts';
import { pairsOf } from './pairs.ts';

export const keyReusedAcrossAlgs = defineRule({
  id: 'key-reused-across-algs',
  group: 'set',
  severity: 'information',
  profiles: { fapi2: 'warning' },
  summary: 'One key is published for two algorithms',
  message: 'This key is also published for alg {other} (keys[{first}])',
  why: 'RFC 8725 wants each key used with exactly one algorithm. Several providers publish RS256 and PS256 entries of one key all the same.',
  whenFine: 'Providers that offer both RS256 and PS256 with one RSA key publish it twice on purpose.',
  specs: [rfc(8725, '3.1'), fapi2('5.4.1')],
  examples: {
    bad: [
      { text: `{"keys":[{${rsaPublic},"alg":"RS256"},{${rsaPublic},"alg":⟦"PS256"⟧}]}` },
      {
        text: `{"keys":[{${rsaPublic},"alg":"RS256"},{${rsaPublic},"alg":⟦"PS256"⟧}]}`,
        profiles: ['fapi2'],
        severity: 'warning',
      },
    ],
    good: [
      {
        title: 'EdDSA with this curve is Ed25519',
        text: `{"keys":[{${edPublic},"alg":"EdDSA"},{${edPublic},"alg":"Ed25519"}]}`,
      },
    ],
  },
  set(set, report) {
    for (const { first, later } of pairsOf(set, 'other-alg')) {
      const more = report({
        at: later.alg?.node ?? later.object,
        key: later,
        data: { other: displayWord(first.alg?.value ?? ''), first: first.index },
        related: [{ at: first.alg?.node ?? first.object, key: first, message: `keys[${first.index}] is the same key` }],
      });
      if (!more) return;
    }
  },
});

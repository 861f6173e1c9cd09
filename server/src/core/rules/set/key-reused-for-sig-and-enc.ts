import type { Key } from '../../key/key.ts';
import type { Span } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, otherEcPublic } from '../samples.ts';
import { oidcDiscovery } from '../sources.ts';
import { pairsOf } from './pairs.ts';

/** Where the key says what it is for, or its type. */
function statement(key: Key): Span {
  return key.use?.node ?? key.alg?.node ?? key.kty?.node ?? key.object;
}

export const keyReusedForSigAndEnc = defineRule({
  id: 'key-reused-for-sig-and-enc',
  group: 'set',
  severity: 'warning',
  summary: 'One key is published for both signatures and encryption',
  message: 'This key is used for both signatures and encryption (see keys[{first}])',
  why: 'OpenID Connect calls it NOT RECOMMENDED because it is less secure, and RFC 7517 says that a key should not serve unrelated operations: what one protocol does with the key can be used against the other.',
  whenFine:
    'It is not recommended, but not forbidden: a deployment that cannot have two keys, such as one bound to a single hardware key, may accept the risk.',
  specs: [rfc(7517, '4.3'), rfc(8725, '3.1'), oidcDiscovery('3')],
  examples: {
    bad: [
      {
        text: `{"keys":[{${ecPublic},"use":"sig"},{${ecPublic},"use":⟦"enc"⟧}]}`,
      },
      {
        title: 'Told by the algorithms',
        text: `{"keys":[{${ecPublic},"alg":"ES256"},{${ecPublic},"alg":⟦"ECDH-ES"⟧}]}`,
      },
    ],
    good: [{ title: 'Two keys', text: `{"keys":[{${ecPublic},"use":"sig"},{${otherEcPublic},"use":"enc"}]}` }],
  },
  set(set, report) {
    for (const { first, later } of pairsOf(set, 'other-class')) {
      const more = report({
        at: statement(later),
        key: later,
        data: { first: first.index },
        related: [{ at: statement(first), key: first, message: `keys[${first.index}] is the same key` }],
      });
      if (!more) return;
    }
  },
});

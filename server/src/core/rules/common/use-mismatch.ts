import { replaceString } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import type { UseClass } from '../../registry/algorithms.ts';
import { relatedMember } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, edPublic, xPublic } from '../samples.ts';
import { displayWord } from '../../words.ts';

export const useMismatch = defineRule({
  id: 'use-mismatch',
  group: 'common',
  severity: 'error',
  summary: '"use" contradicts the algorithm or the curve',
  message: 'use "{use}" contradicts {param} {value}',
  why: 'No conforming recipient selects a key whose use excludes its own algorithm. Ed25519 and Ed448 keys must not be used for encryption, X25519 and X448 keys must not be used for signatures; WebCrypto and jose refuse such keys.',
  whenFine: 'EC keys may serve signatures or key agreement: without `alg`, either `use` is right for them.',
  fix: 'Replaces "use" by what the algorithm or curve is for.',
  specs: [rfc(7517, '4.2'), rfc(7517, '4.4'), rfc(8037, '3.1'), rfc(8037, '3.2')],
  examples: {
    bad: [
      {
        title: 'An encryption key with a signature algorithm',
        text: `{${ecPublic},"alg":"ES256","use":⟦"enc"⟧}`,
        fixed: `{${ecPublic},"alg":"ES256","use":"sig"}`,
      },
      {
        title: 'A signature curve used for encryption',
        text: `{${edPublic},"use":⟦"enc"⟧}`,
        fixed: `{${edPublic},"use":"sig"}`,
      },
      {
        title: 'A key agreement curve used for signatures',
        text: `{${xPublic},"use":⟦"sig"⟧}`,
        fixed: `{${xPublic},"use":"enc"}`,
      },
    ],
    good: [{ text: `{${ecPublic},"alg":"ECDH-ES","use":"enc"}` }],
  },
  key(key, report) {
    const { use } = key;
    if (use?.registered !== true) return;
    const cause = contradiction(key, use.value);
    if (cause === undefined) return;
    report({
      at: use.node,
      data: { use: displayWord(use.raw), param: cause.param, value: cause.value },
      related: relatedMember(key, cause.param),
      fixes: () => [{ title: `Replace by "${cause.class}"`, edits: [replaceString(use.node, cause.class)] }],
    });
  },
});

interface Contradiction {
  readonly param: string;
  readonly value: string;
  readonly class: UseClass;
}

function contradiction({ algorithm, curve }: Key, use: string): Contradiction | undefined {
  if (algorithm?.class !== undefined && algorithm.class !== use) {
    return { param: 'alg', value: algorithm.alg, class: algorithm.class };
  }
  if (curve === undefined || curve.class === 'both' || curve.class === use) return undefined;
  return { param: 'crv', value: curve.crv, class: curve.class };
}

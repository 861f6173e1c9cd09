import type { Key } from '../../key/key.ts';
import type { KeyOperation } from '../../registry/uses.ts';
import { relatedMember, removeOperation } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, edPublic, rsaPublic, xPublic } from '../samples.ts';
import { displayWord } from '../../words.ts';
import { contradictsUse, operationOf } from './uses.ts';

export const keyOpsMismatch = defineRule({
  id: 'key-ops-mismatch',
  group: 'common',
  severity: 'error',
  summary: '"key_ops" names an operation the key cannot do',
  message: 'key_ops "{op}" is not possible with {param} {value}',
  why: 'The key contradicts itself: its algorithm, curve or type does not have this operation, and WebCrypto and jose refuse to import it.',
  fix: 'Removes the operation.',
  specs: [rfc(8037, '3.1'), rfc(8037, '3.2'), rfc(7517, '4.3'), rfc(7517, '4.4')],
  examples: {
    bad: [
      {
        title: 'Key agreement curves do not sign',
        text: `{${xPublic},"key_ops":[⟦"verify"⟧]}`,
        fixed: `{${xPublic}}`,
      },
      {
        title: 'Signature curves do not encrypt',
        text: `{${edPublic},"key_ops":["verify",⟦"wrapKey"⟧]}`,
        fixed: `{${edPublic},"key_ops":["verify"]}`,
      },
      {
        title: 'The algorithm is of the other kind',
        text: `{${ecPublic},"alg":"ES256","key_ops":[⟦"deriveBits"⟧]}`,
        fixed: `{${ecPublic},"alg":"ES256"}`,
      },
      {
        title: 'RSA has no key agreement',
        text: `{${rsaPublic},"key_ops":["encrypt",⟦"deriveKey"⟧]}`,
        fixed: `{${rsaPublic},"key_ops":["encrypt"]}`,
      },
    ],
    good: [{ text: `{${edPublic},"key_ops":["verify"]}` }],
  },
  about: ['operations'],
  key(key, report) {
    for (const term of key.keyOps) {
      const operation = operationOf(term);
      if (operation === undefined || contradictsUse(key, term)) continue;
      const cause = obstacle(key, operation);
      if (cause === undefined) continue;
      report({
        at: term.node,
        data: { op: displayWord(term.raw), ...cause },
        related: relatedMember(key, cause.param),
        fixes: () => [{ title: `Remove "${displayWord(term.raw)}"`, edits: removeOperation(key, term.node) }],
      });
    }
  },
});

function obstacle(
  { algorithm, curve, type }: Key,
  operation: KeyOperation,
): { param: string; value: string } | undefined {
  if (algorithm?.class !== undefined && algorithm.class !== operation.class) {
    return { param: 'alg', value: algorithm.alg };
  }
  if (curve !== undefined && curve.class !== 'both' && curve.class !== operation.class) {
    return { param: 'crv', value: curve.crv };
  }
  return type?.kty === 'RSA' && operation.family === 'derive' ? { param: 'kty', value: 'RSA' } : undefined;
}

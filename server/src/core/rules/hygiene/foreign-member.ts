import { removeMembers } from '../../document/edits.ts';
import { nameSpan } from '../../document/tree.ts';
import type { Key } from '../../key/key.ts';
import { keyTypes, privateMembers } from '../../registry/keyTypes.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPrivate, ecPublic, edPrivate, edPublic, rsaPrivate, rsaPublic } from '../samples.ts';
import { list } from '../../text.ts';

/** The key types that have the member. */
function typesWith(name: string): string[] {
  return Object.values(keyTypes)
    .filter((type) => type.members.includes(name))
    .map((type) => type.kty);
}

/** Whether another finding says the same: the curve belongs to the other key type, or AKP in the words of OKP. */
function isExplained(key: Key, name: string): boolean {
  const { curve } = key;
  if (key.crvKtyMismatch && curve !== undefined && keyTypes[curve.kty].members.includes(name)) return true;
  return key.type?.kty === 'AKP' && !key.has('pub') && (name === 'x' || name === 'd');
}

export const foreignMember = defineRule({
  id: 'foreign-member',
  group: 'hygiene',
  severity: 'information',
  summary: 'A member belongs to another key type',
  message: '"{name}" is a parameter of {of} keys and has no meaning for {kty}',
  why: 'Recipients ignore it; jwcrypto rejects some such keys. When the member is private in its own type it is a warning: a secret may be leaking where nobody looks for one.',
  fix: 'Removes the member.',
  specs: [rfc(7517, '4'), rfc(8037, '2')],
  examples: {
    bad: [
      {
        text: `{${edPublic},⟦"y"⟧:"ZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes"}`,
        fixed: `{${edPublic}}`,
      },
      {
        title: 'A private member of another type',
        text: `{${ecPublic},⟦"k"⟧:"xo2VZub-8f_g_DLmP9vc7S7WqjItGu72hU-SLOPuIB8"}`,
        severity: 'warning',
        fixed: `{${ecPublic}}`,
      },
    ],
    good: [
      { title: 'RSA has a "d"', text: `{${rsaPublic},${rsaPrivate}}` },
      { title: 'EC has a "d"', text: `{${ecPublic},${ecPrivate}}` },
      { title: 'OKP has a "d"', text: `{${edPublic},${edPrivate}}` },
      {
        title: 'The curve of another key type explains it',
        text: `{${ecPublic.replace('"EC"', '"OKP"')}}`,
      },
    ],
  },
  *key(key) {
    const { type } = key;
    if (type === undefined) return;
    for (const member of key.object.members) {
      const name = member.name.value;
      const types = type.members.includes(name) ? [] : typesWith(name);
      if (types.length === 0 || isExplained(key, name)) continue;
      yield {
        at: nameSpan(member),
        data: { name, of: list(types), kty: type.kty },
        ...(privateMembers.includes(name) ? { severity: 'warning' as const } : {}),
        tags: ['unnecessary'],
        fixes: () => [{ title: 'Remove the member', edits: removeMembers(key.object, [member]) }],
      };
    }
  },
});

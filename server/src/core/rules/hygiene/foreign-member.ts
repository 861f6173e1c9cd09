import { removeMembers } from '../../document/edits.ts';
import { nameSpan } from '../../document/tree.ts';
import type { Key } from '../../key/key.ts';
import { keyTypes, privateMembers } from '../../registry/keyTypes.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPrivate, ecPublic, edPrivate, edPublic, rsaPrivate, rsaPublic } from '../samples.ts';
import { list } from '../../text.ts';

/** The key types that have the member. */
/** The key types each member belongs to. */
const typesWith = new Map<string, string[]>();
for (const { kty, members } of Object.values(keyTypes)) {
  for (const name of members) typesWith.set(name, [...(typesWith.get(name) ?? []), kty]);
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
  loudest: 'warning',
  summary: 'A member belongs to another key type',
  message: '"{name}" is a parameter of {of} keys and has no meaning for {kty}',
  why: 'Recipients ignore it; jwcrypto rejects some such keys. When the member is private in its own type it is a warning: a secret may be leaking where nobody looks for one.',
  whenFine: 'Recipients ignore such members, so nothing breaks. `d` belongs to RSA, EC and OKP alike.',
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
  about: ['foreign'],
  key(key, report) {
    const { type } = key;
    if (type === undefined) return;
    for (const member of key.object.members) {
      const name = member.name.value;
      const types = typesWith.get(name);
      if (types === undefined || type.members.includes(name) || isExplained(key, name)) continue;
      report({
        at: nameSpan(member),
        data: { name, of: list(types), kty: type.kty },
        ...(privateMembers.includes(name) ? { severity: 'warning' as const } : {}),
        tags: ['unnecessary'],
        fixes: () => [{ title: 'Remove the member', edits: removeMembers(key.object, [member]) }],
      });
    }
  },
});

import { replaceString } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import type { Curve } from '../../registry/curves.ts';
import { relatedMember, removeMember } from '../places.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic, edPublic } from '../samples.ts';

export const crvKtyMismatch = defineRule({
  id: 'crv-kty-mismatch',
  group: 'ec',
  severity: 'error',
  summary: 'The curve belongs to another key type',
  message: 'crv {crv} belongs to kty {crvKty}, not {kty}',
  why: 'No library can use the key: EC has the Weierstrass curves, OKP the Edwards and Montgomery curves, and each reads other members.',
  fix: 'Replaces "kty" by the type of the curve, and removes "y" where that type has none.',
  specs: [rfc(8037, '2'), rfc(8037, '3'), rfc(7518, '6.2'), rfc(8812, '3.1')],
  changesThumbprint: true,
  examples: {
    bad: [
      {
        title: 'Ed25519 as EC',
        text: `{${edPublic.replace('"OKP"', '"EC"').replace('"Ed25519"', '⟦"Ed25519"⟧')}}`,
        fixed: `{${edPublic}}`,
      },
      {
        title: 'With a y that Ed25519 does not have',
        text: `{${edPublic.replace('"OKP"', '"EC"').replace('"Ed25519"', '⟦"Ed25519"⟧')},"y":"AA"}`,
        fixed: `{${edPublic}}`,
      },
      {
        title: 'P-256 as OKP',
        text: `{${ecPublic.replace('"EC"', '"OKP"').replace('"P-256"', '⟦"P-256"⟧')}}`,
        fixed: `{${ecPublic}}`,
      },
    ],
    good: [{ text: `{${edPublic}}` }, { text: `{${ecPublic}}` }],
  },
  about: ['other-curve'],
  key(key, report) {
    const { type, crv, curve } = key;
    if (!key.crvKtyMismatch || type === undefined || crv === undefined || curve === undefined) return;
    report({
      at: crv.node,
      data: { crv: curve.crv, crvKty: curve.kty, kty: type.kty },
      related: relatedMember(key, 'kty'),
      fixes: () => changeType(key, curve),
    });
  },
});

function changeType(key: Key, curve: Curve): Fix[] {
  if (key.kty === undefined) return [];
  const kty = replaceString(key.kty.node, curve.kty);
  const surplus = curve.kty === 'OKP' ? removeMember(key, 'y') : [];
  return [{ title: `Change kty to ${curve.kty}`, edits: [kty, ...surplus] }];
}

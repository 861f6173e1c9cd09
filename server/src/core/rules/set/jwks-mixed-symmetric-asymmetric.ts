import type { Key } from '../../key/key.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, octSecret, otherEcPublic } from '../samples.ts';
import { reportMinority } from './mixed.ts';

export const jwksMixedSymmetricAsymmetric = defineRule({
  id: 'jwks-mixed-symmetric-asymmetric',
  group: 'set',
  severity: 'warning',
  summary: 'A set holds symmetric and asymmetric keys',
  message: 'The set mixes symmetric and asymmetric keys',
  why: 'It invites algorithm confusion: a verifier that takes whichever key matches may check an HMAC where a signature was due. Wycheproof expects such sets to be rejected.',
  whenFine: 'A store of keys for several purposes, which no verifier searches as a whole, may hold both kinds.',
  specs: [rfc(8725, '2.1'), rfc(8725, '3.1'), rfc(7515, '10.5')],
  examples: {
    bad: [
      {
        path: 'keys/all.json',
        text: `{"keys":[{${ecPublic}},{${octSecret.replace('"oct"', '⟦"oct"⟧')}},{${otherEcPublic}}]}`,
      },
    ],
    good: [
      {
        path: 'keys/all.json',
        text: `{"keys":[{${octSecret}},{"kty":"oct","k":"9UH2FBdAjK_N9HXJmPBi1t0Oq7YVdIGcP5fA8-dY3Dg"}]}`,
      },
      {
        title: 'In a public document the symmetric key is the error',
        path: 'site/.well-known/jwks.json',
        text: `{"keys":[{${ecPublic}},{${octSecret}}]}`,
      },
    ],
  },
  set(set, report) {
    if (set.exposure === 'public') return;
    const isSymmetric = ({ type }: Key): boolean | undefined => (type === undefined ? undefined : type.kty === 'oct');
    reportMinority(set.keys, isSymmetric, { sensitive: 'symmetric', other: 'asymmetric' }, report);
  },
});

import { replaceString } from '../../document/edits.ts';
import { defineRule, rfc } from '../rule.ts';
import { edPublic, rsaPublic } from '../samples.ts';
import { jwtBestPractices } from '../sources.ts';

export const algDeprecated = defineRule({
  id: 'alg-deprecated',
  group: 'common',
  severity: 'hint',
  summary: 'The algorithm "EdDSA" is deprecated',
  message: 'alg "EdDSA" is deprecated; use "{to}"',
  why: 'The name does not say which curve signs, so RFC 9864 replaces it by fully specified ones. Not every library knows "Ed25519" yet, so this is no more than a hint: change it when your recipients are ready.',
  whenFine: 'Keep `EdDSA` as long as some of your recipients do not know `Ed25519`.',
  fix: 'Replaces it by the name of the curve.',
  specs: [rfc(9864, '2.2'), rfc(9864, '4.1.2'), rfc(9864, '4.4'), jwtBestPractices],
  examples: {
    bad: [
      {
        text: `{${edPublic},"use":"sig","alg":⟦"EdDSA"⟧}`,
        fixed: `{${edPublic},"use":"sig","alg":"Ed25519"}`,
      },
    ],
    good: [
      { text: `{${edPublic},"use":"sig","alg":"Ed25519"}` },
      {
        title: 'On a key it cannot belong to, alg-kty-mismatch says so',
        text: `{${rsaPublic},"use":"sig","alg":"EdDSA"}`,
      },
    ],
  },
  about: ['odd-alg'],
  key({ alg, algorithm, type, curve }, report) {
    if (alg === undefined || algorithm?.deprecated === undefined) return;
    // A key that the algorithm cannot belong to has an error at the same place.
    if (type !== undefined && !algorithm.kty.includes(type.kty)) return;
    if (curve !== undefined && algorithm.curves?.includes(curve.crv) !== true) return;
    const to = curve?.signatureAlg;
    report({
      at: alg.node,
      data: { to: to ?? 'Ed25519" or "Ed448' },
      tags: ['deprecated'],
      fixes: () => (to === undefined ? [] : [{ title: `Replace by "${to}"`, edits: [replaceString(alg.node, to)] }]),
    });
  },
});

import { replaceString } from '../../document/edits.ts';
import { relatedMember } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, xPublic } from '../samples.ts';

export const algCrvMismatch = defineRule({
  id: 'alg-crv-mismatch',
  group: 'common',
  severity: 'error',
  summary: 'The algorithm needs another curve',
  message: 'alg {alg} needs curve {needs}, not {crv}',
  why: 'Each ECDSA algorithm belongs to one curve, so the key can never be used; a verifier that overlooks it invites curve confusion. Only jose and WebCrypto notice; 13 of 15 libraries accept the key and fail later.',
  fix: 'Replaces a signature algorithm by the one of the curve.',
  specs: [rfc(7518, '3.4'), rfc(8812, '3.2'), rfc(8037, '3.1'), rfc(8037, '3.2'), rfc(9864, '2.2')],
  examples: {
    bad: [
      { text: `{${ecPublic},"use":"sig","alg":⟦"ES384"⟧}`, fixed: `{${ecPublic},"use":"sig","alg":"ES256"}` },
      { title: 'A key agreement curve does not sign', text: `{${xPublic},"alg":⟦"EdDSA"⟧}` },
    ],
    good: [
      { text: `{${ecPublic},"use":"sig","alg":"ES256"}` },
      {
        title: 'secp256k1 has an algorithm of its own',
        text: '{"kty":"EC","crv":"secp256k1","x":"-2JLgReHUXCOwNx9LfovsGnqlcdmy99Qm0dYUiksIXg","y":"5VSwpaeqA1pP7LdyWWx4bcei71A_gXweNlBiUJ5-__0","use":"sig","alg":"ES256K"}',
      },
    ],
  },
  about: ['EC', 'OKP'],
  key(key, report) {
    const { alg, algorithm, curve, type } = key;
    if (alg === undefined || algorithm?.curves === undefined || curve === undefined || type === undefined) return;
    if (!algorithm.kty.includes(type.kty) || algorithm.curves.includes(curve.crv)) return;
    const to = algorithm.class === 'sig' && !key.crvKtyMismatch ? curve.signatureAlg : undefined;
    report({
      at: alg.node,
      data: { alg: algorithm.alg, needs: algorithm.curves.join(' or '), crv: curve.crv },
      related: relatedMember(key, 'crv'),
      fixes: () => (to === undefined ? [] : [{ title: `Replace by "${to}"`, edits: [replaceString(alg.node, to)] }]),
    });
  },
});

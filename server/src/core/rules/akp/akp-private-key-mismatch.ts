import { replaceString } from '../../document/edits.ts';
import { encodeBase64url } from '../../encoding/base64url.ts';
import { equalOctets } from '../../encoding/octets.ts';
import type { Key } from '../../key/key.ts';
import { atOnce } from '../../key/questions.ts';
import { mlDsaPublicKey } from '../../math/mlDsa.ts';
import { mlDsa44Key } from '../numberSamples.ts';
import { relatedMember } from '../places.ts';
import { defineRule, spec, type Fix } from '../rule.ts';
import { mlDsaForJose } from '../standards.ts';

const { pub, priv, otherPub } = mlDsa44Key;
const key = (publicKey: string, seed: string): string =>
  `{"kty":"AKP","alg":"ML-DSA-44","pub":"${publicKey}","priv":${seed}}`;

export const akpPrivateKeyMismatch = defineRule({
  id: 'akp-private-key-mismatch',
  group: 'akp',
  severity: 'error',
  summary: 'The ML-DSA seed belongs to another public key',
  message: '"priv" does not generate the public key "pub"',
  why: 'Signatures made with the seed do not verify with "pub". Most libraries take the pair as it is; WebCrypto implementations compare the two at import.',
  fix: 'Replaces "pub" by the key the seed generates.',
  specs: [mlDsaForJose('7.3'), spec('FIPS 204 §6.1', 'https://csrc.nist.gov/pubs/fips/204/final')],
  changesThumbprint: true,
  examples: {
    bad: [{ path: 'private.jwk', text: key(otherPub, `⟦"${priv}"⟧`), fixed: key(pub, `"${priv}"`) }],
    good: [{ path: 'private.jwk', text: key(pub, `"${priv}"`) }],
  },
  key(key, report) {
    const [sizes, alg] = [key.algorithm?.akp, key.algorithm?.alg];
    const [written, seed] = [key.octets('pub'), key.encoded.get('priv')];
    if (key.type?.kty !== 'AKP' || alg === undefined || written === undefined || seed?.octets === undefined) return;
    // Of another length neither is a key; akp-value-length says so.
    if (written.length !== sizes?.pub || seed.octets.length !== sizes.priv) return;
    const octets = seed.octets;
    const fits = key.ask({
      kind: 'ml-dsa-pair',
      inputs: [alg, written, octets],
      answer: () => atOnce(() => generates(alg, octets, written)),
    });
    if (fits !== false) return;
    report({ at: seed.node, related: relatedMember(key, 'pub'), fixes: () => replacement(key, alg, octets) });
  },
});

/** True, too, of an algorithm we cannot generate keys for. */
function generates(alg: string, seed: Uint8Array, written: Uint8Array): boolean {
  const generated = mlDsaPublicKey(alg, seed);
  return generated === undefined || equalOctets(generated, written);
}

function replacement(key: Key, alg: string, seed: Uint8Array): Fix[] {
  const [node, generated] = [key.string('pub'), mlDsaPublicKey(alg, seed)];
  if (node === undefined || generated === undefined) return [];
  const edits = [replaceString(node, encodeBase64url(generated))];
  return [{ title: 'Replace pub by the key generated from priv', edits }];
}

import { replaceString } from '../../document/edits.ts';
import { encodeBase64url } from '../../encoding/base64url.ts';
import { readPublicKeyInfo } from '../../encoding/x509.ts';
import type { Encoded } from '../../key/encoded.ts';
import type { Curve } from '../../registry/curves.ts';
import { ed448Key } from '../numberSamples.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { edPrivate, edPublic, xPublic } from '../samples.ts';

/** seed ‖ public key, as libsodium and Go keep Ed25519 private keys. */
const expanded = '33JJMhc7pxY6WIzCh8rvO_68tA01rZMpsyIzqKzGNQsS3vqdBHI6YKhu8IPybnKSTKtqiTVYH4R7g_VlbiGkGA';
const spki = 'MCowBQYDK2VuAyEA0ZhW5u6ovSYUXFcddIH6CGUq59zyVKb_elEer9i6zgI';

export const okpValueLength = defineRule({
  id: 'okp-value-length',
  group: 'okp',
  about: ['odd-length'],
  severity: 'error',
  summary: 'An OKP value does not have the size its curve needs',
  message: '"{name}" has {actual} octets; {crv} needs exactly {expected}',
  why: 'The encodings have a fixed length. Most libraries reject other lengths. 64 octets are the private key as libsodium and Go keep it, with the public key appended; 44 are a SubjectPublicKeyInfo.',
  fix: 'Keeps the first 32 octets of a 64-octet Ed25519 private key, and takes the key out of a SubjectPublicKeyInfo.',
  specs: [rfc(8037, '2'), rfc(8032, '5.1.5'), rfc(8032, '5.2.5'), rfc(7748, '6'), rfc(8410, '4')],
  changesThumbprint: true,
  examples: {
    bad: [
      {
        title: 'A private key with its public key appended',
        text: `{${edPublic},"d":⟦"${expanded}"⟧}`,
        fixed: `{${edPublic},${edPrivate}}`,
      },
      {
        title: 'SubjectPublicKeyInfo',
        text: `{"kty":"OKP","crv":"X25519","x":⟦"${spki}"⟧}`,
        fixed: `{${xPublic}}`,
      },
      {
        title: 'An Ed448 key is longer',
        text: `{${edPublic.replace('Ed25519', 'Ed448').replace(/("[^"]*")$/, '⟦$1⟧')}}`,
      },
    ],
    good: [{ text: `{${edPublic}}` }, { text: `{"kty":"OKP","crv":"Ed448","x":"${ed448Key.x}"}` }],
  },
  key(key, report) {
    if (key.okp === undefined) return;
    const { curve } = key.okp;
    for (const name of ['x', 'd']) {
      const encoded = key.encoded.get(name);
      if (encoded?.octets === undefined || encoded.octets.length === curve.octets) continue;
      report({
        at: encoded.node,
        data: { name, actual: encoded.octets.length, crv: curve.crv, expected: curve.octets },
        fixes: () => extract(encoded, curve),
      });
    }
  },
});

function extract({ name, node, octets }: Encoded, curve: Curve): Fix[] {
  if (octets === undefined) return [];
  if (name === 'd') {
    if (curve.crv !== 'Ed25519' || octets.length !== 2 * curve.octets) return [];
    const edits = [replaceString(node, encodeBase64url(octets.subarray(0, curve.octets)))];
    return [{ title: 'Keep the first 32 octets, the private key', edits }];
  }
  const info = octets.length === curve.octets + 12 ? readPublicKeyInfo(octets) : undefined;
  if (info?.kty !== 'OKP' || info.crv !== curve.crv) return [];
  return [{ title: 'Take the key out of the structure', edits: [replaceString(node, encodeBase64url(info.x))] }];
}

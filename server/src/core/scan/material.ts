/** Whether a key really holds a secret: documentation and templates are full of keys with a placeholder in its place. */
import type { Key } from '../key/key.ts';
import { fromHex } from '../encoding/octets.ts';

/** Fewer octets are no secret of the key type: prime factors of RSA, a MAC key that withstands guessing for a day. */
const fewestOctets: Readonly<Record<string, number>> = { RSA: 32, EC: 24, OKP: 32, oct: 8, AKP: 32 };

/** Random octets repeat, but not so much; runs of one character and the like do. */
const fewestDifferent = 4;

/** Whether at least one private member of the key decodes to octets that can be a secret of its kind. */
export function holdsMaterial(key: Key): boolean {
  const kty = key.type?.kty;
  const fewest = kty === undefined ? undefined : fewestOctets[kty];
  if (fewest === undefined) return false;
  return key.privateMembers.some(({ name }) => {
    const octets = octetsOf(key, name.value);
    return octets !== undefined && octets.length >= fewest && new Set(octets).size >= fewestDifferent;
  });
}

/** Octets of a member that is written in base64url or, against the rules, in hex. */
function octetsOf(key: Key, name: string): Uint8Array | undefined {
  const encoded = key.encoded.get(name);
  if (encoded?.fault === 'hex') return fromHex(encoded.node.value.replace(/^0x/i, ''));
  return encoded?.octets;
}

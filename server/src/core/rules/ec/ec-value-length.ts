import { replaceString } from '../../document/edits.ts';
import { encodeBase64url } from '../../encoding/base64url.ts';
import { stripLeadingZeros } from '../../encoding/octets.ts';
import type { Encoded } from '../../key/encoded.ts';
import { leadingZeroPoint, p521Key } from '../numberSamples.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';

const { x, y, d } = leadingZeroPoint;
const point = (first: string): string => `{"kty":"EC","crv":"P-256","x":${first},"y":"${y}"}`;

export const ecValueLength = defineRule({
  id: 'ec-value-length',
  group: 'ec',
  severity: 'error',
  summary: 'An EC coordinate or private value does not have the full size of its curve',
  message: '"{name}" has {actual} octets; {crv} needs exactly {expected}',
  why: 'Coordinates keep their leading zeros. Libraries that write big integers drop them in one key of 128, or add a sign octet; go-jose, PyJWT, json-jwt, CryptX and .NET then reject the key, while 11 of 15 measured libraries accept it, so the failure strikes some callers only.',
  whenFine: 'Leading zeros are part of the value: 32 octets that begin with 00 are right.',
  fix: 'Adds or removes leading zero octets, where that is all that is wrong.',
  specs: [rfc(7518, '6.2.1.2'), rfc(7518, '6.2.1.3'), rfc(7518, '6.2.2.1'), rfc(8812, '3.1')],
  fixAll: true,
  changesThumbprint: true,
  examples: {
    bad: [
      {
        title: 'The leading zero octet is lost',
        text: point('⟦"fVMx4kQp6FHGXqKH1RRUA3Fcxef6d7evOMxvHhfc5A"⟧'),
        fixed: point(`"${x}"`),
      },
      {
        title: 'A sign octet too much',
        text: point('⟦"AAB9UzHiRCnoUcZeoofVFFQDcVzF5_p3t684zG8eF9zk"⟧'),
        fixed: point(`"${x}"`),
      },
      {
        title: 'A private value that is not of this curve',
        text: `{"kty":"EC","crv":"P-256","x":"${x}","y":"${y}","d":⟦"${p521Key.d}"⟧}`,
      },
    ],
    good: [
      { text: `{${ecPublic}}` },
      {
        title: 'Full size with a leading zero octet',
        text: `{"kty":"EC","crv":"P-256","x":"${x}","y":"${y}","d":"${d}"}`,
      },
      { title: 'P-521 has 66 octets', text: `{"kty":"EC","crv":"P-521","x":"${p521Key.x}","y":"${p521Key.y}"}` },
    ],
  },
  about: ['odd-length'],
  key(key, report) {
    const { ec } = key;
    if (ec === undefined || ec.encodedPoint !== undefined) return;
    const { crv, octets: expected } = ec.curve;
    for (const name of ['x', 'y', 'd']) {
      const encoded = key.encoded.get(name);
      if (encoded?.octets === undefined || encoded.octets.length === expected) continue;
      report({
        at: encoded.node,
        data: { name, actual: encoded.octets.length, crv, expected },
        fixes: () => resize(encoded, expected),
      });
    }
  },
});

function resize({ name, node, octets }: Encoded, length: number): Fix[] {
  const significant = octets === undefined ? undefined : stripLeadingZeros(octets);
  // Nothing at all is no number that lost its zeros.
  if (octets === undefined || significant === undefined || octets.length === 0 || significant.length > length)
    return [];
  const full = new Uint8Array(length);
  full.set(significant, length - significant.length);
  const title =
    octets.length < length ? `Pad ${name} to ${length} octets` : `Remove the surplus leading zero octets of ${name}`;
  return [{ title, edits: [replaceString(node, encodeBase64url(full))] }];
}

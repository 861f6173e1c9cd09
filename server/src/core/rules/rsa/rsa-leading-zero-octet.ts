import { replaceString } from '../../document/edits.ts';
import { encodeBase64url } from '../../encoding/base64url.ts';
import { stripLeadingZeros } from '../../encoding/octets.ts';
import { rsaIntegers } from '../../key/rsa.ts';
import { shortRsa } from '../numberSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, rsaPublic } from '../samples.ts';

export const rsaLeadingZeroOctet = defineRule({
  id: 'rsa-leading-zero-octet',
  group: 'rsa',
  about: ['odd-length'],
  severity: 'error',
  summary: 'An RSA integer has a leading zero octet',
  message: '"{name}" has a leading zero octet; Base64urlUInt uses the minimum number of octets',
  why: 'The specification requires the shortest spelling, and the thumbprint of another one differs, so the same key gets two names. All 15 measured libraries accept the extra octet silently; it usually comes from a big-integer class that adds a sign octet.',
  whenFine:
    'Coordinates and the values of OKP, AKP and symmetric keys have a fixed size: their leading zeros count and are not reported.',
  fix: 'Removes the leading zero octets.',
  specs: [rfc(7518, '2'), rfc(7518, '6.3.1.1'), rfc(7638, '7')],
  fixAll: true,
  changesThumbprint: true,
  examples: {
    bad: [
      {
        title: 'e written with three octets and a zero',
        text: `{${rsaPublic.replace('"AQAB"', '⟦"AAEAAQ"⟧')}}`,
        fixed: `{${rsaPublic}}`,
      },
      {
        title: 'A sign octet before the modulus',
        text: `{"kty":"RSA","n":⟦"AJ1Qz1YYWmXydTplF6U-JVWr9q9LrSRgaaRbWZbSEJau9vgUbfbjooRd30hBF6bN7aQOuus1dH7SztJcP_D_vMs"⟧,"e":"AQAB"}`,
        fixed: `{"kty":"RSA","n":"${shortRsa.n}","e":"AQAB"}`,
      },
    ],
    good: [
      { text: `{${rsaPublic}}` },
      {
        title: 'In coordinates leading zeros count',
        text: `{${ecPublic.replace(/"x":"[^"]*"/, '"x":"AChCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y"')}}`,
      },
    ],
  },
  key(key, report) {
    if (key.rsa === undefined) return;
    for (const name of rsaIntegers) {
      const encoded = key.encoded.get(name);
      const octets = encoded?.octets;
      if (encoded === undefined || octets === undefined || octets.length < 2 || octets[0] !== 0) continue;
      report({
        at: encoded.node,
        data: { name },
        fixes: () => [
          {
            title: 'Remove the leading zero octets',
            edits: [replaceString(encoded.node, encodeBase64url(stripLeadingZeros(octets)))],
          },
        ],
      });
    }
  },
});

import { replaceString } from '../../document/edits.ts';
import { encodeBase64url } from '../../encoding/base64url.ts';
import { fromHex, fromInteger } from '../../encoding/octets.ts';
import type { Encoded } from '../../key/encoded.ts';
import type { Key } from '../../key/key.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { forEachValue } from './repair.ts';

const hex = ecPublic
  .replace(
    '"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y"',
    '⟦"4f2842064576cbe833c54009c94692a72afa19e3a8d0d32018046183a2c7d796"⟧',
  )
  .replace(
    '"ZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes"',
    '⟦"0x6504624ef4a11905e92d5c38dd444f7bd92674a833154dbae164b0460c2ccdeb"⟧',
  );

/** RSA values are the minimum number of octets; those of a curve have the length the digits give them. */
function fixes(key: Key, { node }: Encoded): Fix[] {
  const digits = node.value.replace(/^0x/i, '');
  const octets = key.type?.kty === 'RSA' ? fromInteger(BigInt(`0x${digits}`)) : fromHex(digits);
  return [{ title: 'Convert from hex to base64url', edits: [replaceString(node, encodeBase64url(octets))] }];
}

export const valueHexEncoded = defineRule({
  id: 'value-hex-encoded',
  group: 'encoding',
  severity: 'error',
  summary: 'A value is in hex, not in base64url',
  message: '"{name}" looks hex-encoded; JWK values are base64url',
  why: 'Hex digits are base64url characters too, so the value decodes to a wrong one and every library then fails with a puzzling length or point error.',
  whenFine: 'A symmetric key may well consist of hex digits, so `k` is never reported.',
  fix: 'Converts the value from hex to base64url.',
  specs: [rfc(7518, '6.2.1.2'), rfc(7518, '6.3.1.1'), rfc(8037, '2')],
  examples: {
    bad: [
      {
        title: 'Coordinates',
        text: `{${hex}}`,
        fixed: `{${ecPublic.replace(/"y":.*/, '"y":"0x6504624ef4a11905e92d5c38dd444f7bd92674a833154dbae164b0460c2ccdeb"')}}`,
      },
    ],
    good: [
      { text: `{${ecPublic}}` },
      {
        title: 'A symmetric key may well look like hex',
        text: '{"kty":"oct","k":"deadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeefdeadbeef"}',
      },
    ],
  },
  changesThumbprint: true,
  about: ['encoding'],
  key(key, report) {
    forEachValue(
      key,
      (e) => e.fault === 'hex',
      (e) => ({ at: e.node, data: { name: e.name }, fixes: () => fixes(key, e) }),
      report,
    );
  },
});

import { encodeBase64url } from '../../encoding/base64url.ts';
import type { EncodedPoint } from '../../key/ec.ts';
import type { Key } from '../../key/key.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { replacePoint } from './point.ts';

const [, x, y] = /"x":"([^"]*)","y":"([^"]*)"/.exec(ecPublic) ?? [];
const uncompressed = 'BE8oQgZFdsvoM8VACclGkqcq-hnjqNDTIBgEYYOix9eWZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes';
const spki = `MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAETyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15ZlBGJO9KEZBektXDjdRE972SZ0qDMVTbrhZLBGDCzN6w`;

export const ecPointEncodedInX = defineRule({
  id: 'ec-point-encoded-in-x',
  group: 'ec',
  severity: 'error',
  summary: '"x" holds a whole encoded point',
  message: '"x" holds an encoded {form} point, not the x coordinate',
  why: 'Other tools export a point as one octet string (with a first octet of 04, or 02 or 03 when compressed) or as SubjectPublicKeyInfo. JWKs have its two coordinates as members of their own, and no compressed points; no library reads it otherwise.',
  whenFine: 'A coordinate may begin with the octet 04 by chance; only the length tells.',
  fix: 'Splits an uncompressed point into "x" and "y".',
  specs: [rfc(7518, '6.2.1.1'), rfc(7518, '6.2.1.2'), rfc(8812, '3.1')],
  changesThumbprint: true,
  examples: {
    bad: [
      {
        title: 'Uncompressed',
        text: `{"kty":"EC","crv":"P-256","x":⟦"${uncompressed}"⟧}`,
        fixed: `{"kty":"EC","crv":"P-256","x":"${x}","y":"${y}"}`,
      },
      {
        title: 'SubjectPublicKeyInfo',
        text: `{"kty":"EC","crv":"P-256","x":⟦"${spki}"⟧,"y":"${y}"}`,
        fixed: `{"kty":"EC","crv":"P-256","x":"${x}","y":"${y}"}`,
      },
      { title: 'Compressed', text: `{"kty":"EC","crv":"P-256","x":⟦"A08oQgZFdsvoM8VACclGkqcq-hnjqNDTIBgEYYOix9eW"⟧}` },
    ],
    good: [
      { text: `{${ecPublic}}` },
      {
        title: 'A coordinate whose first octet is 04',
        text: `{"kty":"EC","crv":"P-256","x":"BE8oQgZFdsvoM8VACclGkqcq-hnjqNDTIBgEYYOix9c","y":"${y}"}`,
      },
    ],
  },
  about: ['odd-length'],
  key(key, report) {
    const encoded = key.encoded.get('x');
    const point = key.ec?.encodedPoint;
    if (encoded === undefined || point === undefined) return;
    report({ at: encoded.node, data: { form: point.form }, fixes: () => split(key, point) });
  },
});

function split(key: Key, { coordinates }: EncodedPoint): Fix[] {
  if (coordinates === undefined) return [];
  const edits = replacePoint(key, encodeBase64url(coordinates.x), encodeBase64url(coordinates.y));
  return [{ title: 'Split the point into x and y', edits }];
}

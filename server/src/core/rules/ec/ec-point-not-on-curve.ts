import { defineRule, rfc } from '../rule.ts';
import { ecPrivate, ecPublic } from '../samples.ts';
import { secp256k1Key } from '../numberSamples.ts';
import { sp80056a, wycheproof } from '../standards.ts';
import { deriveFix } from './point.ts';

const flipped = ecPublic.replace('szes"', 'szeo"');
const atX = (members: string): string => members.replace(/"x":("[^"]*")/, '"x":⟦$1⟧');

export const ecPointNotOnCurve = defineRule({
  id: 'ec-point-not-on-curve',
  group: 'ec',
  severity: 'error',
  summary: 'The coordinates are not a point of the curve',
  message: '(x, y) is not a point on {crv}',
  why: 'A damaged copy, or an attack: using such a point reveals the private key of whoever does a key agreement with it. go-jose, Nimbus, jjwt and OpenSSL-based libraries refuse it; node-jose, jsrsasign, latchset and rhonabwy do not.',
  fix: 'Derives "x" and "y" from "d", where it is there.',
  specs: [rfc(8725, '3.4'), sp80056a('5.6.2.3.4'), wycheproof],
  changesThumbprint: true,
  examples: {
    bad: [
      { title: 'One bit of y flipped', text: `{${atX(flipped)}}` },
      { title: 'With the private value', text: `{${atX(flipped)},${ecPrivate}}`, fixed: `{${ecPublic},${ecPrivate}}` },
      {
        title: 'y is no element of the field',
        text: `{${ecPublic.replace(/"y":"[^"]*"/, '"y":⟦"__________________________________________8"⟧')}}`,
      },
      {
        title: 'The point of another curve',
        text: `{"kty":"EC","crv":"P-256","x":⟦"${secp256k1Key.x}"⟧,"y":"${secp256k1Key.y}"}`,
      },
    ],
    good: [
      { text: `{${ecPublic}}` },
      {
        title: 'The point with the other y',
        text: `{${ecPublic.replace(/"y":"[^"]*"/, '"y":"mvudsAte5vsW0qPHIruwhCbZi1jM6rJFHptPufPTMhQ"')}}`,
      },
    ],
  },
  about: ['EC'],
  key(key, report) {
    const { ec } = key;
    const point = ec?.point;
    if (ec === undefined || point === undefined || typeof point === 'string') return;
    const encoded = key.encoded.get(point.at);
    if (encoded === undefined) return;
    report({ at: encoded.node, data: { crv: ec.curve.crv }, fixes: () => deriveFix(key, true) });
  },
});

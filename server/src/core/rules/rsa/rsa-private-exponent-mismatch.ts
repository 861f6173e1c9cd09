import { replaceString } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import { privateExponent } from '../../math/rsa.ts';
import { shortRsa, shortRsaLambdaD } from '../numberSamples.ts';
import { relatedMember } from '../places.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { rsaPrivate, rsaPublic } from '../samples.ts';
import { uintText } from './private.ts';

const { n, e, d, p, q, dp, dq, qi } = shortRsa;
const withD = (value: string): string =>
  `{"kty":"RSA","n":"${n}","e":"${e}","d":${value},"p":"${p}","q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}"}`;

export const rsaPrivateExponentMismatch = defineRule({
  id: 'rsa-private-exponent-mismatch',
  group: 'rsa',
  severity: 'error',
  summary: 'The RSA private exponent belongs to another key',
  message: '"d" does not match the public key',
  why: 'Signatures made with it do not verify, and nothing encrypted to the public key can be read. Only OpenSSL-based Python libraries and go-jose notice at import.',
  whenFine: '`d` may be reduced modulo φ(n) or λ(n); both are right.',
  fix: 'Computes "d" again from the primes and "e".',
  specs: [rfc(8017, '3.2')],
  examples: {
    bad: [
      { title: 'Without the primes', text: `{"kty":"RSA","n":"${n}","e":"${e}","d":⟦"${d.slice(0, -2)}gw"⟧}` },
      { title: 'd + 2', text: withD(`⟦"${d.slice(0, -2)}gw"⟧`), fixed: withD(`"${shortRsaLambdaD}"`) },
    ],
    good: [
      { path: 'private.jwk', text: `{${rsaPublic},${rsaPrivate}}` },
      { title: 'Modulo φ(n)', path: 'private.jwk', text: withD(`"${d}"`) },
      { title: 'Modulo λ(n)', path: 'private.jwk', text: withD(`"${shortRsaLambdaD}"`) },
    ],
  },
  about: ['private'],
  key(key, report) {
    const encoded = key.encoded.get('d');
    if (encoded === undefined || key.rsa?.privateExponentFits !== false) return;
    report({ at: encoded.node, related: relatedMember(key, 'n'), fixes: () => recompute(key) });
  },
});

function recompute(key: Key): Fix[] {
  const [exponent, primes] = [key.rsa?.number('e'), key.rsa?.soundPrimes];
  const node = key.string('d');
  if (exponent === undefined || primes === undefined || node === undefined) return [];
  const secret = privateExponent(exponent, primes);
  return secret === undefined ? [] : [{ title: 'Recompute d', edits: [replaceString(node, uintText(secret))] }];
}

import type { Key } from '../../key/key.ts';
import { crtMembers } from '../../key/rsa.ts';
import { factorFromExponent } from '../../math/rsa.ts';
import { shortRsa } from '../numberSamples.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { rsaPrivate, rsaPublic } from '../samples.ts';
import { insertionFix, presentCrt } from './private.ts';

/** Factoring from d takes a few milliseconds at 2048 bits, and eight times as long at each doubling. */
const maxFactoredBits = 8192;

const { n, e, d, p, q, dp, dq, qi } = shortRsa;

export const rsaCrtMissing = defineRule({
  id: 'rsa-crt-missing',
  group: 'rsa',
  severity: 'information',
  summary: 'An RSA private key has only its exponent',
  message: 'RSA private key has only "d"; add p, q, dp, dq, qi',
  why: 'Node.js, WebCrypto, jose, go-jose and jwk-to-pem refuse private keys without the primes, which the specification says should be there.',
  whenFine: 'Libraries that compute the other members themselves accept `d` alone; RFC 7518 only recommends them.',
  fix: 'Factors the modulus with the help of "d" and inserts the five members.',
  specs: [rfc(7518, '6.3.2')],
  absence: true,
  examples: {
    bad: [
      {
        text: `{"kty":"RSA","n":"${n}","e":"${e}",⟦"d"⟧:"${d}"}`,
        fixed: `{"kty":"RSA","n":"${n}","e":"${e}","d":"${d}","p":"${p}","q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}"}`,
      },
    ],
    good: [
      { title: 'All members', path: 'private.jwk', text: `{${rsaPublic},${rsaPrivate}}` },
      { title: 'A public key', text: `{${rsaPublic}}` },
    ],
  },
  about: ['private'],
  key(key, report) {
    const member = key.member('d');
    // A "d" without a value is no exponent, and has a finding of its own.
    if (key.rsa === undefined || member === undefined || key.value('d') === undefined) return;
    if (presentCrt(key).length > 0 || key.has('oth')) return;
    report({ at: member.name, fixes: () => insertAll(key) });
  },
});

function insertAll(key: Key): Fix[] {
  const { rsa } = key;
  const [modulus, exponent, secret] = [rsa?.modulus, rsa?.number('e'), rsa?.number('d')];
  if (modulus === undefined || exponent === undefined || secret === undefined) return [];
  if ((rsa?.bits ?? 0) > maxFactoredBits) return [];
  return insertionFix(key, crtMembers, factorFromExponent(modulus, exponent, secret));
}

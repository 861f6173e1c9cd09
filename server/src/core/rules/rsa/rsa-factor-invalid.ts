import { shortRsa, shortRsaSwappedQi } from '../numberSamples.ts';
import { relatedMember } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { rsaPrivate, rsaPublic } from '../samples.ts';
import { sp80056b } from '../standards.ts';

const { n, e, d, p, q, dp, dq, qi } = shortRsa;
const key = (first: string, second: string): string =>
  `{"kty":"RSA","n":"${n}","e":"${e}","d":"${d}","p":${first},"q":${second},"dp":"${dp}","dq":"${dq}","qi":"${qi}"}`;
/** p + 2 and q + 2. */
const otherP = `${p.slice(0, -2)}r8`;
const otherQ = `${q.slice(0, -2)}Ck`;

export const rsaFactorInvalid = defineRule({
  id: 'rsa-factor-invalid',
  group: 'rsa',
  severity: 'error',
  summary: 'p and q are not the primes of the modulus',
  message: 'RSA factors are wrong: {reason}',
  why: 'Signatures made with them fail, or are faulty in a way that lets anybody compute the private key. 10 of 15 measured libraries import such a key.',
  whenFine: 'Either prime may come first, as long as dp, dq and qi follow.',
  specs: [rfc(8017, '3.2'), sp80056b('6.4.1.3')],
  examples: {
    bad: [
      { title: 'Another p', text: key(`⟦"${otherP}"⟧`, `"${q}"`) },
      { title: 'Another q', text: key(`"${p}"`, `⟦"${otherQ}"⟧`) },
      { title: 'The same prime twice', text: '{"kty":"RSA","n":"EDgx","e":"Aw","d":"AQ","p":⟦"BAc"⟧,"q":"BAc"}' },
      { title: 'No prime: 15 · 7', text: '{"kty":"RSA","n":"aQ","e":"Aw","d":"AQ","p":⟦"Dw"⟧,"q":"Bw"}' },
      { title: '1 and the modulus itself', text: `{"kty":"RSA","n":"${n}","e":"Aw","d":"AQ","p":⟦"AQ"⟧,"q":"${n}"}` },
    ],
    good: [
      { path: 'private.jwk', text: `{${rsaPublic},${rsaPrivate}}` },
      {
        title: 'The smaller prime first',
        text: `{"kty":"RSA","n":"${n}","e":"${e}","d":"${d}","p":"${q}","q":"${p}","dp":"${dq}","dq":"${dp}","qi":"${shortRsaSwappedQi}"}`,
      },
    ],
  },
  about: ['private'],
  key(key, report) {
    const fault = key.rsa?.factorFault;
    const encoded = fault === undefined ? undefined : key.encoded.get(fault.at);
    if (fault === undefined || encoded === undefined) return;
    const more = (key.rsa?.others ?? []).length > 0;
    const reasons = {
      product: more ? 'p·q·r… ≠ n' : 'p·q ≠ n',
      equal: 'p = q',
      'not-prime': `${fault.at} is not prime`,
    } as const;
    // That a number is no prime shows without another.
    const other = { product: 'n', equal: 'q', 'not-prime': undefined }[fault.kind];
    const related = other === undefined ? [] : relatedMember(key, other);
    report({ at: encoded.node, data: { reason: reasons[fault.kind] }, related });
  },
});

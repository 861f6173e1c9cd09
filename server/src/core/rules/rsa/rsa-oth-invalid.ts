import type { Span } from '../../document/tree.ts';
import type { Key } from '../../key/key.ts';
import type { OtherPrime, RsaKey } from '../../key/rsa.ts';
import { isExponentPair, maxModulusBits } from '../../math/rsa.ts';
import { removeMember } from '../places.ts';
import { shortRsa, threePrimes } from '../numberSamples.ts';
import { defineRule, rfc, type Reporter } from '../rule.ts';
import { rsaPrivate, rsaPublic } from '../samples.ts';

const { n, e, d, p, q, dp, dq, qi } = shortRsa;
const twoPrimes = `"kty":"RSA","n":"${n}","e":"${e}","d":"${d}","p":"${p}","q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}"`;
const { oth, ...first } = threePrimes;
const three = `"kty":"RSA",${JSON.stringify(first).slice(1, -1)}`;
const third = JSON.stringify(oth[0]);

export const rsaOthInvalid = defineRule({
  id: 'rsa-oth-invalid',
  group: 'rsa',
  severity: 'error',
  summary: 'The third and later primes of an RSA key are wrong, or there should be none',
  message: '"oth" {reason}',
  why: 'The member must be absent from keys of two primes, and each element needs r, d and t. OpenSSL-based Python libraries and rhonabwy reject any "oth"; jose, Node.js, jwcrypto, Authlib, PyJWT and joserfc cannot use even a sound one, which is information only.',
  whenFine: 'A consistent key of three or more primes is what RFC 7518 defines, and is information only.',
  fix: 'Removes "oth" from a key of two primes.',
  specs: [rfc(7518, '6.3.2'), rfc(7518, '6.3.2.7'), rfc(8017, '3.2')],
  examples: {
    bad: [
      { title: 'Empty', text: `{${twoPrimes},"oth":⟦[]⟧}`, fixed: `{${twoPrimes}}` },
      {
        title: 'A key of two primes',
        text: `{${twoPrimes},"oth":⟦[{"r":"Aw","d":"AQ","t":"AQ"}]⟧}`,
        fixed: `{${twoPrimes}}`,
      },
      { title: 'An element lacks t', text: `{${three},"oth":[⟦{"r":"${oth[0].r}","d":"${oth[0].d}"}⟧]}` },
      {
        title: 'r, d and t do not fit together',
        text: `{${three},"oth":[⟦{"r":"${oth[0].r}","d":"${oth[0].t}","t":"${oth[0].t}"}⟧]}`,
      },
      { title: 'A sound key of three primes', text: `{${three},⟦"oth"⟧:[${third}]}`, severity: 'information' },
    ],
    good: [{ title: 'Two primes', path: 'private.jwk', text: `{${rsaPublic},${rsaPrivate}}` }],
  },
  about: ['private'],
  key(key, report) {
    const { rsa } = key;
    const value = key.rsa === undefined ? undefined : key.value('oth');
    const member = key.member('oth');
    if (rsa?.others === undefined || value === undefined || member === undefined) return;
    if (rsa.others.length === 0 || rsa.isTwoPrime) {
      report({ at: value, data: { reason: 'must be omitted for a two-prime key' }, fixes: () => removal(key) });
      return;
    }
    if (reportElements(rsa, rsa.others, report) || rsa.factorFault !== undefined) return;
    const reason = 'makes this a multi-prime key, which most libraries do not support';
    report({ at: member.name, data: { reason }, severity: 'information' });
  },
});

function removal(key: Key): readonly { title: string; edits: ReturnType<typeof removeMember> }[] {
  return [{ title: 'Remove "oth"', edits: removeMember(key, 'oth') }];
}

/** No modulus that is calculated with reaches it. */
const largestProduct = 1n << BigInt(maxModulusBits);

/** Whether there was something to report. */
function reportElements(rsa: RsaKey, others: readonly OtherPrime[], report: Reporter): boolean {
  let faulty = false;
  const fault = (at: Span, reason: string): void => {
    faulty = true;
    report({ at, data: { reason } });
  };
  for (const [i, { node, wellFormed }] of others.entries()) {
    if (!wellFormed) fault(node, `element ${i} needs string members r, d and t`);
  }
  // With wrong factors nothing that is computed from them says anything.
  const exponent = rsa.number('e');
  const primes = rsa.soundPrimes;
  if (exponent === undefined || primes === undefined) return faulty;
  let product = (primes[0] ?? 1n) * (primes[1] ?? 1n);
  for (const [i, { node, values }] of others.entries()) {
    if (values === undefined) return faulty;
    const { r, d: ownExponent, t } = values;
    // The product of all primes is the modulus, so none of them is zero; 1 has no inverse to ask for.
    const fits = r > 1n && isExponentPair(exponent, ownExponent, r) && (product * t) % r === 1n;
    if (!fits) fault(node, `element ${i} is inconsistent`);
    product *= r;
    // Far beyond the modulus: multiplying on would take long, and what is wrong has been said.
    if (product > largestProduct) break;
  }
  return faulty;
}

import { replaceString } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import type { RsaKey } from '../../key/rsa.ts';
import { crtValues, isExponentPair } from '../../math/rsa.ts';
import { shortRsa, shortRsaSwappedQi } from '../numberSamples.ts';
import { relatedMember } from '../places.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { rsaPrivate, rsaPublic } from '../samples.ts';
import { list } from '../../text.ts';
import { uintText } from './private.ts';

const { n, e, d, p, q, dp, dq, qi } = shortRsa;
const start = `"kty":"RSA","n":"${n}","e":"${e}","d":"${d}"`;

type CrtName = 'dp' | 'dq' | 'qi';

/** The prime each is reduced by. */
const heldAgainst: Readonly<Record<CrtName, 'p' | 'q'>> = { dp: 'p', dq: 'q', qi: 'p' };

export const rsaCrtMismatch = defineRule({
  id: 'rsa-crt-mismatch',
  group: 'rsa',
  severity: 'error',
  summary: 'dp, dq or qi does not follow from the primes and the exponent',
  message: '"{name}" is inconsistent with p, q and d{hint}',
  why: 'OpenSSL falls back to "d" silently; other libraries produce faulty signatures, and one faulty signature reveals a prime.',
  whenFine: 'p and q may be swapped when `qi` is computed anew; unreduced values are right too.',
  fix: 'Computes the wrong ones of dp, dq and qi again.',
  specs: [rfc(8017, '3.2'), rfc(7518, '6.3.2.4'), rfc(7518, '6.3.2.5'), rfc(7518, '6.3.2.6')],
  examples: {
    bad: [
      {
        title: 'p and q swapped, qi left as it was',
        text: `{${start},"p":"${q}","q":"${p}","dp":"${dq}","dq":"${dp}","qi":⟦"${qi}"⟧}`,
        fixed: `{${start},"p":"${q}","q":"${p}","dp":"${dq}","dq":"${dp}","qi":"${shortRsaSwappedQi}"}`,
      },
      {
        title: 'dp and dq swapped',
        text: `{${start},"p":"${p}","q":"${q}","dp":⟦"${dq}"⟧,"dq":⟦"${dp}"⟧,"qi":"${qi}"}`,
        fixed: `{${start},"p":"${p}","q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}"}`,
      },
    ],
    good: [
      { path: 'private.jwk', text: `{${rsaPublic},${rsaPrivate}}` },
      {
        title: 'p and q swapped together with all that depends on them',
        path: 'private.jwk',
        text: `{${start},"p":"${q}","q":"${p}","dp":"${dq}","dq":"${dp}","qi":"${shortRsaSwappedQi}"}`,
      },
    ],
  },
  about: ['private'],
  key(key, report) {
    const { rsa } = key;
    if (rsa?.soundPrimes === undefined) return;
    const wrong = wrongValues(rsa);
    for (const { name, hint } of wrong) {
      const encoded = key.encoded.get(name);
      if (encoded === undefined) continue;
      report({
        at: encoded.node,
        data: { name, hint },
        related: relatedMember(key, heldAgainst[name]),
        fixes: () =>
          recompute(
            key,
            rsa,
            wrong.map((w) => w.name),
          ),
      });
    }
  },
});

/** Congruences are asked, not equality with reduced values: an unreduced value works just as well. */
function wrongValues(rsa: RsaKey): { name: CrtName; hint: string }[] {
  const wrong: { name: CrtName; hint: string }[] = [];
  const [first, second] = rsa.soundPrimes ?? [];
  if (first === undefined || second === undefined) return wrong;
  const [exponent, forP, forQ, inverse] = (['e', 'dp', 'dq', 'qi'] as const).map((name) => rsa.number(name));
  if (exponent !== undefined) {
    if (forP !== undefined && !isExponentPair(exponent, forP, first)) wrong.push({ name: 'dp', hint: '' });
    if (forQ !== undefined && !isExponentPair(exponent, forQ, second)) wrong.push({ name: 'dq', hint: '' });
  }
  if (inverse !== undefined && (second * inverse) % first !== 1n) {
    const swapped = (first * inverse) % second === 1n;
    wrong.push({ name: 'qi', hint: swapped ? ': p and q are swapped' : '' });
  }
  return wrong;
}

function recompute(key: Key, rsa: RsaKey, names: readonly CrtName[]): Fix[] {
  const exponent = rsa.number('e');
  const [first, second] = rsa.soundPrimes ?? [];
  if (exponent === undefined || first === undefined || second === undefined) return [];
  const values = crtValues(exponent, first, second);
  if (values === undefined) return [];
  const edits = names.flatMap((name) => {
    const node = key.string(name);
    return node === undefined ? [] : [replaceString(node, uintText(values[name]))];
  });
  return [{ title: `Recompute ${list(names)}`, edits }];
}

import { removeMembers } from '../../document/edits.ts';
import type { JsonMember } from '../../document/json.ts';
import type { Key } from '../../key/key.ts';
import { crtMembers, type RsaKey } from '../../key/rsa.ts';
import { shortRsa } from '../numberSamples.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { rsaPrivate, rsaPublic } from '../samples.ts';
import { list } from '../../text.ts';
import { insertionFix } from './private.ts';

const { n, e, d, p, q, dp, dq, qi } = shortRsa;
const publicPart = `"kty":"RSA","n":"${n}","e":"${e}"`;

export const rsaPrivateIncomplete = defineRule({
  id: 'rsa-private-incomplete',
  group: 'rsa',
  severity: 'error',
  summary: 'An RSA private key lacks some of its members',
  message: 'Incomplete RSA private key: {missing} missing',
  why: 'A private key needs "d", and all of p, q, dp, dq and qi when it has any of them. Without "d" 14 of 15 measured libraries take the key for a public one, so a file that everybody thinks public holds the primes; with some of the others, jjwt and Nimbus refuse it.',
  fix: 'Computes and inserts the missing members, or removes dp, dq and qi where p and q are lost.',
  specs: [rfc(7518, '6.3.2')],
  absence: true,
  examples: {
    bad: [
      {
        title: 'No "d"',
        text: `{${publicPart},⟦"p"⟧:"${p}","q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}"}`,
        fixed: `{${publicPart},"p":"${p}","q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}","d":"AVCrcToVUgIzqrWTq1sgqHV5x1TVJ2JW5MaqGHP6oC4DgphWqTRbpLRdVuS0_9StS0-yEI1lr1-eSuphdrNnRQ"}`,
      },
      {
        title: 'Only the primes',
        text: `{${publicPart},"d":"${d}",⟦"p"⟧:"${p}","q":"${q}"}`,
        fixed: `{${publicPart},"d":"${d}","p":"${p}","q":"${q}","dp":"${dp}","dq":"${dq}","qi":"${qi}"}`,
      },
      {
        title: 'The primes are lost',
        text: `{${publicPart},"d":"${d}",⟦"dp"⟧:"${dp}","dq":"${dq}"}`,
        fixed: `{${publicPart},"d":"${d}"}`,
      },
      {
        title: '"oth" without the first two primes',
        text: `{${publicPart},"d":"${d}",⟦"oth"⟧:[{"r":"Aw","d":"AQ","t":"AQ"}]}`,
      },
    ],
    good: [
      { title: 'All of them', path: 'private.jwk', text: `{${rsaPublic},${rsaPrivate}}` },
      { title: 'Only "d": rsa-crt-missing', path: 'private.jwk', text: `{${publicPart},"d":"${d}"}` },
    ],
  },
  about: ['private'],
  key(key, report) {
    const { rsa } = key;
    if (rsa === undefined) return;
    // Members of a wrong type or without content have findings of their own: they need no others, and are not missing.
    const first = [...crtMembers, 'oth'].find((name) => key.value(name) !== undefined);
    const at = first === undefined ? undefined : key.member(first)?.name;
    const missing = (['d', ...crtMembers] as const).filter((name) => !key.has(name));
    if (missing.length === 0 || at === undefined) return;
    report({ at, data: { missing: list(missing) }, fixes: () => completion(key, rsa, missing) });
  },
});

function completion(key: Key, rsa: RsaKey, missing: readonly ('d' | (typeof crtMembers)[number])[]): Fix[] {
  if (!key.has('p') && !key.has('q')) return withoutCrt(key);
  return insertionFix(key, missing, primesOf(key, rsa));
}

/** Both primes, the one that is missing divided out of the modulus. */
function primesOf(key: Key, rsa: RsaKey): readonly bigint[] | undefined {
  if (key.has('p') && key.has('q')) return rsa.soundPrimes;
  const known = rsa.number('p') ?? rsa.number('q');
  const modulus = rsa.modulus;
  if (modulus === undefined || known === undefined || known < 3n || known >= modulus) return undefined;
  if (key.has('oth') || modulus % known !== 0n) return undefined;
  return key.has('p') ? [known, modulus / known] : [modulus / known, known];
}

/** dp, dq and qi say nothing without p and q. What `oth` adds may be the only trace of a prime: it is left alone. */
function withoutCrt(key: Key): Fix[] {
  const useless = ['dp', 'dq', 'qi'].map((name) => key.member(name)).filter((m): m is JsonMember => m !== undefined);
  if (useless.length === 0 || key.has('oth')) return [];
  const names = list(useless.map((m) => m.name.value));
  return [{ title: `Remove ${names}`, edits: removeMembers(key.object, useless) }];
}

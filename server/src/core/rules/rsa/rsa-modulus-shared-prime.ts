import type { SetPart } from '../../document/document.ts';
import type { JsonString } from '../../document/json.ts';
import type { Key } from '../../key/key.ts';
import { atOnce } from '../../key/questions.ts';
import { sharedFactors } from '../../math/rsa.ts';
import { sharedPrimeModuli } from '../numberSamples.ts';
import { defineRule, spec } from '../rule.ts';
import { rsaPublic } from '../samples.ts';

/** More moduli than these are not compared: the work grows with their square. */
const maxModuli = 64;

const [first, second] = sharedPrimeModuli;

export const rsaModulusSharedPrime = defineRule({
  id: 'rsa-modulus-shared-prime',
  group: 'rsa',
  severity: 'error',
  summary: 'Two RSA keys of the set have a prime in common',
  message: 'This modulus shares a prime factor with keys[{first}]; both private keys are computable',
  why: 'The greatest common divisor of the two moduli is the shared prime, so anybody who has both public keys has both private keys. It happens when keys are generated with too little randomness, as on devices at their first start. Of a set the first 64 moduli are compared.',
  specs: [
    spec('Lenstra et al. 2012, Ron was wrong, Whit is right', 'https://eprint.iacr.org/2012/064'),
    spec('Heninger et al. 2012, Mining Your Ps and Qs', 'https://factorable.net/'),
  ],
  examples: {
    bad: [
      {
        text: `{"keys":[{"kty":"RSA","use":"sig","kid":"a","n":"${first}","e":"AQAB"},{"kty":"RSA","use":"sig","kid":"b","n":⟦"${second}"⟧,"e":"AQAB"}]}`,
      },
    ],
    good: [
      {
        title: 'The same modulus twice is the same key',
        text: `{"keys":[{"kty":"RSA","use":"sig","kid":"a","n":"${first}","e":"AQAB"},{"kty":"RSA","use":"sig","kid":"b","n":"${first}","e":"AQAB"}]}`,
      },
      { text: `{"keys":[{"kty":"RSA","use":"sig","kid":"a","n":"${first}","e":"AQAB"},{${rsaPublic},"kid":"b"}]}` },
    ],
  },
  set(set, report) {
    const compared = moduliOf(set);
    if (compared.length < 2) return;
    const moduli = compared.map(({ n }) => n);
    // Milliseconds for 64 moduli: too long at every keystroke.
    const shared = set.answers.ask({
      kind: 'shared-prime',
      inputs: moduli,
      answer: () => atOnce(() => sharedFactors(moduli)),
    });
    for (const [i, earlier] of (shared ?? []).entries()) {
      const later = compared[i];
      const other = earlier === undefined ? undefined : compared[earlier];
      if (later === undefined || other === undefined) continue;
      report({
        at: later.node,
        key: later.key,
        data: { first: other.key.index },
        related: [{ at: other.node, key: other.key, message: 'The other modulus' }],
      });
    }
  },
});

interface Modulus {
  readonly key: Key;
  readonly node: JsonString;
  readonly n: bigint;
}

function moduliOf({ keys, reach }: SetPart): Modulus[] {
  const found: Modulus[] = [];
  for (let i = 0; i < reach; i++) {
    const modulus = modulusOf(keys[i] as Key);
    if (modulus === undefined) continue;
    found.push(modulus);
    if (found.length === maxModuli) break;
  }
  return found;
}

/** By key, with how many questions had been answered: a key lets its numbers go, and an edit elsewhere changes none. */
const kept = new WeakMap<Key, { readonly answers: number; readonly modulus: Modulus | undefined }>();

function modulusOf(key: Key): Modulus | undefined {
  if (key.type?.kty !== 'RSA') return undefined;
  const answers = key.answers?.version ?? 0;
  const known = kept.get(key);
  if (known?.answers === answers) return known.modulus;
  const modulus = readModulus(key);
  kept.set(key, { answers, modulus });
  return modulus;
}

function readModulus(key: Key): Modulus | undefined {
  const n = key.rsa?.modulus;
  const node = key.encoded.get('n')?.node;
  // A small factor in common says nothing about how the keys were made; it is reported for itself.
  if (n === undefined || node === undefined || key.rsa?.modulusInvalid === true) return undefined;
  return { key, node, n };
}

import { toInteger } from '../../encoding/octets.ts';
import { decodeBase64url } from '../../encoding/base64url.ts';
import type { EcKey } from '../../key/ec.ts';
import { areAPair } from '../../key/pair.ts';
import { p384Key, p521Key } from '../numberSamples.ts';
import { relatedMember } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPrivate, ecPublic, otherEcPrivate, otherEcPublic } from '../samples.ts';
import { sp80056a } from '../standards.ts';
import { deriveFix } from './point.ts';

export const ecPrivateKeyMismatch = defineRule({
  id: 'ec-private-key-mismatch',
  group: 'ec',
  severity: 'error',
  summary: 'The EC private value belongs to another public key',
  message: '"d" does not belong to the public key (x, y)',
  why: 'Signatures do not verify with the public half. 7 of 14 measured libraries take the pair as it is; Node.js signs with the private value without a word.',
  fix: 'Replaces "x" and "y" by the public key of "d"; check first which half is the right one.',
  specs: [rfc(7518, '6.2.2'), sp80056a('5.6.2.1.4')],
  changesThumbprint: true,
  examples: {
    bad: [
      {
        text: `{${ecPublic},${otherEcPrivate.replace(/"d":(.*)/, '"d":⟦$1⟧')}}`,
        fixed: `{${otherEcPublic},${otherEcPrivate}}`,
      },
    ],
    good: [
      { path: 'private.jwk', text: `{${ecPublic},${ecPrivate}}` },
      { path: 'private.jwk', text: `{"kty":"EC","crv":"P-384",${JSON.stringify(p384Key).slice(1)}` },
      { path: 'private.jwk', text: `{"kty":"EC","crv":"P-521",${JSON.stringify(p521Key).slice(1)}` },
    ],
  },
  about: ['private'],
  key(key, report) {
    const { ec } = key;
    const d = key.encoded.get('d');
    // The cheap questions first: multiplying the base point is the dearest check there is.
    if (d === undefined || ec?.privateInRange !== true || ec.point !== 'valid') return;
    const inputs = (['d', 'x', 'y'] as const).map((name) => ec.integer(name) ?? '');
    if (areAPair(key, inputs, () => isPair(ec)) === false)
      report({ at: d.node, related: relatedMember(key, 'x'), fixes: () => deriveFix(key, false) });
  },
});

function isPair(ec: EcKey): boolean {
  const derived = ec.derivedPublic;
  return derived === undefined || (['x', 'y'] as const).every((name) => integerOf(derived[name]) === ec.integer(name));
}

function integerOf(text: string | undefined): bigint | undefined {
  const octets = text === undefined ? undefined : decodeBase64url(text);
  return octets === undefined ? undefined : toInteger(octets);
}

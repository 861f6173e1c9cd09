import { publishedAt } from '../../key/knownExample.ts';
import { hexSecret, secrets } from '../numberSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { passwordGuidelines } from '../standards.ts';
import { encodedKind, looksGuessable } from './secret.ts';

export const octLowEntropy = defineRule({
  id: 'oct-low-entropy',
  group: 'oct',
  severity: 'warning',
  summary: 'A symmetric key is a password or a pattern',
  message: 'Symmetric key looks like a password or a pattern',
  why: "Whoever has one token can try passwords against its MAC offline, millions a second; a memorable text must not be used as a key. jwt-framework's analyzer reports guessable secrets too. Encoded random octets are no such text.",
  whenFine:
    'Passwords are what PBES2 is made for, and encoded random octets (hex, base64, a UUID) are not reported. Tests keep readable secrets: switch the rule off for those files.',
  specs: [rfc(8725, '3.5'), rfc(7515, '10.1'), passwordGuidelines],
  examples: {
    bad: [
      {
        title: 'Words',
        text: '{"kty":"oct","alg":"HS256","k":⟦"Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZSBjb3JyZWN0IQ"⟧}',
      },
      { title: 'The same octet 32 times', text: `{"kty":"oct","alg":"HS256","k":⟦"${'AQEB'.repeat(10)}AQE"⟧}` },
      { title: '1, 2, 3 …', text: '{"kty":"oct","alg":"A128KW","k":⟦"AQIDBAUGBwgJCgsMDQ4PEA"⟧}' },
    ],
    good: [
      { path: 'private.jwk', text: `{"kty":"oct","alg":"HS256","k":"${secrets[32]}"}` },
      { title: '64 random hex digits', path: 'private.jwk', text: `{"kty":"oct","alg":"HS256","k":"${hexSecret}"}` },
      {
        title: 'PBES2 is made for passwords',
        path: 'private.jwk',
        text: '{"kty":"oct","alg":"PBES2-HS256+A128KW","k":"Y29ycmVjdCBob3JzZSBiYXR0ZXJ5IHN0YXBsZQ"}',
      },
    ],
  },
  key(key, report) {
    const k = key.type?.kty === 'oct' ? key.encoded.get('k') : undefined;
    if (k?.octets === undefined || key.algorithm?.length?.advised !== undefined) return;
    if (!looksGuessable(k.octets) || encodedKind(k.octets) !== undefined) return;
    // A published secret is worse, and has a rule of its own.
    if (publishedAt(key) === undefined) report({ at: k.node });
  },
});

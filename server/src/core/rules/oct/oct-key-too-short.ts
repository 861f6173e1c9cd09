import type { Algorithm } from '../../registry/algorithms.ts';
import { secrets } from '../numberSamples.ts';
import { defineRule, rfc, type Severity } from '../rule.ts';
import { wycheproof } from '../standards.ts';

/** 128 bits, what any use of a key needs. */
const leastOctets = 16;

export const octKeyTooShort = defineRule({
  id: 'oct-key-too-short',
  group: 'oct',
  severity: 'error',
  summary: 'A symmetric key is too short for its algorithm',
  message: '{alg} needs a key of at least {need} octets; this has {actual}',
  why: 'An HMAC key must be at least as long as the hash, or it is the weakest part; jjwt and others refuse shorter ones. Without an algorithm fewer than 16 octets are a warning, and so is a PBES2 password outside the recommended lengths.',
  whenFine: 'Longer keys than the hash are in order. Without `alg`, 16 octets are enough.',
  specs: [rfc(7518, '3.2'), rfc(7518, '8.8'), rfc(7515, '10.1'), wycheproof],
  examples: {
    bad: [
      { title: 'HS512 with 32 octets', text: `{"kty":"oct","alg":"HS512","k":⟦"${secrets[32]}"⟧}` },
      { title: 'No algorithm and 8 octets', text: `{"kty":"oct","k":⟦"${secrets[8]}"⟧}`, severity: 'warning' },
      {
        title: 'A short password',
        text: `{"kty":"oct","alg":"PBES2-HS512+A256KW","k":⟦"${secrets[16]}"⟧}`,
        severity: 'warning',
      },
      {
        title: 'A password longer than its hash makes use of',
        text: `{"kty":"oct","alg":"PBES2-HS256+A128KW","k":⟦"${secrets[64].slice(0, 84).repeat(3)}"⟧}`,
        severity: 'warning',
      },
    ],
    good: [
      { path: 'private.jwk', text: `{"kty":"oct","alg":"HS256","k":"${secrets[64]}"}` },
      { title: 'No algorithm, 16 octets', path: 'private.jwk', text: `{"kty":"oct","k":"${secrets[16]}"}` },
    ],
  },
  key(key, report) {
    const k = key.type?.kty === 'oct' ? key.encoded.get('k') : undefined;
    const actual = k?.octets?.length;
    if (k === undefined || actual === undefined || actual === 0) return;
    const lack = shortage(key.algorithm, actual);
    if (lack === undefined) return;
    const { alg, need, severity } = lack;
    report({ at: k.node, data: { alg, need, actual }, severity });
  },
});

interface Shortage {
  readonly alg: string;
  readonly need: number | string;
  readonly severity: Severity;
}

function shortage(algorithm: Algorithm | undefined, actual: number): Shortage | undefined {
  if (algorithm === undefined) {
    return actual < leastOctets ? { alg: '128-bit security', need: leastOctets, severity: 'warning' } : undefined;
  }
  const { alg, length } = algorithm;
  if (length?.min !== undefined && actual < length.min) return { alg, need: length.min, severity: 'error' };
  if (length?.advised === undefined) return undefined;
  const [least, most] = length.advised;
  if (actual < least) return { alg, need: least, severity: 'warning' };
  return actual > most ? { alg, need: `${least} and at most ${most}`, severity: 'warning' } : undefined;
}

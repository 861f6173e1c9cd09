import { secrets } from '../numberSamples.ts';
import { defineRule, rfc } from '../rule.ts';

export const octKeyWrongLength = defineRule({
  id: 'oct-key-wrong-length',
  group: 'oct',
  severity: 'error',
  summary: 'A symmetric key does not have the length its algorithm needs',
  message: '{alg} needs exactly {need} octets; this has {actual}',
  why: 'The algorithm has one key length, and the operation fails with any other; most libraries notice only then.',
  whenFine: '`dir` takes a key of any length: the content encryption algorithm decides.',
  specs: [
    rfc(7518, '4.4'),
    rfc(7518, '4.7'),
    rfc(7518, '5.2.2.1'),
    rfc(7518, '5.2.3'),
    rfc(7518, '5.2.4'),
    rfc(7518, '5.2.5'),
    rfc(7518, '5.3'),
  ],
  examples: {
    bad: [
      { title: 'A128KW with 32 octets', text: `{"kty":"oct","alg":"A128KW","k":⟦"${secrets[32]}"⟧}` },
      { title: 'A256CBC-HS512 with 32 octets', text: `{"kty":"oct","alg":"A256CBC-HS512","k":⟦"${secrets[32]}"⟧}` },
    ],
    good: [
      { path: 'private.jwk', text: `{"kty":"oct","alg":"A128KW","k":"${secrets[16]}"}` },
      { title: 'dir takes any length', path: 'private.jwk', text: `{"kty":"oct","alg":"dir","k":"${secrets[32]}"}` },
    ],
  },
  key(key, report) {
    const k = key.type?.kty === 'oct' ? key.encoded.get('k') : undefined;
    const actual = k?.octets?.length;
    const { algorithm } = key;
    const need = algorithm?.length?.exact;
    if (k === undefined || actual === undefined || actual === 0 || algorithm === undefined || need === undefined)
      return;
    if (actual !== need) report({ at: k.node, data: { alg: algorithm.alg, need, actual } });
  },
});

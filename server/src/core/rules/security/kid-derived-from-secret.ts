import { replaceString } from '../../document/edits.ts';
import { secretKidOrigin } from '../../key/secretKid.ts';
import { defineRule, rfc } from '../rule.ts';
import { octSecret, rsaPublic } from '../samples.ts';
import { date } from '../../text.ts';

const thumbprint = 'kDv8ueqrfmm-XQEOjWOpxw85J9gpJYSgG1C_hGhNBkI';
const fixed = `{${octSecret},"kid":"2026-11-20_01"}`;

export const kidDerivedFromSecret = defineRule({
  id: 'kid-derived-from-secret',
  group: 'security',
  severity: 'information',
  loudest: 'error',
  summary: 'The kid of a symmetric key is made from the secret',
  message: '"kid" is a hash of the secret key, which lets anyone test guesses offline',
  why: "A `kid` travels in the header of every token. When it is a hash of the secret (json-jwt's default is the thumbprint), whoever sees a token can test guesses of a weak secret without asking anybody; when it is the secret itself (an error), nothing is left to guess.",
  whenFine:
    'A random secret of 256 bits cannot be guessed, hash or no hash. The thumbprint of a public key gives nothing away.',
  fix: 'Replaces the kid by a date serial, which says nothing about the key.',
  specs: [rfc(7638, '7')],
  examples: {
    bad: [
      { title: 'The JWK thumbprint', text: `{${octSecret},"kid":⟦"${thumbprint}"⟧}`, fixed },
      {
        title: 'SHA-256 of the octets',
        text: `{${octSecret},"kid":⟦"uVwHtYJEic-3eREPi6y55VuWzv2uPcgbSZUTVlXasNQ"⟧}`,
        fixed,
      },
      { title: 'MD5 of the octets', text: `{${octSecret},"kid":⟦"18AD64700B72478696E3661C50AD94EA"⟧}`, fixed },
      {
        title: 'The secret itself',
        text: `{${octSecret},"kid":⟦"xo2VZub-8f_g_DLmP9vc7S7WqjItGu72hU-SLOPuIB8"⟧}`,
        severity: 'error',
        fixed,
      },
    ],
    good: [
      {
        title: 'The thumbprint of a public key',
        text: `{${rsaPublic},"kid":"bj1o5y8oSezLiAxi_IqNrQSmeRTV-c4gfE1wLKpT7Tw"}`,
      },
      { text: fixed },
    ],
  },
  about: ['oct'],
  key(key, report, context) {
    const { kid } = key;
    const origin = secretKidOrigin(key);
    if (kid === undefined || origin === undefined) return;
    report({
      at: kid,
      ...(origin === 'secret' ? { severity: 'error' as const } : {}),
      // Not random, as rules have no randomness of their own; unrelated to the secret all the same.
      fixes: () => [
        {
          title: 'Replace kid by a date serial',
          edits: [replaceString(kid, `${date(context.now)}_${String(key.index + 1).padStart(2, '0')}`)],
        },
      ],
    });
  },
});

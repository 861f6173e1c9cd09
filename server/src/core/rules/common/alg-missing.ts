import type { Key } from '../../key/key.ts';
import { absencePlace, addMembers } from '../places.ts';
import { profileNames, profiles, type Profile } from '../profiles.ts';
import { defineRule, rfc, type DocumentContext } from '../rule.ts';
import { ecPublic, edPublic, marked, octSecret, rsaPublic } from '../samples.ts';
import { openId4Vp } from '../sources.ts';

const overlays = {
  'oidc-op': 'hint',
  'client-reg': 'hint',
  fapi2: 'warning',
  fapi1: 'warning',
  oid4vp: 'error',
} as const satisfies Partial<Record<Profile, string>>;

export const algMissing = defineRule({
  id: 'alg-missing',
  group: 'common',
  severity: 'off',
  loudest: 'information',
  profiles: overlays,
  summary: 'A key has no "alg"',
  message: '"alg" should be present{reason}',
  why: 'Symmetric keys should name their algorithm, because nothing else tells an HMAC key from an AES key; that is reported under every profile. Elsewhere it is optional and most published keys go without it, but profiles that bind a key to one algorithm ask for it, and OpenID4VP verifiers must state it.',
  whenFine: 'Outside the profiles `alg` is optional; three quarters of published keys go without it.',
  fix: 'Inserts the algorithm of the curve, where there is exactly one.',
  specs: [rfc(7518, '6.4'), rfc(8725, '3.1'), openId4Vp('8.3')],
  absence: true,
  examples: {
    bad: [
      { title: 'A symmetric key', text: `{${marked(octSecret, '"oct"')}}`, severity: 'information' },
      {
        title: 'A signing key under a profile',
        text: `{${marked(ecPublic, '"EC"')},"use":"sig","kid":"a"}`,
        profiles: ['fapi2'],
        severity: 'warning',
        fixed: `{${ecPublic},"use":"sig","kid":"a","alg":"ES256"}`,
      },
      {
        title: 'Where the profile requires it',
        text: `{"keys":[{${marked(edPublic, '"OKP"')},"use":"sig","kid":"a"}]}`,
        profiles: ['oid4vp'],
        severity: 'error',
        fixed: `{"keys":[{${edPublic},"use":"sig","kid":"a","alg":"Ed25519"}]}`,
      },
    ],
    good: [{ title: 'Optional for asymmetric keys', text: `{${rsaPublic},"use":"sig"}` }],
  },
  about: ['no-alg'],
  key(key, report, context) {
    const kty = key.type?.kty;
    if (kty === undefined || kty === 'AKP' || key.has('alg')) return;
    const alg = signatureAlgorithm(key);
    report({
      at: absencePlace(key),
      data: { reason: kty === 'oct' ? ' for symmetric keys' : requiredBy(context) },
      ...(kty === 'oct' ? { severity: 'information' as const } : {}),
      fixes: () =>
        alg === undefined ? [] : [{ title: `Insert "alg": "${alg}"`, edits: [addMembers(key, [['alg', alg]])] }],
    });
  },
});

function requiredBy({ profiles: active }: DocumentContext): string {
  const levels: Readonly<Partial<Record<Profile, string>>> = overlays;
  const strict = profileNames.find((name) => active.has(name) && levels[name] === 'error');
  return strict === undefined ? '' : `; ${profiles[strict].title} requires it`;
}

/** EC curves serve key agreement too, so that there "use" has to say that the key signs. */
function signatureAlgorithm(key: Key): string | undefined {
  const { curve } = key;
  if (curve === undefined || key.crvKtyMismatch) return undefined;
  if (curve.crv === 'Ed25519') return curve.signatureAlg;
  return curve.crv.startsWith('P-') && key.use?.value === 'sig' ? curve.signatureAlg : undefined;
}

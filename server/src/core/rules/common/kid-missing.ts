import { allHave } from '../../key/tally.ts';
import { keysArray } from '../../document/document.ts';
import type { Key } from '../../key/key.ts';
import { absencePlace, addMembers } from '../places.ts';
import type { Profile } from '../profiles.ts';
import { defineRule, rfc, type DocumentContext, type Report } from '../rule.ts';
import { ecPublic, edPublic, marked } from '../samples.ts';
import { federation, oidcCore, openId4Vp, smartBackend, smartHealthCards } from '../sources.ts';

const overlays = {
  'oidc-op': 'error',
  'client-reg': 'warning',
  federation: 'error',
  oid4vp: 'error',
  'smart-health-cards': 'error',
  'smart-backend': 'error',
} as const satisfies Partial<Record<Profile, string>>;

export const kidMissing = defineRule({
  id: 'kid-missing',
  group: 'common',
  severity: 'hint',
  profiles: overlays,
  summary: 'A key has no "kid"',
  message: 'Key has no "kid"',
  why: 'With several keys in a set a recipient chooses by "kid"; without it, it has to try them or give up, and a rotation breaks the tokens in circulation. OpenID providers with several keys must name the key in each token; Federation, OpenID4VP and SMART require "kid" on every key.',
  whenFine: 'A set of one key needs no `kid`. The X.509 authorities of a SPIFFE bundle have none and are not reported.',
  fix: 'Inserts the JWK thumbprint (RFC 7638) as "kid"; not for symmetric keys, whose thumbprint gives the secret away.',
  specs: [rfc(7517, '4.5'), oidcCore('10.1'), federation('3.1.1'), openId4Vp('5.1'), smartHealthCards, smartBackend],
  absence: true,
  examples: {
    bad: [
      {
        text: `{"keys":[{${ecPublic},"use":"sig","kid":"a"},{${marked(edPublic, '"OKP"')},"use":"sig"}]}`,
        fixed: `{"keys":[{${ecPublic},"use":"sig","kid":"a"},{${edPublic},"use":"sig","kid":"205XGFEIwMoYxBXclhjiIimLTvzf3odd7r5bwQ5XMo0"}]}`,
      },
      {
        title: 'Where the profile requires it',
        text: `{"keys":[{${marked(edPublic, '"OKP"')},"use":"sig"}]}`,
        profiles: ['federation'],
        severity: 'error',
        fixed: `{"keys":[{${edPublic},"use":"sig","kid":"205XGFEIwMoYxBXclhjiIimLTvzf3odd7r5bwQ5XMo0"}]}`,
      },
    ],
    good: [
      { title: 'A set of one key', text: `{"keys":[{${ecPublic},"use":"sig"}]}` },
      { title: 'A key that stands alone', text: `{${ecPublic},"use":"sig"}` },
      {
        title: 'The certificate authority of a SPIFFE bundle',
        text: `{"keys":[{${ecPublic},"use":"x509-svid"},{${edPublic},"use":"jwt-svid","kid":"a"}]}`,
      },
    ],
  },
  about: ['no-kid'],
  key(key, report, context) {
    // An epk or a confirmation key is addressed by its place, whatever the profile.
    const standsAlone = !context.inSet && context.slot === undefined;
    if (standsAlone && isRequired(context) && lacksKid(key)) report(absence(key));
  },
  set(part, report, context) {
    // The keys of a map have names, which its fix turns into key IDs.
    if (keysArray(part) === undefined || (part.keys.length < 2 && !isRequired(context))) return;
    if (allHave(part.keys, 'kid')) return;
    for (const key of part.keys) if (lacksKid(key) && !report({ ...absence(key), key })) return;
  },
});

/** The authorities of X.509-SVIDs are found by their certificates; SPIFFE wants no kid on them. */
function lacksKid(key: Key): boolean {
  return !key.has('kid') && key.use?.value !== 'x509-svid';
}

function isRequired({ profiles }: DocumentContext): boolean {
  return Object.keys(overlays).some((name) => profiles.has(name as Profile));
}

function absence(key: Key): Report {
  return {
    at: absencePlace(key),
    fixes: () => {
      const thumbprint = key.type?.kty === 'oct' ? undefined : key.thumbprint;
      return thumbprint === undefined
        ? []
        : [{ title: 'Insert the JWK thumbprint as "kid"', edits: [addMembers(key, [['kid', thumbprint]])] }];
    },
  };
}

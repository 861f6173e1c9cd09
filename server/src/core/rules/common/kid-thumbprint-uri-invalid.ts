import { replaceString } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import { thumbprintUriPrefix, thumbprintWith } from '../../key/thumbprint.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { ianaNamedInformation } from '../sources.ts';
import { displayWord } from '../../words.ts';

/** IANA Named Information Hash Algorithm Registry. */
const registered: ReadonlySet<string> = new Set([
  ...['sha-256', 'sha-256-128', 'sha-256-120', 'sha-256-96', 'sha-256-64', 'sha-256-32', 'sha-384', 'sha-512'],
  ...['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512'],
  ...['blake2s-256', 'blake2b-256', 'blake2b-512', 'k12-256', 'k12-512'],
]);

export const kidThumbprintUriInvalid = defineRule({
  id: 'kid-thumbprint-uri-invalid',
  group: 'common',
  about: ['odd-kid'],
  severity: 'warning',
  summary: '"kid" is a JWK thumbprint URI of no or another key',
  message: 'JWK Thumbprint URI in "kid" {reason}',
  why: 'The URI claims to identify this key and does not: a recipient that computes it from the key, as RFC 9278 intends, finds no match.',
  whenFine: 'Hashes that are registered but not computed here are not held against the key.',
  fix: 'Computes the URI of this key.',
  specs: [rfc(9278, '3'), rfc(9278, '4'), ianaNamedInformation],
  examples: {
    bad: [
      {
        title: 'The hash is registered as "sha-256"',
        text: `{${ecPublic},"use":"sig","kid":⟦"urn:ietf:params:oauth:jwk-thumbprint:sha256:MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo"⟧}`,
        fixed: `{${ecPublic},"use":"sig","kid":"urn:ietf:params:oauth:jwk-thumbprint:sha-256:MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo"}`,
      },
      {
        title: 'Of another key',
        text: `{${ecPublic},"use":"sig","kid":⟦"urn:ietf:params:oauth:jwk-thumbprint:sha-256:205XGFEIwMoYxBXclhjiIimLTvzf3odd7r5bwQ5XMo0"⟧}`,
        fixed: `{${ecPublic},"use":"sig","kid":"urn:ietf:params:oauth:jwk-thumbprint:sha-256:MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo"}`,
      },
    ],
    good: [
      {
        text: `{${ecPublic},"use":"sig","kid":"urn:ietf:params:oauth:jwk-thumbprint:sha-256:MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo"}`,
      },
      {
        title: 'With another registered hash',
        text: `{${ecPublic},"use":"sig","kid":"urn:ietf:params:oauth:jwk-thumbprint:sha-512:PD8f5PDxw5ZYvqxcMj31NKEpW4TYzJPylVn-MUBuRcT19Tf2qiowD1J_ij144awtmasRerc7nv2M-cUng33fzQ"}`,
      },
    ],
  },
  key(key, report) {
    const { kid } = key;
    if (kid?.value.startsWith(thumbprintUriPrefix) !== true) return;
    const rest = kid.value.slice(thumbprintUriPrefix.length);
    const name = rest.split(':', 1)[0] as string;
    const reason = !registered.has(name)
      ? `uses the unregistered hash name "${displayWord(name)}"`
      : isOfAnotherKey(key, name, rest.slice(name.length + 1))
        ? 'does not match this key'
        : undefined;
    if (reason !== undefined) report({ at: kid, data: { reason }, fixes: () => recomputed(key, name) });
  },
});

function isOfAnotherKey(key: Key, hash: string, found: string): boolean {
  const expected = thumbprintOf(key, hash);
  return expected !== undefined && expected !== found;
}

/** Undefined for hashes we do not compute. */
function thumbprintOf(key: Key, hash: string): string | undefined {
  return key.thumbprintInput === undefined ? undefined : thumbprintWith(hash, key.thumbprintInput);
}

function recomputed(key: Key, name: string): Fix[] {
  const { kid } = key;
  const meant = registered.has(name) ? name : `sha-${/^sha-?(256|384|512)$/i.exec(name)?.[1] ?? '256'}`;
  // That of a symmetric key would be a hash of the secret, to be seen by everybody.
  const thumbprint = key.type?.kty === 'oct' ? undefined : thumbprintOf(key, meant);
  if (kid === undefined || thumbprint === undefined) return [];
  const uri = `${thumbprintUriPrefix}${meant}:${thumbprint}`;
  return [{ title: "Replace by this key's thumbprint URI", edits: [replaceString(kid, uri)] }];
}

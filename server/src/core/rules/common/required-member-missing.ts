import { insertMembers } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import { publicFromCertificate, publicFromPrivate, type MemberValues } from '../../key/publicMembers.ts';
import type { KeyType } from '../../registry/keyTypes.ts';
import { absencePlace } from '../places.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { certificate } from '../certificateSamples.ts';
import { ecPrivate, edPublic, marked } from '../samples.ts';
import { oidcDiscovery } from '../sources.ts';
import { list } from '../../text.ts';

export const requiredMemberMissing = defineRule({
  id: 'required-member-missing',
  group: 'common',
  severity: 'error',
  summary: 'A key lacks members of its key type',
  message: '{kty} key lacks {missing}',
  why: 'The key is unusable: every library refuses it. A certificate in "x5c" is no substitute, except for Microsoft.IdentityModel; the bare key values must be present too.',
  whenFine:
    'Microsoft.IdentityModel, node-jose, latchset and rhonabwy take the key from `x5c` alone. Curves beyond the registry may do without `y`.',
  fix: 'Inserts the members, where the certificate or the private value tells them.',
  specs: [
    rfc(7518, '6.2.1'),
    rfc(7518, '6.3.1'),
    rfc(7518, '6.4'),
    rfc(8037, '2'),
    { title: 'RFC 9964', url: 'https://www.rfc-editor.org/rfc/rfc9964' },
    oidcDiscovery('3'),
  ],
  absence: true,
  examples: {
    bad: [
      { text: '{"kty":⟦"EC"⟧,"crv":"P-256","use":"sig","x":"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y"}' },
      {
        title: 'The certificate has the key',
        text: `{${marked('"kty":"EC"', '"EC"')},"use":"sig","kid":"a","x5c":["${certificate}"]}`,
        fixed: `{"kty":"EC","crv":"P-256","x":"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y","y":"ZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes","use":"sig","kid":"a","x5c":["${certificate}"]}`,
      },
      {
        title: 'The private value tells the public one',
        path: 'private.jwk',
        text: `{"kty":⟦"EC"⟧,"crv":"P-256","use":"sig",${ecPrivate}}`,
        fixed: `{"kty":"EC","x":"TyhCBkV2y-gzxUAJyUaSpyr6GeOo0NMgGARhg6LH15Y","y":"ZQRiTvShGQXpLVw43URPe9kmdKgzFU264WSwRgwszes","crv":"P-256","use":"sig",${ecPrivate}}`,
      },
    ],
    good: [
      { title: 'OKP keys have no y', text: `{${edPublic},"use":"sig"}` },
      {
        title: 'Only the registered curves demand y',
        text: '{"kty":"EC","crv":"BLS12381_G1","x":"AAAA","use":"sig"}',
      },
    ],
  },
  about: ['incomplete'],
  key(key, report) {
    const { type } = key;
    if (type === undefined) return;
    const missing = type.required.filter(
      (name) => !key.has(name) && !hasLegacyMember(key, type, name) && !isOfOtherCurve(key, name),
    );
    if (missing.length === 0) return;
    report({
      at: absencePlace(key),
      data: { kty: type.kty, missing: list(missing) },
      // While type and curve contradict each other, nothing tells what fits the key.
      fixes: () => (key.crvKtyMismatch ? [] : [...fromCertificate(key, type, missing), ...fromPrivate(key, missing)]),
    });
  },
});

/** Only the registered curves of EC keys demand y (RFC 7518 §6.2.1); pairing curves are published without. */
function isOfOtherCurve(key: Key, name: string): boolean {
  return name === 'y' && key.crv !== undefined && key.curve?.kty !== 'EC';
}

/** Early drafts called them x and d: akp-legacy-members reports that. */
function hasLegacyMember(key: Key, type: KeyType, name: string): boolean {
  return type.kty === 'AKP' && name === 'pub' && (key.has('x') || key.has('d'));
}

function fromCertificate(key: Key, type: KeyType, missing: readonly string[]): Fix[] {
  const certified = key.certificates[0]?.certificate?.key;
  if (certified?.kty !== type.kty) return [];
  return insertion(key, missing, publicFromCertificate(certified), `Insert ${list(missing)} from the certificate`);
}

function fromPrivate(key: Key, missing: readonly string[]): Fix[] {
  const { curve } = key;
  const d = key.octets('d');
  if (curve === undefined || d === undefined) return [];
  return insertion(key, missing, publicFromPrivate(curve, d), `Insert ${list(missing)} as computed from d`);
}

function insertion(key: Key, missing: readonly string[], values: MemberValues | undefined, title: string): Fix[] {
  if (values === undefined || missing.some((name) => values[name] === undefined)) return [];
  // What is there already has to be of the same key, or the result would be of none.
  const contradicted = Object.entries(values).some(([name, v]) => key.has(name) && key.string(name)?.value !== v);
  if (contradicted) return [];
  const added = missing.map((name) => [name, JSON.stringify(values[name])] as const);
  return [{ title, edits: [insertMembers(key.text, key.object, added, key.member('kty'))] }];
}

import { insertMembers, rename, replaceString, type TextEdit } from '../../document/edits.ts';
import { isKeyType } from '../../registry/keyTypes.ts';
import type { Key } from '../../key/key.ts';
import type { MemberValues } from '../../key/publicMembers.ts';
import { secrets } from '../numberSamples.ts';
import { removeMember } from '../places.ts';
import { defineRule, rfc, spec, type Fix } from '../rule.ts';
import { ecPublic, edPublic } from '../samples.ts';
import { embeddedPublicKey, encodedKind } from './secret.ts';

/** The PEM of an EC public key, and its JWK, as octets of a symmetric key. */
const pem =
  'LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUZrd0V3WUhLb1pJemowQ0FRWUlLb1pJemowREFRY0RRZ0FFVHloQ0JrVjJ5K2d6eFVBSnlVYVNweXI2R2VPbwowTk1nR0FSaGc2TEgxNVpsQkdKTzlLRVpCZWt0WERqZFJFOTcyU1owcURNVlRicmhaTEJHREN6TjZ3PT0KLS0tLS1FTkQgUFVCTElDIEtFWS0tLS0tCg';
const ssh =
  'c3NoLWVkMjU1MTkgQUFBQUMzTnphQzFsWkRJMU5URTVBQUFBSUJMZStwMEVjanBncUc3d2cvSnVjcEpNcTJxSk5WZ2ZoSHVEOVdWdUlhUVk';

export const octContainsEncodedKey = defineRule({
  id: 'oct-contains-encoded-key',
  group: 'oct',
  severity: 'error',
  summary: 'A symmetric key is a whole key in another format',
  message: 'This symmetric key is an encoded {what}',
  why: 'A public key as HMAC secret is the classic algorithm confusion: everybody knows it, so everybody can make valid tokens. It comes from reading a key file as a secret; joserfc refuses it, and only when it imports octets.',
  fix: 'Replaces the key by the RSA, EC or OKP public key it contains.',
  specs: [rfc(8725, '2.1'), spec('joserfc, OctKey', 'https://jose.authlib.org/en/guide/jwk/')],
  examples: {
    bad: [
      {
        title: 'The PEM file of a public key',
        text: `{"kty":"oct","alg":"HS256","kid":"a","k":⟦"${pem}"⟧}`,
        fixed: `{${ecPublic.replace('"kty":"EC",', '"kty":"EC","kid":"a",')}}`,
      },
      { title: 'An SSH public key', text: `{"kty":"oct","k":⟦"${ssh}"⟧}`, fixed: `{${edPublic}}` },
      { title: 'A JWK', text: '{"kty":"oct","k":⟦"eyJrdHkiOiJvY3QiLCJrIjoiQUEifQ"⟧}' },
    ],
    good: [{ path: 'private.jwk', text: `{"kty":"oct","alg":"HS256","k":"${secrets[32]}"}` }],
  },
  key(key, report) {
    const k = key.type?.kty === 'oct' ? key.encoded.get('k') : undefined;
    const octets = k?.octets;
    const what = octets === undefined ? undefined : encodedKind(octets);
    if (k === undefined || octets === undefined || what === undefined) return;
    report({ at: k.node, data: { what }, fixes: () => unwrap(key, embeddedPublicKey(octets)) });
  },
});

/** The members of the public key in the place of `k`. An `alg` for symmetric keys cannot stay. */
function unwrap(key: Key, values: MemberValues | undefined): Fix[] {
  const [kty, k] = [key.kty?.node, key.member('k')];
  const type = values?.kty;
  if (values === undefined || type === undefined || !isKeyType(type) || kty === undefined || k?.value === undefined)
    return [];
  const [first, ...rest] = Object.entries(values).filter(([name]) => name !== 'kty' && !key.has(name));
  if (first === undefined) return [];
  const edits: TextEdit[] = [replaceString(kty, type), rename(k, first[0]), replaceString(k.value, first[1])];
  if (rest.length > 0) {
    const added = rest.map(([name, value]) => [name, JSON.stringify(value)] as const);
    edits.push(insertMembers(key.text, key.object, added, k));
  }
  if (key.algorithm !== undefined && !key.algorithm.kty.includes(type)) edits.push(...removeMember(key, 'alg'));
  return [{ title: `Replace by the ${type} public key it contains`, edits }];
}

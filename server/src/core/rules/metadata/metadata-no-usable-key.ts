import { keysArray, type JwkDocument } from '../../document/document.ts';
import type { JsonObject } from '../../document/json.ts';
import { member, value } from '../../document/tree.ts';
import type { Key } from '../../key/key.ts';
import type { Algorithm } from '../../registry/algorithms.ts';
import { defineRule } from '../rule.ts';
import { ecPublic, rsaPublic } from '../samples.ts';
import { oidcCore, oidcRegistration } from '../sources.ts';
import { asymmetricMembers, metadataRoot } from './members.ts';

const algorithmMembers = [
  ...['id_token', 'userinfo', 'authorization'].map((name) => `${name}_encrypted_response_alg`),
  ...['request_object', 'token_endpoint_auth', 'backchannel_authentication_request'].map(
    (name) => `${name}_signing_alg`,
  ),
];

export const metadataNoUsableKey = defineRule({
  id: 'metadata-no-usable-key',
  group: 'metadata',
  severity: 'warning',
  summary: 'No key of the client fits an algorithm it registers',
  message: 'No key in "jwks" can be used for {member} {alg}',
  why: 'The registration succeeds and the responses fail later: the server finds no key of the right type, curve, use and algorithm to encrypt to, or to verify with. The FAPI conformance tests look for an encryption key in the same way.',
  whenFine: 'The key may be added to the set before the algorithm is first used.',
  specs: [oidcRegistration('2'), oidcCore('10.1'), oidcCore('10.2')],
  absence: true,
  examples: {
    bad: [
      {
        path: 'client.json',
        text: `{"client_name":"App","id_token_encrypted_response_alg":⟦"RSA-OAEP-256"⟧,"jwks":{"keys":[{${ecPublic},"use":"sig","kid":"a"}]}}`,
      },
      {
        title: 'The right type, but for another use',
        path: 'client.json',
        text: `{"client_name":"App","request_object_signing_alg":⟦"PS256"⟧,"jwks":{"keys":[{${rsaPublic},"use":"enc","kid":"a"}]}}`,
      },
    ],
    good: [
      {
        path: 'client.json',
        text: `{"client_name":"App","id_token_encrypted_response_alg":"RSA-OAEP-256","jwks":{"keys":[{${ecPublic},"use":"sig","kid":"a"},{${rsaPublic},"use":"enc","kid":"b"}]}}`,
      },
    ],
  },
  document(document, report) {
    const root = metadataRoot(document);
    const keys = root === undefined || document.metadata !== 'client' ? undefined : inlineKeys(document, root);
    if (root === undefined || keys === undefined) return;
    const jwks = member(root, 'jwks')?.name;
    const related = jwks === undefined ? [] : [{ at: jwks, message: 'The "jwks" of this client' }];
    for (const { name, node, algorithm } of asymmetricMembers(root, algorithmMembers)) {
      if (keys.some((key) => serves(key, algorithm))) continue;
      report({ at: node, data: { member: name, alg: algorithm.alg }, related });
    }
  },
});

/** The keys of the client's own "jwks"; undefined when that is no set, which other rules report. */
function inlineKeys(document: JwkDocument, root: JsonObject): readonly Key[] | undefined {
  const jwks = value(root, 'jwks');
  const part = document.parts.find((p) => p.kind === 'set' && p.object !== undefined && p.object === jwks);
  return part?.kind === 'set' && keysArray(part) !== undefined ? part.keys : undefined;
}

function serves({ type, crv, use, alg }: Key, algorithm: Algorithm): boolean {
  if (type === undefined || !algorithm.kty.includes(type.kty)) return false;
  if (algorithm.curves !== undefined && !algorithm.curves.some((name) => name === crv?.value)) return false;
  if (use !== undefined && use.value !== algorithm.class) return false;
  return alg === undefined || sameAlgorithm(alg.value, algorithm.alg);
}

/** The polymorphic EdDSA is the same algorithm as the one of the key's curve. */
function sameAlgorithm(a: string, b: string): boolean {
  const edwards = (alg: string): boolean => alg === 'Ed25519' || alg === 'Ed448';
  return a === b || (a === 'EdDSA' && edwards(b)) || (b === 'EdDSA' && edwards(a));
}

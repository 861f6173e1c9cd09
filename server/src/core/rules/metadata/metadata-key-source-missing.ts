import type { JsonNode, JsonObject } from '../../document/json.ts';
import { stringValue, value } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { oidcCore } from '../sources.ts';
import { asymmetricMembers, hasKeySource, metadataRoot } from './members.ts';

const keyMethods: ReadonlySet<string> = new Set(['private_key_jwt', 'self_signed_tls_client_auth']);
const algorithmMembers = [
  'id_token_encrypted_response_alg',
  'userinfo_encrypted_response_alg',
  'request_object_signing_alg',
];

export const metadataKeySourceMissing = defineRule({
  id: 'metadata-key-source-missing',
  group: 'metadata',
  severity: 'warning',
  summary: 'Client metadata needs a key, but names none',
  message: '{member} {value} needs "jwks" or "jwks_uri"',
  why: 'The server has no key to verify the client or its requests with, or to encrypt to. Many servers accept the registration and fail at the first request; the OpenID conformance suite checks it.',
  whenFine:
    'Clients that authenticate with a secret or not at all need no keys. A server may have received them by other means.',
  specs: [oidcCore('9'), oidcCore('10'), rfc(7591, '2'), rfc(8705, '2.2.2')],
  absence: true,
  examples: {
    bad: [
      { path: 'client.json', text: '{"client_name":"App","token_endpoint_auth_method":⟦"private_key_jwt"⟧}' },
      {
        title: 'Encrypted responses',
        path: 'client.json',
        text: '{"client_name":"App","id_token_encrypted_response_alg":⟦"RSA-OAEP-256"⟧}',
      },
    ],
    good: [
      { path: 'client.json', text: '{"client_name":"App","token_endpoint_auth_method":"client_secret_basic"}' },
      {
        path: 'client.json',
        text: '{"client_name":"App","token_endpoint_auth_method":"private_key_jwt","jwks_uri":"https://app.example/jwks.json"}',
      },
    ],
  },
  document(document, report) {
    const root = metadataRoot(document);
    if (root === undefined || document.metadata !== 'client' || hasKeySource(root)) return;
    const need = firstNeed(root);
    if (need !== undefined) report({ at: need.at, data: { member: need.member, value: need.value } });
  },
});

function firstNeed(root: JsonObject): { member: string; value: string; at: JsonNode } | undefined {
  const method = stringValue(root, 'token_endpoint_auth_method');
  const at = value(root, 'token_endpoint_auth_method');
  if (method !== undefined && at !== undefined && keyMethods.has(method)) {
    return { member: 'token_endpoint_auth_method', value: method, at };
  }
  const [first] = asymmetricMembers(root, algorithmMembers);
  return first === undefined ? undefined : { member: first.name, value: first.algorithm.alg, at: first.node };
}

import { removeMembers, rename, replace } from '../../document/edits.ts';
import type { JsonMember, JsonObject } from '../../document/json.ts';
import { parseJson } from '../../document/json.ts';
import { has, member, typeName } from '../../document/tree.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { parseUri } from '../uris.ts';
import { metadataRoot } from './members.ts';

const escaped = JSON.stringify(`{"keys":[{${ecPublic},"use":"sig","kid":"a"}]}`);

export const metadataJwksNotObject = defineRule({
  id: 'metadata-jwks-not-object',
  group: 'metadata',
  severity: 'error',
  summary: '"jwks" in metadata is no object',
  message: '"jwks" must be a JSON object holding a JWK Set, not {actual}',
  why: 'The member must hold the JWK Set itself. A set written as text and the address of one are the usual mistakes; servers reject the registration, or store a client without keys; the OpenID conformance suite fails it.',
  fix: 'Puts the set that the text holds in its place; an address becomes "jwks_uri".',
  specs: [rfc(7591, '2')],
  examples: {
    bad: [
      {
        title: 'A set as text',
        path: 'client.json',
        text: `{"client_name":"App","jwks":⟦${escaped}⟧}`,
        fixed: `{"client_name":"App","jwks":{"keys":[{${ecPublic},"use":"sig","kid":"a"}]}}`,
      },
      {
        title: 'An address',
        path: 'client.json',
        text: '{"client_name":"App","jwks":⟦"https://app.example/jwks.json"⟧}',
        fixed: '{"client_name":"App","jwks_uri":"https://app.example/jwks.json"}',
      },
      { title: 'A list of keys', path: 'client.json', text: `{"client_name":"App","jwks":⟦[{${ecPublic}}]⟧}` },
    ],
    good: [
      { path: 'client.json', text: `{"client_name":"App","jwks":{"keys":[{${ecPublic},"use":"sig","kid":"a"}]}}` },
    ],
  },
  document(document, report) {
    const root = metadataRoot(document);
    const jwks = root === undefined ? undefined : member(root, 'jwks');
    const node = jwks?.value;
    if (root === undefined || jwks === undefined || node === undefined) return;
    if (node.type === 'object' || node.type === 'invalid') return;
    report({ at: node, data: { actual: typeName(node) }, fixes: () => repairs(root, jwks) });
  },
});

function repairs(root: JsonObject, jwks: JsonMember): Fix[] {
  const node = jwks.value;
  if (node?.type !== 'string') return [];
  const text = node.value.trim();
  const parsed = parseJson(text);
  if (parsed.root?.type === 'object' && parsed.errors.length === 0) {
    return [{ title: 'Replace the text by the JWK Set in it', edits: [replace(node, text)] }];
  }
  if (parseUri(text)?.host === undefined) return [];
  return has(root, 'jwks_uri')
    ? [{ title: 'Remove "jwks"', edits: removeMembers(root, [jwks]) }]
    : [{ title: 'Rename to "jwks_uri"', edits: [rename(jwks, 'jwks_uri')] }];
}

import { rename } from '../../document/edits.ts';
import type { JsonNode, JsonObject } from '../../document/json.ts';
import { has } from '../../document/tree.ts';
import { defineRule, rfc, type Severity } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { federation, oidcDiscovery } from '../sources.ts';
import { parseUri } from '../uris.ts';
import { jwksUris, metadataRoot } from './members.ts';

export const jwksUriInvalid = defineRule({
  id: 'jwks-uri-invalid',
  group: 'metadata',
  severity: 'error',
  summary: '"jwks_uri" is no address the keys can be fetched from',
  message: '"{name}" {reason}',
  why: 'Nobody can fetch the keys: a relative path has no base in metadata, and a set in place of its address is not looked at. A fragment is never sent to the server; it is reported as a warning.',
  fix: 'Renames the member to "jwks" when it holds a set.',
  specs: [oidcDiscovery('3'), rfc(8414, '2'), rfc(7591, '2'), federation('5.2.1')],
  examples: {
    bad: [
      { path: 'op.json', text: '{"issuer":"https://op.example","jwks_uri":⟦"/jwks.json"⟧}' },
      {
        title: 'The set itself',
        path: 'client.json',
        text: `{"client_name":"App","jwks_uri":⟦{"keys":[{${ecPublic},"use":"sig","kid":"a"}]}⟧}`,
        fixed: `{"client_name":"App","jwks":{"keys":[{${ecPublic},"use":"sig","kid":"a"}]}}`,
      },
      { title: 'Not text', path: 'op.json', text: '{"issuer":"https://op.example","jwks_uri":⟦null⟧}' },
      {
        title: 'A fragment',
        path: 'op.json',
        text: '{"issuer":"https://op.example","jwks_uri":⟦"https://op.example/jwks.json#a"⟧}',
        severity: 'warning',
      },
    ],
    good: [
      { path: 'op.json', text: '{"issuer":"https://op.example","jwks_uri":"https://op.example/jwks.json?tenant=a"}' },
    ],
  },
  document(document, report) {
    const root = metadataRoot(document);
    if (root === undefined) return;
    for (const { member, node } of jwksUris(root)) {
      const fault = faultOf(node);
      if (fault === undefined) continue;
      report({
        at: node,
        data: { name: member.name.value, reason: fault.reason },
        severity: fault.severity,
        fixes: () =>
          canBecomeJwks(root, node) ? [{ title: 'Rename to "jwks"', edits: [rename(member, 'jwks')] }] : [],
      });
    }
  },
});

function faultOf(node: JsonNode): { reason: string; severity: Severity } | undefined {
  const fault = (reason: string, severity: Severity = 'error'): { reason: string; severity: Severity } => ({
    reason,
    severity,
  });
  if (node.type === 'invalid') return undefined;
  if (node.type === 'object') return fault('is an inline JWK Set; that member is called "jwks"');
  if (node.type !== 'string') return fault('must be a string');
  const uri = parseUri(node.value);
  if (uri === undefined) return fault('is not an absolute URI');
  return uri.hasFragment ? fault('should not have a fragment', 'warning') : undefined;
}

function canBecomeJwks(root: JsonObject, node: JsonNode): boolean {
  return node.type === 'object' && !has(root, 'jwks');
}

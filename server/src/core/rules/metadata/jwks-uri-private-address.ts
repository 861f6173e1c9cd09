import { defineRule } from '../rule.ts';
import { jwtBestPractices, oidcRegistration } from '../sources.ts';
import { displayWord } from '../../words.ts';
import { isPrivateHost, parseUri } from '../uris.ts';
import { jwksUris, metadataRoot } from './members.ts';

export const jwksUriPrivateAddress = defineRule({
  id: 'jwks-uri-private-address',
  group: 'metadata',
  severity: 'warning',
  summary: '"jwks_uri" points into a private network',
  message: '"{name}" points to {host}, which other parties cannot reach',
  why: 'Other parties cannot fetch the keys from there. To a server that fetches whatever address it is given, such a name is bait for a request into its own network, so careful servers refuse it.',
  whenFine:
    "Inside a cluster or a company network everybody who needs the keys may reach the address, as the Kubernetes API server's own discovery document assumes.",
  specs: [jwtBestPractices, oidcRegistration('2')],
  examples: {
    bad: [
      { path: 'op.json', text: '{"issuer":"https://op.example","jwks_uri":⟦"https://localhost/jwks.json"⟧}' },
      {
        title: 'A private network',
        path: 'op.json',
        text: '{"issuer":"https://op.example","jwks_uri":⟦"https://172.16.0.1:8443/jwks.json"⟧}',
      },
    ],
    good: [
      {
        path: 'op.json',
        text: '{"issuer":"https://op.example","jwks_uri":"https://localhost.example.com/jwks.json"}',
      },
      { path: 'op.json', text: '{"issuer":"https://op.example","jwks_uri":"https://172.32.0.1/jwks.json"}' },
    ],
  },
  document(document, report) {
    const root = metadataRoot(document);
    if (root === undefined) return;
    for (const { member, node } of jwksUris(root)) {
      const uri = node.type === 'string' ? parseUri(node.value) : undefined;
      if (uri?.scheme !== 'https' || uri.host === undefined || !isPrivateHost(uri.host)) continue;
      report({ at: node, data: { name: member.name.value, host: displayWord(uri.host) } });
    }
  },
});

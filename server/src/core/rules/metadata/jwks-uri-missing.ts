import { has, opening } from '../../document/tree.ts';
import { defineRule } from '../rule.ts';
import { oidcDiscovery } from '../sources.ts';
import { hasKeySource, metadataRoot } from './members.ts';

export const jwksUriMissing = defineRule({
  id: 'jwks-uri-missing',
  group: 'metadata',
  severity: 'error',
  summary: 'OpenID provider metadata has no "jwks_uri"',
  message: 'OpenID provider metadata needs "jwks_uri"',
  why: 'OpenID Connect Discovery requires it: without the address no relying party can verify an ID token, and the OpenID conformance suite fails the provider. It is optional in the metadata of an OAuth authorization server (RFC 8414).',
  whenFine:
    'The metadata of an OAuth authorization server (RFC 8414) may do without, and so may a provider that has `signed_jwks_uri` or `jwks`.',
  specs: [oidcDiscovery('3')],
  absence: true,
  examples: {
    bad: [
      {
        path: '.well-known/openid-configuration',
        text: '⟦{⟧"issuer":"https://op.example","authorization_endpoint":"https://op.example/authorize"}',
      },
    ],
    good: [
      {
        title: 'Optional for an authorization server',
        path: '.well-known/oauth-authorization-server',
        text: '{"issuer":"https://as.example","authorization_endpoint":"https://as.example/authorize"}',
      },
      {
        path: '.well-known/openid-configuration',
        text: '{"issuer":"https://op.example","jwks_uri":"https://op.example/jwks.json"}',
      },
    ],
  },
  document(document, report) {
    const root = metadataRoot(document);
    if (root === undefined || !document.path.name.includes('openid-configuration')) return;
    if (has(root, 'issuer') && !hasKeySource(root)) report({ at: opening(root) });
  },
});

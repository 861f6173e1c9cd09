import { replaceString } from '../../document/edits.ts';
import { defineRule, rfc } from '../rule.ts';
import { federation, oidcDiscovery } from '../sources.ts';
import { isPrivateHost, parseUri, withHttps } from '../uris.ts';
import { jwksUris, metadataRoot } from './members.ts';

export const jwksUriNotHttps = defineRule({
  id: 'jwks-uri-not-https',
  group: 'metadata',
  severity: 'error',
  summary: '"jwks_uri" does not use https',
  message: '"{name}" must use the https scheme',
  why: 'Whoever can change the set on its way can sign tokens that its recipients accept, so the address must use TLS, and conforming clients, like the OpenID conformance suite, refuse any other. On this machine or a private network, as in development, it is a warning.',
  whenFine: 'On this machine, a private network or between containers it is a warning: development often works so.',
  fix: 'Replaces http by https.',
  specs: [rfc(8414, '2'), oidcDiscovery('3'), federation('5.2.1')],
  examples: {
    bad: [
      {
        path: 'op.json',
        text: '{"issuer":"https://op.example","jwks_uri":⟦"http://op.example/jwks.json"⟧}',
        fixed: '{"issuer":"https://op.example","jwks_uri":"https://op.example/jwks.json"}',
      },
      {
        title: 'In development',
        path: 'op.json',
        text: '{"issuer":"https://op.example","jwks_uri":⟦"http://localhost:8080/jwks.json"⟧}',
        severity: 'warning',
        fixed: '{"issuer":"https://op.example","jwks_uri":"https://localhost:8080/jwks.json"}',
      },
      {
        title: 'Between containers',
        path: 'config.json',
        text: '{"jwks_uri":⟦"http://keycloak:8080/realms/a/protocol/openid-connect/certs"⟧}',
        severity: 'warning',
        fixed: '{"jwks_uri":"https://keycloak:8080/realms/a/protocol/openid-connect/certs"}',
      },
      {
        title: 'A file has no host',
        path: 'op.json',
        text: '{"issuer":"https://op.example","jwks_uri":⟦"file:///jwks.json"⟧}',
      },
    ],
    good: [{ path: 'op.json', text: '{"issuer":"https://op.example","jwks_uri":"https://op.example/jwks.json"}' }],
  },
  document(document, report) {
    const root = metadataRoot(document);
    if (root === undefined) return;
    for (const { member, node } of jwksUris(root)) {
      const uri = node.type === 'string' ? parseUri(node.value) : undefined;
      if (node.type !== 'string' || uri === undefined || uri.scheme === 'https') continue;
      const https = withHttps(node.value);
      report({
        at: node,
        data: { name: member.name.value },
        severity: uri.host !== undefined && isLocal(uri.host) ? 'warning' : 'error',
        fixes: () => (https === undefined ? [] : [{ title: 'Use https', edits: [replaceString(node, https)] }]),
      });
    }
  },
});

/** Private networks, and names without a domain: those of containers, which only their neighbours know. */
function isLocal(host: string): boolean {
  // "file:///jwks.json" has an authority, which is empty.
  return host !== '' && (isPrivateHost(host) || !/[.:]/.test(host));
}

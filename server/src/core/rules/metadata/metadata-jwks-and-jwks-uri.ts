import { removeMembers } from '../../document/edits.ts';
import { member } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { federation, oidcRegistration } from '../sources.ts';
import { metadataRoot } from './members.ts';

export const metadataJwksAndJwksUri = defineRule({
  id: 'metadata-jwks-and-jwks-uri',
  group: 'metadata',
  severity: 'error',
  summary: 'Metadata has both "jwks" and "jwks_uri"',
  message: '"jwks" and "jwks_uri" must not both be present',
  why: 'Client metadata must not have both: servers reject the registration, or keep using the one that is not rotated; the OpenID conformance suite fails it. In provider and federation metadata only one is recommended, so there this is information.',
  whenFine: 'In provider and federation metadata only one is recommended, so both are information there.',
  fix: 'Removes "jwks".',
  specs: [rfc(7591, '2'), oidcRegistration('2'), federation('5.2.1.1')],
  examples: {
    bad: [
      {
        path: 'client.json',
        text: `{"client_name":"App","jwks_uri":"https://app.example/jwks.json",⟦"jwks"⟧:{"keys":[{${ecPublic},"use":"sig","kid":"a"}]}}`,
        fixed: '{"client_name":"App","jwks_uri":"https://app.example/jwks.json"}',
      },
      {
        title: 'Provider metadata',
        path: 'openid-configuration',
        text: `{"issuer":"https://op.example","jwks_uri":"https://op.example/jwks.json",⟦"jwks"⟧:{"keys":[{${ecPublic},"use":"sig","kid":"a"}]}}`,
        severity: 'information',
        fixed: '{"issuer":"https://op.example","jwks_uri":"https://op.example/jwks.json"}',
      },
    ],
    good: [{ path: 'client.json', text: '{"client_name":"App","jwks_uri":"https://app.example/jwks.json"}' }],
  },
  document(document, report) {
    const root = metadataRoot(document);
    const jwks = root === undefined ? undefined : member(root, 'jwks');
    const uri = root === undefined ? undefined : member(root, 'jwks_uri');
    if (root === undefined || jwks === undefined || uri === undefined) return;
    report({
      at: jwks.name,
      related: [{ at: uri.name, message: 'The "jwks_uri"' }],
      severity: document.metadata === 'client' ? 'error' : 'information',
      fixes: () => [{ title: 'Remove "jwks"', edits: removeMembers(root, [jwks]) }],
    });
  },
});

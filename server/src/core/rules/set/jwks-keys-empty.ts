import { keysArray } from '../../document/document.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { oidcDiscovery } from '../sources.ts';

export const jwksKeysEmpty = defineRule({
  id: 'jwks-keys-empty',
  group: 'set',
  severity: 'information',
  profiles: { 'oidc-op': 'warning', 'client-reg': 'warning' },
  summary: 'A JWK Set has no keys',
  message: 'The JWK Set has no keys',
  why: 'An empty set is legal, for an issuer out of service perhaps, but it verifies nothing, and jjwt and PyJWT reject it.',
  whenFine: 'An issuer that is out of service, or a client whose first key is still to come, may publish an empty set.',
  specs: [rfc(7517, '5.1'), oidcDiscovery('3')],
  examples: {
    bad: [
      { path: 'jwks.json', text: '{"keys":⟦[]⟧}' },
      { path: 'jwks.json', text: '{"keys":⟦[]⟧}', profiles: ['oidc-op'], severity: 'warning' },
    ],
    good: [{ text: `{"keys":[{${ecPublic}}]}` }],
  },
  absence: true,
  set(set, report) {
    const array = keysArray(set);
    if (array?.items.length === 0) report({ at: array });
  },
});

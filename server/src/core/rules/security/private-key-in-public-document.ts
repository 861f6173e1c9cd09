import { nameSpan } from '../../document/tree.ts';
import { defineRule, rfc, spec } from '../rule.ts';
import { ecPrivate, ecPublic, rsaPrivate, rsaPublic } from '../samples.ts';
import { oidcDiscovery, oidcRegistration } from '../sources.ts';
import { list } from '../../text.ts';
import { leakSeverity, privateHalf, toPublic } from './leaks.ts';

const marked = ecPrivate.replace('"d"', '⟦"d"⟧');

export const privateKeyInPublicDocument = defineRule({
  id: 'private-key-in-public-document',
  group: 'security',
  severity: 'error',
  summary: 'A public document holds a private key',
  message: 'Private key material ({members}) in a public JWK document',
  why: "Anyone who reads the document can sign, or decrypt, in the name of the key's owner. The OpenID conformance suite and the SMART Health Cards tools fail such a set, and jose refuses it as a verifier's set. In a document that is public only by its usual name (`jwks.json`) it is a warning, in test and example directories information.",
  whenFine:
    'Test vectors and examples publish private keys on purpose: in their directories it is information only. For a private file with a public-sounding name set `jwk.exposure`.',
  fix: 'Removes all private members, and names the public operations in "key_ops". Replace the key if the document was ever published.',
  specs: [
    oidcDiscovery('3'),
    oidcRegistration('2'),
    rfc(7517, '9.2'),
    rfc(7518, '4.6.1.1'),
    rfc(9449, '4.2'),
    rfc(7800, '3.2'),
    spec('W3C Controlled Identifiers 1.0', 'https://www.w3.org/TR/cid-1.0/#JsonWebKey'),
  ],
  examples: {
    bad: [
      {
        path: 'site/.well-known/jwks.json',
        text: `{"keys":[{${ecPublic},${marked},"key_ops":["sign"]}]}`,
        fixed: `{"keys":[{${ecPublic},"key_ops":["verify"]}]}`,
      },
      {
        title: 'Every private member',
        path: 'site/.well-known/jwks.json',
        text: `{"keys":[{${rsaPublic},${rsaPrivate.replace('"d"', '⟦"d"⟧')},"kid":"a"}]}`,
        fixed: `{"keys":[{${rsaPublic},"kid":"a"}]}`,
      },
      {
        title: 'A type nobody knows',
        path: 'site/.well-known/jwks.json',
        text: '{"keys":[{"kty":"NEW","kid":"a",⟦"priv"⟧:"AA"}]}',
        fixed: '{"keys":[{"kty":"NEW","kid":"a"}]}',
      },
      {
        title: 'In a place that is public by its meaning',
        path: 'did.json',
        text: `{"verificationMethod":[{"publicKeyJwk":{${ecPublic},${marked}}}]}`,
        fixed: `{"verificationMethod":[{"publicKeyJwk":{${ecPublic}}}]}`,
      },
      {
        title: 'Public only by its usual name',
        path: 'keys/jwks.json',
        text: `{"keys":[{${ecPublic},${marked}}]}`,
        severity: 'warning',
        fixed: `{"keys":[{${ecPublic}}]}`,
      },
      {
        title: 'In a test directory',
        path: 'test/.well-known/jwks.json',
        text: `{"keys":[{${ecPublic},${marked}}]}`,
        severity: 'information',
        fixed: `{"keys":[{${ecPublic}}]}`,
      },
    ],
    good: [
      { title: 'A private document', path: 'keys/private.jwks', text: `{"keys":[{${ecPublic},${ecPrivate}}]}` },
      { path: 'site/.well-known/jwks.json', text: `{"keys":[{${ecPublic}}]}` },
    ],
  },
  expectedInTests: true,
  about: ['private'],
  key(key, report, context) {
    const members = privateHalf(key);
    const severity = leakSeverity(context);
    const [first] = members;
    if (first === undefined || severity === undefined) return;
    report({
      at: nameSpan(first),
      data: { members: list([...new Set(members.map((m) => m.name.value))]) },
      severity,
      fixes: () => [{ title: 'Remove the private members', edits: toPublic(key) }],
    });
  },
});

import type { X5cItem } from '../../key/x5c.ts';
import { certificate, publicKeyInfo } from '../certificateSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';

const hints: Readonly<Partial<Record<X5cItem['contents'], string>>> = {
  'public-key': ': it is a public key',
  'certificate-and-more': ': data follows the certificate',
};

export const x5cNotCertificate = defineRule({
  id: 'x5c-not-certificate',
  group: 'certificates',
  severity: 'error',
  summary: 'An item of "x5c" is not an X.509 certificate',
  message: 'x5c[{i}] is not an X.509 certificate{hint}',
  why: 'No recipient can parse it: go-jose, Nimbus and rhonabwy refuse the whole key. Each item has to be one certificate in DER and nothing else.',
  specs: [rfc(7517, '4.7'), rfc(5280, '4.1')],
  examples: {
    bad: [
      { title: 'A public key', text: `{${ecPublic},"x5c":[⟦"${publicKeyInfo}"⟧]}` },
      { title: 'Something else', text: `{${ecPublic},"x5c":[⟦"AAECAwQF"⟧]}` },
    ],
    good: [{ text: `{${ecPublic},"x5c":["${certificate}"]}` }],
  },
  key(key, report) {
    for (const { index, node, contents, fault } of key.certificates) {
      // A private key has a rule of its own; text that cannot be decoded is x5c-not-base64's.
      if (contents === 'certificate' || contents === 'private-key') continue;
      if (contents === 'undecodable' && fault !== undefined) continue;
      report({ at: node, data: { i: index, hint: hints[contents] ?? '' } });
    }
  },
});

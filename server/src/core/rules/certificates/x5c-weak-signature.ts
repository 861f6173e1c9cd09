import { isWeakSignature, signatureName } from '../../encoding/signatures.ts';
import { sameName } from '../../encoding/x509.ts';
import { rootCertificate, weakCertificate, weakSelfSignedCertificate } from '../certificateSamples.ts';
import { defineRule, rfc, spec } from '../rule.ts';
import { ecPublic } from '../samples.ts';

export const x5cWeakSignature = defineRule({
  id: 'x5c-weak-signature',
  group: 'certificates',
  severity: 'warning',
  summary: 'A certificate of "x5c" is signed with MD5 or SHA-1',
  message: 'x5c[{i}] is signed with {alg}',
  why: 'Collisions of MD5 and SHA-1 can be made, so the signature proves little, and recipients with current policies reject the chain. The signature of a self-signed certificate carries no trust and is not reported.',
  whenFine: 'The signature of a self-signed certificate proves nothing and is not reported.',
  specs: [
    spec('NIST SP 800-131A Rev. 2 §3', 'https://csrc.nist.gov/pubs/sp/800/131/a/r2/final'),
    rfc(6194, '3'),
    rfc(9155),
  ],
  examples: {
    bad: [{ text: `{${ecPublic},"x5c":[⟦"${weakCertificate}"⟧,"${rootCertificate}"]}` }],
    good: [{ title: 'Self-signed', text: `{${ecPublic},"x5c":["${weakSelfSignedCertificate}"]}` }],
  },
  key(key, report) {
    for (const { index, node, certificate } of key.certificates) {
      if (certificate === undefined || !isWeakSignature(certificate.signatureAlgorithm)) continue;
      if (sameName(certificate.subject, certificate.issuer)) continue;
      report({ at: node, data: { i: index, alg: signatureName(certificate.signatureAlgorithm) } });
    }
  },
});

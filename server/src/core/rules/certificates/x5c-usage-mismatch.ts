import type { Certificate, KeyUsage } from '../../encoding/x509.ts';
import type { Key } from '../../key/key.ts';
import type { UseClass } from '../../registry/algorithms.ts';
import { certificate, pssCertificate, signingCertificate } from '../certificateSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, rsaPublic } from '../samples.ts';

/** Any one of them allows the use. */
const usagesFor: Readonly<Record<UseClass, readonly KeyUsage[]>> = {
  sig: ['digitalSignature', 'nonRepudiation'],
  enc: ['keyEncipherment', 'dataEncipherment', 'keyAgreement'],
};

export const x5cUsageMismatch = defineRule({
  id: 'x5c-usage-mismatch',
  group: 'certificates',
  severity: 'error',
  summary: 'The certificate does not allow what "use" or "alg" says',
  message: 'The certificate does not allow {use}: {reason}',
  why: 'What the JWK and its certificate say about the use of the key must agree. Recipients that check the certificate refuse the key; go-jose and jwkset state that they do not check, so nobody else tells you.',
  whenFine: 'A certificate without keyUsage allows everything.',
  specs: [rfc(7517, '4.6'), rfc(7517, '4.7'), rfc(5280, '4.2.1.3'), rfc(4055, '1.2'), rfc(8410, '5')],
  examples: {
    bad: [
      { text: `{${ecPublic},"use":⟦"enc"⟧,"x5c":["${signingCertificate}"]}` },
      { title: 'By its algorithm', text: `{${ecPublic},"alg":⟦"ECDH-ES"⟧,"x5c":["${signingCertificate}"]}` },
      { title: 'A key for RSASSA-PSS only', text: `{${rsaPublic},"alg":⟦"RS256"⟧,"x5c":["${pssCertificate}"]}` },
    ],
    good: [
      {
        title: 'A certificate without keyUsage allows everything',
        text: `{${ecPublic},"use":"enc","x5c":["${certificate}"]}`,
      },
      { text: `{${rsaPublic},"use":"sig","alg":"PS256","x5c":["${pssCertificate}"]}` },
    ],
  },
  key(key, report) {
    const item = key.certificates[0];
    const first = item?.certificate;
    // Another use than these two tells no class: it was the algorithm that did.
    const byUse = key.use?.value === 'sig' || key.use?.value === 'enc';
    const at = (byUse ? key.use : key.alg)?.node;
    const finding = first === undefined ? undefined : excluded(key, first);
    if (at === undefined || finding === undefined || item === undefined) return;
    report({ at, data: finding, related: [{ at: item.node, message: 'The certificate' }] });
  },
});

function excluded(key: Key, { keyUsage, key: certified }: Certificate): { use: string; reason: string } | undefined {
  const { useClass, algorithm } = key;
  if (useClass !== undefined && keyUsage !== undefined && !usagesFor[useClass].some((u) => keyUsage.includes(u))) {
    return { use: useClass, reason: `its keyUsage is ${keyUsage.length === 0 ? 'empty' : keyUsage.join(', ')}` };
  }
  if (algorithm === undefined || certified.kty !== 'RSA' || !certified.onlyPss) return undefined;
  return algorithm.alg.startsWith('PS') ? undefined : { use: algorithm.alg, reason: 'it is restricted to RSASSA-PSS' };
}

import type { Certificate } from '../../encoding/x509.ts';
import { certificate, expiredCertificate, futureCertificate } from '../certificateSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { smartHealthCards } from '../sources.ts';
import { date } from '../../text.ts';

/** Clocks differ by so much (rules.md §3.10). */
const tolerance = 60;

export const x5cCertificateValidity = defineRule({
  id: 'x5c-certificate-validity',
  group: 'certificates',
  severity: 'information',
  profiles: { 'smart-health-cards': 'error' },
  summary: 'A certificate of "x5c" has expired, or is not valid yet',
  message: 'x5c[{i}] {state} ({date})',
  why: 'JOSE gives the validity of the certificate no meaning, most recipients use the bare key, and two thirds of the certificates in published sets have expired. Recipients that validate the chain, as SMART Health Cards verifiers do, reject the key.',
  whenFine: "JOSE gives the certificate's validity no meaning: a recipient that uses the bare key does not care.",
  specs: [rfc(5280, '4.1.2.5'), rfc(5280, '6.1.3'), rfc(7517, '9.1'), smartHealthCards],
  examples: {
    bad: [
      { text: `{${ecPublic},"x5c":[⟦"${expiredCertificate}"⟧]}` },
      { title: 'Not valid yet', text: `{${ecPublic},"x5c":[⟦"${futureCertificate}"⟧]}` },
      {
        title: 'Under SMART Health Cards',
        text: `{"keys":[{${ecPublic},"use":"sig","alg":"ES256","kid":"MYyP1PAxBf7b0bG7LqF7CWHKQw4AxTzt33ZpaCz0iwo","x5c":[⟦"${expiredCertificate}"⟧]}]}`,
        profiles: ['smart-health-cards'],
        severity: 'error',
      },
    ],
    good: [{ text: `{${ecPublic},"x5c":["${certificate}"]}` }],
  },
  key(key, report, context) {
    for (const item of key.certificates) {
      const finding = item.certificate === undefined ? undefined : stateOf(item.certificate, context.now);
      if (finding === undefined) continue;
      report({ at: item.node, data: { i: item.index, state: finding.state, date: date(finding.at) } });
    }
  },
});

function stateOf({ notBefore, notAfter }: Certificate, now: number): { state: string; at: number } | undefined {
  if (notAfter < now) return { state: 'expired', at: notAfter };
  return notBefore > now + tolerance ? { state: 'is not yet valid', at: notBefore } : undefined;
}

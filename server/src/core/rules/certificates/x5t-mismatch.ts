import { equalOctets } from '../../encoding/octets.ts';
import { certificateThumbprint, certificateThumbprints } from '../../key/x5c.ts';
import { certificate } from '../certificateSamples.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { recomputed } from './x5t-length.ts';

export const x5tMismatch = defineRule({
  id: 'x5t-mismatch',
  group: 'certificates',
  severity: 'error',
  summary: '"x5t" or "x5t#S256" is the digest of another certificate',
  message: '"{name}" is not the thumbprint of x5c[0]',
  why: 'Recipients look the certificate up by its digest and find none, or another one; go-jose and jwkset refuse the key. Often the certificate was renewed and the digest forgotten.',
  whenFine: '`x5t` without `x5c` names a certificate that is kept elsewhere; it cannot be checked.',
  fix: 'Computes the digest of the first certificate.',
  specs: [rfc(7517, '4.8'), rfc(7517, '4.9')],
  examples: {
    bad: [
      {
        text: `{${ecPublic},"x5c":["${certificate}"],"x5t#S256":⟦"yMCBRrDu3TaF66jNcyNs18aw6LcYxMJ_xITE-ypQd00"⟧}`,
        fixed: `{${ecPublic},"x5c":["${certificate}"],"x5t#S256":"qcgGgSjT6P3ujLicf-JNzyyIeLxAlgq9LbYA6iepjuw"}`,
      },
    ],
    good: [
      { text: `{${ecPublic},"x5c":["${certificate}"],"x5t#S256":"qcgGgSjT6P3ujLicf-JNzyyIeLxAlgq9LbYA6iepjuw"}` },
      {
        title: 'Without a certificate there is nothing to compare with',
        text: `{${ecPublic},"x5t#S256":"yMCBRrDu3TaF66jNcyNs18aw6LcYxMJ_xITE-ypQd00"}`,
      },
    ],
  },
  key(key, report) {
    const item = key.certificates[0];
    const first = item?.certificate;
    if (item === undefined || first === undefined) return;
    for (const [name, length] of certificateThumbprints) {
      const encoded = key.encoded.get(name);
      if (encoded?.octets?.length !== length) continue;
      if (equalOctets(encoded.octets, certificateThumbprint(name, first.der))) continue;
      report({
        at: encoded.node,
        data: { name },
        related: [{ at: item.node, message: 'x5c[0]' }],
        fixes: () => recomputed(key, name),
      });
    }
  },
});

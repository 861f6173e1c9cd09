import { rename, replaceString } from '../../document/edits.ts';
import { encodeBase64url } from '../../encoding/base64url.ts';
import type { Key } from '../../key/key.ts';
import { certificateThumbprint, certificateThumbprints, type CertificateThumbprintName } from '../../key/x5c.ts';
import { certificate } from '../certificateSamples.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';

export const x5tLength = defineRule({
  id: 'x5t-length',
  group: 'certificates',
  severity: 'error',
  summary: '"x5t" or "x5t#S256" is not as long as its digest',
  message: '"{name}" must decode to {need} octets, not {actual}',
  why: '"x5t" is a SHA-1 digest (20 octets) and "x5t#S256" a SHA-256 digest (32 octets) of the certificate. A value of another length never matches one, and go-jose refuses the key.',
  fix: 'Computes the digest of the first certificate, or renames a SHA-256 digest to "x5t#S256".',
  specs: [rfc(7517, '4.8'), rfc(7517, '4.9')],
  examples: {
    bad: [
      {
        title: 'A SHA-256 digest',
        text: `{${ecPublic},"x5t":⟦"qcgGgSjT6P3ujLicf-JNzyyIeLxAlgq9LbYA6iepjuw"⟧}`,
        fixed: `{${ecPublic},"x5t#S256":"qcgGgSjT6P3ujLicf-JNzyyIeLxAlgq9LbYA6iepjuw"}`,
      },
      {
        title: 'The certificate is there',
        text: `{${ecPublic},"x5t#S256":⟦"-q6beY0FV2gUKVFz3xk-GD46TRQ"⟧,"x5c":["${certificate}"]}`,
        fixed: `{${ecPublic},"x5t#S256":"qcgGgSjT6P3ujLicf-JNzyyIeLxAlgq9LbYA6iepjuw","x5c":["${certificate}"]}`,
      },
    ],
    good: [{ text: `{${ecPublic},"x5t":"-q6beY0FV2gUKVFz3xk-GD46TRQ"}` }],
  },
  key(key, report) {
    for (const [name, need] of certificateThumbprints) {
      const encoded = key.encoded.get(name);
      const actual = encoded?.octets?.length;
      if (encoded === undefined || actual === undefined || actual === need) continue;
      report({ at: encoded.node, data: { name, need, actual }, fixes: () => repairs(key, name, actual) });
    }
  },
});

function repairs(key: Key, name: CertificateThumbprintName, actual: number): Fix[] {
  const m = key.member(name);
  const isSha256 = name === 'x5t' && actual === 32 && m !== undefined && !key.has('x5t#S256');
  return [
    ...recomputed(key, name),
    ...(isSha256 ? [{ title: 'Rename to "x5t#S256"', edits: [rename(m, 'x5t#S256')] }] : []),
  ];
}

/** The digest of the first certificate in place of the member's value, when there is a certificate. */
export function recomputed(key: Key, name: CertificateThumbprintName): Fix[] {
  const first = key.certificates[0];
  const node = key.string(name);
  if (first?.certificate === undefined || node === undefined) return [];
  const digest = encodeBase64url(certificateThumbprint(name, first.certificate.der));
  return [{ title: 'Compute it from x5c[0]', edits: [replaceString(node, digest)] }];
}

import { replaceString } from '../../document/edits.ts';
import { encodeBase64url } from '../../encoding/base64url.ts';
import { fromHex } from '../../encoding/octets.ts';
import { hexDigest } from '../../key/encoded.ts';
import { certificateThumbprints } from '../../key/x5c.ts';
import { defineRule, rfc, spec } from '../rule.ts';
import { ecPublic } from '../samples.ts';

export const x5tHexEncoded = defineRule({
  id: 'x5t-hex-encoded',
  group: 'certificates',
  severity: 'error',
  summary: '"x5t" or "x5t#S256" is the hex text of the digest',
  message: '"{name}" is hex{double}; it must be base64url of the digest octets',
  why: 'No recipient that computes the digest finds the certificate. Tools show fingerprints in hex, and Auth0, Vipps and .NET services have published them so; go-jose tolerates one form, so it goes unnoticed.',
  fix: 'Converts the digest to base64url.',
  specs: [
    rfc(7517, '4.8'),
    rfc(7517, '4.9'),
    spec('go-jose, comment in jwk.go', 'https://github.com/go-jose/go-jose/blob/main/jwk.go'),
  ],
  fixAll: true,
  examples: {
    bad: [
      {
        text: `{${ecPublic},"x5t":⟦"FAAE9B798D05576814295173DF193E183E3A4D14"⟧}`,
        fixed: `{${ecPublic},"x5t":"-q6beY0FV2gUKVFz3xk-GD46TRQ"}`,
      },
      {
        title: 'With colons, as OpenSSL prints it',
        text: `{${ecPublic},"x5t":⟦"FA:AE:9B:79:8D:05:57:68:14:29:51:73:DF:19:3E:18:3E:3A:4D:14"⟧}`,
        fixed: `{${ecPublic},"x5t":"-q6beY0FV2gUKVFz3xk-GD46TRQ"}`,
      },
      {
        title: 'base64url of the hex text',
        text: `{${ecPublic},"x5t":⟦"ZmFhZTliNzk4ZDA1NTc2ODE0Mjk1MTczZGYxOTNlMTgzZTNhNGQxNA"⟧}`,
        fixed: `{${ecPublic},"x5t":"-q6beY0FV2gUKVFz3xk-GD46TRQ"}`,
      },
    ],
    good: [{ text: `{${ecPublic},"x5t":"-q6beY0FV2gUKVFz3xk-GD46TRQ"}` }],
  },
  key(key, report) {
    for (const [name] of certificateThumbprints) {
      const encoded = key.encoded.get(name);
      const digest = encoded?.fault === 'x5t-hex' ? hexDigest(name, encoded.node.value) : undefined;
      if (encoded === undefined || digest === undefined) continue;
      const text = encodeBase64url(fromHex(digest.hex));
      report({
        at: encoded.node,
        data: { name, double: digest.double ? ', then base64url-encoded' : '' },
        fixes: () => [{ title: 'Convert to base64url of the digest', edits: [replaceString(encoded.node, text)] }],
      });
    }
  },
});

/** The certificate reader and the signature check on the certificates the rules are shown with; see x509-reference. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { signatureName, verifiesWith } from '../../server/src/core/encoding/signatures.ts';
import {
  nameText,
  readCertificate,
  readPublicKeyInfo,
  sameName,
  type Certificate,
} from '../../server/src/core/encoding/x509.ts';
import * as samples from '../../server/src/core/rules/certificateSamples.ts';

function octets(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
}

function read(der: Uint8Array): Certificate {
  const certificate = readCertificate(der);
  assert.ok(certificate !== undefined, 'not read');
  return certificate;
}

describe('X.509 reader', () => {
  it('requires the certificate to cover all octets', () => {
    const der = octets(samples.certificate);
    assert.equal(readCertificate(new Uint8Array([...der, 0])), undefined);
    assert.equal(readCertificate(der.subarray(0, -1)), undefined);
    assert.equal(readCertificate(new Uint8Array()), undefined);
  });

  it('tells a public key from a certificate', () => {
    const der = octets(samples.publicKeyInfo);
    assert.equal(readCertificate(der), undefined);
    assert.deepEqual(readPublicKeyInfo(der), read(octets(samples.certificate)).key);
    assert.equal(readPublicKeyInfo(octets(samples.certificate)), undefined);
  });

  it('reads keyUsage and the restriction to RSASSA-PSS', () => {
    assert.deepEqual(read(octets(samples.signingCertificate)).keyUsage, ['digitalSignature']);
    assert.equal(read(octets(samples.certificate)).keyUsage, undefined);
    assert.equal(read(octets(samples.rootCertificate)).isCa, true);
    const { key } = read(octets(samples.pssCertificate));
    assert.equal(key.kty === 'RSA' && key.onlyPss, true);
  });

  it('compares names regardless of case', () => {
    const { subject } = read(octets(samples.certificate));
    const shouted = Uint8Array.from(subject, (octet) => (octet === 0x45 ? 0x65 : octet));
    assert.equal(sameName(subject, shouted), true);
    assert.equal(sameName(subject, read(octets(samples.otherCertificate)).subject), false);
  });

  it('verifies with the issuer only', () => {
    const leaf = read(octets(samples.leafCertificate));
    const forged = read(octets(samples.forgedLeafCertificate));
    const issuer = read(octets(samples.intermediateCertificate));
    assert.equal(verifiesWith(leaf, issuer.key), true);
    assert.equal(verifiesWith(leaf, leaf.key), false);
    assert.equal(verifiesWith(forged, issuer.key), false);
  });

  it('verifies with a point in hybrid form', () => {
    const root = read(octets(samples.rootCertificate));
    assert.ok(root.key.kty === 'EC');
    const hybrid = Uint8Array.from(root.key.point);
    hybrid[0] = 6 + ((hybrid.at(-1) as number) & 1);
    assert.equal(verifiesWith(root, { ...root.key, point: hybrid }), true);
  });

  it('never throws, whatever octets it is given', () => {
    const der = octets(samples.signingCertificate);
    fc.assert(
      fc.property(fc.nat(der.length - 1), fc.nat(255), fc.nat(der.length), (at, octet, length) => {
        const changed = der.slice();
        changed[at] = octet;
        const certificate = readCertificate(changed);
        if (certificate !== undefined) {
          nameText(certificate.subject);
          sameName(certificate.subject, certificate.issuer);
          signatureName(certificate.signatureAlgorithm);
          verifiesWith(certificate, certificate.key);
        }
        readCertificate(der.subarray(0, length));
      }),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (random) => {
        readCertificate(random);
        readPublicKeyInfo(random);
      }),
    );
  });
});

/** Self-signed certificates as OpenSSL and Node read and verify them. */
import assert from 'node:assert/strict';
import { createPrivateKey, createPublicKey, X509Certificate, type JsonWebKey } from 'node:crypto';
import { after, describe, it } from 'node:test';
import { applyEdits } from '../../server/src/core/document/edits.ts';
import { generate } from '../../server/src/core/operations/generate.ts';
import { selfSign } from '../../server/src/core/operations/selfSign.ts';
import { testDeps } from '../operations/support.ts';
import { Desk, noOpenssl } from './support.ts';

const desk = new Desk();
after(() => {
  desk.remove();
});

type Wanted = Parameters<typeof generate.run>[0];

/** The clock is the host's: verifiers have no other. */
const deps = testDeps({ now: () => Date.now() / 1000 - 60 });

async function certify(
  wanted: Wanted,
  wishes: Omit<Parameters<typeof selfSign.run>[0], 'document'> = {},
): Promise<{ pem: string; jwk: JsonWebKey & { x5c: string[]; x5t: string; 'x5t#S256': string } }> {
  const text = (await generate.run(wanted, deps)).texts[0]?.text ?? '';
  const { edits, texts } = await selfSign.run({ document: { text, path: 'private.jwk' }, ...wishes }, deps);
  return { pem: texts[0]?.text ?? '', jwk: JSON.parse(applyEdits(text, edits[0]?.edits ?? [])) as never };
}

/** Every kind of key that OpenSSL 3.0 knows (ML-DSA came with 3.5), with what it calls signature and use. */
const kinds: readonly (readonly [Wanted, string, string | undefined])[] = [
  [{ alg: 'RS256' }, 'sha256WithRSAEncryption', 'Digital Signature'],
  [{ alg: 'RS384', bits: 3072 }, 'sha384WithRSAEncryption', 'Digital Signature'],
  [{ alg: 'RS512' }, 'sha512WithRSAEncryption', 'Digital Signature'],
  [{ alg: 'PS256' }, 'rsassaPss', 'Digital Signature'],
  [{ alg: 'PS384' }, 'rsassaPss', 'Digital Signature'],
  [{ alg: 'PS512' }, 'rsassaPss', 'Digital Signature'],
  [{ alg: 'RSA-OAEP-256' }, 'sha256WithRSAEncryption', 'Key Encipherment'],
  [{ alg: 'ES256' }, 'ecdsa-with-SHA256', 'Digital Signature'],
  [{ alg: 'ES384' }, 'ecdsa-with-SHA384', 'Digital Signature'],
  [{ alg: 'ES512' }, 'ecdsa-with-SHA512', 'Digital Signature'],
  [{ alg: 'ES256K' }, 'ecdsa-with-SHA256', 'Digital Signature'],
  [{ crv: 'P-384', alg: 'ECDH-ES' }, 'ecdsa-with-SHA384', 'Key Agreement'],
  [{ crv: 'P-256', alg: 'omit', use: 'omit' }, 'ecdsa-with-SHA256', undefined],
  [{ alg: 'Ed25519' }, 'ED25519', 'Digital Signature'],
  [{ alg: 'Ed448' }, 'ED448', 'Digital Signature'],
];

describe('Node', () => {
  for (const [wanted] of kinds) {
    it(`reads and verifies: ${JSON.stringify(wanted)}`, async () => {
      const { pem, jwk } = await certify(wanted);
      const certificate = new X509Certificate(pem);
      assert.ok(certificate.verify(certificate.publicKey));
      assert.equal(certificate.ca, false);
      assert.ok(certificate.checkPrivateKey(createPrivateKey({ key: jwk, format: 'jwk' })));
      assert.ok(certificate.publicKey.equals(createPublicKey({ key: jwk, format: 'jwk' })));
      assert.equal(certificate.raw.toString('base64'), jwk.x5c[0]);
      const digest = (text: string): string => Buffer.from(text.replaceAll(':', ''), 'hex').toString('base64url');
      assert.equal(digest(certificate.fingerprint), jwk.x5t);
      assert.equal(digest(certificate.fingerprint256), jwk['x5t#S256']);
      assert.equal(certificate.subject, `CN=${String(jwk.kid)}`);
    });
  }
});

describe('OpenSSL', () => {
  for (const [wanted, signature, usage] of kinds) {
    it(`reads and verifies: ${JSON.stringify(wanted)}`, { skip: noOpenssl }, async () => {
      const { pem } = await certify(wanted);
      const name = desk.write('certificate.pem', pem);
      const text = desk.text('openssl', ['x509', '-in', name, '-text', '-noout']);
      assert.match(text, /Version: 3 \(0x2\)/);
      assert.ok(text.includes(`Signature Algorithm: ${signature}\n`), text);
      assert.match(text, /X509v3 Basic Constraints: critical\s+CA:FALSE/);
      assert.equal(/X509v3 Key Usage: critical\s+(.*)/.exec(text)?.[1], usage);
      assert.match(
        text,
        /X509v3 Subject Key Identifier:\s+([0-9A-F:]{59})\s+X509v3 Authority Key Identifier:\s+(?:keyid:)?\1/,
      );
      const verified = desk.text('openssl', ['verify', '-x509_strict', '-check_ss_sig', '-CAfile', name, name]);
      assert.match(verified, /: OK$/m);
    });
  }

  it('reads names, times and serial numbers as they were meant', { skip: noOpenssl }, async () => {
    const subject = 'CN=a\\,b ü 🔑,OU=x+O=Y,C=DE';
    const { pem } = await certify({ alg: 'ES256' }, { subject, days: 36_500 });
    const name = desk.write('names.pem', pem);
    const show = (...args: string[]): string => desk.text('openssl', ['x509', '-in', name, '-noout', ...args]).trim();
    assert.equal(show('-subject', '-nameopt', 'RFC2253,-esc_msb'), 'subject=CN=a\\,b ü 🔑,OU=x+O=Y,C=DE');
    const types = show('-subject', '-nameopt', 'RFC2253,show_type');
    assert.match(types, /CN=UTF8STRING:.*OU=UTF8STRING:x\+O=UTF8STRING:Y,C=PRINTABLESTRING:DE/);
    const { validTo, validFrom, serialNumber } = new X509Certificate(pem);
    assert.equal((Date.parse(validTo) - Date.parse(validFrom)) / 86_400_000, 36_500);
    assert.equal(show('-serial'), `serial=${serialNumber}`);
    assert.match(desk.text('openssl', ['asn1parse', '-in', name]), /prim: UTCTIME[^\n]*\n[^\n]*prim: GENERALIZEDTIME/);
    assert.match(desk.text('openssl', ['verify', '-check_ss_sig', '-CAfile', name, name]), /: OK$/m);
  });

  it('finds the salt and masks of RSASSA-PSS to be those of PS384', { skip: noOpenssl }, async () => {
    const { pem } = await certify({ alg: 'PS384' });
    const text = desk.text('openssl', ['x509', '-text', '-noout'], pem);
    assert.match(text, /Hash Algorithm: sha384\s+Mask Algorithm: mgf1 with sha384\s+Salt Length: 0x30/);
    // The key may still be used otherwise: an RSA key restricted to PSS is none for RS256 or for older readers.
    assert.match(text, /Public Key Algorithm: rsaEncryption/);
  });
});

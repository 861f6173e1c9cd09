/** The certificate reader and the signature check, held against node:crypto and, where it is installed, OpenSSL. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { isWeakSignature, signatureName, verifiesWith } from '../../server/src/core/encoding/signatures.ts';
import { nameText, readCertificate, sameName, type Certificate } from '../../server/src/core/encoding/x509.ts';
import { publicFromCertificate } from '../../server/src/core/key/publicMembers.ts';
import * as samples from '../../server/src/core/rules/certificateSamples.ts';

function read(der: Uint8Array): Certificate {
  const certificate = readCertificate(der);
  assert.ok(certificate !== undefined, 'not read');
  return certificate;
}

/** Everything node:crypto says of the certificate. */
function assertSame(der: Uint8Array): void {
  const ours = read(der);
  const theirs = new X509Certificate(der);
  const lines = (text: string): string => text.replaceAll('\n', ', ');
  assert.equal(nameText(ours.subject), lines(theirs.subject));
  assert.equal(nameText(ours.issuer), lines(theirs.issuer));
  assert.equal(ours.notBefore, Date.parse(theirs.validFrom) / 1000);
  assert.equal(ours.notAfter, Date.parse(theirs.validTo) / 1000);
  assert.equal(Buffer.from(ours.serial).toString('hex').replace(/^00/, '').toUpperCase(), theirs.serialNumber);
  assert.equal(ours.isCa ?? false, theirs.ca);
  const jwk = ours.key.kty === 'RSA' && ours.key.onlyPss ? undefined : publicFromCertificate(ours.key);
  if (jwk !== undefined)
    assert.deepEqual({ kty: ours.key.kty, ...jwk }, { ...theirs.publicKey.export({ format: 'jwk' }) });
  assert.equal(verifiesWith(ours, ours.key), theirs.verify(theirs.publicKey), 'self-signature');
}

const certificates = Object.entries(samples).filter(([name]) => name !== 'publicKeyInfo');

describe('X.509 reader and node:crypto', () => {
  for (const [name, base64] of certificates) {
    it(`reads ${name} as node:crypto does`, () => {
      assertSame(new Uint8Array(Buffer.from(base64, 'base64')));
    });
  }
});

const openssl = spawnSync('openssl', ['version']).status === 0;

describe('X.509 reader and OpenSSL', { skip: !openssl && 'openssl is not installed' }, () => {
  let folder = '';
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'x509-'));
  });
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  function run(...args: string[]): void {
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
  }

  /** DER of a self-signed certificate. */
  function selfSigned(newkey: readonly string[], ...more: string[]): Uint8Array {
    const subject = ['-subj', '/C=DE/O=Example, Inc. \\+ Söhne/CN=test', '-utf8'];
    run(
      'req',
      '-x509',
      '-nodes',
      '-keyout',
      'key.pem',
      '-out',
      'c.der',
      '-outform',
      'DER',
      '-days',
      '30',
      ...subject,
      ...newkey,
      ...more,
    );
    return new Uint8Array(readFileSync(join(folder, 'c.der')));
  }

  const ec = (curve: string): string[] => ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${curve}`];
  const pss = ['-sigopt', 'rsa_padding_mode:pss'];
  const cases: readonly (readonly [
    name: string,
    newkey: readonly string[],
    more: readonly string[],
    scheme: string,
  ])[] = [
    ['RSA with SHA-256', ['-newkey', 'rsa:2048'], ['-sha256'], 'SHA-256 with RSA'],
    ['RSA with SHA-1', ['-newkey', 'rsa:2048'], ['-sha1'], 'SHA-1 with RSA'],
    ['RSA with MD5', ['-newkey', 'rsa:2048'], ['-md5'], 'MD5 with RSA'],
    ['RSA with SHA-384', ['-newkey', 'rsa:1024'], ['-sha384'], 'SHA-384 with RSA'],
    ['RSA with SHA-512 and an odd size', ['-newkey', 'rsa:2041'], ['-sha512'], 'SHA-512 with RSA'],
    [
      'RSASSA-PSS',
      ['-newkey', 'rsa:2048'],
      ['-sha256', ...pss, '-sigopt', 'rsa_pss_saltlen:32'],
      'SHA-256 with RSASSA-PSS',
    ],
    ['RSASSA-PSS with 1025 bits', ['-newkey', 'rsa:1025'], ['-sha256', ...pss], 'SHA-256 with RSASSA-PSS'],
    [
      'RSASSA-PSS with defaults',
      ['-newkey', 'rsa:2048'],
      ['-sha1', ...pss, '-sigopt', 'rsa_pss_saltlen:20'],
      'SHA-1 with RSASSA-PSS',
    ],
    ['P-256', ec('P-256'), ['-sha256'], 'SHA-256 with ECDSA'],
    ['P-384', ec('P-384'), ['-sha384'], 'SHA-384 with ECDSA'],
    ['P-521', ec('P-521'), ['-sha512'], 'SHA-512 with ECDSA'],
    ['P-256 with SHA-512', ec('P-256'), ['-sha512'], 'SHA-512 with ECDSA'],
    ['secp256k1', ec('secp256k1'), ['-sha256'], 'SHA-256 with ECDSA'],
    ['Ed25519', ['-newkey', 'ed25519'], [], 'EdDSA'],
    ['Ed448', ['-newkey', 'ed448'], [], 'EdDSA'],
  ];
  for (const [name, newkey, more, scheme] of cases) {
    it(`reads and verifies ${name}`, () => {
      const der = selfSigned(newkey, ...more);
      const certificate = read(der);
      const theirs = new X509Certificate(der);
      assert.equal(nameText(certificate.subject), 'C=DE, O=Example\\, Inc. \\+ Söhne, CN=test');
      assert.equal(certificate.notAfter, Date.parse(theirs.validTo) / 1000);
      assert.equal(signatureName(certificate.signatureAlgorithm), scheme);
      assert.equal(isWeakSignature(certificate.signatureAlgorithm), /MD5|SHA-1 /.test(scheme));
      assert.equal(verifiesWith(certificate, certificate.key), true);
      const changed = { ...certificate, tbs: certificate.tbs.slice() };
      changed.tbs[changed.tbs.length - 1] = (changed.tbs.at(-1) as number) ^ 1;
      assert.equal(verifiesWith(changed, certificate.key), false);
      const jwk = publicFromCertificate(certificate.key);
      assert.deepEqual({ kty: certificate.key.kty, ...jwk }, { ...theirs.publicKey.export({ format: 'jwk' }) });
      assert.deepEqual(
        Buffer.from(certificate.subjectKeyId ?? []).toString('hex'),
        Buffer.from(certificate.authorityKeyId ?? []).toString('hex'),
      );
    });
  }

  it('reads a key restricted to RSASSA-PSS', () => {
    const der = selfSigned(['-newkey', 'rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048'], '-sha256');
    const { key, ...rest } = read(der);
    assert.equal(key.kty === 'RSA' && key.onlyPss, true);
    assert.equal(verifiesWith({ key, ...rest }, key), true);
  });

  it('has no verdict on curves and schemes it does not know', () => {
    const certificate = read(selfSigned(ec('brainpoolP256r1'), '-sha256'));
    assert.equal(verifiesWith(certificate, certificate.key), undefined);
    assert.equal(publicFromCertificate(certificate.key), undefined);
  });

  it('reads every keyUsage bit, and times before 1970 and after 2050', () => {
    const usages = [
      'digitalSignature',
      'nonRepudiation',
      'keyEncipherment',
      'dataEncipherment',
      'keyAgreement',
      'keyCertSign',
      'cRLSign',
      'encipherOnly',
      'decipherOnly',
    ];
    const all = selfSigned(ec('P-256'), '-addext', `keyUsage=${usages.join(',')}`);
    assert.deepEqual(read(all).keyUsage, usages);
    const late = selfSigned(ec('P-256'), '-days', '36500');
    assert.equal(read(late).notAfter, Date.parse(new X509Certificate(late).validTo) / 1000);
  });

  it('agrees with OpenSSL on a chain of mixed keys', () => {
    writeFileSync(
      join(folder, 'ca.cnf'),
      'basicConstraints=critical,CA:TRUE\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid,issuer:always\n',
    );
    selfSigned(['-newkey', 'rsa:2048'], '-sha256');
    run('x509', '-inform', 'DER', '-in', 'c.der', '-out', 'root.pem');
    run('pkey', '-in', 'key.pem', '-out', 'root.key');
    run('req', '-new', '-nodes', ...ec('P-384'), '-keyout', 'leaf.key', '-out', 'leaf.csr', '-subj', '/CN=leaf');
    run(
      'x509',
      '-req',
      '-in',
      'leaf.csr',
      '-CA',
      'root.pem',
      '-CAkey',
      'root.key',
      '-CAcreateserial',
      '-extfile',
      'ca.cnf',
      '-outform',
      'DER',
      '-out',
      'leaf.der',
      '-days',
      '5',
    );
    const root = read(new Uint8Array(new X509Certificate(readFileSync(join(folder, 'root.pem'))).raw));
    const leaf = read(new Uint8Array(readFileSync(join(folder, 'leaf.der'))));
    assert.equal(sameName(leaf.issuer, root.subject), true);
    assert.deepEqual(leaf.authorityKeyId, root.subjectKeyId);
    assert.deepEqual(leaf.authoritySerial, root.serial);
    assert.equal(verifiesWith(leaf, root.key), true);
    assert.equal(verifiesWith(root, leaf.key), false);
  });
});

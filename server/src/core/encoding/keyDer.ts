/** DER of whatever kind, told by its content: labels and file names lie. */
import { derChildren, derTag, readDer, type DerElement } from './der.ts';
import { DerFields, KeyFormatError } from './derFields.ts';
import { readEcPrivateKey } from './ecPrivateKey.ts';
import { readEncryptedPrivateKey, type EncryptedKey } from './encryptedPrivateKey.ts';
import { readPrivateKeyInfo } from './privateKeyInfo.ts';
import { readSubjectPublicKeyInfo, type TiedKey } from './publicKeyInfo.ts';
import { readRsaPrivateKey, readRsaPublicKey } from './rsaKeys.ts';
import { firstElementEnd, oidText, readCertificate, type Certificate } from './x509.ts';

/** What a key was written as. */
export type KeyFormat = 'pkcs8' | 'pkcs1' | 'sec1' | 'spki' | 'x509' | 'openssh' | 'jwk';

export type DerContent =
  | ({ readonly kind: 'key'; readonly format: KeyFormat } & TiedKey)
  | { readonly kind: 'certificate'; readonly certificate: Certificate }
  | { readonly kind: 'encrypted'; readonly encrypted: EncryptedKey };

const bitStringTag = 0x03;

type Kind =
  | 'pkcs8'
  | 'pkcs1'
  | 'pkcs1-public'
  | 'sec1'
  | 'spki'
  | 'encrypted'
  | 'certificate'
  | 'request'
  | 'pkcs12'
  | 'pkcs7'
  | 'dsa';

/** Whether the octets are one SEQUENCE and nothing else, as all of the formats are. */
export function isDer(octets: Uint8Array): boolean {
  return (octets[0] === derTag.sequence && readDer(octets)?.end === octets.length) || isIndefinitePkcs12(octets);
}

/** PKCS#12 may be in BER, whose lengths may be indefinite. */
function isIndefinitePkcs12(octets: Uint8Array): boolean {
  return [0x30, 0x80, 0x02, 0x01, 0x03].every((octet, i) => octets[i] === octet);
}

function kindOf(octets: Uint8Array): Kind | undefined {
  if (isIndefinitePkcs12(octets)) return 'pkcs12';
  const root = readDer(octets);
  const parts = root?.tag === derTag.sequence ? derChildren(octets, root) : undefined;
  const tags = (parts ?? []).map((part) => part.tag);
  const [first, second, third] = parts ?? [];
  switch (first?.tag) {
    case derTag.integer:
      return withVersion(octets, tags, second, third);
    case derTag.oid:
      return 'pkcs7';
    case derTag.sequence:
      if (tags[1] === derTag.octetString && tags.length === 2) return 'encrypted';
      if (tags[1] === bitStringTag && tags.length === 2) return 'spki';
      if (tags[1] !== derTag.sequence || tags[2] !== bitStringTag) return undefined;
      return isRequest(octets, first) ? 'request' : 'certificate';
    default:
      return undefined;
  }
}

function withVersion(
  octets: Uint8Array,
  tags: readonly number[],
  second: DerElement | undefined,
  third: DerElement | undefined,
): Kind | undefined {
  const integers = tags.filter((tag) => tag === derTag.integer).length;
  if (second?.tag === derTag.octetString) return 'sec1';
  if (second?.tag === derTag.sequence) {
    const [head] = derChildren(octets, second) ?? [];
    const isPkcs7 =
      head?.tag === derTag.oid && oidText(octets.subarray(head.content, head.end)).startsWith('1.2.840.113549.1.7.');
    if (isPkcs7) return 'pkcs12';
    return third?.tag === derTag.octetString ? 'pkcs8' : undefined;
  }
  if (integers === tags.length && integers === 2) return 'pkcs1-public';
  // DSAPrivateKey of OpenSSL: version, p, q, g, y, x.
  if (integers === tags.length && integers === 6) return 'dsa';
  return integers >= 9 ? 'pkcs1' : undefined;
}

/** CertificationRequestInfo (RFC 2986 §4.1): version 0, a name, then the key where a certificate has the validity. */
function isRequest(octets: Uint8Array, info: DerElement): boolean {
  const tags = (derChildren(octets, info) ?? []).map((part) => part.tag);
  return tags[0] === derTag.integer && tags[1] === derTag.sequence && tags[2] === derTag.sequence && tags[3] !== 0x30;
}

/**
 * What the octets are.
 * @throws KeyFormatError for what is damaged, and for what is no key, with what can be done about it
 */
export function readKeyDer(octets: Uint8Array): DerContent {
  const plain = (format: KeyFormat, material: TiedKey['material']): DerContent => ({
    kind: 'key',
    format,
    material,
    tiedTo: undefined,
  });
  switch (kindOf(octets)) {
    case 'pkcs8':
      return { kind: 'key', format: 'pkcs8', ...readPrivateKeyInfo(octets) };
    case 'spki':
      return { kind: 'key', format: 'spki', ...readSubjectPublicKeyInfo(octets) };
    case 'pkcs1':
      return plain('pkcs1', readRsaPrivateKey(octets));
    case 'pkcs1-public':
      return plain('pkcs1', readRsaPublicKey(octets));
    case 'sec1':
      return plain('sec1', readEcPrivateKey(octets));
    case 'encrypted':
      return { kind: 'encrypted', encrypted: readEncryptedPrivateKey(octets) };
    case 'certificate': {
      const certificate = readCertificate(octets);
      if (certificate === undefined) throw new KeyFormatError('the certificate (X.509) is damaged; copy it again');
      return { kind: 'certificate', certificate };
    }
    case 'request':
      throw new KeyFormatError(
        'it is a certificate request (PKCS#10); "openssl req -in FILE -pubkey -noout" gives its public key',
      );
    case 'pkcs12':
      throw new KeyFormatError(
        'it is a PKCS#12 file; "openssl pkcs12 -in FILE -nodes -out KEYS.pem" gives its key and certificates, "-nocerts" and "-nokeys" one of them',
      );
    case 'pkcs7':
      throw new KeyFormatError(
        'it is a PKCS#7 or CMS file; "openssl pkcs7 -in FILE -print_certs -out CERTS.pem" gives its certificates',
      );
    case 'dsa':
      throw new KeyFormatError('the key is for DSA, which JOSE has no key type for');
    default:
      throw new KeyFormatError('its DER is that of no key or certificate known here');
  }
}

/** As OpenSSL writes a TRUSTED CERTIFICATE: the certificate, and its own data after it. */
export function withoutTrustData(octets: Uint8Array): Uint8Array {
  return octets.subarray(0, firstElementEnd(octets));
}

/**
 * The key that a certificate is about.
 * @throws KeyFormatError when JOSE has no such key
 */
export function certifiedKey(certificate: Certificate): TiedKey {
  const fields = DerFields.of(certificate.tbs, 'the certificate (X.509)');
  fields.takeIf(0xa0);

  // Serial number, signature algorithm, issuer, validity, subject.
  for (let i = 0; i < 5; i++) fields.whole();
  return readSubjectPublicKeyInfo(fields.whole());
}

import { equalOctets, stripLeadingZeros, toInteger } from '../../encoding/octets.ts';
import type { CertificateKey } from '../../encoding/x509.ts';
import type { Key } from '../../key/key.ts';
import { algorithms } from '../../registry/algorithms.ts';
import { certificate, otherCertificate } from '../certificateSamples.ts';
import { relatedMember } from '../places.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic, octSecret } from '../samples.ts';
import { oidcDiscovery, oidcRegistration } from '../sources.ts';

export const x5cKeyMismatch = defineRule({
  id: 'x5c-key-mismatch',
  group: 'certificates',
  severity: 'error',
  summary: 'The first certificate of "x5c" is of another key',
  message: "The first certificate's key is not this JWK's key",
  why: 'The first certificate must contain the key of the JWK. 13 of 15 libraries take the key as it is and never compare, so recipients that start from the certificate and recipients that start from the bare key trust two different keys.',
  whenFine: 'Another spelling of the same number is the same key.',
  specs: [rfc(7517, '4.7'), oidcDiscovery('3'), oidcRegistration('2')],
  examples: {
    bad: [
      { text: `{${ecPublic},"x5c":[⟦"${otherCertificate}"⟧]}` },
      { title: 'Symmetric keys have no certificate', text: `{${octSecret},"x5c":[⟦"${certificate}"⟧]}` },
    ],
    good: [
      { text: `{${ecPublic},"x5c":["${certificate}"]}` },
      {
        title: 'The same key in another spelling',
        text: `{${ecPublic.replace('"x":"', '"x":"AAAA')},"x5c":["${certificate}"]}`,
      },
    ],
  },
  key(key, report) {
    const first = key.certificates[0];
    if (first?.certificate === undefined || key.type === undefined || key.crvKtyMismatch) return;
    if (isSameKey(key, first.certificate.key) === false)
      report({ at: first.node, related: relatedMember(key, keyMember(key)) });
  },
});

/** The member that holds the key itself. */
function keyMember(key: Key): string {
  return ['n', 'x', 'pub'].find((name) => key.value(name) !== undefined) ?? 'kty';
}

/** Undefined when the JWK's own members are not sound enough to tell. */
function isSameKey(key: Key, certified: CertificateKey): boolean | undefined {
  const kty = key.type?.kty;
  if (kty !== certified.kty) return false;
  switch (certified.kty) {
    case 'RSA':
      return sameIntegers([key.integer('n'), certified.n], [key.integer('e'), certified.e]);
    case 'EC':
      return isSamePoint(key, certified);
    case 'OKP':
      if (key.curve === undefined) return undefined;
      return key.curve.crv === certified.crv ? sameOctets(key.octets('x'), certified.x) : false;
    case 'AKP':
      return isOtherAlgorithm(key, certified) ? false : sameOctets(key.octets('pub'), certified.pub);
    default:
      return undefined;
  }
}

/** Whether both are sound public keys, of two algorithms: then it is no fault of length that their lengths differ. */
function isOtherAlgorithm(key: Key, { alg, pub }: CertificateKey & { kty: 'AKP' }): boolean {
  const { algorithm } = key;
  return (
    algorithm?.akp?.pub !== undefined &&
    algorithm.alg !== alg &&
    key.octets('pub')?.length === algorithm.akp.pub &&
    pub.length === algorithms.get(alg)?.akp?.pub
  );
}

function isSamePoint(key: Key, certified: CertificateKey & { kty: 'EC' }): boolean | undefined {
  const { curve } = key;
  const { crv, point, coordinates } = certified;
  // Explicit parameters may be those of the very same curve.
  if (curve === undefined || !certified.isNamed) return undefined;
  if (curve.crv !== crv) return false;
  const x = key.octets('x');
  // A whole point in x is ec-point-encoded-in-x's.
  if (x === undefined || stripLeadingZeros(x).length > curve.octets) return undefined;
  const [ourX, ourY] = [key.integer('x'), key.integer('y')];
  if (coordinates !== undefined)
    return sameIntegers([ourX, toInteger(coordinates.x)], [ourY, toInteger(coordinates.y)]);
  const [form] = point;
  if ((form !== 2 && form !== 3) || point.length !== curve.octets + 1) return undefined;
  // A compressed point says whether y is odd, which tells it from the other point with this x.
  return sameIntegers([ourX, toInteger(point.subarray(1))], [parity(ourY), BigInt(form & 1)]);
}

function parity(n: bigint | undefined): bigint | undefined {
  return n === undefined ? undefined : n & 1n;
}

function sameIntegers(...pairs: readonly (readonly [bigint | undefined, bigint])[]): boolean | undefined {
  if (pairs.some(([ours]) => ours === undefined)) return undefined;
  return pairs.every(([ours, theirs]) => ours === theirs);
}

/** A value of another length has its own finding. */
function sameOctets(ours: Uint8Array | undefined, theirs: Uint8Array): boolean | undefined {
  return ours?.length !== theirs.length ? undefined : equalOctets(ours, theirs);
}

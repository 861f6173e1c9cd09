import { equalOctets, stripLeadingZeros, toInteger } from '../../encoding/octets.ts';
import type { CertificateKey } from '../../encoding/x509.ts';
import type { Key } from '../../key/key.ts';
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
      return sameOctets(key.octets('pub'), certified.pub);
    default:
      return undefined;
  }
}

function isSamePoint(key: Key, { crv, point, coordinates }: CertificateKey & { kty: 'EC' }): boolean | undefined {
  const { curve } = key;
  if (curve === undefined) return undefined;
  if (curve.crv !== crv) return false;
  const x = key.octets('x');
  // A whole point in x is ec-point-encoded-in-x's.
  if (x === undefined || stripLeadingZeros(x).length > curve.octets) return undefined;
  if (coordinates === undefined) return sameIntegers([key.integer('x'), toInteger(point.subarray(1))]);
  return sameIntegers([key.integer('x'), toInteger(coordinates.x)], [key.integer('y'), toInteger(coordinates.y)]);
}

function sameIntegers(...pairs: readonly (readonly [bigint | undefined, bigint])[]): boolean | undefined {
  if (pairs.some(([ours]) => ours === undefined)) return undefined;
  return pairs.every(([ours, theirs]) => ours === theirs);
}

/** A value of another length has its own finding. */
function sameOctets(ours: Uint8Array | undefined, theirs: Uint8Array): boolean | undefined {
  return ours?.length !== theirs.length ? undefined : equalOctets(ours, theirs);
}

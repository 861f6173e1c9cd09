/** EC keys: ECPrivateKey (RFC 5915 §3, SEC 1 §C.4) and the curves and points that other formats have in common with it. */
import { publicFromPrivate } from '../key/publicMembers.ts';
import { readPoint } from '../math/points.ts';
import { curves, type CurveName } from '../registry/curves.ts';
import { byObjectIdentifier, ecCurveIds } from '../registry/objectIdentifiers.ts';
import { decodeBase64url } from './base64url.ts';
import { derTag, readDer } from './der.ts';
import { DerFields, KeyFormatError } from './derFields.ts';
import { bitString, objectIdentifier, octetString, sequence, tagged, unsigned } from './derWriter.ts';
import { idName } from './foreignIds.ts';
import type { EcMaterial } from './keyMaterial.ts';
import { equalOctets, fromInteger, stripLeadingZeros } from './octets.ts';
import { oidText } from './x509.ts';

const ecCurves = byObjectIdentifier(ecCurveIds);

/**
 * The curve that ECParameters (RFC 5480 §2.1.1) name.
 * @throws KeyFormatError for a curve JOSE does not have, and for one that is spelt out
 */
export function namedCurve(parameters: Uint8Array): CurveName {
  const element = readDer(parameters);
  if (element?.tag === derTag.oid && element.end === parameters.length) {
    const oid = oidText(parameters.subarray(element.content, element.end));
    const crv = ecCurves.get(oid);
    if (crv !== undefined) return crv;
    throw new KeyFormatError(`the key is on the curve ${idName(oid)}; JOSE has P-256, P-384, P-521 and secp256k1`);
  }
  if (element?.tag === derTag.sequence)
    throw new KeyFormatError(
      'the key spells its curve out (explicit parameters) instead of naming it; "openssl ec -in OLD -param_enc named_curve -out NEW" mends that for a curve with a name',
    );
  throw new KeyFormatError('the key does not name its curve');
}

/** @throws KeyFormatError when the octets are no point of the curve */
export function pointMaterial(crv: CurveName, octets: Uint8Array): EcMaterial {
  const point = readPoint(crv, octets);
  if (point === undefined) throw new KeyFormatError(`its public point is not on the curve ${crv}`);
  const size = curves[crv].octets;
  return { kty: 'EC', crv, x: fromInteger(point.x, size), y: fromInteger(point.y, size), d: undefined };
}

/** An uncompressed point. */
export function pointOctets({ x, y }: EcMaterial): Uint8Array {
  return Uint8Array.of(4, ...x, ...y);
}

/**
 * The key of a private value; its public point is computed, and held against the one that came along.
 * @throws KeyFormatError when the value is none of the curve, or the point another key's
 */
export function ecFromPrivate(crv: CurveName, value: Uint8Array, point?: Uint8Array): EcMaterial {
  const curve = curves[crv];
  const members = publicFromPrivate(curve, value);
  const [x, y] = [decodeBase64url(members?.x ?? ''), decodeBase64url(members?.y ?? '')];
  if (members === undefined || x === undefined || y === undefined)
    throw new KeyFormatError(`its private value is none of the curve ${crv}`);
  const stripped = stripLeadingZeros(value);
  const d = new Uint8Array(curve.octets);
  d.set(stripped, d.length - stripped.length);
  if (point !== undefined) {
    const given = pointMaterial(crv, point);
    if (!equalOctets(given.x, x) || !equalOctets(given.y, y))
      throw new KeyFormatError('its public point does not belong to its private value');
  }
  return { kty: 'EC', crv, x, y, d };
}

/**
 * @param parameters the curve, where what the key is wrapped in names it
 * @throws KeyFormatError
 */
export function readEcPrivateKey(der: Uint8Array, parameters?: Uint8Array): EcMaterial {
  const fields = DerFields.of(der, 'the EC private key (SEC 1)');
  if (fields.count() !== 1) throw fields.fault();
  const value = fields.octetString();
  const own = fields.takeIf(0xa0);
  const wrapped = fields.takeIf(0xa1);
  fields.end();
  const crv = namedCurve(own ?? parameters ?? new Uint8Array());
  if (parameters !== undefined && parameters.length > 0 && namedCurve(parameters) !== crv)
    throw new KeyFormatError('its curve is named twice, and not the same one both times');
  return ecFromPrivate(crv, value, wrapped === undefined ? undefined : readPublic(wrapped, fields.what));
}

function readPublic(wrapped: Uint8Array, what: string): Uint8Array {
  const fields = DerFields.inside(wrapped, what);
  const point = fields.bitString();
  fields.end();
  return point;
}

/** @param withCurve whether the curve is named inside, because nothing around it does */
export function writeEcPrivateKey(key: EcMaterial & { readonly d: Uint8Array }, withCurve: boolean): Uint8Array {
  return sequence(
    unsigned(Uint8Array.of(1)),
    octetString(key.d),
    ...(withCurve ? [tagged(0, curveId(key.crv))] : []),
    tagged(1, bitString(pointOctets(key))),
  );
}

/** DER of the curve's object identifier. */
export function curveId(crv: CurveName): Uint8Array {
  return objectIdentifier(ecCurveIds[crv as keyof typeof ecCurveIds]);
}

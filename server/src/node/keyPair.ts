/** Key pairs from Node's own crypto: two to six times as fast as its WebCrypto, or our own code for its other curves. */
import * as crypto from 'node:crypto';
import { curves, type CurveName } from '../core/registry/curves.ts';

/**
 * Has Node write the JWK while it makes the key. Writing it afterwards (`KeyObject.export`) can stop the process for good:
 * the collector may find the maker of the key just then, which waits to put away the key that is being written.
 * Node's types do not know that key pairs can be had as JWK.
 */
const generateKeyPair = crypto.generateKeyPairSync as unknown as (
  type: string,
  options: { readonly namedCurve?: string; readonly privateKeyEncoding: { readonly format: 'jwk' } },
) => { readonly privateKey: crypto.JsonWebKey };

/** A new private key of the curve as a JWK; undefined where this Node has no such curve, as Electron's has not. */
export function newKeyPair(crv: CurveName): crypto.JsonWebKey | undefined {
  const privateKeyEncoding = { format: 'jwk' } as const;
  try {
    return curves[crv].kty === 'EC'
      ? generateKeyPair('ec', { namedCurve: crv, privateKeyEncoding }).privateKey
      : generateKeyPair(crv.toLowerCase(), { privateKeyEncoding }).privateKey;
  } catch {
    return undefined;
  }
}

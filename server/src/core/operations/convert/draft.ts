/** Imported keys as JWKs: members in their usual order, certificates as RFC 7517 §4.7 has them. */
import { materialMembers } from '../../encoding/keyMaterial.ts';
import { parseJson, type JsonObject } from '../../document/json.ts';
import { certificateMembers } from '../../key/x5c.ts';
import { Key } from '../../key/key.ts';
import type { Jwk } from '../newKey.ts';
import type { ImportedKey } from './assemble.ts';

/** The JWK, with nothing in it that did not come along. */
export function importedJwk({ material, labels, alg, chain }: ImportedKey): Jwk {
  const { alg: tied = labels.alg ?? alg, ...members } = materialMembers(material);
  const { use, key_ops, kid } = labels;
  const [leaf, ...issuers] = chain;
  return {
    kty: material.kty,
    ...(use === undefined ? {} : { use }),
    ...(key_ops === undefined ? {} : { key_ops }),
    ...(tied === undefined ? {} : { alg: tied }),
    ...(kid === undefined ? {} : { kid }),
    ...members,
    ...(leaf === undefined ? {} : certificateMembers(leaf.der, ...issuers.map((issuer) => issuer.der))),
  };
}

/** The key of a value, at its place among others. */
export function keyAmong(jwk: object, index: number): Key {
  const text = JSON.stringify(jwk);
  return new Key(parseJson(text).root as JsonObject, text, index);
}

const first = ['kty', 'use', 'key_ops', 'alg', 'kid'];

/** What a key says of itself before its numbers. */
export function inUsualOrder(jwk: Jwk): Jwk {
  const head = first.filter((name) => Object.hasOwn(jwk, name)).map((name) => [name, jwk[name]]);
  return { ...(Object.fromEntries(head) as Jwk), ...jwk };
}

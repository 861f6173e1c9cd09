/** The members of metadata documents that the rules of this group look at. */
import type { JwkDocument } from '../../document/document.ts';
import type { JsonMember, JsonNode, JsonObject } from '../../document/json.ts';
import { has, member, stringValue, value } from '../../document/tree.ts';
import { algorithms, type Algorithm } from '../../registry/algorithms.ts';

/** The metadata object; undefined for every other document. */
export function metadataRoot({ role, root }: JwkDocument): JsonObject | undefined {
  return role === 'metadata' && root?.type === 'object' ? root : undefined;
}

/** The members that say where a set is published, with their values. */
export function jwksUris(root: JsonObject): { readonly member: JsonMember; readonly node: JsonNode }[] {
  return ['jwks_uri', 'signed_jwks_uri'].flatMap((name) => {
    const found = member(root, name);
    return found?.value === undefined ? [] : [{ member: found, node: found.value }];
  });
}

/** Whether the metadata says at all where the keys are. */
export function hasKeySource(root: JsonObject): boolean {
  return ['jwks', 'jwks_uri', 'signed_jwks_uri'].some((name) => has(root, name));
}

/** A member that names an algorithm for which the party needs a key of its own. */
export interface AlgorithmMember {
  readonly name: string;
  readonly node: JsonNode;
  readonly algorithm: Algorithm;
}

/** Those of the members that name a known asymmetric algorithm, in the order asked for. */
export function asymmetricMembers(root: JsonObject, names: readonly string[]): AlgorithmMember[] {
  return names.flatMap((name): AlgorithmMember[] => {
    const node = value(root, name);
    const algorithm = algorithms.get(stringValue(root, name) ?? '');
    const asymmetric = algorithm !== undefined && algorithm.kty.length > 0 && !algorithm.kty.includes('oct');
    return node === undefined || !asymmetric ? [] : [{ name, node, algorithm }];
  });
}

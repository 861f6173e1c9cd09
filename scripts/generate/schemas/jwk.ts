/**
 * JSON Schema of a JWK, for editors that have no language server of ours. From the registry tables alone.
 *
 * It rejects what the rules it is held against (test/schemas/agreement.ts) call an error and it accepts everything
 * else: unknown members (RFC 7517 §4), and key types, curves and algorithms nobody has registered yet.
 */
import { curves } from '../../../server/src/core/registry/curves.ts';
import { keyTypes, type KeyType } from '../../../server/src/core/registry/keyTypes.ts';
import { commonMembers, members, otherPrimeMembers, type Member } from '../../../server/src/core/registry/members.ts';
import { heading, type Schema, type SchemaDocument } from './schema.ts';
import { isParameter, misspellings, termSchema } from './terms.ts';

export const jwkSchemaFile = 'jwk.schema.json';

const base64url: Schema = { $ref: '#/definitions/base64url' };

/** The schema's document. */
export function jwkSchema(): SchemaDocument {
  return {
    ...heading(jwkSchemaFile),
    title: 'JSON Web Key (JWK)',
    description: 'A cryptographic key as a JSON object (RFC 7517 §4, RFC 7518 §6, RFC 8037, RFC 9964).',
    type: 'object',
    required: ['kty'],
    properties: Object.fromEntries([...members.values()].map((member) => [member.name, memberSchema(member)])),
    allOf: Object.values(keyTypes).map(keyTypeSchema),
    definitions: {
      base64url: {
        description: 'base64url without padding (RFC 7515 §2); no octets have a text of 4n + 1 characters',
        pattern: '^(?:[A-Za-z0-9_-]{4})*(?:[A-Za-z0-9_-]{2,3})?$',
      },
      base64: {
        description: 'Plain base64 with padding, on one line (RFC 4648 §4)',
        pattern: '^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
      },
      ...misspellings(),
    },
  };
}

/** What the member is in a key of any type. */
function memberSchema(member: Member): Schema {
  const { name, title, text, source, type } = member;
  const about = { title, description: `${text} (${source})` };
  switch (type) {
    case 'string':
      return { ...about, type, ...(member.mayBeEmpty === true ? {} : { minLength: 1 }), ...textSchema(member) };
    case 'strings': {
      const items: Schema = { type: 'string', ...textSchema(member) };
      return { ...about, type: 'array', ...(member.mayBeEmpty === true ? {} : { minItems: 1 }), ...listSchema(name), items };
    }
    case 'array':
      return { ...about, type, items: { properties: otherPrimes((title) => ({ title })) } };
    default:
      return { ...about, type };
  }
}

/** What the member's text, or each text in it, has to be. */
function textSchema({ name, base64url: encoded }: Member): Schema {
  if (isParameter(name)) return termSchema(name);
  // Only certificates are in plain base64.
  if (name === 'x5c') return { allOf: [{ $ref: '#/definitions/base64' }] };
  // A member of a key type is text of another kind where another type has a member of that name.
  return encoded === true && commonMembers.includes(name) ? { allOf: [base64url] } : {};
}

/** RFC 7517 §4.3: duplicate operations must not be present. Of certificates nothing is said. */
function listSchema(name: string): Schema {
  return name === 'key_ops' ? { uniqueItems: true } : {};
}

function otherPrimes(schemaOf: (title: string) => Schema): Readonly<Record<string, Schema>> {
  return Object.fromEntries([...otherPrimeMembers].map(([name, title]) => [name, schemaOf(title)]));
}

/** What a key of the type must have, and how it is written. */
function keyTypeSchema(type: KeyType): Schema {
  const required = type.required.filter((name) => !dependsOnCurve(type, name));
  const encoded = type.members.filter((name) => members.get(name)?.base64url === true);
  return {
    if: { required: ['kty'], properties: { kty: { const: type.kty } } },
    then: {
      required,
      properties: {
        ...Object.fromEntries(encoded.map((name) => [name, base64url])),
        ...ownMembers(type),
      },
      ...(required.length === type.required.length ? {} : curveSchema(type)),
    },
  };
}

function ownMembers({ kty }: KeyType): Readonly<Record<string, Schema>> {
  switch (kty) {
    case 'EC':
    case 'OKP':
      return { crv: { not: { enum: curvesOf((owner) => owner !== kty) } } };
    case 'RSA':
      return { oth: { items: { properties: otherPrimes(() => base64url) } } };
    case 'oct':
      return { k: { minLength: 1, allOf: [base64url] } };
    default:
      return {};
  }
}

function curvesOf(wanted: (kty: string) => boolean): readonly string[] {
  return Object.values(curves).flatMap(({ crv, kty }) => (wanted(kty) ? [crv] : []));
}

/** Only the registered curves demand y (RFC 7518 §6.2.1); pairing curves are published without. */
function dependsOnCurve({ kty }: KeyType, name: string): boolean {
  return kty === 'EC' && name === 'y';
}

function curveSchema({ kty, required }: KeyType): Schema {
  return {
    if: { properties: { crv: { enum: curvesOf((owner) => owner === kty) } } },
    then: { required },
  };
}

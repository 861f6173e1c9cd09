/** JSON Schema of a JWK Set: an array of what the other schema describes. */
import { jwkSchemaFile } from './jwk.ts';
import { heading, type SchemaDocument } from './schema.ts';

export const jwksSchemaFile = 'jwks.schema.json';

/** The schema's document. It refers to that of a JWK by its name, so that the two files work side by side anywhere. */
export function jwksSchema(): SchemaDocument {
  return {
    ...heading(jwksSchemaFile),
    title: 'JSON Web Key Set (JWK Set)',
    description: 'A set of cryptographic keys as a JSON object (RFC 7517 §5). Members beside "keys" are allowed.',
    type: 'object',
    required: ['keys'],
    properties: {
      keys: {
        title: 'Array of JWK Values',
        description: 'The JWKs of this JWK Set. By default their order does not imply a preference. (RFC 7517 §5.1)',
        type: 'array',
        items: { $ref: jwkSchemaFile },
      },
    },
  };
}

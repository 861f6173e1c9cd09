import type { Rule } from '../rule.ts';
import { jwksUriInvalid } from './jwks-uri-invalid.ts';
import { jwksUriMissing } from './jwks-uri-missing.ts';
import { jwksUriNotHttps } from './jwks-uri-not-https.ts';
import { jwksUriPrivateAddress } from './jwks-uri-private-address.ts';
import { metadataJwksAndJwksUri } from './metadata-jwks-and-jwks-uri.ts';
import { metadataJwksNotObject } from './metadata-jwks-not-object.ts';
import { metadataKeySourceMissing } from './metadata-key-source-missing.ts';
import { metadataNoUsableKey } from './metadata-no-usable-key.ts';

export const metadataRules: readonly Rule[] = [
  metadataJwksAndJwksUri,
  metadataJwksNotObject,
  jwksUriMissing,
  jwksUriInvalid,
  jwksUriNotHttps,
  jwksUriPrivateAddress,
  metadataKeySourceMissing,
  metadataNoUsableKey,
];

import type { Rule } from '../rule.ts';
import { jwksBareArray } from './jwks-bare-array.ts';
import { jwksElementNotObject } from './jwks-element-not-object.ts';
import { jwksKeysEmpty } from './jwks-keys-empty.ts';
import { jwksKeysMissing } from './jwks-keys-missing.ts';
import { jwksKeysNotArray } from './jwks-keys-not-array.ts';
import { jwksMemberMisplaced } from './jwks-member-misplaced.ts';
import { jwksMixedPublicPrivate } from './jwks-mixed-public-private.ts';
import { jwksMixedSymmetricAsymmetric } from './jwks-mixed-symmetric-asymmetric.ts';
import { jwksNoSigningKey } from './jwks-no-signing-key.ts';
import { keyDuplicate } from './key-duplicate.ts';
import { keyReusedAcrossAlgs } from './key-reused-across-algs.ts';
import { keyReusedForSigAndEnc } from './key-reused-for-sig-and-enc.ts';
import { kidDuplicateDifferentKty } from './kid-duplicate-different-kty.ts';
import { kidDuplicate } from './kid-duplicate.ts';
import { publicSetDrifted } from './public-set-drifted.ts';
import { useRequiredInMixedSet } from './use-required-in-mixed-set.ts';

export const setRules: readonly Rule[] = [
  jwksKeysMissing,
  jwksKeysNotArray,
  jwksBareArray,
  jwksElementNotObject,
  jwksKeysEmpty,
  jwksMemberMisplaced,
  kidDuplicate,
  kidDuplicateDifferentKty,
  keyDuplicate,
  keyReusedForSigAndEnc,
  keyReusedAcrossAlgs,
  jwksMixedSymmetricAsymmetric,
  jwksMixedPublicPrivate,
  useRequiredInMixedSet,
  jwksNoSigningKey,
  publicSetDrifted,
];

import type { Rule } from '../rule.ts';
import { algCrvMismatch } from './alg-crv-mismatch.ts';
import { algDeprecated } from './alg-deprecated.ts';
import { algInsecure } from './alg-insecure.ts';
import { algKtyMismatch } from './alg-kty-mismatch.ts';
import { algMissing } from './alg-missing.ts';
import { algUnknown } from './alg-unknown.ts';
import { keyExpired } from './key-expired.ts';
import { keyLifetimeInvalid } from './key-lifetime-invalid.ts';
import { keyNotYetValid } from './key-not-yet-valid.ts';
import { keyOpsDuplicate } from './key-ops-duplicate.ts';
import { keyOpsMismatch } from './key-ops-mismatch.ts';
import { keyOpsPrivateOnPublic } from './key-ops-private-on-public.ts';
import { keyOpsUnrelated } from './key-ops-unrelated.ts';
import { keyRevoked } from './key-revoked.ts';
import { kidMissing } from './kid-missing.ts';
import { kidThumbprintMismatch } from './kid-thumbprint-mismatch.ts';
import { kidThumbprintUriInvalid } from './kid-thumbprint-uri-invalid.ts';
import { kidWhitespace } from './kid-whitespace.ts';
import { ktyMissing } from './kty-missing.ts';
import { ktyUnknown } from './kty-unknown.ts';
import { requiredMemberMissing } from './required-member-missing.ts';
import { unregisteredValue } from './unregistered-value.ts';
import { useKeyOpsInconsistent } from './use-key-ops-inconsistent.ts';
import { useMismatch } from './use-mismatch.ts';
import { useMissing } from './use-missing.ts';
import { useWithKeyOps } from './use-with-key-ops.ts';
import { x5uInvalid } from './x5u-invalid.ts';

export const commonRules: readonly Rule[] = [
  ktyMissing,
  ktyUnknown,
  requiredMemberMissing,
  unregisteredValue,
  useWithKeyOps,
  useKeyOpsInconsistent,
  useMissing,
  useMismatch,
  keyOpsDuplicate,
  keyOpsUnrelated,
  keyOpsPrivateOnPublic,
  keyOpsMismatch,
  algMissing,
  algUnknown,
  algKtyMismatch,
  algCrvMismatch,
  algDeprecated,
  algInsecure,
  kidMissing,
  kidWhitespace,
  kidThumbprintMismatch,
  kidThumbprintUriInvalid,
  keyExpired,
  keyNotYetValid,
  keyRevoked,
  keyLifetimeInvalid,
  x5uInvalid,
];

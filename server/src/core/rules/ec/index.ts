import type { Rule } from '../rule.ts';
import { crvKtyMismatch } from './crv-kty-mismatch.ts';
import { crvUnknown } from './crv-unknown.ts';
import { ecPointEncodedInX } from './ec-point-encoded-in-x.ts';
import { ecPointNotOnCurve } from './ec-point-not-on-curve.ts';
import { ecPrivateKeyMismatch } from './ec-private-key-mismatch.ts';
import { ecPrivateKeyOutOfRange } from './ec-private-key-out-of-range.ts';
import { ecValueLength } from './ec-value-length.ts';

export const ecRules: readonly Rule[] = [
  crvUnknown,
  crvKtyMismatch,
  ecValueLength,
  ecPointEncodedInX,
  ecPointNotOnCurve,
  ecPrivateKeyOutOfRange,
  ecPrivateKeyMismatch,
];

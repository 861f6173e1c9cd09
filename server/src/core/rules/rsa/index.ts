import type { Rule } from '../rule.ts';
import { rsaCrtMismatch } from './rsa-crt-mismatch.ts';
import { rsaCrtMissing } from './rsa-crt-missing.ts';
import { rsaExponentInvalid } from './rsa-exponent-invalid.ts';
import { rsaExponentMisencoded } from './rsa-exponent-misencoded.ts';
import { rsaExponentUnusual } from './rsa-exponent-unusual.ts';
import { rsaFactorInvalid } from './rsa-factor-invalid.ts';
import { rsaLeadingZeroOctet } from './rsa-leading-zero-octet.ts';
import { rsaModulusClosePrimes } from './rsa-modulus-close-primes.ts';
import { rsaModulusInvalid } from './rsa-modulus-invalid.ts';
import { rsaModulusRoca } from './rsa-modulus-roca.ts';
import { rsaModulusSharedPrime } from './rsa-modulus-shared-prime.ts';
import { rsaModulusTooSmall } from './rsa-modulus-too-small.ts';
import { rsaModulusUnusualSize } from './rsa-modulus-unusual-size.ts';
import { rsaOthInvalid } from './rsa-oth-invalid.ts';
import { rsaPrivateExponentMismatch } from './rsa-private-exponent-mismatch.ts';
import { rsaPrivateExponentSmall } from './rsa-private-exponent-small.ts';
import { rsaPrivateIncomplete } from './rsa-private-incomplete.ts';

export const rsaRules: readonly Rule[] = [
  rsaLeadingZeroOctet,
  rsaModulusTooSmall,
  rsaModulusUnusualSize,
  rsaModulusInvalid,
  rsaModulusClosePrimes,
  rsaModulusRoca,
  rsaModulusSharedPrime,
  rsaExponentMisencoded,
  rsaExponentInvalid,
  rsaExponentUnusual,
  rsaPrivateIncomplete,
  rsaCrtMissing,
  rsaFactorInvalid,
  rsaPrivateExponentMismatch,
  rsaCrtMismatch,
  rsaOthInvalid,
  rsaPrivateExponentSmall,
];

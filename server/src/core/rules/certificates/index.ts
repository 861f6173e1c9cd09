import type { Rule } from '../rule.ts';
import { x5cCertificateValidity } from './x5c-certificate-validity.ts';
import { x5cChainBroken } from './x5c-chain-broken.ts';
import { x5cKeyMismatch } from './x5c-key-mismatch.ts';
import { x5cNotBase64 } from './x5c-not-base64.ts';
import { x5cNotCertificate } from './x5c-not-certificate.ts';
import { x5cUsageMismatch } from './x5c-usage-mismatch.ts';
import { x5cWeakSignature } from './x5c-weak-signature.ts';
import { x5tHexEncoded } from './x5t-hex-encoded.ts';
import { x5tLength } from './x5t-length.ts';
import { x5tMismatch } from './x5t-mismatch.ts';

export const certificatesRules: readonly Rule[] = [
  x5cNotBase64,
  x5cNotCertificate,
  x5cKeyMismatch,
  x5cChainBroken,
  x5cCertificateValidity,
  x5cWeakSignature,
  x5cUsageMismatch,
  x5tLength,
  x5tHexEncoded,
  x5tMismatch,
];

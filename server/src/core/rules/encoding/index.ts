import type { Rule } from '../rule.ts';
import { base64urlInvalid } from './base64url-invalid.ts';
import { base64urlNonCanonical } from './base64url-non-canonical.ts';
import { base64urlPadding } from './base64url-padding.ts';
import { base64urlStandardAlphabet } from './base64url-standard-alphabet.ts';
import { base64urlWhitespace } from './base64url-whitespace.ts';
import { valueHexEncoded } from './value-hex-encoded.ts';
import { valuePlaceholder } from './value-placeholder.ts';

export const encodingRules: readonly Rule[] = [
  base64urlPadding,
  base64urlStandardAlphabet,
  base64urlWhitespace,
  base64urlInvalid,
  base64urlNonCanonical,
  valuePlaceholder,
  valueHexEncoded,
];

import type { Rule } from '../rule.ts';
import { compromisedKey } from './compromised-key.ts';
import { kidDerivedFromSecret } from './kid-derived-from-secret.ts';
import { knownExampleKey } from './known-example-key.ts';
import { privateKeyInPublicDocument } from './private-key-in-public-document.ts';
import { privateKeyPlaintext } from './private-key-plaintext.ts';
import { symmetricKeyInPublicDocument } from './symmetric-key-in-public-document.ts';
import { symmetricKeyPlaintext } from './symmetric-key-plaintext.ts';
import { x5cContainsPrivateKey } from './x5c-contains-private-key.ts';

export const securityRules: readonly Rule[] = [
  privateKeyInPublicDocument,
  symmetricKeyInPublicDocument,
  privateKeyPlaintext,
  symmetricKeyPlaintext,
  knownExampleKey,
  compromisedKey,
  kidDerivedFromSecret,
  x5cContainsPrivateKey,
];

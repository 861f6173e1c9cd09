/** Words are shown as they are, key material is not: of every vocabulary, and of every spelling of a key. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { algorithms } from '../../server/src/core/registry/algorithms.ts';
import { memberAliases, valueAliases } from '../../server/src/core/registry/aliases.ts';
import { curveNames, vendorCurves } from '../../server/src/core/registry/curves.ts';
import { keyTypeNames, vendorKeyTypes } from '../../server/src/core/registry/keyTypes.ts';
import { knownExtensionMembers, members } from '../../server/src/core/registry/members.ts';
import { extensionUses, keyOperations } from '../../server/src/core/registry/uses.ts';
import { displayWord, mayBeKeyMaterial, visibleWord } from '../../server/src/core/words.ts';

const known = [
  ...algorithms.keys(),
  ...keyOperations.keys(),
  ...members.keys(),
  ...[curveNames, vendorCurves, keyTypeNames, vendorKeyTypes, knownExtensionMembers, extensionUses].flatMap((names) => [
    ...names,
  ]),
  ...memberAliases.keys(),
  ...Object.values(valueAliases).flatMap((aliases) => [...aliases.keys()]),
];

/** Names of other ecosystems, as unknown values have them. */
const foreign = [
  ...['brainpoolP256r1', 'brainpoolP512t1', 'secp256k1-SHA3', 'SHA256withRSAandMGF1', 'RSASSA-PKCS1-v1_5'],
  ...['ecdsa-sha2-nistp256', 'sha512WithRSAEncryption', 'id-RSASSA-PKCS1-v1_5-with-sha3-512', 'Bls12381G1Key2020'],
  ...[
    'https://example.com/alg/es224',
    'com.example.alg-es224',
    'JsonWebSignature2020',
    'EcdsaSecp256k1RecoveryMethod2020',
  ],
  ...['token_endpoint_auth_signing_alg', 'additionalEncryptionParameters', 'x509-svid', 'kms_key_version', 'α-β-γ'],
];

const spellings: Readonly<Record<string, (octets: Buffer) => string>> = {
  base64url: (o) => o.toString('base64url'),
  base64: (o) => o.toString('base64'),
  hex: (o) => o.toString('hex'),
  'hex with colons': (o) => (o.toString('hex').match(/../g) ?? []).join(':'),
  'a list of octets': (o) => [...o].join(', '),
  decimal: (o) => BigInt(`0x01${o.toString('hex')}`).toString(),
  PEM: (o) => `-----BEGIN PRIVATE KEY-----\n${o.toString('base64')}\n-----END PRIVATE KEY-----`,
};

describe('a word', () => {
  it('of the registries is shown as it is', () => {
    for (const word of known) assert.equal(visibleWord(word), word);
  });

  it('of another ecosystem is shown as it is, unless it is as long as a key', () => {
    const hidden = foreign.filter(mayBeKeyMaterial);
    // Names of 32 characters and more with digits among them could be anything.
    assert.deepEqual(hidden, ['id-RSASSA-PKCS1-v1_5-with-sha3-512', 'EcdsaSecp256k1RecoveryMethod2020']);
  });

  it('is escaped for people', () => {
    assert.equal(displayWord('a\u202Eb'), 'a\\u202eb');
  });
});

describe('a key in the place of a word', () => {
  for (const [name, spell] of Object.entries(spellings)) {
    it(`is hidden as ${name}`, () => {
      const octets = fc.uint8Array({ minLength: 32, maxLength: 64 });
      // Octets of one value all over are no key, and no base64 with digits in it.
      const random = octets.filter((o) => new Set(o).size > 24);
      fc.assert(
        fc.property(random, (o) => mayBeKeyMaterial(spell(Buffer.from(o)))),
        { seed: 1, numRuns: 300 },
      );
    });
  }

  it('shows no more than its length', () => {
    assert.equal(visibleWord('xo2VZub-8f_g_DLmP9vc7S7WqjItGu72hU-SLOPuIB8'), '(43 characters, not shown)');
  });
});

/** Pairs of keys across a set, which one example cannot show: one finding a key, always against the first reason. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { readDocument } from '../../server/src/core/document/document.ts';
import { deepEqual } from '../../server/src/core/document/tree.ts';
import type { Key } from '../../server/src/core/key/key.ts';
import { ecPublic, edPublic, octSecret, otherEcPublic, rsaPublic } from '../../server/src/core/rules/samples.ts';
import { pairsOf, type Relation } from '../../server/src/core/rules/set/pairs.ts';
import { lintText } from '../support/lint.ts';

const relations: readonly Relation[] = [
  'confusable',
  'same-kid',
  'same-kid-other-type',
  'identical',
  'second-kid',
  'other-class',
  'other-alg',
];

/** The catalogue's conditions, word for word, for one pair. */
function relationOf(a: Key, b: Key): Relation | undefined {
  const kidA = a.kid?.value ?? '';
  const kidB = b.kid?.value ?? '';
  const same = a.canonicalThumbprint !== undefined && a.canonicalThumbprint === b.canonicalThumbprint;
  if (!same) {
    if (kidA === '' || kidA !== kidB || a.kty === undefined || b.kty === undefined) return undefined;
    if (a.kty.value !== b.kty.value) return 'same-kid-other-type';
    const agree = (name: string): boolean => {
      const [one, other] = [a.string(name)?.value, b.string(name)?.value];
      return one === undefined || other === undefined || one === other;
    };
    return agree('alg') && agree('use') ? 'confusable' : 'same-kid';
  }
  if (deepEqual(a.object, b.object)) return 'identical';
  if (a.purpose !== undefined && b.purpose !== undefined && a.purpose !== b.purpose) return 'other-class';
  const alg = (key: Key): string => (key.alg?.value ?? '').replace(/^Ed(?:25519|448)$/, 'EdDSA');
  if (a.purpose !== b.purpose) return undefined;
  if (a.algorithm !== undefined && b.algorithm !== undefined && alg(a) !== alg(b)) return 'other-alg';
  return alg(a) === alg(b) && kidA !== '' && kidB !== '' && kidA !== kidB ? 'second-kid' : undefined;
}

const member = (name: string, values: readonly string[]): fc.Arbitrary<string> =>
  fc.constantFrom('', ...values.map((value) => `,"${name}":${value}`));

const keyText = fc
  .tuple(
    fc.constantFrom(ecPublic, otherEcPublic, edPublic, edPublic, '"kty":"EC","crv":"P-256"', '"kty":"NEW"', '"x":"AA"'),
    member('kid', ['"a"', '"b"', '""']),
    member('use', ['"sig"', '"enc"', '"other"']),
    member('alg', ['"ES256"', '"EdDSA"', '"Ed25519"', '"ECDH-ES"', '"unknown"']),
    member('key_ops', ['["verify"]', '["deriveKey"]']),
  )
  .map((parts) => `{${parts.join('')}}`);

function setOf(keys: readonly string[]): ReturnType<typeof readDocument> {
  return readDocument(`{"keys":[${keys.join(',')}]}`, 'jwks.json');
}

describe('pairs of keys in a set', () => {
  it('are those the conditions give for each two keys, the first one only', () => {
    fc.assert(
      fc.property(fc.array(keyText, { maxLength: 8 }), (keys) => {
        const [set] = setOf(keys).parts;
        assert.ok(set?.kind === 'set');
        const found = relations
          .flatMap((relation) => pairsOf(set, relation))
          .map((p) => `${p.later.index} ${p.relation} ${p.first.index}`);
        const expected = set.keys.flatMap((later, j) => {
          const earlier = set.keys.slice(0, j);
          const first =
            earlier.find((key) => relationOf(key, later) === 'confusable') ??
            earlier.find((key) => relationOf(key, later) !== undefined);
          return first === undefined ? [] : [`${later.index} ${String(relationOf(first, later))} ${first.index}`];
        });
        assert.deepEqual(found.sort(), expected.sort());
      }),
      { numRuns: 500 },
    );
  });

  it('are an error where a verifier cannot tell two keys apart, whatever other keys have the kid', () => {
    const [one, two] = [`${ecPublic},"kid":"a"`, `${otherEcPublic},"kid":"a"`];
    const severities = (...keys: readonly string[]): string[] =>
      lintText(`{"keys":[${keys.map((key) => `{${key}}`).join()}]}`, { path: 'set.json' })
        .filter((f) => f.rule.id.startsWith('kid-duplicate'))
        .map((f) => `${f.key?.index ?? ''} ${f.rule.id} ${f.severity}`);
    const rsa = `${rsaPublic},"kid":"a"`;
    assert.deepEqual(severities(rsa, one, two), ['1 kid-duplicate-different-kty information', '2 kid-duplicate error']);
    const third = '"kty":"EC","crv":"P-384","kid":"a","alg":"ES384"';
    const [es256, otherEs256] = [one, two].map((key) => `${key},"alg":"ES256"`) as [string, string];
    assert.deepEqual(severities(third, es256, otherEs256), ['1 kid-duplicate warning', '2 kid-duplicate error']);
    assert.deepEqual(severities(`${one},"use":"enc"`, `${two},"use":"sig"`, third), [
      '1 kid-duplicate warning',
      '2 kid-duplicate error',
    ]);
  });

  it('name no kid that gives a secret away', () => {
    const secret = /"k":"([^"]*)"/.exec(octSecret)?.[1] ?? '';
    const thumbprint = 'kDv8ueqrfmm-XQEOjWOpxw85J9gpJYSgG1C_hGhNBkI';
    for (const kid of [secret, thumbprint, `urn:ietf:params:oauth:jwk-thumbprint:sha-256:${thumbprint}`]) {
      for (const keys of [
        [`{${octSecret},"kid":"${kid}"}`, `{${rsaPublic},"kid":"${kid}"}`],
        [`{${rsaPublic},"kid":"${kid}"}`, `{${octSecret},"kid":"${kid}"}`],
      ]) {
        const findings = lintText(`{"keys":[${keys.join()}]}`, { path: 'set.json' });
        assert.ok(findings.some((f) => f.rule.id === 'kid-duplicate-different-kty'));
        for (const f of findings) assert.ok(!f.message.includes(secret) && !f.message.includes(thumbprint), f.message);
      }
    }
  });

  it('offers the thumbprint to the key that does not have it yet', () => {
    const kid = 'OLV2EIG1u0T2ndlr_pkcP1fHzoIxYTYArmsn4VUeuIM';
    const text = `{"keys":[{${ecPublic},"kid":"${kid}"},{${otherEcPublic},"kid":"${kid}"}]}`;
    const finding = lintText(text, { path: 'set.json' }).find((f) => f.rule.id === 'kid-duplicate');
    assert.deepEqual(
      finding?.fixes().map((f) => f.title),
      ['Set kid of keys[0] to the JWK thumbprint'],
    );
  });
});

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from '../support/fastCheck.ts';
import { parameters } from '../../scripts/generate/schemas/terms.ts';
import { disagrees, rules, verdicts, type Verdict } from './agreement.ts';
import { files, ruleExamples, shared, type NamedDocument } from './documents.ts';
import { encodedText, everyChange, mutatedKey, mutatedSet, term } from './mutations.ts';
import { loadValidators } from './validators.ts';

const validators = loadValidators();

function explain({ kind, text, valid, reported }: Verdict): string {
  return `${kind} schema: ${valid ? 'valid' : 'invalid'}, rules: ${reported.join(', ') || 'nothing'}: ${text}`;
}

/** Both verdicts on a text that is taken for a key, or for a set. */
function both(text: string, role: 'jwk' | 'jwks'): Verdict[] {
  return verdicts(validators, text, 'a.json', { role });
}

/** The two sides agree on each document, and there was something to agree on. */
function agreeOn(documents: readonly NamedDocument[]): void {
  const found = documents.flatMap(({ name, path, text }) =>
    verdicts(validators, text, path).map((verdict) => ({ name, verdict })),
  );
  const contradictions = found.filter(({ verdict }) => disagrees(verdict));
  assert.deepEqual(
    contradictions.map(({ name, verdict }) => `${name}: ${explain(verdict)}`),
    [],
  );
  const seen = new Set(found.map(({ verdict }) => `${verdict.kind} ${verdict.valid}`));
  assert.deepEqual([...seen].sort(), ['jwk false', 'jwk true', 'jwks false', 'jwks true']);
}

function agreeOnText(text: string, role: 'jwk' | 'jwks'): void {
  const found = both(text, role);
  assert.notEqual(found.length, 0);
  for (const verdict of found) assert.ok(!disagrees(verdict), explain(verdict));
}

describe('the schemas and the rules agree on', () => {
  it('the seeds and the examples', () => agreeOn(files));

  it("the rules' examples, and every rule in question reports there", () => {
    agreeOn(ruleExamples);
    const reported = new Set(
      ruleExamples.flatMap(({ path, text }) => verdicts(validators, text, path)).flatMap((v) => v.reported),
    );
    assert.deepEqual(
      [...rules].filter((id) => !reported.has(id)),
      [],
    );
  });

  if (shared.length > 0) it('the shared corpus', () => agreeOn(shared));

  it('every single change of a key', () => {
    for (const text of everyChange()) agreeOnText(text, 'jwk');
  });

  it('keys that were changed', () => {
    fc.assert(
      fc.property(mutatedKey, (text) => agreeOnText(text, 'jwk')),
      { numRuns: 5_000 },
    );
  });

  it('sets that were changed', () => {
    fc.assert(
      fc.property(mutatedSet, (text) => agreeOnText(text, 'jwks')),
      { numRuns: 2_000 },
    );
  });

  it('which values are misspelt', () => {
    fc.assert(
      fc.property(fc.constantFrom(...parameters), term, (parameter, text) => {
        const value = JSON.stringify(text);
        const members = parameter === 'kty' ? '"kty":' : `"kty":"x","${parameter}":`;
        agreeOnText(`{${members}${parameter === 'key_ops' ? `[${value}]` : value}}`, 'jwk');
      }),
      { numRuns: 5_000 },
    );
  });

  it('which values are base64url', () => {
    const places = [
      ['"kty":"oct"', 'k'],
      ['"kty":"oct","k":"AAAA"', 'x5t'],
      ['"kty":"RSA","n":"AAAA"', 'e'],
      ['"kty":"RSA","e":"AQAB"', 'n'],
      ['"kty":"OKP","crv":"Ed25519"', 'x'],
    ] as const;
    fc.assert(
      fc.property(fc.constantFrom(...places), encodedText, ([members, name], text) => {
        agreeOnText(`{${members},"${name}":${JSON.stringify(text)}}`, 'jwk');
      }),
      { numRuns: 2_000 },
    );
  });
});

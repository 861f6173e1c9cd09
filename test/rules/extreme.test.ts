/**
 * Documents somebody wrote to break a reader: as deep, long, many or large as 4 MiB allow. Each must be done with in
 * time, with sound findings; how long it takes is measured by `npm run bench` (scripts/bench/worst.ts).
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maxDocumentLength, readDocument } from '../../server/src/core/document/document.ts';
import { defaultConfiguration } from '../../server/src/core/rules/configuration.ts';
import { rules } from '../../server/src/core/rules/index.ts';
import { exampleNow } from '../../server/src/core/rules/rule.ts';
import { lintSteps } from '../../server/src/core/rules/run.ts';
import { ecPublic, octSecret } from '../../server/src/core/rules/samples.ts';
import { escapeAll } from '../support/mutations.ts';
import { assertSound } from '../support/soundness.ts';

const many = 100_000;
/** What is left of the longest document for one value of it. */
const long = maxDocumentLength - 200;

const key = `{${ecPublic}}`;
const listOf = (item: string | ((i: number) => string), count = many): string =>
  Array.from({ length: count }, (_, i) => (typeof item === 'string' ? item : item(i))).join();
const setOf = (keys: string): string => `{"keys":[${keys}]}`;
const rsaWith = (member: string): string => setOf(`{"kty":"RSA","e":"AQAB",${member}}`);
const nested = (open: string, close: string, inside = '', depth = many): string =>
  open.repeat(depth) + inside + close.repeat(depth);
/** Whole texts of four units of base64url, for one long value. */
const filled = (unit: string, length = long): string => unit.repeat(Math.floor(length / unit.length));

const documents: Readonly<Record<string, () => string>> = {
  'deep arrays': () => setOf(nested('[', ']')),
  'deep objects': () => nested('{"jwk":', '}', key),
  'deep and mixed': () => `{"keys":[${key}],"a":${nested('[{"a":', '}]', '1')}}`,
  'deep inside of a key': () => setOf(`{${ecPublic},"a":${nested('[', ']')},"b":${nested('{"kty":', '}', '1')}}`),
  'deep and never closed': () => `{"keys":[${'['.repeat(many)}`,
  'deep and opened by objects': () => '{"keys":{'.repeat(many),
  'closed only': () => `{"keys":[${']}'.repeat(many)}`,
  'duplicates of a member': () => rsaWith(listOf('"n":"AQAB"')),
  'duplicates of kid': () => setOf(`{${ecPublic},${listOf((i) => `"kid":"${i}"`)}}`),
  'duplicates of kty': () => setOf(`{${listOf((i) => `"kty":"${i % 2 === 0 ? 'EC' : 'RSA'}"`)}}`),
  'duplicates of keys': () => `{${listOf(`"keys":[{"kty":"EC"}]`)}}`,
  'duplicates in metadata': () => `{"redirect_uris":[],${listOf('"jwks_uri":"a"')}}`,
  'different members': () => rsaWith(listOf((i) => `"m${i}":${i}`)),
  'keys of one kid': () => setOf(listOf('{"kid":"a","kty":"A"}')),
  'symmetric keys of one kid': () =>
    setOf(listOf((i) => `{"kty":"oct","kid":"a","k":"${btoa(`secret ${i}`)}"}`, 5_000)),
  'equal keys': () => setOf(listOf(key, 10_000)),
  'empty keys': () => setOf(listOf('{}', 50_000)),
  'keys that are none': () => setOf(listOf('[],1,"a",null', 25_000)),
  'slots in one object': () => `{"alg":"ES256",${listOf(`"jwk":{"kty":"oct","k":"AAAA"}`, 20_000)}}`,
  'embedded sets': () => `{"a":[${listOf(`{"jwks":{"keys":[{"kty":"oct","k":"AAAA"}]}}`, 20_000)}]}`,
  'one long string': () => rsaWith(`"n":"${filled('AAAA')}"`),
  'one long name': () => setOf(`{${ecPublic},"${filled('a')}":1}`),
  'one long number': () => rsaWith(`"exp":${filled('9')}`),
  'digits of a number and an exponent': () =>
    rsaWith(`"exp":${'9'.repeat(many)}.${'9'.repeat(many)}e${'9'.repeat(many)}`),
  'a number beyond all others': () => rsaWith('"exp":1e999999,"nbf":-1e999999,"iat":-0'),
  'a modulus of 65,537 bits': () => setOf(listOf(rsaWithModulus(8193), 20)),
  'moduli of 16,384 bits': () => setOf(listOf(rsaWithModulus(2048), 100)),
  'NUL in every place': () => rsaWith(`"n":"${'\\u0000'.repeat(many)}","\\u0000":"\u0000","kid":"\\u0000"`),
  'escapes only': () => rsaWith(`"n":${escapeAll('A'.repeat(many))}`),
  'lone surrogates': () => rsaWith(`"kid":"${'\\ud83d'.repeat(many)}","n":"${'\uDE00'.repeat(many)}"`),
  'white space in a value': () => rsaWith(`"n":"A${filled(' ', long - many)}A","kid":" ${' '.repeat(many - 100)}a"`),
  'padding in a value': () => rsaWith(`"n":"A${filled('=')}A"`),
  'line ends before a member': () => setOf(`{${'\n'.repeat(many)}/**/${ecPublic},"kid":"a"}`),
  'strings that are not closed': () => `{"keys":[{${listOf('"n":"abc\n')}`,
  'comments only': () => `{"keys":[${'/**/'.repeat(many)}]}`,
  'commas only': () => `{"keys":[${','.repeat(many)}]}`,
  'a long chain of nothing': () => rsaWith(`"x5c":[${listOf('"AAAA"')}]`),
  'PEM without end': () => rsaWith(`"x5c":["${'-----BEGIN CERTIFICATE-----AAAA'.repeat(many)}"]`),
  'operations without end': () => setOf(`{${ecPublic},"key_ops":[${listOf((i) => `"${i % 2 === 0 ? 'sign' : i}"`)}]}`),
  'primes without end': () =>
    rsaWith(`"n":"AQAB","d":"AQ","p":"Aw","q":"BQ","oth":[${listOf('{"r":"Aw","d":"AQ","t":"AQ"}', 10_000)}]`),
  'a long secret in its kid': () =>
    setOf(`{"kty":"oct","k":"${filled('QUJD', many)}","kid":"${filled('QUJD', many)}"}`),
  'JSON in JSON in a secret': () => setOf(`{"kty":"oct","k":"${btoa(nested('{"keys":[', ']}')).replace(/=+$/, '')}"}`),
  'every member of the wrong type': () =>
    setOf(listOf('{"kty":1,"kid":{},"use":[],"alg":null,"key_ops":{},"x5c":1}', 5_000)),
  'nothing but a quotation mark': () => '"keys"'.repeat(many),
};

function rsaWithModulus(octets: number): string {
  const text = '_'.repeat(Math.ceil((octets * 8) / 6) - 1);
  return `{"kty":"RSA","e":"AQAB","n":"${text}${octets % 3 === 0 ? '_' : octets % 3 === 1 ? 'w' : '8'}"}`;
}

describe('extreme documents', () => {
  for (const [name, make] of Object.entries(documents)) {
    it(name, { timeout: 60_000 }, () => {
      const text = make();
      assert.ok(text.length <= maxDocumentLength);
      assertSound(text, { path: 'jwks.json' });
    });
  }
});

describe('work on a document twice as long', () => {
  /** How much the rules report, before anything is left out, and how often the engine stops for breath. */
  function work(text: string): { reports: number; steps: number } {
    const document = readDocument(text, 'jwks.json');
    const context = {
      now: exampleNow,
      profiles: defaultConfiguration.profiles,
      blocklist: undefined,
      syntaxReported: false,
      counterparts: [],
    };
    let reports = 0;
    const count = (): boolean => {
      reports++;
      return true;
    };
    for (const rule of rules) {
      rule.document?.(document, count, context);
      for (const part of document.parts) {
        if (part.kind === 'set') rule.set?.(part, count, context);
        const inSet = part.kind === 'set';
        const keyContext = {
          ...context,
          inSet,
          slot: part.slot,
          exposure: part.exposure,
          historical: false,
          snippet: false,
        };
        for (const k of part.keys) rule.key?.(k, count, keyContext);
      }
    }
    const run = lintSteps(document, defaultConfiguration, exampleNow);
    let steps = 0;
    while (run.next().done !== true) steps++;
    return { reports, steps };
  }

  const growing: Readonly<Record<string, (n: number) => string>> = {
    'keys of one kid': (n) => setOf(listOf((i) => `{"kty":"oct","kid":"a","k":"${btoa(`secret ${i}`)}"}`, n)),
    'equal keys': (n) => setOf(listOf(key, n)),
    'keys of everything': (n) =>
      setOf(
        listOf(
          (i) => `{${i % 3 === 0 ? ecPublic : octSecret},"kid":"${i % 7}","use":"${i % 2 === 0 ? 'sig' : 'enc'}"}`,
          n,
        ),
      ),
    'empty keys': (n) => setOf(listOf('{}', n)),
    'duplicates of kid': (n) => setOf(`{${ecPublic},${listOf('"kid":"a"', n)}}`),
    'equal certificates': (n) => rsaWith(`"x5c":[${listOf('"AAAA"', n)}]`),
    'equal operations': (n) => setOf(`{${ecPublic},"key_ops":[${listOf('"sign"', n)}]}`),
    'embedded sets': (n) => `{"a":[${listOf(`{"jwks":{"keys":[${key},${key}]}}`, n)}]}`,
    'slots in one object': (n) => `{"alg":"ES256",${listOf(`"jwk":${key}`, n)}}`,
  };
  for (const [name, make] of Object.entries(growing)) {
    it(`is not much more than twice as much: ${name}`, { timeout: 60_000 }, () => {
      const [one, two] = [work(make(500)), work(make(1000))];
      assert.ok(two.reports <= 2.1 * one.reports + 10, `${one.reports} and ${two.reports} reports`);
      assert.ok(two.steps <= 2.1 * one.steps + 10, `${one.steps} and ${two.steps} steps`);
    });
  }
});

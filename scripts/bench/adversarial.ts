/** What somebody who wishes us ill could write: each text about as long as the longest we examine. */
import { keySet, rsaKey } from './inputs.ts';
import { SeededBytes } from './random.ts';

const random = new SeededBytes('adversarial');

/** Texts by what is bad about them; each is made only when it is measured, for together they are large. */
export function adversarialTexts(length: number): Readonly<Record<string, () => string>> {
  const jwk = '{"kty":"oct","k":"AAAA"}';
  const [key] = (JSON.parse(keySet(1)) as { keys: object[] }).keys as [object];
  const inSet = (member: string): string => `{"keys":[{"kty":"RSA","e":"AQAB",${member}}]}`;
  return {
    'deep arrays': () => `{"keys":${'['.repeat(length / 2 - 10)}${']'.repeat(length / 2 - 10)}}`,
    'deep objects': () => `{"keys":[${'{"kty":'.repeat(length / 8 - 10)}1${'}'.repeat(length / 8 - 10)}]}`,
    'unclosed brackets': () => `{"keys":[${'['.repeat(length - 20)}`,
    'duplicate members': () => inSet(list('"n":"AQAB"', length, 300_000)),
    'different members': () => inSet(list((i) => `"m${i}":1`, length, 300_000)),
    'one huge number': () => inSet(`"n":${'9'.repeat(length - 100)}`),
    'one huge string': () => inSet(`"n":"${'A'.repeat(length - 100)}"`),
    'escapes only': () => inSet(`"n":"${'\\u0041'.repeat(length / 6 - 100)}"`),
    'embedded jwk slots': () => `{"a":[${list(`{"jwk":${jwk}}`, length)}]}`,
    'equal keys': () => `{"keys":[${list(JSON.stringify(key), length)}]}`,
    'empty keys': () => `{"keys":[${list('{}', length)}]}`,
    'commas only': () => `{"keys":[${','.repeat(length - 20)}`,
    '65,537-bit moduli': () => `{"keys":[${list(() => JSON.stringify(rsaKey(oddModulus(8_193))), length)}]}`,
  };
}

function list(item: string | ((i: number) => string), length: number, count = Infinity): string {
  const items: string[] = [];
  for (let i = 0, have = 40; i < count; i++) {
    const next = typeof item === 'string' ? item : item(i);
    have += next.length + 1;
    if (have > length) break;
    items.push(next);
  }
  return items.join(',');
}

function oddModulus(octets: number): string {
  const bytes = random.take(octets);
  bytes[0] = 1;
  bytes[octets - 1] = (bytes[octets - 1] as number) | 1;
  return bytes.toString('base64url');
}

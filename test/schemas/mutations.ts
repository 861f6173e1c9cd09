/**
 * Key documents with anything done to them. A document is a list of members and a list of changes to it, so that
 * fast-check shrinks a failure to a key of the project's own and the one change that matters.
 */
import fc from '../support/fastCheck.ts';
import { algorithms } from '../../server/src/core/registry/algorithms.ts';
import { valueAliases } from '../../server/src/core/registry/aliases.ts';
import { curveNames, vendorCurves } from '../../server/src/core/registry/curves.ts';
import { keyTypeNames, vendorKeyTypes } from '../../server/src/core/registry/keyTypes.ts';
import { members, otherPrimeMembers } from '../../server/src/core/registry/members.ts';
import { extensionUses, keyOperations, uses } from '../../server/src/core/registry/uses.ts';
import { certificate } from '../../server/src/core/rules/certificateSamples.ts';
import { p384Key, secp256k1Key, shortRsa, threePrimes } from '../../server/src/core/rules/numberSamples.ts';
import { ecPrivate, ecPublic, edPrivate, edPublic, octSecret, xPublic } from '../../server/src/core/rules/samples.ts';

/** A member's name, and its value as JSON text. */
type MemberText = readonly [name: string, json: string];

function membersOf(value: object): MemberText[] {
  return Object.entries(value).map(([name, v]) => [name, JSON.stringify(v)] as const);
}

function parsed(text: string): object {
  return JSON.parse(`{${text}}`) as object;
}

const digest = 'dGhlIHNoYTEgb2YgYSBjZXJ0aWY';
const times = { iat: 1_795_000_000, nbf: 1_795_000_000, exp: 1_796_000_000 };

/** Sound keys of every type, with every registered member in one of them at least. */
const sound: readonly MemberText[][] = [
  { kty: 'RSA', ...shortRsa, use: 'sig', alg: 'RS256', kid: 'a' },
  { kty: 'RSA', ...threePrimes, key_ops: ['sign', 'verify'], ext: true },
  { ...parsed(`${ecPublic},${ecPrivate}`), x5c: [certificate], x5t: digest, 'x5t#S256': digest, x5u: 'https://a.example' },
  { kty: 'EC', crv: 'P-384', ...p384Key, ...times, revoked: { revoked_at: 1_795_500_000 } },
  { kty: 'EC', crv: 'secp256k1', ...secp256k1Key, use: 'sig' },
  { kty: 'EC', crv: 'BLS12381_G1', x: 'AAAA' },
  parsed(`${edPublic},${edPrivate},"alg":"EdDSA"`),
  parsed(`${xPublic},"use":"enc","alg":"ECDH-ES"`),
  parsed(`${octSecret},"alg":"HS256","key_ops":["sign","verify"]`),
  { kty: 'AKP', alg: 'ML-DSA-44', pub: 'AAAA', priv: 'AAAA' },
  { kty: 'https://example.com/kty/lms', n: '+/=', k: '+/=' },
].map(membersOf);

/** Terms of all vocabularies, right and wrong. */
const terms = [
  ...[...keyTypeNames, ...vendorKeyTypes, ...curveNames, ...vendorCurves, ...algorithms.keys()],
  ...[...uses.keys(), ...extensionUses, ...keyOperations.keys()],
  ...Object.values(valueAliases).flatMap((aliases) => [...aliases.keys()]),
];

/** In another case, with another k (the Kelvin sign), between white space of all sorts: sometimes still registered. */
export const term = fc
  .tuple(
    fc.constantFrom(...terms),
    fc.constantFrom<(text: string) => string>(
      (text) => text,
      (text) => text.toLowerCase(),
      (text) => text.toUpperCase(),
      (text) => text.replace(/k/i, '\u212A'),
      (text) => text.replace(/i/i, '\u0130'),
      (text) => text.replace(/s/i, '\u017F'),
    ),
    fc.constantFrom('', ' ', '\t', '\n', '\u00A0', '\uFEFF', '\u2028', '\u3000', '\u180E', '\u200B'),
    fc.boolean(),
  )
  .map(([text, change, blank, before]) => (before ? blank + change(text) : change(text) + blank));

const alphabet = fc.constantFrom(...'Aa09-_+/= \n~.<\u00E9'.split(''));

/** Text that is base64url, or nearly, or something people write in its place. */
export const encodedText = fc.oneof(
  fc.string({ unit: alphabet, maxLength: 9 }),
  fc.string({ unit: fc.constantFrom(...'AQgw09-_'.split('')), maxLength: 8 }),
  fc.constantFrom('xxxx', 'redacted', 'TODO', '<your key>', 'AAAA...', '${n}', '65537', '010001', '0x10001', '17', 'F4'),
  fc.constantFrom(32, 40, 64, 66, 96, 128).map((length) => '0f'.repeat(length / 2)),
  fc.constant(`0x${'0f'.repeat(32)}`),
  fc.constantFrom(certificate, `${certificate}\n`, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----'),
);

const text = fc.oneof(term, encodedText, fc.string({ maxLength: 6 }));

/** Elements of "oth", with members more than once. */
const otherPrimes = fc
  .array(
    fc.array(fc.tuple(fc.constantFrom('r', 'd', 't', 'n'), fc.oneof(encodedText, fc.constantFrom(null, 1))), {
      maxLength: 4,
    }),
    { maxLength: 2 },
  )
  .map((list) => `[${list.map((entry) => objectText(entry.map(([n, v]) => [n, JSON.stringify(v)]))).join(',')}]`);

/** JSON text of any value, mostly of those that mean something in a key. */
const json = fc.oneof(
  { weight: 2, arbitrary: text.map((t) => JSON.stringify(t)) },
  { weight: 2, arbitrary: fc.constantFrom('null', 'true', '0', '1.5', '1e999', '""', '[]', '{}', '[[]]', '["a",1]') },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 3 }).map((list) => JSON.stringify(list)) },
  { weight: 1, arbitrary: otherPrimes },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((v) => JSON.stringify(v)) },
);

/** A value for whichever member it comes to stand in: mostly of that member's type, so that not all fail for theirs. */
interface Value {
  readonly fits: boolean;
  readonly term: string;
  readonly encoded: string;
  readonly list: readonly string[];
  readonly others: string;
  readonly json: string;
}

const value: fc.Arbitrary<Value> = fc.record({
  fits: fc.nat({ max: 5 }).map((n) => n > 0),
  term,
  encoded: encodedText,
  list: fc.array(fc.oneof(fc.constantFrom('sign', 'verify', certificate), text), { maxLength: 3 }),
  others: otherPrimes,
  json,
});

function valueText(name: string, { fits, term: word, encoded, list, others, json: any }: Value): string {
  switch (fits ? members.get(name)?.type : undefined) {
    case 'string':
      return JSON.stringify(members.get(name)?.base64url === true ? encoded : word);
    case 'strings':
      return JSON.stringify(list);
    case 'array':
      return others;
    default:
      return any;
  }
}

const name = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(...members.keys()) },
  { weight: 1, arbitrary: fc.constantFrom('Kty', 'keys', 'jwks', 'created', '__proto__', 'constructor', 'toString', '') },
);

/** What is done to a member; `at` counts members, and in a text characters, both modulo how many there are. */
type Change =
  | { readonly kind: 'delete'; readonly at: number }
  | { readonly kind: 'rename'; readonly at: number; readonly name: string }
  | { readonly kind: 'value'; readonly at: number; readonly value: Value }
  | { readonly kind: 'add'; readonly name: string; readonly value: Value }
  /** The same name once more: the last one is meant. */
  | { readonly kind: 'repeat'; readonly at: number; readonly value: Value }
  | { readonly kind: 'insert'; readonly at: number; readonly index: number; readonly character: string };

const at = fc.nat({ max: 12 });

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.record({ kind: fc.constant('delete' as const), at }),
  fc.record({ kind: fc.constant('rename' as const), at, name }),
  fc.record({ kind: fc.constant('value' as const), at, value }),
  fc.record({ kind: fc.constant('add' as const), name, value }),
  fc.record({ kind: fc.constant('repeat' as const), at, value }),
  fc.record({ kind: fc.constant('insert' as const), at, index: fc.nat({ max: 60 }), character: alphabet }),
);

function apply(list: readonly MemberText[], change: Change): MemberText[] {
  if (change.kind === 'add') return [...list, [change.name, valueText(change.name, change.value)]];
  const index = list.length === 0 ? -1 : change.at % list.length;
  const member = list[index];
  if (member === undefined) return [...list];
  switch (change.kind) {
    case 'delete':
      return list.toSpliced(index, 1);
    case 'rename':
      return list.with(index, [change.name, member[1]]);
    case 'value':
      return list.with(index, [member[0], valueText(member[0], change.value)]);
    case 'repeat':
      return [...list, [member[0], valueText(member[0], change.value)]];
    case 'insert':
      return list.with(index, [member[0], inserted(member[1], change.index, change.character)]);
  }
}

/** A string's text with a character more; any other value as it is. */
function inserted(json: string, index: number, character: string): string {
  const value: unknown = JSON.parse(json);
  if (typeof value !== 'string') return json;
  const split = index % (value.length + 1);
  return JSON.stringify(value.slice(0, split) + character + value.slice(split));
}

function objectText(list: readonly MemberText[]): string {
  return `{${list.map(([n, v]) => `${JSON.stringify(n)}:${v}`).join(',')}}`;
}

/** A key with up to three changes, as JSON text. */
export const mutatedKey = fc
  .tuple(fc.constantFrom(...sound), fc.array(change, { maxLength: 3 }))
  .map(([base, changes]) => objectText(changes.reduce<readonly MemberText[]>(apply, base)));

/** A set of such keys, and what else people put in the place of one. */
export const mutatedSet = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.array(fc.oneof({ weight: 5, arbitrary: mutatedKey }, { weight: 1, arbitrary: json }), { maxLength: 3 }),
        fc.array(change, { maxLength: 2 }),
      )
      .map(([keys, changes]) =>
        objectText(changes.reduce<readonly MemberText[]>(apply, [['keys', `[${keys.join(',')}]`]])),
      ),
  },
  { weight: 1, arbitrary: mutatedKey },
  { weight: 1, arbitrary: fc.tuple(name, mutatedKey).map(([n, key]) => `{"keys":${objectText([[n, key]])}}`) },
  { weight: 1, arbitrary: fc.array(fc.oneof(mutatedKey, json), { maxLength: 3 }).map((list) => `[${list.join(',')}]`) },
);

/** A value of each JSON type, and what is nearly right of each type a member has. */
const oddities = [
  ...['null', 'true', '"true"', '1', '-1', '1e999', '{}', '[]', '[{}]', '[[]]', '[1]', '[null,"a"]', '["",""]'],
  ...['""', '" "', '"A"', '"AA"', '"AAAA=="', '"+/+/"', '"-_-_"', '"A\\nAA"', '"~"', '"…"', '"rsa"', '"ed25519"'],
  ...['["verify"]', '["verify","verify"]', '["Verify"]', '["AAA="]', '["AAAA"]', '["AA-_"]'],
];

/** Each sound key without each of its members, and with each registered member at each odd value: one change each. */
export function everyChange(): string[] {
  return sound.flatMap((base) => [
    objectText(base),
    ...base.map((_, index) => objectText(base.toSpliced(index, 1))),
    ...[...members.keys()].flatMap((name) => oddities.map((json) => objectText(withMember(base, name, json)))),
    ...[...otherPrimeMembers.keys()].flatMap((name) =>
      oddities.map((json) => objectText(withMember(base, 'oth', `[{}, {${JSON.stringify(name)}:${json}}]`))),
    ),
  ]);
}

function withMember(list: readonly MemberText[], name: string, json: string): MemberText[] {
  const index = list.findIndex(([n]) => n === name);
  return index < 0 ? [...list, [name, json]] : list.with(index, [name, json]);
}

/** Ways to spoil a document: blindly, as characters, and knowingly, as JSON. */
import fc from './fastCheck.ts';
import { parseJson, type JsonMember, type JsonNode, type JsonObject } from '../../server/src/core/document/json.ts';
import type { Span } from '../../server/src/core/document/tree.ts';
import { members } from '../../server/src/core/registry/members.ts';

export type Mutation = (text: string) => string;

/** A place in a text of any length. */
const place = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const at = (length: number, p: number): number => Math.floor(p * length);
const pick = <T>(list: readonly T[], p: number): T | undefined => list[at(list.length, p)];

/** Characters that mean something to JSON, to base64url, to an editor's offsets, or to nobody. */
const characters = fc.constantFrom(
  ...Array.from('{}[]:,"\\/=+-_. \n\r\tAz09eE…é\u{FEFF}\u{0}\u{2028}\u{202E}'),
  ...['😀', '\uD83D', '\uDE00', '//', '/*', '*/', '\\u00', '\\ud83d', "'", 'null', 'NaN', '```'],
);

function splice(text: string, { start, end }: Span, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

const stretch = fc.tuple(place, fc.nat(200));
const stretchIn = (text: string, [p, length]: readonly [number, number]): Span => {
  const start = at(text.length, p);
  return { start, end: Math.min(text.length, start + length) };
};

const blind: fc.Arbitrary<Mutation> = fc.oneof(
  place.map(
    (p): Mutation =>
      (text) =>
        text.slice(0, at(text.length, p)),
  ),
  place.map(
    (p): Mutation =>
      (text) =>
        text.slice(at(text.length, p)),
  ),
  stretch.map(
    (s): Mutation =>
      (text) =>
        splice(text, stretchIn(text, s), ''),
  ),
  stretch.map((s): Mutation => (text) => {
    const span = stretchIn(text, s);
    return splice(text, span, text.slice(span.start, span.end).repeat(2));
  }),
  fc.tuple(stretch, stretch).map(([s, t]): Mutation => (text) => {
    const [a, b] = [stretchIn(text, s), stretchIn(text, t)].sort((x, y) => x.start - y.start) as [Span, Span];
    if (a.end > b.start) return text;
    const [first, second] = [text.slice(a.start, a.end), text.slice(b.start, b.end)];
    return splice(splice(text, b, first), a, second);
  }),
  fc.array(fc.tuple(place, fc.constantFrom(0, 1), characters), { minLength: 1, maxLength: 6 }).map(
    (changes): Mutation =>
      (text) =>
        changes.reduce((t, [p, replaced, c]) => {
          const start = at(t.length, p);
          return splice(t, { start, end: Math.min(t.length, start + replaced) }, c);
        }, text),
  ),
);

/** JSON texts of every type, and the awkward ones of each. */
export const awkwardValues = [
  ...['null', 'true', '0', '-0', '1e999999', '-1e-999999', '1.5', '9007199254740993', '9'.repeat(400), '{}', '[]'],
  ...['""', '" "', '"\\u0000"', '"\\ud83d"', '"\uD83D"', '"\\u0041"', '"="', '"AA=="', '"A+/"', '"AA\\nAA"', '"…"'],
  ...['[[]]', '[null]', '[""]', '["a","a"]', '[{}]', '{"kty":"EC"}', '{"keys":[{"kty":"oct"}]}', '"{\\"keys\\":[]}"'],
  ...['"RSA"', '"rsa"', '"P-256"', '"Ed25519"', '"sig"', '"ES256"', '"AQAB"', '"https://[::1"', '"javascript:1"'],
  ...[`"${'A'.repeat(3000)}"`, `"${'0'.repeat(64)}"`, `"${'_'.repeat(2800)}"`, '['.repeat(600) + ']'.repeat(600)],
];

const names = [...members.keys(), 'keys', 'jwks', 'jwks_uri', 'jwk', 'cnf', 'KTY', ' kid', 'toString', '__proto__'];

const nodesOf = (root: JsonNode | undefined): { nodes: JsonNode[]; members: [JsonObject, JsonMember][] } => {
  const nodes: JsonNode[] = [];
  const found: [JsonObject, JsonMember][] = [];
  const waiting = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    nodes.push(node);
    if (node.type === 'array') waiting.push(...node.items);
    if (node.type === 'object') {
      for (const m of node.members) {
        found.push([node, m]);
        if (m.value !== undefined) waiting.push(m.value);
      }
    }
  }
  return { nodes, members: found };
};

const changeMember = (change: (m: JsonMember, text: string, host: JsonObject) => [Span, string]) => (p: number) =>
  ((text) => {
    const [host, m] = pick(nodesOf(parseJson(text).root).members, p) ?? [];
    return m === undefined || host === undefined ? text : splice(text, ...change(m, text, host));
  }) satisfies Mutation;

const source = (text: string, m: JsonMember): string => text.slice(m.name.start, m.value?.end ?? m.name.end);
const insertion = (position: number): Span => ({ start: position, end: position });

const knowing: fc.Arbitrary<Mutation> = fc.oneof(
  // Retyped, renamed, dropped, repeated, added.
  fc
    .tuple(place, fc.constantFrom(...awkwardValues))
    .map(([p, value]) => changeMember((m) => [m.value ?? insertion(m.name.end), value])(p)),
  fc.tuple(place, fc.constantFrom(...names)).map(([p, name]) => changeMember((m) => [m.name, JSON.stringify(name)])(p)),
  place.map(changeMember((m) => [{ start: m.name.start, end: m.value?.end ?? m.name.end }, '"gone":1'])),
  fc
    .tuple(place, fc.constantFrom(1, 2, 50))
    .map(([p, times]) => changeMember((m, text) => [insertion(m.name.start), `${source(text, m)},`.repeat(times)])(p)),
  fc
    .tuple(place, fc.constantFrom(...names), fc.constantFrom(...awkwardValues))
    .map(([p, name, value]) => changeMember((m) => [insertion(m.name.start), `${JSON.stringify(name)}:${value},`])(p)),
  // Any value by another.
  fc.tuple(place, fc.constantFrom(...awkwardValues)).map(([p, value]): Mutation => (text) => {
    const node = pick(nodesOf(parseJson(text).root).nodes, p);
    return node === undefined ? text : splice(text, node, value);
  }),
  // One string written in escapes, or with something in its middle.
  fc.tuple(place, fc.constantFrom('escaped', '\\u0000', ' ', '\\n', '\uD83D', '=', '/')).map(([p, how]): Mutation => {
    return (text) => {
      const strings = nodesOf(parseJson(text).root).nodes.filter((n) => n.type === 'string');
      const node = pick(strings, p);
      if (node === undefined) return text;
      if (how === 'escaped') return splice(text, node, escapeAll(node.value));
      return splice(text, insertion((node.start + node.end) >> 1), how);
    };
  }),
);

/** A string token with every UTF-16 unit as an escape. */
export function escapeAll(value: string): string {
  return `"${value.replace(/[^]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

/** The document inside of something else. */
export const embeddings: readonly Mutation[] = [
  (text) => `{"cnf":{"jwk":${text}}}`,
  (text) => `{"alg":"ES256","typ":"dpop+jwt","jwk":${text}}`,
  (text) => `{"issuer":"https://a.example","jwks":${text}}`,
  (text) => `{"redirect_uris":[],"token_endpoint_auth_method":"private_key_jwt","jwks":${text}}`,
  (text) => `{"jwks_uri":1,"jwks":${JSON.stringify(text)}}`,
  (text) => `{"verificationMethod":[{"type":"JsonWebKey2020","publicKeyJwk":${text}},{"privateKeyJwk":${text}}]}`,
  (text) => `{"keys":[${text},${text}]}`,
  (text) => `{"keys":{"a":${text}}}`,
  (text) => `[${text},${text}]`,
  (text) => `{"epk":${text},"enc":"A128GCM"}`,
  (text) => `\uFEFF${text}`,
  (text) => text.replaceAll('\n', '\r\n'),
];

/** One to three changes, then perhaps a place inside of another document. */
export const mutation: fc.Arbitrary<Mutation> = fc
  .tuple(
    fc.array(fc.oneof(blind, knowing, knowing), { minLength: 1, maxLength: 3 }),
    fc.option(fc.constantFrom(...embeddings)),
  )
  .map(([changes, embed]): Mutation => {
    const all = embed === null ? changes : [...changes, embed];
    return (text) => all.reduce((t, change) => change(t), text);
  });

import { insertMembers, replace, wrap, type TextEdit } from '../../document/edits.ts';
import type { JsonMember, JsonNode, JsonObject } from '../../document/json.ts';
import { isJwkLike } from '../../document/role.ts';
import { has } from '../../document/tree.ts';
import type { Key } from '../../key/key.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic, otherEcPublic } from '../samples.ts';

type KeyMember = JsonMember & { readonly value: JsonObject };

function isKeyMember(m: JsonMember): m is KeyMember {
  return isJwkLike(m.value);
}

function fixes(holder: JsonNode, keys: readonly Key[]): Fix[] {
  const single: boolean = isJwkLike(holder);
  if (single) return [{ title: 'Put the key in an array', edits: wrap(holder, '[', ']') }];
  const [key] = keys;
  if (holder.type !== 'object' || key === undefined || !holder.members.every(isKeyMember)) return [];
  // An object the text breaks off in has no brace to replace.
  if (key.text[holder.end - 1] !== '}') return [];
  return [{ title: 'Make it an array', edits: toArray(key.text, holder, holder.members) }];
}

/** Brackets for braces, and each name gone, or kept as the kid of a key that has none. */
function toArray(text: string, holder: JsonObject, members: readonly KeyMember[]): TextEdit[] {
  return [
    replace({ start: holder.start, end: holder.start + 1 }, '['),
    ...members.flatMap(({ name, value }) => [
      { start: name.start, end: value.start, text: '' },
      ...(has(value, 'kid') ? [] : [insertMembers(text, value, [['kid', JSON.stringify(name.value)]])]),
    ]),
    replace({ start: holder.end - 1, end: holder.end }, ']'),
  ];
}

export const jwksKeysNotArray = defineRule({
  id: 'jwks-keys-not-array',
  group: 'set',
  severity: 'error',
  summary: 'The "keys" member of a JWK Set is not an array',
  message: '"keys" must be an array of JWK objects',
  why: 'RFC 7517 requires an array; every library rejects anything else. A map from key ID to key, as some services return it, is not a JWK Set.',
  fix: 'Turns a map of keys into an array; the names become the `kid` of keys that have none.',
  specs: [rfc(7517, '5'), rfc(7517, '5.1')],
  examples: {
    bad: [
      {
        title: 'A map of keys',
        text: `{"keys":⟦{"a":{${ecPublic}},"b":{${otherEcPublic},"kid":"c"}}⟧}`,
        fixed: `{"keys":[{${ecPublic},"kid":"a"},{${otherEcPublic},"kid":"c"}]}`,
      },
      {
        title: 'One key without its array',
        path: 'jwks.json',
        text: `{"keys":⟦{${ecPublic}}⟧}`,
        fixed: `{"keys":[{${ecPublic}}]}`,
      },
      { title: 'No keys at all', path: 'jwks.json', text: '{"keys":⟦null⟧}' },
    ],
    good: [{ text: `{"keys":[{${ecPublic}}]}` }],
  },
  set({ object, holder, keys }, report) {
    if (object === undefined || holder === undefined || holder.type === 'array' || holder.type === 'invalid') return;
    report({ at: holder, fixes: () => fixes(holder, keys) });
  },
});

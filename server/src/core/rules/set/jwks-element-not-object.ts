import { keysArray } from '../../document/document.ts';
import { replace } from '../../document/edits.ts';
import { parseJson, type JsonArray, type JsonNode } from '../../document/json.ts';
import { isJwkLike } from '../../document/role.ts';
import { aTypeName, value } from '../../document/tree.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic, otherEcPublic } from '../samples.ts';

function fixes(element: JsonNode, text: string): Fix[] {
  if (element.type === 'array') return splice(element, element, text, 'Take the keys out of the array');
  if (element.type !== 'string') return [];
  const { root, errors } = parseJson(element.value);
  if (root?.type !== 'object' || errors.length > 0) return [];
  if (isJwkLike(root)) {
    return [{ title: 'Replace the string by the key in it', edits: [replace(element, inner(element.value, root))] }];
  }
  const keys = value(root, 'keys');
  return keys?.type === 'array' ? splice(element, keys, element.value, 'Replace the string by the keys in it') : [];
}

function inner(text: string, node: JsonNode): string {
  return text.slice(node.start, node.end);
}

/** The keys of the array in the place of the element. */
function splice(element: JsonNode, array: JsonArray, text: string, title: string): Fix[] {
  const first = array.items[0];
  const last = array.items.at(-1);
  if (first === undefined || last === undefined || !array.items.every((item) => item.type === 'object')) return [];
  return [{ title, edits: [replace(element, text.slice(first.start, last.end))] }];
}

const asString = JSON.stringify(`{${otherEcPublic}}`);

export const jwksElementNotObject = defineRule({
  id: 'jwks-element-not-object',
  group: 'set',
  severity: 'error',
  summary: 'An element of "keys" is not an object',
  message: 'Element {i} of "keys" must be a JWK object, not {type}',
  why: 'One bad element makes jose, jwcrypto, Authlib and PyJWT reject the whole set, with every good key in it.',
  fix: 'Replaces a string that holds a JWK (or a JWK Set, or an array of keys) by what it holds.',
  specs: [rfc(7517, '5.1')],
  examples: {
    bad: [
      {
        title: 'A key as a string',
        text: `{"keys":[{${ecPublic}},⟦${asString}⟧]}`,
        fixed: `{"keys":[{${ecPublic}},{${otherEcPublic}}]}`,
      },
      {
        title: 'Keys one level too deep',
        text: `{"keys":[{${ecPublic}},⟦[{${otherEcPublic}}]⟧]}`,
        fixed: `{"keys":[{${ecPublic}},{${otherEcPublic}}]}`,
      },
      {
        title: 'No key in its place',
        path: 'jwks.json',
        text: `{"keys":[⟦[{${otherEcPublic}}]⟧]}`,
        fixed: `{"keys":[{${otherEcPublic}}]}`,
      },
      { title: 'null', text: `{"keys":[⟦null⟧,{${ecPublic}}]}` },
    ],
    good: [{ text: `{"keys":[{${ecPublic}},{${otherEcPublic}}]}` }],
  },
  set(set, report) {
    const array = set.object === undefined ? undefined : keysArray(set);
    // Nearly all are: a look at each is all that sets of thousands need.
    if (array?.items.every((item) => item.type === 'object') !== false) return;
    for (const [i, item] of array.items.entries()) {
      if (item.type === 'object' || item.type === 'invalid') continue;
      if (!report({ at: item, data: { i, type: aTypeName(item) }, fixes: () => fixes(item, set.text) })) return;
    }
  },
});

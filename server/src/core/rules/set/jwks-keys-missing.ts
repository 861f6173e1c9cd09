import { rename, wrap } from '../../document/edits.ts';
import type { JsonMember, JsonObject } from '../../document/json.ts';
import { isJwkLike } from '../../document/role.ts';
import { has, opening } from '../../document/tree.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { quoted } from '../../text.ts';
import { spacing } from './spacing.ts';

const similarNames = ['keys', 'key', 'jwks'];

/** A member that probably is meant. */
function similarMember(object: JsonObject): JsonMember | undefined {
  return object.members.find((m) => similarNames.includes(m.name.value.toLowerCase()));
}

function fixes(object: JsonObject, single: boolean, similar: JsonMember | undefined, text: string): Fix[] {
  if (single) {
    return [{ title: 'Put the key in a JWK Set', edits: wrap(object, `{"keys":${spacing(text)}[`, ']}') }];
  }
  return similar === undefined ? [] : [{ title: 'Rename the member to "keys"', edits: [rename(similar, 'keys')] }];
}

export const jwksKeysMissing = defineRule({
  id: 'jwks-keys-missing',
  group: 'set',
  severity: 'error',
  summary: 'A JWK Set has no "keys" member',
  message: 'A JWK Set must have a "keys" member{hint}',
  why: 'RFC 7517 requires it. Most often a single JWK was saved as `jwks.json`: every library but jwx then rejects the document.',
  whenFine: 'A single JWK belongs in a file for one key, such as `key.jwk`. jwx alone reads one as a set.',
  fix: 'Puts a single JWK in a set, or renames a member that is nearly called "keys".',
  specs: [rfc(7517, '5')],
  examples: {
    bad: [
      {
        title: 'A single JWK in the place of a set',
        path: 'site/.well-known/jwks.json',
        text: `⟦{⟧${ecPublic}}`,
        fixed: `{"keys":[{${ecPublic}}]}`,
      },
      {
        title: 'The member has another name',
        path: 'jwks.json',
        text: `⟦{⟧"Keys": [{${ecPublic}}]}`,
        fixed: `{"keys": [{${ecPublic}}]}`,
      },
      {
        title: 'An embedded set',
        path: 'client.json',
        text: '{"client_name":"a","redirect_uris":["https://a.example/cb"],"jwks":⟦{⟧}}',
      },
    ],
    good: [
      { title: 'The same object in a file for one key', path: 'key.jwk', text: `{${ecPublic}}` },
      { path: 'jwks.json', text: '{"keys":[]}' },
    ],
  },
  absence: true,
  set({ object, text }, report) {
    if (object === undefined || has(object, 'keys')) return;
    const single = has(object, 'kty') || isJwkLike(object);
    const similar = single ? undefined : similarMember(object);
    const found = similar === undefined ? '' : ` (found ${quoted(similar.name.value)})`;
    report({
      at: opening(object),
      data: { hint: single ? ' (this is a single JWK)' : found },
      fixes: () => fixes(object, single, similar, text),
    });
  },
});

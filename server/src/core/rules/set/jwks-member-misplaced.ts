import { insertMembers, removeMembers } from '../../document/edits.ts';
import type { JsonMember, JsonObject } from '../../document/json.ts';
import { has, nameSpan } from '../../document/tree.ts';
import type { SetPart } from '../../document/document.ts';
import { keysArray } from '../../document/document.ts';
import { members as registeredMembers } from '../../registry/members.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPublic } from '../samples.ts';

/** Claims of a signed JWK Set that are registered as members of keys too. */
const claims = new Set(['iat', 'nbf', 'exp']);

function fixes(set: SetPart, object: JsonObject, member: JsonMember): Fix[] {
  const [key, another] = set.keys;
  const { value } = member;
  if (key === undefined || another !== undefined || keysArray(set)?.items.length !== 1 || value === undefined)
    return [];
  if (has(key.object, member.name.value)) return [];
  const json = key.text.slice(value.start, value.end);
  return [
    {
      title: 'Move it into the key',
      edits: [...removeMembers(object, [member]), insertMembers(key.text, key.object, [[member.name.value, json]])],
    },
  ];
}

export const jwksMemberMisplaced = defineRule({
  id: 'jwks-member-misplaced',
  group: 'set',
  severity: 'warning',
  summary: 'A member of a key stands beside "keys"',
  message: '"{name}" belongs inside an element of "keys"; at set level it is ignored',
  why: 'Recipients must ignore members of a set that they do not understand, so what the author meant to say about the keys is lost without a word.',
  whenFine:
    'Members that other specifications define for sets (`spiffe_sequence`) and the claims of a signed set (`iss`, `iat`, `exp`) are not reported.',
  fix: 'Moves the member into the key, when the set has exactly one.',
  specs: [rfc(7517, '5')],
  examples: {
    bad: [
      { text: `{⟦"alg"⟧:"ES256","keys":[{${ecPublic}}]}`, fixed: `{"keys":[{${ecPublic},"alg":"ES256"}]}` },
      {
        title: 'After the keys',
        text: `{"keys":[{${ecPublic}}],⟦"kid"⟧:"a"}`,
        fixed: `{"keys":[{${ecPublic},"kid":"a"}]}`,
      },
    ],
    good: [
      { title: 'Members other specifications define', text: `{"spiffe_sequence":1,"keys":[{${ecPublic}}]}` },
      {
        title: 'Claims of a signed set',
        text: `{"iss":"https://op.example","sub":"https://op.example","iat":1795132800,"keys":[{${ecPublic}}]}`,
      },
    ],
  },
  set(set, report) {
    const { object } = set;
    if (object === undefined || !has(object, 'keys') || set.historical) return;
    for (const member of object.members) {
      const name = member.name.value;
      if (!registeredMembers.has(name) || claims.has(name)) continue;
      report({
        at: nameSpan(member),
        data: { name },
        tags: ['unnecessary'],
        fixes: () => fixes(set, object, member),
      });
    }
  },
});

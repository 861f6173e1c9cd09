import type { JsonMember, JsonNode, JsonObject } from '../../document/json.ts';
import { removeMembers } from '../../document/edits.ts';
import { nameSpan } from '../../document/tree.ts';
import { elements } from '../../key/elements.ts';
import { defineRule, rfc, type Report, type Reporter } from '../rule.ts';
import { ecPublic, edPublic, otherEcPublic } from '../samples.ts';
import { displayWord } from '../../words.ts';

/** Every member whose name an earlier one of the same object has. */
function duplicates(object: JsonObject, report: Reporter): void {
  const seen = new Map<string, JsonMember[]>();
  for (const member of object.members) {
    // A name of no extent was put there by the parser, for a value without one.
    if (member.name.start === member.name.end) continue;
    const earlier = seen.get(member.name.value);
    if (earlier === undefined) {
      seen.set(member.name.value, [member]);
      continue;
    }
    if (!report(duplication(object, member, earlier, earlier.length))) return;
    earlier.push(member);
  }
}

/** @param count how many of `all` stand before the member: the list still grows */
function duplication(object: JsonObject, member: JsonMember, all: readonly JsonMember[], count: number): Report {
  const name = member.name.value;
  const title = count === 1 ? 'Remove the earlier member' : 'Remove the earlier members';
  return {
    at: nameSpan(member),
    data: { name: displayWord(name) },
    related: all.slice(0, 1).map((first) => ({ at: nameSpan(first), message: `The first "${displayWord(name)}"` })),
    fixes: () => [{ title, edits: removeMembers(object, all.slice(0, count)) }],
  };
}

function objectsIn(node: JsonNode | undefined): JsonObject[] {
  if (node?.type === 'object') return [node];
  return node?.type === 'array' ? elements(node).filter((item): item is JsonObject => item.type === 'object') : [];
}

export const duplicateMember = defineRule({
  id: 'duplicate-member',
  group: 'structure',
  severity: 'error',
  summary: 'Two members of one object have the same name',
  message: 'Member "{name}" appears more than once; RFC 7517 requires unique member names',
  why: 'Parsers take the first, take the last, or reject the document, so two recipients can see two different keys. None of 15 measured JOSE libraries reports it.',
  fix: 'Removes the earlier member and keeps the last, which is the one RFC 7517 §4 lets parsers use.',
  specs: [rfc(7517, '4'), rfc(7517, '5'), rfc(7515, '10.12')],
  examples: {
    bad: [
      {
        title: 'In a key',
        text: `{${ecPublic},"kid":"a",⟦"kid"⟧:"b"}`,
        fixed: `{${ecPublic},"kid":"b"}`,
      },
      {
        title: 'In the set',
        text: `{"keys":[],⟦"keys"⟧:[{${ecPublic}}]}`,
        fixed: `{"keys":[{${ecPublic}}]}`,
      },
      {
        title: 'In metadata',
        path: 'client.json',
        text: '{"redirect_uris":[],"jwks_uri":"https://a.example/k",⟦"jwks_uri"⟧:"https://b.example/k"}',
        fixed: '{"redirect_uris":[],"jwks_uri":"https://b.example/k"}',
      },
    ],
    good: [
      {
        title: 'The same name in two keys',
        text: `{"keys":[{${ecPublic},"kid":"a"},{${otherEcPublic},"kid":"b"},{${edPublic},"kid":"c"}]}`,
      },
    ],
  },
  about: ['nesting'],
  key(key, report) {
    if (key.hasDuplicates) duplicates(key.object, report);
    // These stand among the members, not after them: enough of those is not enough of these.
    const reportAll = (found: Report): boolean => report(found) || true;
    for (const name of ['oth', 'revoked']) for (const o of objectsIn(key.member(name)?.value)) duplicates(o, reportAll);
  },
  set(set, report) {
    const { object } = set;
    // A lone JWK taken as a set is its own only key.
    if (object !== undefined && set.keys[0]?.object !== object) duplicates(object, report);
  },
  document(document, report) {
    if (document.role === 'metadata' && document.root?.type === 'object') duplicates(document.root, report);
  },
});

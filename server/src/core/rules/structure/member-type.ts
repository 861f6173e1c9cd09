import type { JsonNode } from '../../document/json.ts';
import { removeMembers, replace, replaceString, wrap } from '../../document/edits.ts';
import { aTypeName } from '../../document/tree.ts';
import { encodeBase64url } from '../../encoding/base64url.ts';
import { fromInteger } from '../../encoding/octets.ts';
import type { Key, MemberFault } from '../../key/key.ts';
import type { MemberType } from '../../registry/members.ts';
import { defineRule, rfc, spec, type Fix } from '../rule.ts';
import { ecPublic, octSecret, rsaPublic } from '../samples.ts';
import { federation } from '../sources.ts';
import { isOptional } from './optional.ts';

const expectations: Readonly<Record<MemberType, string>> = {
  string: 'a string',
  strings: 'an array of strings',
  array: 'an array',
  boolean: 'true or false',
  number: 'a number',
  object: 'an object',
};

/** What is asked for at the place that is marked: an array's item is named with its index. */
function describe({ member, node, expected }: MemberFault): { name: string; expected: string } {
  const name = member.name.value;
  const { value } = member;
  if (value?.type !== 'array' || value === node) return { name, expected: expectations[expected] };
  return { name: `${name}[${value.items.indexOf(node)}]`, expected: 'a string' };
}

function fixes(key: Key, { member, node }: MemberFault): Fix[] {
  if (node !== member.value) return [];
  if (node.type === 'null') {
    if (!isOptional(key, member.name.value)) return [];
    return [{ title: 'Remove the member', edits: removeMembers(key.object, [member]) }];
  }
  const fix = conversion(member.name.value, node, key.text);
  return fix === undefined ? [] : [fix];
}

/** The same value in the type the member has, where there is no doubt about it. */
function conversion(name: string, node: JsonNode, text: string): Fix | undefined {
  switch (name) {
    case 'kid':
      return node.type === 'number' ? { title: 'Put the number in quotes', edits: wrap(node, '"', '"') } : undefined;
    case 'key_ops':
    case 'x5c':
      return node.type === 'string' ? { title: 'Put the value in an array', edits: wrap(node, '[', ']') } : undefined;
    case 'use': {
      const [only, more] = node.type === 'array' ? node.items : [];
      if (only?.type !== 'string' || more !== undefined) return undefined;
      return { title: 'Take the value out of the array', edits: [replace(node, text.slice(only.start, only.end))] };
    }
    case 'ext':
      if (node.type !== 'string' || (node.value !== 'true' && node.value !== 'false')) return undefined;
      return { title: 'Remove the quotes', edits: [replace(node, node.value)] };
    case 'iat':
    case 'nbf':
    case 'exp':
      if (node.type !== 'string' || !/^(?:0|[1-9]\d{0,20})$/.test(node.value)) return undefined;
      return { title: 'Remove the quotes', edits: [replace(node, node.value)] };
    case 'e': {
      if (node.type !== 'number' || !Number.isSafeInteger(node.value) || node.value < 1) return undefined;
      const encoded = encodeBase64url(fromInteger(BigInt(node.value)));
      return { title: `Encode the number as "${encoded}"`, edits: [replaceString(node, encoded)] };
    }
    default:
      return undefined;
  }
}

export const memberType = defineRule({
  id: 'member-type',
  group: 'structure',
  severity: 'error',
  summary: 'A registered member has a value of the wrong JSON type',
  message: '"{name}" must be {expected}, not {actual}',
  why: 'Every registered parameter has one JSON type. Libraries throw, coerce the value or ignore the key when it has another: a numeric `kid`, for instance, is rejected by 2 of 15 measured libraries and never matched by the others.',
  whenFine: 'Members that nobody registered may have any type.',
  fix: 'Converts the value where it is plain what was meant (a number as `kid` or `e`, a single value that belongs in an array, a quoted boolean or time), and removes an optional member that is `null`.',
  specs: [
    rfc(7517, '4'),
    rfc(7518, '6.2'),
    rfc(7518, '6.3'),
    rfc(7518, '6.4'),
    spec('W3C WebCrypto §15 (JsonWebKey)', 'https://www.w3.org/TR/WebCryptoAPI/#JsonWebKey-dictionary'),
    federation('8.7.2'),
  ],
  examples: {
    bad: [
      { title: 'A number as kid', text: `{${ecPublic},"kid":⟦1⟧}`, fixed: `{${ecPublic},"kid":"1"}` },
      {
        title: 'One operation without its array',
        text: `{${ecPublic},"key_ops":⟦"verify"⟧}`,
        fixed: `{${ecPublic},"key_ops":["verify"]}`,
      },
      { title: 'An item that is no string', text: `{${ecPublic},"key_ops":["verify",⟦1⟧]}` },
      { title: 'use as an array', text: `{${ecPublic},"use":⟦["sig"]⟧}`, fixed: `{${ecPublic},"use":"sig"}` },
      { title: 'A quoted boolean', text: `{${ecPublic},"ext":⟦"true"⟧}`, fixed: `{${ecPublic},"ext":true}` },
      {
        title: 'A quoted time',
        text: `{${ecPublic},"exp":⟦"1893456000"⟧}`,
        fixed: `{${ecPublic},"exp":1893456000}`,
      },
      {
        title: 'An exponent as a number',
        text: `{${rsaPublic.replace('"AQAB"', '⟦65537⟧')}}`,
        fixed: `{${rsaPublic}}`,
      },
      { title: 'null for an absent member', text: `{${ecPublic},"alg":⟦null⟧}`, fixed: `{${ecPublic}}` },
    ],
    good: [
      { text: `{${ecPublic},"kid":"1"}` },
      { text: `{${octSecret},"ext":true}` },
      { title: 'Members nobody registered', text: `{${ecPublic},"created":"2026-11-20","label":null}` },
    ],
  },
  about: ['fault'],
  key(key, report) {
    for (const fault of key.faults.values()) {
      if (fault.kind !== 'type') continue;
      report({
        at: fault.node,
        data: { ...describe(fault), actual: aTypeName(fault.node) },
        fixes: () => fixes(key, fault),
      });
    }
  },
});

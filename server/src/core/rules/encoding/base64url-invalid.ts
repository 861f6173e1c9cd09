import type { Span } from '../../document/tree.ts';
import { within } from '../../document/tree.ts';
import type { Encoded } from '../../key/encoded.ts';
import { privateMembers } from '../../registry/keyTypes.ts';
import { defineRule, rfc } from '../rule.ts';
import { edPublic, octSecret } from '../samples.ts';
import { display } from '../../text.ts';
import { forEachValue } from './repair.ts';

/** The index in the value as written of an index in its repaired text, which has the same characters but the white space. */
function indexAsWritten(text: string, index: number): number {
  let solid = -1;
  for (let i = 0; i < text.length; i++) {
    if (!/\s/.test(text[i] as string)) solid++;
    if (solid === index) return i;
  }
  return 0;
}

/** Members of an "oth" element are private too, though their names alone do not say so. */
const secretNames = new Set([...privateMembers, 'r', 't']);

function describe({ name, node, illegal, repaired }: Encoded): { at: Span; reason: string } {
  if (illegal < 0) return { at: node, reason: `impossible length ${repaired.length}` };
  const index = indexAsWritten(node.value, illegal);
  const character = String.fromCodePoint(node.value.codePointAt(index) ?? 0);
  return {
    at: within(node, index, index + character.length),
    // Not even one character of a secret is shown: a password in "k" may have few of them.
    reason: secretNames.has(name) ? `illegal character at position ${index + 1}` : `character "${display(character)}"`,
  };
}

export const base64urlInvalid = defineRule({
  id: 'base64url-invalid',
  group: 'encoding',
  severity: 'error',
  summary: 'A value is not base64url',
  message: 'Not base64url: {reason}',
  why: 'The value cannot be decoded, or lenient decoders make garbage of it: they skip what they do not know, and then hold another key. The OpenID conformance suite fails the set.',
  specs: [rfc(4648, '3.3'), rfc(4648, '5'), rfc(7515, '2')],
  examples: {
    bad: [
      { title: 'An illegal character', text: `{${edPublic.replace(/g"$/, '⟦~⟧"')}}` },
      { title: 'An impossible length', text: '{"kty":"OKP","crv":"Ed25519","x":⟦"Et76n"⟧}' },
      { title: 'A password where its encoding belongs', text: '{"kty":"oct","k":"correct⟦!⟧horse"}' },
    ],
    good: [
      { text: `{${edPublic}}` },
      { title: 'A symmetric key in base64url', text: `{${octSecret}}` },
      { title: 'Padding is reported as such', text: `{${edPublic.replace(/"$/, '="')}}` },
    ],
  },
  about: ['encoding'],
  key(key, report) {
    forEachValue(
      key,
      (e) => e.fault === 'invalid',
      (e) => {
        const { at, reason } = describe(e);
        return { at, data: { reason } };
      },
      report,
    );
  },
});

import { removeMembers } from '../../document/edits.ts';
import { members } from '../../registry/members.ts';
import type { Key } from '../../key/key.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { isOptional } from './optional.ts';

/** WebCrypto exports the public half of a key agreement so: only the private half has operations there. */
function isWebCryptoAgreement(key: Key): boolean {
  if (!key.has('ext') || key.isPrivate || key.purpose === 'sig') return false;
  return key.curve !== undefined && key.curve.class !== 'sig';
}

export const memberEmpty = defineRule({
  id: 'member-empty',
  group: 'structure',
  severity: 'error',
  summary: 'A registered member is empty',
  message: '"{name}" is empty',
  why: 'An empty key type, algorithm, curve, coordinate or certificate list can never be valid. An empty `key_ops` is legal JSON (a warning) but permits nothing: WebCrypto and jose then never select the key.',
  whenFine: 'WebCrypto exports the public half of a key agreement with `key_ops: []` and `ext`; that is not reported.',
  fix: 'Removes the member, when the key can do without it.',
  specs: [rfc(7517, '4.7'), rfc(7517, '4.3'), rfc(7517, '4.4'), rfc(7518, '6')],
  examples: {
    bad: [
      { title: 'An empty string', text: `{${ecPublic},"alg":⟦""⟧}`, fixed: `{${ecPublic}}` },
      { title: 'No certificate', text: `{${ecPublic},"x5c":⟦[]⟧,"kid":"a"}`, fixed: `{${ecPublic},"kid":"a"}` },
      { title: 'A required member', text: '{"kty":"OKP","crv":"Ed25519","x":⟦""⟧}' },
      {
        title: 'No operation',
        text: `{${ecPublic},"key_ops":⟦[]⟧}`,
        severity: 'warning',
        fixed: `{${ecPublic}}`,
      },
    ],
    good: [
      { title: 'The member is absent', text: `{${ecPublic}}` },
      { title: 'An empty kid has a rule of its own', text: `{${ecPublic},"kid":""}` },
      {
        title: 'The public half of a key agreement, as WebCrypto exports it',
        text: `{${ecPublic},"ext":true,"key_ops":[]}`,
      },
    ],
  },
  about: ['fault'],
  key(key, report, { snippet }) {
    for (const { kind, member, node } of key.faults.values()) {
      if (kind !== 'empty') continue;
      const name = member.name.value;
      if (name === 'key_ops' && isWebCryptoAgreement(key)) continue;
      // A list whose items were left out of a snippet is not an empty one.
      if (snippet && node.type === 'array' && /\u2026|\.{3}/.test(key.text.slice(node.start, node.end))) continue;
      report({
        at: node,
        data: { name },
        ...(members.get(name)?.mayBeEmpty === true ? { severity: 'warning' as const } : {}),
        fixes: () =>
          isOptional(key, name) ? [{ title: 'Remove the member', edits: removeMembers(key.object, [member]) }] : [],
      });
    }
  },
});

import { replaceString } from '../../document/edits.ts';
import type { Key } from '../../key/key.ts';
import type { Term } from '../../key/term.ts';
import { removeOperation } from '../places.ts';
import { defineRule, rfc, type Fix } from '../rule.ts';
import { ecPrivate, ecPublic } from '../samples.ts';
import { webCrypto } from '../sources.ts';
import { displayWord } from '../../words.ts';
import { operationOf } from './uses.ts';

export const keyOpsPrivateOnPublic = defineRule({
  id: 'key-ops-private-on-public',
  group: 'common',
  severity: 'warning',
  summary: 'A public key names an operation of the private key',
  message: 'key_ops "{op}" needs a private key, but this is a public key',
  why: 'jose and WebCrypto refuse to import such a key. Often a private set was stripped of its private members, but not of the operations only they can do.',
  whenFine: 'Both halves of a key agreement derive: `deriveKey` and `deriveBits` are not reported.',
  fix: 'Replaces the operation by the one the public key can do.',
  specs: [rfc(7517, '4.3'), webCrypto],
  examples: {
    bad: [
      { text: `{${ecPublic},"key_ops":[⟦"sign"⟧]}`, fixed: `{${ecPublic},"key_ops":["verify"]}` },
      {
        title: 'The public operation is there already',
        text: `{${ecPublic},"key_ops":["verify",⟦"sign"⟧]}`,
        fixed: `{${ecPublic},"key_ops":["verify"]}`,
      },
    ],
    good: [
      { text: `{${ecPublic},${ecPrivate},"key_ops":["sign"]}` },
      { title: 'Both halves take part in key agreement', text: `{${ecPublic},"key_ops":["deriveBits"]}` },
    ],
  },
  about: ['operations'],
  key(key, report) {
    if (key.type === undefined || key.type.kty === 'oct' || key.isPrivate) return;
    for (const term of key.keyOps) {
      const counterpart = operationOf(term)?.publicCounterpart;
      if (counterpart === undefined) continue;
      report({
        at: term.node,
        data: { op: displayWord(term.raw) },
        fixes: () => [replacement(key, term, counterpart)],
      });
    }
  },
});

function replacement(key: Key, term: Term, counterpart: string): Fix {
  return key.keyOps.some((other) => other.raw === counterpart)
    ? { title: `Remove "${displayWord(term.raw)}"`, edits: removeOperation(key, term.node) }
    : { title: `Replace by "${counterpart}"`, edits: [replaceString(term.node, counterpart)] };
}

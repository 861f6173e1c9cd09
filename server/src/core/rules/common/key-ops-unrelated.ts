import { defineRule, rfc } from '../rule.ts';
import { ecPrivate, ecPublic } from '../samples.ts';
import { list, quoted } from '../../text.ts';
import { operationOf } from './uses.ts';

export const keyOpsUnrelated = defineRule({
  id: 'key-ops-unrelated',
  group: 'common',
  severity: 'warning',
  summary: '"key_ops" mixes operations that do not belong together',
  message: 'Unrelated key operations {ops} on one key',
  why: 'One key in several algorithms can weaken all of them. Related are signing with verifying, encrypting with decrypting, wrapping with unwrapping, and, as WebCrypto exports key agreement keys, deriveKey with deriveBits. jjwt rejects every other combination.',
  whenFine: 'A key generated in WebCrypto for RSA-OAEP may both encrypt and wrap, and is exported so.',
  specs: [rfc(7517, '4.3')],
  examples: {
    bad: [{ text: `{${ecPublic},${ecPrivate},"key_ops":⟦["sign","deriveBits"]⟧}` }],
    good: [
      { text: `{${ecPublic},${ecPrivate},"key_ops":["deriveKey","deriveBits"]}` },
      { title: 'Unregistered operations are not compared', text: `{${ecPublic},"key_ops":["verify","attest"]}` },
    ],
  },
  about: ['operations'],
  key(key, report) {
    if (key.keyOps.length < 2) return;
    const operations = new Set(key.keyOps.flatMap((term) => operationOf(term) ?? []));
    if (new Set([...operations].map((o) => o.family)).size < 2) return;
    const at = key.value('key_ops');
    if (at !== undefined) report({ at, data: { ops: list([...operations].map((o) => quoted(o.op))) } });
  },
});

import type { Term } from '../../key/term.ts';
import { ecPublic } from '../samples.ts';
import { defineRule, rfc } from '../rule.ts';
import { modernAlgorithms } from '../sources.ts';
import { displayWord } from '../../words.ts';

export const unregisteredValue = defineRule({
  id: 'unregistered-value',
  group: 'common',
  severity: 'information',
  summary: '"use" or "key_ops" has a value that is not registered',
  message: '"{value}" is not a registered {param} value',
  why: 'Other values may be agreed on in closed environments, but a recipient that was not told of them skips the key or, like jwx, joserfc and jwkset, rejects it. The SPIFFE values "x509-svid" and "jwt-svid" and the draft WebCrypto key encapsulation operations are known and not reported.',
  whenFine:
    'RFC 7517 lets closed environments agree on values of their own. The SPIFFE values and the draft WebCrypto operations are known and not reported.',
  specs: [rfc(7517, '4.2'), rfc(7517, '4.3'), rfc(7517, '8.2'), rfc(7517, '8.3'), modernAlgorithms],
  examples: {
    bad: [
      { text: `{${ecPublic},"use":⟦"tls"⟧}` },
      { title: 'In key_ops', text: `{${ecPublic},"key_ops":["verify",⟦"attest"⟧]}` },
    ],
    good: [
      { title: 'A value of SPIFFE bundles', text: `{"keys":[{${ecPublic},"use":"x509-svid","kid":"a"}]}` },
      { title: 'A draft operation', text: `{${ecPublic},"key_ops":["encapsulateKey"]}` },
    ],
  },
  about: ['term'],
  key(key, report) {
    if (key.use !== undefined && isUnregistered(key.use)) report(unregistered(key.use, 'use'));
    for (const term of key.keyOps) if (isUnregistered(term)) report(unregistered(term, 'key_ops'));
  },
});

function isUnregistered({ state }: Term): boolean {
  return state === 'unknown' || state === 'collision-resistant';
}

function unregistered(term: Term, param: string): { at: Term['node']; data: Record<string, string> } {
  return { at: term.node, data: { value: displayWord(term.raw), param } };
}

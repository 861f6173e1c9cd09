import { wrap } from '../../document/edits.ts';
import { opening } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { ecPublic } from '../samples.ts';
import { spacing } from './spacing.ts';

export const jwksBareArray = defineRule({
  id: 'jwks-bare-array',
  group: 'set',
  severity: 'error',
  summary: 'A JWK Set is an array instead of an object',
  message: 'A JWK Set is an object with a "keys" member, not an array',
  why: 'jose, jwcrypto and PyJWT reject a bare array of keys; only a few libraries (Authlib, json-jwt) take it for a set.',
  whenFine: 'Authlib and json-jwt read an array of keys; where they are the only readers it works.',
  fix: 'Puts the array in an object, as its "keys".',
  specs: [rfc(7517, '5')],
  examples: {
    bad: [{ text: `⟦[⟧{${ecPublic}}]`, fixed: `{"keys":[{${ecPublic}}]}` }],
    good: [
      { text: `{"keys":[{${ecPublic}}]}` },
      { title: 'An array of something else', text: '[{"name":"a","keys":[]}]' },
    ],
  },
  set({ object, holder, text }, report) {
    if (object !== undefined || holder?.type !== 'array') return;
    report({
      at: opening(holder),
      fixes: () => [
        {
          title: 'Put the keys in a JWK Set',
          edits: wrap(holder, `{"keys":${spacing(text)}`, '}'),
        },
      ],
    });
  },
});

import type { TextEdit } from '../../document/edits.ts';
import type { JsonString } from '../../document/json.ts';
import { within } from '../../document/tree.ts';
import { defineRule, rfc } from '../rule.ts';
import { rsaPublic } from '../samples.ts';
import { forEachValue, removePadding, repairFix } from './repair.ts';

const bad = '"kty":"OKP","crv":"Ed25519","x":"nBZwzQpLwfgZ⟦/⟧SAkI4Kp9w2X7+cFLWfp9dBLzZnPG0Q="';
const good = '"kty":"OKP","crv":"Ed25519","x":"nBZwzQpLwfgZ_SAkI4Kp9w2X7-cFLWfp9dBLzZnPG0Q"';

/** One edit for each character of the other alphabet. */
function replaceAlphabet(node: JsonString): TextEdit[] {
  return [...node.value.matchAll(/[+/]/g)].map(({ 0: character, index }) => {
    const start = node.start + 1 + index;
    return { start, end: start + 1, text: character === '+' ? '-' : '_' };
  });
}

export const base64urlStandardAlphabet = defineRule({
  id: 'base64url-standard-alphabet',
  group: 'encoding',
  severity: 'error',
  summary: 'A value is in base64, not in base64url',
  message: 'base64 instead of base64url: use "-" and "_" for "+" and "/"',
  why: 'JOSE uses the URL-safe alphabet. 12 of 15 measured libraries accept the other one, go-jose, CryptX and rhonabwy do not, and the thumbprint of such a value is another one.',
  whenFine: 'The items of `x5c` are base64 by definition and not looked at.',
  fix: 'Replaces "+" by "-" and "/" by "_", and removes the padding.',
  specs: [rfc(7515, '2'), rfc(4648, '5')],
  examples: {
    bad: [{ text: `{${bad}}`, fixed: `{${good}}` }],
    good: [
      { text: `{${good}}` },
      {
        title: 'Certificates are base64 by definition',
        text: `{${rsaPublic},"x5c":["MIIB+/8="]}`,
      },
    ],
  },
  fixAll: true,
  changesThumbprint: true,
  about: ['encoding'],
  key(key, report) {
    forEachValue(
      key,
      (e) => e.alphabet,
      (e) => {
        const first = e.node.value.search(/[+/]/);
        return {
          at: within(e.node, first, first + 1),
          fixes: () =>
            repairFix('Use the base64url alphabet', e, (node) => [...replaceAlphabet(node), ...removePadding(node)]),
        };
      },
      report,
    );
  },
});
